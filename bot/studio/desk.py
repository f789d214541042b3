"""What every page of the studio needs: the working copy of the running gateway, and the way back after a change."""

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Form, Request
from fastapi.responses import Response

from bot.gateway.visitor import gateway_of
from bot.settings import ROOT
from bot.studio.commits import Commit
from bot.studio.workbench import Workbench
from bot.studio.working_copy import WorkingCopy
from bot.web.staff.books import audit
from bot.web.staff.refusals import redirect
from bot.web.staff.visit import Visit, allow, own_path

HOME = "/studio"

Writer = Annotated[Visit, Depends(allow("training.write"))]
Field = Annotated[str, Form(max_length=20_000)]


def working_copy(request: Request) -> WorkingCopy:
    """The gateway's working copy, made at first use; it blocks."""
    state = request.app.state
    if not hasattr(state, "working_copy"):
        settings = gateway_of(request).settings
        state.working_copy = WorkingCopy.open(ROOT, settings.training_folder)
    copy: WorkingCopy = state.working_copy
    return copy


def workbench(request: Request) -> Workbench:
    """The gateway's workbench, over the same working copy; it starts when it is asked."""
    state = request.app.state
    if not hasattr(state, "workbench"):
        settings = gateway_of(request).settings
        folder = working_copy(request).folder
        state.workbench = Workbench(folder, settings.models_folder, settings.shop, settings.graph_folder)
    bench: Workbench = state.workbench
    return bench


def changed(request: Request, visit: Visit, commit: Commit, act: str, *, back: str, done: str) -> Response:
    """Write the act down, and go `back` with the toast `done` and a way to undo it, if anything was done."""
    if not commit.made:
        return redirect(request, with_query(own_path(back, HOME), done="unchanged"))
    logged(request, visit, commit, act)
    toast = "joined" if commit.joined else done
    return redirect(request, with_query(own_path(back, HOME), done=toast, commit=commit.id))


def logged(request: Request, visit: Visit, commit: Commit, act: str) -> None:
    """Write down the act that made a commit. Its reason stays out: it may quote what a shopper said."""
    if commit.made:
        audit(request, visit, act, commit.id[:12], paths=list(commit.paths))


def with_query(path: str, **values: str) -> str:
    """`path` with these in its query, in place of what it had of `done` and `commit`."""
    parts = urlsplit(path)
    kept = [
        one for one in parts.query.split("&") if one and one.split("=")[0] not in {"done", "commit", *values}
    ]
    return f"{parts.path}?{'&'.join([*kept, urlencode(values)])}"
