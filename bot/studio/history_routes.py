"""The pages of the history: who changed what, when and why; the difference; and back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.studio.desk import changed, working_copy
from bot.studio.errors import StudioError, UnknownCommitError
from bot.studio.sentences import sentence
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, allow

PAGE = "/studio/history"
_A_PAGE = 50

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Writer = Annotated[Visit, Depends(allow("training.write"))]


@router.get(PAGE)
def list_commits(request: Request, visit: Reader, file: str = "", page: int = 1) -> Response:
    """The newest commits first, of one file or of all."""
    page = max(page, 1)
    found = working_copy(request).history(file or None, limit=page * _A_PAGE + 1)
    shown = found[(page - 1) * _A_PAGE : page * _A_PAGE]
    return staff_page(
        request,
        visit,
        "studio/history.html",
        commits=shown,
        file=file,
        page=page,
        more=len(found) > page * _A_PAGE,
        commit=request.query_params.get("commit", ""),
    )


@router.get(PAGE + "/{commit}")
def show(request: Request, visit: Reader, commit: str) -> Response:
    """What one commit changed."""
    return _shown(request, visit, commit)


@router.post(PAGE + "/{commit}/revert")
def revert(
    request: Request, visit: Writer, commit: str, file: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """Take the commit back, or only what it did to one file; the first state stays."""
    try:
        made = working_copy(request).revert(commit, author=visit.name, paths=(file,) if file else ())
    except UnknownCommitError as error:
        raise HTTPException(404) from error
    except StudioError as error:
        return _shown(request, visit, commit, status=409, refused=sentence(error, visit.language))
    return changed(request, visit, made, "training.revert", back=PAGE, done="reverted")


def _shown(request: Request, visit: Visit, commit: str, *, status: int = 200, refused: str = "") -> Response:
    copy = working_copy(request)
    try:
        found, diffs = copy.commit(commit), copy.diff(commit)
    except UnknownCommitError as error:
        raise HTTPException(404) from error
    return staff_page(
        request, visit, "studio/commit.html", status=status, one=found, diffs=diffs, refused=refused
    )
