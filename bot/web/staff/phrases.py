"""The words of staff's pages: each package's own, laid over those that all pages share."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.web import read_words

_BOT = Path(__file__).parents[2]
FOLDERS = {"web": _BOT / "web" / "staff", "console": _BOT / "console", "studio": _BOT / "studio"}


class Phrases:
    """A branch of a language file: `w.done.saved` and `w.done["saved"]` both work, whatever the key is called.

    A plain dictionary would answer `w.items` with its method.
    """

    __slots__ = ("_branch",)

    def __init__(self, branch: Mapping[str, Any]) -> None:
        self._branch = branch

    def __getitem__(self, key: str) -> Any:
        found = self._branch[key]
        return Phrases(found) if isinstance(found, Mapping) else found

    def __contains__(self, key: object) -> bool:
        return key in self._branch

    def __iter__(self) -> Iterator[str]:
        return iter(self._branch)


@cache
def phrases(package: str, language: str) -> Phrases:
    """The words for the templates of `web`, `console` or `studio`; raises KeyError for another package."""
    shared = read_words(FOLDERS["web"] / "words" / f"{language}.yml")
    own = FOLDERS[package] / "words" / f"{language}.yml"
    if package == "web" or not own.is_file():
        return Phrases(shared)
    return Phrases(_merged(shared, read_words(own)))


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """`{name}` in a sentence replaced by the value of that name."""
    for name, value in values.items():
        sentence = sentence.replace("{" + name + "}", str(value))
    return sentence


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(below)
    for key, value in above.items():
        under = both.get(key)
        both[key] = (
            _merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
        )
    return both
