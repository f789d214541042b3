"""The pages of versions: the last five, going live with one, and back, each asked once more before it is done."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from bot.studio.desk import with_query
from bot.studio.release_desk import PAGE, board_values, releases
from bot.studio.releases import VersionGoneError
from bot.studio.sentences import sentence
from bot.web.staff.books import audit
from bot.web.staff.refusals import redirect
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, allow

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Releaser = Annotated[Visit, Depends(allow("training.release"))]


@router.get(PAGE)
def list_versions(request: Request, visit: Reader) -> Response:
    """The training that runs, what it would learn, and the last five versions."""
    values = board_values(request, visit)
    return staff_page(request, visit, "studio/versions.html", **values, refused="")


@router.get(PAGE + "/{number}/activate")
def ask(request: Request, visit: Releaser, number: int) -> Response:
    """What going live with it means, before it is done."""
    board = releases(request).board()
    row = board.row(number)
    if row is None:
        raise HTTPException(404)
    return staff_page(request, visit, "studio/activate.html", board=board, row=row)


@router.post(PAGE + "/{number}/activate")
def activate(request: Request, visit: Releaser, number: int) -> Response:
    """Go live with it; the shop changes over by itself, and no turn fails."""
    made = releases(request)
    if made.board().row(number) is None:
        raise HTTPException(404)
    try:
        act = made.go_live(number, visit.name)
    except VersionGoneError as error:
        said = sentence(error, visit.language)
        values = board_values(request, visit)
        return staff_page(request, visit, "studio/versions.html", status=409, **values, refused=said)
    audit(request, visit, f"version.{act}", str(number))
    return redirect(request, with_query(PAGE, done=act))
