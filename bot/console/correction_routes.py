"""Correct a turn: the right intent, the likeliest first, and the right entities, by selecting words.

Every step is a form that works by keyboard alone; nothing is kept before it is sent to the inbox.
"""

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.console.mark_routes import SO_ALREADY, Reviewer, back
from bot.console.names import Choice, intent_name, intent_names, kinds_to_mark
from bot.console.talk_routes import TALK, TURN, turn_or_404
from bot.web.staff.books import database
from bot.web.staff.numbers import RowNumber, TurnNumber
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, actor_of, allow, is_fragment
from shop.review.corrections import Corrections, is_taught
from shop.review.errors import (
    CorrectionSettledError,
    CorrectionUnknownError,
    NothingTypedError,
    TaughtAlreadyError,
)
from shop.review.markup import Span, fitting, marked, pieces, read_markup, with_span
from shop.review.reading import TurnRead
from shop.review.stories import understood_spans

TAUGHT = "taught"
_SPAN = re.compile(r"(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})-(?P<kind>.+)")
router = APIRouter()


@router.get(TURN + "/correct")
def show_correction(
    request: Request,
    visit: Annotated[Visit, Depends(allow("talks.review"))],
    conversation: RowNumber,
    n: TurnNumber,
) -> Response:
    """The turn as it was understood, or as it was corrected before and waits."""
    turn = _typed(request, conversation, n)
    held = Corrections(database(request)).of_talk(conversation).get(n)
    if is_taught(held):
        return back(request, conversation, f"turn-{n}", done=TAUGHT)
    spans, intent = understood_spans(turn), turn.insight.intent if turn.insight else None
    if held is not None and held.status == "waiting":
        spans, intent = read_markup(held.markup)[1], held.intent
    return _form(request, visit, turn, intent or "", fitting(turn.text, spans))


@router.post(TURN + "/correct")
def correct(
    request: Request,
    visit: Reviewer,
    conversation: RowNumber,
    n: TurnNumber,
    *,
    intent: Annotated[str, Form(max_length=100)] = "",
    spans: Annotated[list[str], Form()] = [],  # noqa: B006 (FastAPI's way; it is copied)
    piece: Annotated[list[int], Form()] = [],  # noqa: B006
    kind: Annotated[str, Form()] = "",
    step: Annotated[str, Form()] = "mark",
) -> Response:
    """Mark the chosen words, drop a mark (`step` is then drop-2), or send it all to the inbox."""
    turn = _typed(request, conversation, n)
    kinds = kinds_to_mark(request)
    read = [span for one in spans if (span := _span(one)) is not None and span.kind in kinds]
    chosen = fitting(turn.text, read)
    act, _, number = step.partition("-")
    if act == "mark" and kind in kinds:
        chosen = with_span(turn.text, chosen, piece, kind)
    elif act == "drop":
        chosen = [span for place, span in enumerate(chosen) if str(place) != number]
    elif act == "send":
        return _send(request, visit, turn, intent, chosen)
    return _form(request, visit, turn, intent, chosen)


@router.post(TALK + "/corrections/{number}/withdraw")
def withdraw(request: Request, visit: Reviewer, conversation: RowNumber, number: RowNumber) -> Response:
    """Take a correction back that still waits."""
    try:
        Corrections(database(request)).withdraw(conversation, number, actor_of(request, visit))
    except CorrectionUnknownError as error:
        raise HTTPException(404) from error
    except CorrectionSettledError:
        return back(request, conversation, done="settled")
    return back(request, conversation, done="undone")


def _send(request: Request, visit: Visit, turn: TurnRead, intent: str, spans: Sequence[Span]) -> Response:
    """To the inbox; not where the very same waits there already, nor where it is an example by now."""
    if intent not in {one.code for one in intent_names(request, visit.language)}:
        return _form(request, visit, turn, intent, spans, wrong="intent")
    conversation, n, by = turn.conversation, turn.n, actor_of(request, visit)
    try:
        sent = Corrections(database(request)).propose(conversation, n, intent, spans, by)
    except TaughtAlreadyError:
        return back(request, conversation, f"turn-{n}", done=TAUGHT)
    if sent is None:
        return back(request, conversation, f"turn-{n}", done=SO_ALREADY)
    return back(request, conversation, f"turn-{n}", done="corrected", turn=n, number=sent)


def _typed(request: Request, conversation: int, n: int) -> TurnRead:
    turn = turn_or_404(request, conversation, n)
    if turn.kind != "text":
        raise HTTPException(404) from NothingTypedError(conversation, n)
    return turn


def _span(said: str) -> Span | None:
    """A mark as the form holds it, `2-5-value`; None for anything else."""
    found = _SPAN.fullmatch(said)
    return Span(int(found["start"]), int(found["end"]), found["kind"]) if found else None


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
        "kinds": kinds_to_mark(request),
        "markup": marked(turn.text, spans),
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    if is_fragment(request):
        return fragment(request, visit, "console/_correct.html", status=status, **given)
    return staff_page(request, visit, "console/correct.html", status=status, **given)
