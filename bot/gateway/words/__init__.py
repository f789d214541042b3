"""The gateway's own sentences, one file a language; no other module holds a text that a person reads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from bot.gateway.typed import Language
from bot.web import read_words

LANGUAGES: tuple[Language, ...] = ("en", "zh")
Fault = Literal["silent", "slow", "cut_off", "no_lookups", "no_dialogue", "interrupted"]


@dataclass(frozen=True, slots=True)
class Words:
    """All that the gateway says in one language."""

    asked_for: Sequence[str]  # how one asks to be answered in it, whatever one writes in; regular expressions
    refused: Sequence[str]  # what says before it that it is not asked for
    masked: Mapping[str, str]
    faults: Mapping[Fault, str]
    problems: Mapping[str, tuple[str, str]]  # code: title, sentence
    person: str
    form_given: str
    forgotten: str
    forgotten_soon: str
    transcript: Mapping[str, str]  # the conversation, as a shopper takes it away
    fields: Mapping[str, str]  # what is wrong with a field of a form, by code


@cache
def words(language: Language) -> Words:
    """The words of a language, read once."""
    read = read_words(Path(__file__).parent / f"{language}.yml")
    return Words(
        asked_for=read["asked_for"],
        refused=read["refused"],
        masked=read["masked"],
        faults=read["faults"],
        problems={code: (title, sentence) for code, (title, sentence) in read["problems"].items()},
        person=read["person"],
        form_given=read["form_given"],
        forgotten=read["forgotten"],
        forgotten_soon=read["forgotten_soon"],
        transcript=read["transcript"],
        fields=read["fields"],
    )


def language_asked_for(text: str) -> Language | None:
    """The language that somebody asks to be answered in ("switch to Chinese please", 请说英文), if there is one.

    Of several that are named the last; one that is refused, or that only tells of something, is none.
    """
    found = [
        (match.end(), language)
        for language in LANGUAGES
        for asked in words(language).asked_for
        for match in re.finditer(asked, text, re.IGNORECASE)
        if not any(
            re.search(f"(?:{refused})$", text[: match.start()], re.IGNORECASE) for refused in _refusals()
        )
    ]
    return max(found)[1] if found else None


@cache
def _refusals() -> tuple[str, ...]:
    return tuple(one for language in LANGUAGES for one in words(language).refused)
