"""Flags, labels, notes and "reviewed": each a form, each with a way back in the toast that follows."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.console.talk_routes import TALK, TURN, talk_page, turn_fragment
from bot.web.staff.books import database
from bot.web.staff.numbers import Position, RowNumber, TurnNumber
from bot.web.staff.refusals import redirect
from bot.web.staff.visit import NotAllowedError, Visit, actor_of, allow, is_fragment
from shop.errors import ConversationUnknownError, TurnUnknownError
from shop.review.errors import MarkError, NoteOfAnotherError
from shop.review.marks import Marking

router = APIRouter()
Reviewer = Annotated[Visit, Depends(allow("talks.review"))]
On = Annotated[Literal["0", "1"], Form()]
SO_ALREADY = "so_already"
"""What is said where a colleague was first: nothing was done, so nothing can be undone."""


@router.post(TURN + "/flag")
def flag(
    request: Request,
    visit: Reviewer,
    conversation: RowNumber,
    n: TurnNumber,
    *,
    position: Position,
    on: On = "1",
) -> Response:
    """Flag a message, or take the flag off."""
    try:
        new = Marking(database(request)).flag(
            conversation, n, position, actor_of(request, visit), on=on == "1"
        )
    except TurnUnknownError as error:
        raise HTTPException(404) from error
    if is_fragment(request):
        return turn_fragment(request, visit, conversation, n)
    done = ("flagged" if on == "1" else "unflagged") if new else SO_ALREADY
    return back(request, conversation, f"turn-{n}", done=done, turn=n, position=position)


@router.post(TALK + "/labels")
def label(
    request: Request, visit: Reviewer, conversation: RowNumber, label: Annotated[str, Form()], on: On = "1"
) -> Response:
    """Put a label on, or take it off."""
    label = " ".join(label.split())
    try:
        new = Marking(database(request)).label(conversation, label, actor_of(request, visit), on=on == "1")
    except ConversationUnknownError as error:
        raise HTTPException(404) from error
    except MarkError as error:
        return talk_page(request, visit, conversation, wrong=error.what, status=422)
    done = ("labelled" if on == "1" else "unlabelled") if new else SO_ALREADY
    return back(request, conversation, done=done, label=label)


@router.post(TALK + "/notes")
def note(
    request: Request, visit: Reviewer, conversation: RowNumber, text: Annotated[str, Form()]
) -> Response:
    """Write a note."""
    try:
        number = Marking(database(request)).note(conversation, text, actor_of(request, visit))
    except ConversationUnknownError as error:
        raise HTTPException(404) from error
    except MarkError as error:
        return talk_page(request, visit, conversation, wrong=error.what, status=422)
    return back(request, conversation, done="noted", number=number)


@router.post(TALK + "/notes/{number}/withdraw")
def withdraw_note(request: Request, visit: Reviewer, conversation: RowNumber, number: RowNumber) -> Response:
    """Take a note back, one's own or, as an owner, anybody's."""
    by, anybodys = actor_of(request, visit), visit.role == "owner"
    try:
        gone = Marking(database(request)).withdraw_note(conversation, number, by, anybodys=anybodys)
    except NoteOfAnotherError as error:
        raise NotAllowedError(visit, "talks.review") from error
    return back(request, conversation, done="undone" if gone else SO_ALREADY)


@router.post(TALK + "/review")
def review(request: Request, visit: Reviewer, conversation: RowNumber, on: On = "1") -> Response:
    """Mark the talk as reviewed, or not."""
    try:
        new = Marking(database(request)).review(conversation, actor_of(request, visit), on=on == "1")
    except ConversationUnknownError as error:
        raise HTTPException(404) from error
    done = ("reviewed" if on == "1" else "unreviewed") if new else SO_ALREADY
    return back(request, conversation, done=done)


def back(request: Request, conversation: int, anchor: str = "", **query: object) -> Response:
    """To the conversation, with the toast and whatever its way back needs."""
    address = f"/console/talks/{conversation}?{urlencode(query)}"
    return redirect(request, f"{address}#{anchor}" if anchor else address)
