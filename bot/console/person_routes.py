"""Shoppers who wait for a person: the list of them, taking a talk, speaking in it, handing it back.

The list is JSON and acts are forms, for the staff page that is to come and for a shop's own tools; a session of
staff opens them. Acts are logged without what was said.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from actions.handing import has_come, has_gone
from actions.messages import Person
from actions.wording import Wording
from bot.gateway.typed import tidy
from bot.web.staff.books import database
from bot.web.staff.numbers import RowNumber
from bot.web.staff.visit import Visit, actor_of, allow
from shop.attending import Attending, Waiting
from shop.errors import ConversationUnknownError, NotWaitingError, TakenByAnotherError
from shop.review.reading import Reading

WAITING = "/console/waiting"
TALK = WAITING + "/{conversation}"
LONGEST_CHARS = 4000
router = APIRouter()
Reader = Annotated[Visit, Depends(allow("talks.read", keeps_awake=False))]
Answerer = Annotated[Visit, Depends(allow("talks.answer"))]
Words = Annotated[str, Form(min_length=1, max_length=LONGEST_CHARS)]


@router.get(WAITING)
def list_waiting(request: Request, visit: Reader) -> Response:  # noqa: ARG001 (who may, is asked by it)
    """Everybody who waits, was taken, or left a message, who asked first first."""
    return JSONResponse({"waiting": [_told(one) for one in Attending(database(request)).waiting()]})


@router.post(TALK + "/take")
def take(request: Request, visit: Answerer, conversation: RowNumber) -> Response:
    """Take a talk; 409 where a colleague has it, 404 where nobody waits. The shopper is told the name."""
    books = database(request)
    greeting = [has_come(_wording(request, conversation), visit.name).model_dump(mode="json")]
    return _done(lambda: Attending(books).take(conversation, actor_of(request, visit), greeting))


@router.post(TALK + "/say")
def say(request: Request, visit: Answerer, conversation: RowNumber, text: Words) -> Response:
    """Say something in a talk that one has taken."""
    if not (tidied := tidy(text)):
        raise HTTPException(422)
    said = [Person(name=visit.name, text=tidied).model_dump(mode="json")]
    return _done(lambda: Attending(database(request)).say(conversation, said, actor_of(request, visit)))


@router.post(TALK + "/hand-back")
def hand_back(request: Request, visit: Answerer, conversation: RowNumber) -> Response:
    """Let the bot answer again, and take the talk off the list; an owner may do so for a colleague."""
    farewell = [has_gone(_wording(request, conversation), visit.name).model_dump(mode="json")]
    by, anybodys = actor_of(request, visit), visit.role == "owner"
    return _done(
        lambda: Attending(database(request)).hand_back(conversation, by, farewell, anybodys=anybodys)
    )


def _wording(request: Request, conversation: int) -> Wording:
    """The shopper's language."""
    try:
        return Wording.of(Reading(database(request)).head(conversation).language)
    except ConversationUnknownError as error:
        raise HTTPException(404) from error


def _done(act: Any) -> Response:
    try:
        act()
    except TakenByAnotherError as error:
        return JSONResponse({"taken_by": error.by}, 409)
    except NotWaitingError as error:
        raise HTTPException(404) from error
    return Response(status_code=204)


def _told(one: Waiting) -> dict[str, Any]:
    return {
        "conversation": one.conversation,
        "language": one.language,
        "state": one.handing.state,
        "taken_by": one.handing.taken_by,
        "asked_at": one.handing.asked_at.isoformat(),
        "overdue": one.handing.is_overdue,
        "last_said": one.last_said,
        "message": one.message,
        "talk": f"/console/talks/{one.conversation}",
    }
