"""What is wrong with files as a trainer is writing them: the parser's word at once, and Rasa's from the workbench."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request

from bot.studio.desk import workbench
from bot.studio.errors import BrokenFileError
from bot.studio.findings import Finding, Told, in_words
from bot.studio.sentences import sentence
from bot.studio.texts import check_yaml
from bot.studio.workbench import WorkbenchAwayError, WorkbenchStartingError
from bot.web.staff.phrases import phrases
from bot.web.staff.visit import Visit


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found; `waiting` while the workbench is not warm, `away` why it cannot be asked."""

    told: tuple[Told, ...]
    waiting: bool = False
    away: str = ""


def broken(error: BrokenFileError, visit: Visit) -> Checked:
    """The parser's one finding."""
    said = phrases("studio", visit.language)["file"]
    finding = Finding("error", error.path, error.line, "yaml", {}, error.column)
    what = f"{error.problem[:1].upper()}{error.problem[1:]}."
    return Checked((Told(finding, what, str(said["mend_yaml"])),))


def check(request: Request, visit: Visit, edits: Mapping[str, str], *, patience_s: float) -> Checked:
    """What is wrong with the working copy, had these texts been saved; waits no longer than `patience_s`."""
    try:
        for path, text in edits.items():
            check_yaml(path, text)
    except BrokenFileError as error:
        return broken(error, visit)
    try:
        found = workbench(request).validate(edits, patience_s=patience_s)
    except WorkbenchStartingError:
        return Checked((), waiting=True)
    except WorkbenchAwayError as error:
        return Checked((), away=sentence(error, visit.language))
    return Checked(tuple(in_words(found, phrases("studio", visit.language))))
