"""What the pages of training and of versions share: the gateway's trainings and releases, and the board they fill."""

from typing import Any

from fastapi import Request

from bot.gateway.visitor import gateway_of
from bot.studio.desk import workbench, working_copy
from bot.studio.findings import Finding, in_words
from bot.studio.job_state import STAGES, JobState
from bot.studio.jobs import Trainings
from bot.studio.releases import Board, Releases
from bot.web.staff.phrases import phrases
from bot.web.staff.visit import Visit

PAGE = "/studio/versions"
QUICK_S, SLOW_S = 1, 15  # how often the page asks how far it is: while something goes on, and else
SHOWN_CHANGES = 5


def trainings(request: Request) -> Trainings:
    """The gateway's trainings, made at first use; it blocks."""
    state = request.app.state
    if not hasattr(state, "trainings"):
        settings = gateway_of(request).settings
        logs = settings.shop / "logs"
        state.trainings = Trainings(settings.models_folder, working_copy(request), workbench(request), logs)
    made: Trainings = state.trainings
    return made


def releases(request: Request) -> Releases:
    """The versions as this shop sees them."""
    settings = gateway_of(request).settings
    return Releases(settings.models_folder, settings.shop)


def board_values(request: Request, visit: Visit) -> dict[str, Any]:
    """What `_board.html` needs; it blocks."""
    board, job = releases(request).board(), trainings(request).state()
    busy = bool(job and job.runs) or board.answering == "switching"
    return {
        "board": board,
        "job": job,
        "stages": STAGES,
        "findings": _findings(job, visit),
        "every_s": QUICK_S if busy else SLOW_S,
        **_changes(request, board),
    }


def _findings(job: JobState | None, visit: Visit) -> list[Any]:
    found = [Finding.from_json(one) for one in job.findings] if job else []
    return in_words(found, phrases("studio", visit.language))


def _changes(request: Request, board: Board) -> dict[str, Any]:
    """What was changed since the newest version was trained: what a training would add."""
    newest = board.rows[0].version.data_commit if board.rows else None
    commits = working_copy(request).history(limit=SHOWN_CHANGES + 1)
    since = []
    for commit in commits:
        if commit.id == newest or commit.act == "seed":
            break
        since.append(commit)
    return {"changes": since[:SHOWN_CHANGES], "more_changes": len(since) > SHOWN_CHANGES}
