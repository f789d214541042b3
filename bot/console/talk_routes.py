"""One conversation as the shopper saw it, and beside each turn, when it is asked for, how it came about."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import Response

from bot.console.insights import insight_view
from bot.console.names import names_of
from bot.console.undoing import undo_of
from bot.web.staff.books import database
from bot.web.staff.numbers import RowNumber, TurnNumber
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, allow, is_fragment
from shop.errors import ConversationUnknownError, TurnUnknownError
from shop.review.corrections import Corrections
from shop.review.listing import LOW_CONFIDENCE, Talks
from shop.review.marks import LONGEST_LABEL, LONGEST_NOTE, Marking
from shop.review.reading import STRETCH, Reading, TurnRead
from shop.review.tables import SHOPPER_SAID

TALK = "/console/talks/{conversation}"
TURN = TALK + "/turns/{n}"
router = APIRouter()
Reader = Annotated[Visit, Depends(allow("talks.read"))]
Number = Annotated[int, Query(ge=1, le=2**31)]


@router.get(TALK)
def show_talk(
    request: Request,
    visit: Reader,
    conversation: RowNumber,
    turn: Number | None = None,
    before: Number | None = None,
) -> Response:
    """The newest turns, with a way to the earlier ones; `turn` asks for those around one turn."""
    if turn is not None:
        before = turn + STRETCH // 2
    return talk_page(request, visit, conversation, before=before)


@router.get(TALK + "/turns")
def earlier_turns(request: Request, visit: Reader, conversation: RowNumber, before: Number) -> Response:
    """The turns before one, as a piece of the page; without htmx as a page of their own."""
    if not is_fragment(request):
        return talk_page(request, visit, conversation, before=before)
    return fragment(request, visit, "console/_turns.html", **_turns(request, conversation, before=before))


@router.get(TURN)
def show_insight(request: Request, visit: Reader, conversation: RowNumber, n: TurnNumber) -> Response:
    """How one turn came about."""
    turn = turn_or_404(request, conversation, n)
    seen = insight_view(turn, names_of(request, visit.language), visit.language)
    given: dict[str, Any] = {"talk": conversation, "n": n, "seen": seen, "text": turn.text}
    if is_fragment(request):
        return fragment(request, visit, "console/_insight.html", **given)
    return staff_page(request, visit, "console/turn.html", **given)


def talk_page(
    request: Request,
    visit: Visit,
    conversation: int,
    *,
    before: int | None = None,
    wrong: str | None = None,
    status: int = 200,
) -> Response:
    """The whole page; `wrong` is a key of `w.wrong`, for a form that was not taken."""
    books = database(request)
    try:
        head = Reading(books).head(conversation)
    except ConversationUnknownError as error:
        raise HTTPException(404) from error
    return staff_page(
        request,
        visit,
        "console/talk.html",
        status=status,
        head=head,
        known_labels=Talks(books).labels(),
        longest_label=LONGEST_LABEL,
        longest_note=LONGEST_NOTE,
        undo=undo_of(request.query_params, conversation),
        wrong=wrong,
        **_turns(request, conversation, before=before),
    )


def turn_fragment(request: Request, visit: Visit, conversation: int, n: int) -> Response:
    """One turn anew, for htmx."""
    turn = turn_or_404(request, conversation, n)
    given = _given(request, conversation)
    return fragment(request, visit, "console/_turn.html", turn=turn, **given)


def turn_or_404(request: Request, conversation: int, n: int) -> TurnRead:
    """The turn of an address."""
    try:
        return Reading(database(request)).turn(conversation, n)
    except TurnUnknownError as error:
        raise HTTPException(404) from error


def _turns(request: Request, conversation: int, *, before: int | None) -> Mapping[str, Any]:
    turns = Reading(database(request)).stretch(conversation, before)
    return {
        **_given(request, conversation),
        "turns": turns,
        "earlier": turns[0].n if turns and turns[0].n > 1 else None,
        "later": before is not None,
    }


def _given(request: Request, conversation: int) -> dict[str, Any]:
    """What a turn's template needs besides the turn."""
    books = database(request)
    return {
        "talk": conversation,
        "marks": Marking(books).of(conversation),
        "corrections": Corrections(books).of_talk(conversation),
        "low": LOW_CONFIDENCE,
        "shopper_said": SHOPPER_SAID,
    }
