"""What simulated shoppers say: sentences of words/{en,zh}.yml, filled in with a shop's own words, some mistyped."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

SLIPPING = 0.15  # of all sentences
NOTHING: Mapping[str, str] = {}
SHORTEST_SLIP = 5  # letters of a word that may be mistyped


@cache
def words(language: str) -> Mapping[str, Any]:
    """The file of a language."""
    file = Path(__file__).parent / "words" / f"{language}.yml"
    return dict(YAML(typ="safe").load(file.read_text(encoding="utf-8")))


class Phrasing:
    """One shopper's way of speaking; `chance` decides which sentence is taken, and where a finger slips."""

    def __init__(self, language: str, currency: str, chance: Random) -> None:
        self.language = language
        self._words = words(language)
        self._currency = currency
        self._chance = chance

    def say(self, act: str, filled: Mapping[str, str] = NOTHING, *, carefully: bool = False) -> str:
        """A sentence for an act, its {places} filled in; `carefully` without a slip."""
        text = str(self._chance.choice(self._words[act])).format(**filled)
        if not carefully and self._chance.random() < SLIPPING:
            return self._slipped(text)
        return text

    def place(self, place: int) -> str:
        """The word for a place, counted from 1."""
        return str(self._words["places"][place - 1])

    def number(self, number: int) -> str:
        """The word for a small number."""
        return str(self._words["numbers"][number])

    def word(self, name: str) -> str:
        """A single word of the file."""
        return str(self._words[name])

    def price(self, amount: object) -> str:
        """An amount in the shop's currency; the bare number where the language has no word for it."""
        name = self._words["money"].get(self._currency)
        if name is None:
            return str(amount)
        return f"{amount}{name}" if self.language == "zh" else f"{amount} {name}"

    def _slipped(self, text: str) -> str:
        return self._wrong_character(text) if self.language == "zh" else self._wrong_letters(text)

    def _wrong_letters(self, text: str) -> str:
        """One word with two letters swapped, one left out, or one twice."""
        parts = text.split(" ")
        long = [
            at
            for at, part in enumerate(parts)
            if len(part) >= SHORTEST_SLIP and part.isascii() and part.isalpha()
        ]
        if not long:
            return text
        at = self._chance.choice(long)
        word, place = parts[at], self._chance.randint(1, len(parts[at]) - 2)
        parts[at] = self._chance.choice(
            (
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
            )
        )
        return " ".join(parts)

    def _wrong_character(self, text: str) -> str:
        """One character in place of another one of the same sound."""
        slips: Mapping[str, str] = self._words["slips"]
        places = [at for at, character in enumerate(text) if character in slips]
        if not places:
            return text
        at = self._chance.choice(places)
        return text[:at] + slips[text[at]] + text[at + 1 :]
