"""Correct a turn: the right intent, the likeliest first, and the right entities, by selecting words.

Every step is a form that works by keyboard alone; nothing is kept before it is sent to the inbox.
"""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.console.mark_routes import Reviewer, back
from bot.console.names import Choice, intent_name, intent_names
from bot.console.talk_routes import TALK, TURN, turn_or_404
from bot.web.staff.books import database
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, actor_of, allow, is_fragment
from shop.review.corrections import Corrections
from shop.review.errors import CorrectionSettledError, NothingTypedError
from shop.review.markup import KINDS, Span, fitting, marked, pieces, read_markup, with_span
from shop.review.reading import TurnRead
from shop.review.stories import understood_spans

router = APIRouter()


@router.get(TURN + "/correct")
def show_correction(
    request: Request, visit: Annotated[Visit, Depends(allow("talks.review"))], conversation: int, n: int
) -> Response:
    """The turn as it was understood, or as it was corrected before and waits."""
    turn = _typed(request, conversation, n)
    held = Corrections(database(request)).of_talk(conversation).get(n)
    spans, intent = understood_spans(turn), turn.insight.intent if turn.insight else None
    if held is not None and held.status == "waiting":
        spans, intent = read_markup(held.markup)[1], held.intent
    return _form(request, visit, turn, intent or "", fitting(turn.text, spans))


@router.post(TURN + "/correct")
def correct(
    request: Request,
    visit: Reviewer,
    conversation: int,
    n: int,
    *,
    intent: Annotated[str, Form(max_length=100)] = "",
    spans: Annotated[list[str], Form()] = [],  # noqa: B006 (FastAPI's way; it is copied)
    piece: Annotated[list[int], Form()] = [],  # noqa: B006
    kind: Annotated[str, Form()] = "",
    step: Annotated[str, Form()] = "mark",
) -> Response:
    """Mark the chosen words, drop a mark (`step` is then drop-2), or send it all to the inbox."""
    turn = _typed(request, conversation, n)
    chosen = fitting(turn.text, [span for one in spans if (span := _span(one)) is not None])
    act, _, number = step.partition("-")
    if act == "mark":
        chosen = with_span(turn.text, chosen, piece, kind)
    elif act == "drop" and number.isdecimal():
        chosen = [span for place, span in enumerate(chosen) if place != int(number)]
    elif act == "send":
        if intent not in {one.code for one in intent_names(request, visit.language)}:
            return _form(request, visit, turn, intent, chosen, wrong="intent")
        sent = Corrections(database(request)).propose(
            conversation, n, intent, chosen, actor_of(request, visit)
        )
        return back(request, conversation, f"turn-{n}", done="corrected", turn=n, number=sent)
    return _form(request, visit, turn, intent, chosen)


@router.post(TALK + "/corrections/{number}/withdraw")
def withdraw(request: Request, visit: Reviewer, conversation: int, number: int) -> Response:
    """Take a correction back that still waits."""
    try:
        Corrections(database(request)).withdraw(number, actor_of(request, visit))
    except CorrectionSettledError:
        return back(request, conversation, done="settled")
    return back(request, conversation, done="undone")


def _typed(request: Request, conversation: int, n: int) -> TurnRead:
    turn = turn_or_404(request, conversation, n)
    if turn.kind != "text":
        raise HTTPException(404) from NothingTypedError(conversation, n)
    return turn


def _span(said: str) -> Span | None:
    start, _, rest = said.partition("-")
    end, _, kind = rest.partition("-")
    return Span(int(start), int(end), kind) if start.isdecimal() and end.isdecimal() else None


def _form(
    request: Request,
    visit: Visit,
    turn: TurnRead,
    intent: str,
    spans: Sequence[Span],
    *,
    wrong: str | None = None,
) -> Response:
    known = intent_names(request, visit.language)
    ranked = (turn.insight.detail.get("ranking") or []) if turn.insight else []
    likely = [
        (Choice(str(one["name"]), intent_name(visit.language, str(one["name"]))), float(one["confidence"]))
        for one in ranked
        if one["name"] in {choice.code for choice in known} and one["name"] != "nlu_fallback"
    ]
    first = {choice.code for choice, _ in likely} | {"nlu_fallback"}
    given = {
        "talk": turn.conversation,
        "turn": turn,
        "intent": intent,
        "likely": likely,
        "others": [choice for choice in known if choice.code not in first],
        "pieces": pieces(turn.text),
        "spans": list(spans),
        "kinds": KINDS,
        "markup": marked(turn.text, spans),
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    if is_fragment(request):
        return fragment(request, visit, "console/_correct.html", status=status, **given)
    return staff_page(request, visit, "console/correct.html", status=status, **given)
