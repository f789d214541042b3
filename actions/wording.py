"""Say things in the shopper's language: every sentence of an action comes from words/<language>.yml.

A key may hold several sentences; the turn's number picks one, so that a repeated question is not met
with the same sentence twice in a row. Code holds no text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_FOLDER = Path(__file__).parent / "words"
FALLBACK = "en"


@cache
def _sentences(language: str) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = YAML(typ="safe").load(
        (_FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one reply: its language, and the number that picks among ways to say a thing."""

    language: str
    turn: int = 0

    @classmethod
    def of(cls, language: str | None, turn: int = 0) -> "Wording":
        """In `language` where it has a file, else in English."""
        return cls(language if language in languages() else FALLBACK, turn)

    def say(self, key: str, **values: object) -> str:
        """The sentence `key`, with its places filled; raises KeyError for a key that the file lacks."""
        ways: str | Sequence[str] = _sentences(self.language)[key]
        way = ways if isinstance(ways, str) else ways[self.turn % len(ways)]
        return way.format(**values)

    def ways(self, key: str) -> Sequence[str]:
        """All sentences under a key, to be recognised rather than said; raises KeyError for a key that is missing."""
        ways: str | Sequence[str] = _sentences(self.language)[key]
        return (ways,) if isinstance(ways, str) else ways

    def words(self, key: str) -> Mapping[str, str]:
        """A table of words by their name; raises KeyError for a key that the file lacks."""
        table: Mapping[str, str] = _sentences(self.language)[key]
        return table

    def patterns(self, key: str) -> Mapping[str, Sequence[str]]:
        """Patterns to look for in a sentence, by their name; raises KeyError for a key that the file lacks."""
        table: Mapping[str, Sequence[str]] = _sentences(self.language)[key]
        return table

    def listed(self, parts: Sequence[str], *, either: bool = False) -> str:
        """Several things in one breath: "a, b and c", or "a, b or c"."""
        if len(parts) <= 1:
            return "".join(parts)
        last = self.say("or_last" if either else "and_last")
        return self.say("list_comma").join(parts[:-1]) + last + parts[-1]

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences one after another; empty ones are left out."""
        return (" " if self.language == "en" else "").join(one for one in sentences if one)

    def unit(self, code: str | None) -> str:
        """What a unit is called after a number; the code itself where the file has no word for it."""
        if not code:
            return ""
        units: Mapping[str, str] = _sentences(self.language)["units"]
        return units.get(code, code)

    def fact(self, slug: str, otherwise: str) -> str:
        """What an attribute is called that a catalogue need not have; `otherwise` where the file has no word."""
        facts: Mapping[str, str] = _sentences(self.language)["facts"]
        return facts.get(slug, otherwise)
