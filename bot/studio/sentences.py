"""Sentences that are filled in outside the templates: on an error, a finding, and the reason of a change."""

from bot.studio.errors import StudioError
from bot.web.staff.phrases import filled, phrases
from bot.web.staff.visit import Visit


def sentence(error: StudioError, language: str) -> str:
    """One sentence on what was refused and what to do."""
    return filled(str(phrases("studio", language)["errors"][type(error).__name__]), vars(error))


def reason_of(visit: Visit, act: str, **values: object) -> str:
    """The reason that a page's change carries in the history, in its author's language."""
    return filled(str(phrases("studio", visit.language)["reasons"][act]), values)
