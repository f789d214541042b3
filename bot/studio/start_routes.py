"""The studio's first page, what waits to be done; and the undo behind every toast."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from bot.studio.desk import HOME, changed, working_copy
from bot.studio.errors import StudioError
from bot.studio.example_book import ExampleBook
from bot.studio.sentences import sentence
from bot.web.staff.books import database
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, allow, own_path
from shop.review.corrections import Corrections

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Writer = Annotated[Visit, Depends(allow("training.write"))]


@router.get(HOME)
def start(request: Request, visit: Reader) -> Response:
    """What waits, and what was changed last."""
    copy = working_copy(request)
    counts = ExampleBook(copy).counts()
    return staff_page(
        request,
        visit,
        "studio/start.html",
        waiting=Corrections(database(request)).count(),
        upgrade=copy.upgrade_waiting(),
        clashes=copy.clashes(),
        commits=copy.history(limit=5),
        intents=len(counts),
        examples=sum(sum(one.values()) for one in counts.values()),
    )


@router.post("/studio/undo")
def undo(
    request: Request,
    visit: Writer,
    commit: Annotated[str, Form(max_length=40)],
    back: Annotated[str, Form(max_length=4000)] = HOME,
) -> Response:
    """Take a commit back, whoever edited elsewhere since; told on a page of its own where that cannot be."""
    try:
        made = working_copy(request).revert(commit, author=visit.name)
    except StudioError as error:
        said = sentence(error, visit.language)
        return staff_page(request, visit, "studio/refused.html", status=409, said=said, back=own_path(back))
    return changed(request, visit, made, "training.undo", back=back, done="undone")
