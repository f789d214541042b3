"""What every page of the studio needs: the working copy of the running gateway, and the way back after a change."""

from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import Response

from bot.gateway.visitor import gateway_of
from bot.settings import ROOT
from bot.studio.commits import Commit
from bot.studio.workbench import Workbench
from bot.studio.working_copy import WorkingCopy
from bot.web.staff.books import audit
from bot.web.staff.refusals import redirect
from bot.web.staff.visit import Visit, own_path

HOME = "/studio"


def working_copy(request: Request) -> WorkingCopy:
    """The gateway's working copy, made at first use; it blocks."""
    state = request.app.state
    if not hasattr(state, "working_copy"):
        settings = gateway_of(request).settings
        state.working_copy = WorkingCopy.open(ROOT, settings.training or settings.shop / "training")
    copy: WorkingCopy = state.working_copy
    return copy


def workbench(request: Request) -> Workbench:
    """The gateway's workbench, over the same working copy; it starts when it is asked."""
    state = request.app.state
    if not hasattr(state, "workbench"):
        settings = gateway_of(request).settings
        models = settings.models or settings.shop / "models"
        state.workbench = Workbench(working_copy(request).folder, models, settings.shop)
    bench: Workbench = state.workbench
    return bench


def changed(request: Request, visit: Visit, commit: Commit, act: str, *, back: str, done: str) -> Response:
    """Write the act down, and go `back` with the toast `done` and a way to undo it, if anything was done."""
    if not commit.made:
        return redirect(request, with_query(own_path(back, HOME), done="unchanged"))
    audit(request, visit, act, commit.id[:12], paths=list(commit.paths), reason=commit.reason)
    toast = "joined" if commit.joined else done
    return redirect(request, with_query(own_path(back, HOME), done=toast, commit=commit.id))


def with_query(path: str, **values: str) -> str:
    """`path` with these in its query, in place of what it had of `done` and `commit`."""
    parts = urlsplit(path)
    kept = [
        one for one in parts.query.split("&") if one and one.split("=")[0] not in {"done", "commit", *values}
    ]
    return f"{parts.path}?{'&'.join([*kept, urlencode(values)])}"
