"""Training from the page: begin, cancel, and how far it is, which htmx asks for again and again."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.studio.desk import with_query
from bot.studio.job_state import TrainingRunsError
from bot.studio.release_desk import PAGE, board_values, trainings
from bot.studio.sentences import sentence
from bot.web.staff.books import audit
from bot.web.staff.refusals import redirect
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, allow

router = APIRouter()
Poll = Annotated[Visit, Depends(allow("training.read", keeps_awake=False))]
Releaser = Annotated[Visit, Depends(allow("training.release"))]


@router.get("/studio/train/progress")
def progress(request: Request, visit: Poll) -> Response:
    """The board as it is now, for htmx to put in."""
    return fragment(request, visit, "studio/_board.html", **board_values(request, visit))


@router.post("/studio/train")
async def train(request: Request, visit: Releaser) -> Response:
    """Train the working copy as it is; told so where a training runs already."""
    made = await asyncio.to_thread(trainings, request)
    try:
        state = await made.start(visit.name)
    except TrainingRunsError as error:
        values = await asyncio.to_thread(board_values, request, visit)
        said = sentence(error, visit.language)
        return staff_page(request, visit, "studio/versions.html", status=409, **values, refused=said)
    await asyncio.to_thread(audit, request, visit, "training.start", state.commit[:12])
    return redirect(request, with_query(PAGE, done="training"))


@router.post("/studio/train/cancel")
def cancel(request: Request, visit: Releaser) -> Response:
    """Ask for its end; nothing of it stays."""
    made = trainings(request)
    state = made.state()
    if state and state.runs:
        made.cancel()
        audit(request, visit, "training.cancel", state.commit[:12])
    return redirect(request, with_query(PAGE, done="cancelling"))
