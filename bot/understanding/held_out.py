"""Sentences that no model was taught, each with what it means: a YAML list of text, intent and entities.

They are parted by a hash of their text into two halves. `dev` may be looked at for mistakes; of `test` nothing
but figures is looked at. The hash is fixed, so a sentence never changes sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.errors import BotError

Half = Literal["dev", "test"]
# Kinds that are judged; what else the rules find (facts, counts, words left over) is no thing that is named.
KINDS: Final = (
    "category", "brand", "value", "item", "attribute", "price", "measure", "place", "reference", "order",
    "comparative",
)  # fmt: skip


class HeldOutError(BotError):
    """A file of held-out sentences cannot be used."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a sentence, and which kind of thing they name."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a shopper types it, and what it means; `shop` where it is said in one by name."""

    text: str
    language: str
    intent: str
    entities: tuple[Named, ...] = ()
    shop: str = ""

    @property
    def half(self) -> Half:
        """The side it is on."""
        return "dev" if sha256(self.text.encode()).digest()[0] % 2 else "test"


def read_sentences(files: Iterable[Path], half: Half | None = None) -> list[Sentence]:
    """The sentences of the files, or those of one half; the language is the file's name (en.yml, zh.yml).

    Raises HeldOutError where a file is not there, is no such list, or has words that its sentence has not.
    """
    found = [sentence for file in files for sentence in _read(file)]
    if not found:
        raise HeldOutError("There are no held-out sentences; name a file of them with --data.")
    return [one for one in found if half is None or one.half == half]


def _read(file: Path) -> Sequence[Sentence]:
    try:
        rows = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise HeldOutError(f"{file} cannot be read: {error}") from error
    if not isinstance(rows, list):
        raise HeldOutError(f"{file} is no list; write `- text: ..., intent: ..., entities: [[words, kind]]`.")
    return [_sentence(file, number, row) for number, row in enumerate(rows, start=1)]


def _sentence(file: Path, number: int, row: Any) -> Sentence:
    try:
        entities = tuple(Named(str(words), str(kind)) for words, kind in row.get("entities") or ())
        sentence = Sentence(
            str(row["text"]), file.stem, str(row["intent"]), entities, str(row.get("shop", ""))
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise HeldOutError(
            f"{file}: sentence {number} needs text, intent and entities as [words, kind]."
        ) from None
    for named in sentence.entities:
        if named.text not in sentence.text or named.kind not in KINDS:
            raise HeldOutError(
                f"{file}: sentence {number} has no {named.kind} {named.text!r}: "
                f"use words of it, and one of {', '.join(KINDS)}."
            )
    return sentence
