"""Have a trained model hear sentences, in the dialogue's own environment, and read what it understood."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import NotReadyError
from bot.processes.commands import DIALOGUE_PYTHON, clean_environment, rasa_environment
from bot.settings import ROOT
from bot.understanding.held_out import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that was found at `start:end`; not `sold` where the shop's words have it as absent."""

    text: str
    kind: str
    start: int
    end: int
    sold: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What a model made of one sentence, and the milliseconds it took."""

    intent: str
    confidence: float
    ranking: tuple[str, ...]
    entities: tuple[Found, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a model made of all sentences, in their order; and what loading it took."""

    understood: tuple[Understood, ...]
    loaded_in_s: float
    memory_mb: int


def hear_in_shops(
    model: Path, lexicons: Mapping[str, Sequence[Path]], sentences: Sequence[Sentence]
) -> Hearing:
    """What the model understands, each sentence with the words of the shop that it is said in.

    `lexicons` by the shop's name; those of "" for all other sentences. Raises as `hear`.
    """
    shops = [one.shop if one.shop in lexicons else "" for one in sentences]
    heard: dict[str, Iterator[Understood]] = {}
    loaded_in_s, memory_mb = 0.0, 0
    for shop in dict.fromkeys(shops):
        texts = [one.text for one, said_in in zip(sentences, shops, strict=True) if said_in == shop]
        hearing = hear(model, lexicons[shop], texts)
        heard[shop] = iter(hearing.understood)
        loaded_in_s, memory_mb = max(loaded_in_s, hearing.loaded_in_s), max(memory_mb, hearing.memory_mb)
    return Hearing(tuple(next(heard[shop]) for shop in shops), loaded_in_s, memory_mb)


def hear(model: Path, lexicons: Sequence[Path], sentences: Sequence[str]) -> Hearing:
    """What the model understands, with the words of all these shops together.

    Raises NotReadyError where the dialogue's environment is missing or the model cannot be loaded.
    """
    if not DIALOGUE_PYTHON.exists():
        raise NotReadyError("The dialogue's environment is missing; `make setup` makes it.")
    with tempfile.TemporaryDirectory(prefix="daogou-hearing-") as place:
        lexicon = Path(place) / "lexicon.jsonl"
        lexicon.write_text("".join(one.read_text("utf-8") for one in lexicons), "utf-8")
        done = subprocess.run(
            (str(DIALOGUE_PYTHON), "-m", "bot.dialogue.hearing", "--model", str(model)),
            input="".join(json.dumps(one) + "\n" for one in sentences),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=rasa_environment(clean_environment()) | {"DAOGOU_LEXICON": str(lexicon)},
            check=False,
        )
    if done.returncode:
        raise NotReadyError(f"The model {model.name} cannot be asked: {done.stderr.strip()[-800:]}")
    *rows, cost = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    understood = tuple(
        Understood(
            one["intent"],
            one["confidence"],
            tuple(one["ranking"]),
            tuple(Found(**entity) for entity in one["entities"]),
            one["ms"],
        )
        for one in rows
    )
    return Hearing(understood, cost["loaded_in_s"], cost["memory_mb"])
