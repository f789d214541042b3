"""The page of an upgrade: the project's newer files, merged in, and what clashes settled one by one."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.studio.desk import changed, working_copy
from bot.studio.errors import OverlapError, StudioError
from bot.studio.sentences import sentence
from bot.web.staff.refusals import redirect
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, allow

PAGE = "/studio/upgrade"

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Writer = Annotated[Visit, Depends(allow("training.write"))]


@router.get(PAGE)
def show(request: Request, visit: Reader) -> Response:
    """What waits, and what clashes."""
    return _shown(request, visit)


@router.post(f"{PAGE}/merge")
def merge(request: Request, visit: Writer) -> Response:
    """Take the project's changes in."""
    try:
        merged = working_copy(request).merge_project(author=visit.name)
    except StudioError as error:
        return _shown(request, visit, status=409, refused=sentence(error, visit.language))
    if merged.commit is None:
        return redirect(request, PAGE)
    done = "merged_clashes" if merged.clashes else "merged"
    return changed(request, visit, merged.commit, "training.upgrade", back=PAGE, done=done)


@router.post(PAGE + "/clashes/{clash}")
def settle(
    request: Request, visit: Writer, clash: str, take: Annotated[Literal["mine", "theirs"], Form()]
) -> Response:
    """Keep the trainers' lines, or take the project's."""
    try:
        made = working_copy(request).settle(clash, take_theirs=take == "theirs", author=visit.name)
    except OverlapError as error:
        return _shown(request, visit, status=409, refused=sentence(error, visit.language))
    except StudioError as error:
        raise HTTPException(404) from error
    return changed(request, visit, made, "training.settle", back=PAGE, done="settled")


def _shown(request: Request, visit: Visit, *, status: int = 200, refused: str = "") -> Response:
    copy = working_copy(request)
    return staff_page(
        request,
        visit,
        "studio/upgrade.html",
        status=status,
        waiting=copy.upgrade_waiting(),
        clashes=copy.clashes(),
        refused=refused,
    )
