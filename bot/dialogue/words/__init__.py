"""The words the rules know, read from one file a language.

A sentence may mix languages, so each list is the union over all files. Code never holds a word
that a shopper might type: it is in `en.yml` or `zh.yml`, where a translator can reach it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

_FOLDER = Path(__file__).parent
_LATIN_START = re.compile(r"(?:\(\?:)?[a-zA-Z]")
_LATIN_END = re.compile(r"[a-zA-Z](?:\?|\)\??)*$")


@cache
def words(language: str) -> Mapping[str, Any]:
    """The file of one language, as it stands."""
    loaded: Mapping[str, Any] = YAML(typ="safe").load(
        (_FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a file, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))


@cache
def listed(*path: str) -> tuple[str, ...]:
    """The union over languages of the list at `path`, such as `listed("bounds", "low_after")`."""
    found: list[str] = []
    for language in languages():
        node: Any = words(language)
        for step in path:
            node = node.get(step, {}) if isinstance(node, Mapping) else {}
        found.extend(node)
    return tuple(found)


@cache
def keyed(*path: str) -> Mapping[str, Any]:
    """The union over languages of the mapping at `path`; lists under one key are joined."""
    found: dict[str, Any] = {}
    for language in languages():
        node: Any = words(language)
        for step in path:
            node = node.get(step, {})
        for key, value in node.items():
            found[key] = found.get(key, []) + value if isinstance(value, list) else value
    return MappingProxyType(found)


def any_of(patterns: Iterable[str]) -> str:
    """One regular expression for all patterns: longest first, whole words where the word is Latin."""
    return _any_of(tuple(patterns))


@cache
def _any_of(patterns: tuple[str, ...]) -> str:
    longest_first = sorted(set(patterns), key=lambda pattern: (-len(pattern), pattern))
    latin = [_ended(pattern) for pattern in longest_first if _LATIN_START.match(pattern)]
    others = [_ended(pattern) for pattern in longest_first if not _LATIN_START.match(pattern)]
    # One look behind for all Latin words: a place within a word is left at once then.
    families = [f"(?<![a-zA-Z])(?:{'|'.join(latin)})"] if latin else []
    return "(?:" + "|".join([*families, *others]) + ")"


def _ended(pattern: str) -> str:
    return pattern + ("(?![a-zA-Z])" if _LATIN_END.search(pattern) else "")
