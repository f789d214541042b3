"""Chinese words with one character wrong, lost, added or out of turn, found by their other characters.

A mistyped Chinese word is cut to pieces by a dictionary, so it is looked for as a run of characters: among the
runs that several names share, and among the words of the vocabulary.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

_LENGTHS: Final = (3, 4)
_NAMES: Final = 2  # a run that fewer names have is no word
_HAN_RUN: Final = re.compile(r"[\u3400-\u9fff]{3,}")


def phrases_of(names: Iterable[Iterable[str]]) -> dict[str, int]:
    """Runs of three or four Han characters -> in how many products' names they stand, two or more."""
    counts: Counter[str] = Counter()
    for own in names:
        if foreign := [name for name in own if not name.isascii()]:
            counts.update({run for name in foreign for run in _runs(name)})
    return {run: count for run, count in counts.items() if count >= _NAMES}


def _runs(name: str) -> Iterator[str]:
    for han in _HAN_RUN.findall(name):
        for length in _LENGTHS:
            yield from (han[place : place + length] for place in range(len(han) - length + 1))


class HanSpelling:
    """Finds the phrase that a run of Han characters was mistyped from."""

    def __init__(self, phrases: Mapping[str, int], vocabulary: Iterable[str]) -> None:
        known = {word: 1 for word in vocabulary if len(word) in _LENGTHS and _HAN_RUN.fullmatch(word)}
        self._phrases = known | dict(phrases)

    @cached_property
    def _by_key(self) -> Mapping[str, list[str]]:
        held: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in self._phrases:
            for key in (phrase, *_gaps(phrase)):
                held[key].append(phrase)
        return held

    def near(self, run: str) -> list[str]:
        """Phrases that `run` is one error away from, a wrong character before all others; those of most names first."""
        if run in self._phrases:
            return []
        found: list[str] = []
        for kind in (_gaps(run), _swapped(run), _without_one(run), _with_a_gap(run)):
            phrases = (phrase for key in kind for phrase in self._by_key.get(key, ()))
            found += sorted(phrases, key=lambda phrase: (-self._phrases[phrase], phrase))
        return list(dict.fromkeys(found))


def _gaps(run: str) -> Iterator[str]:
    """The run with each of its characters taken out in turn, the gap marked."""
    return (f"{run[:place]}*{run[place + 1 :]}" for place in range(len(run)))


def _swapped(run: str) -> Iterator[str]:
    """The run with neighbouring characters that have changed places."""
    pairs = range(len(run) - 1)
    return (f"{run[:place]}{run[place + 1]}{run[place]}{run[place + 2 :]}" for place in pairs)


def _without_one(run: str) -> Iterator[str]:
    """The run without each of its characters between: a word beside a phrase is another word, and no error."""
    return (run[:place] + run[place + 1 :] for place in range(1, len(run) - 1))


def _with_a_gap(run: str) -> Iterator[str]:
    """The run with a gap wherever between its characters one may be lost."""
    return (f"{run[:place]}*{run[place:]}" for place in range(1, len(run)))
