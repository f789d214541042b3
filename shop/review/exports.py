"""Conversations as JSON and as CSV, piece by piece, so that any number of them can be sent.

No cell of the CSV is a formula to a spreadsheet, and what a shopper chose or typed is there as it was kept.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from shop.database import Database
from shop.review.marks import Marking, Marks
from shop.review.reading import Head, Reading, TurnRead
from shop.review.tables import SHOPPER_SAID
from shop.review.words import texts_of

COLUMNS = (
    "conversation", "turn", "position", "at", "speaker", "kind", "text", "language", "status",
    "intent", "confidence", "action", "fallback", "no_result", "action_failed", "flagged", "labels", "reviewed",
)  # fmt: skip
_BOM = "\ufeff"  # without it Excel reads Chinese as something else
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_json(database: Database, conversations: Iterable[int]) -> Iterator[str]:
    """One JSON document, {"talks": [...]}, a turn at a time."""
    yield '{"talks": ['
    for place, conversation in enumerate(conversations):
        head, marks = Reading(database).head(conversation), Marking(database).of(conversation)
        told = json.dumps(_talk(head, marks), ensure_ascii=False)
        yield f'{"," if place else ""}\n{told[:-1]}, "turns": ['
        for number, turn in enumerate(Reading(database).all(conversation)):
            yield f"{',' if number else ''}\n {json.dumps(_turn(turn, marks), ensure_ascii=False)}"
        yield "]}"
    yield "\n]}\n"


def as_csv(database: Database, conversations: Iterable[int]) -> Iterator[str]:
    """One row a message, the shopper's before the answer's; the first piece is the header."""
    yield _BOM + _line(COLUMNS)
    for conversation in conversations:
        marks = Marking(database).of(conversation)
        for turn in Reading(database).all(conversation):
            yield "".join(_line(row) for row in _rows(turn, marks))


def safe_cell(value: object) -> str:
    """A cell's text; where a spreadsheet would take it for a formula, an apostrophe stands before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def _talk(head: Head, marks: Marks) -> dict[str, Any]:
    return {
        "conversation": head.conversation,
        "language": head.language,
        "created_at": head.created_at.isoformat(),
        "active_at": head.active_at.isoformat(),
        "labels": list(marks.labels),
        "reviewed": marks.review is not None,
        "notes": [{"by": note.by, "at": note.at.isoformat(), "text": note.text} for note in marks.notes],
    }


def _turn(turn: TurnRead, marks: Marks) -> dict[str, Any]:
    held = turn.insight
    return {
        "turn": turn.n,
        "kind": turn.kind,
        "text": turn.text,
        "language": turn.language,
        "status": turn.status,
        "received_at": turn.received_at.isoformat(),
        "flagged": sorted(position for n, position in marks.flags if n == turn.n),
        "messages": [{"speaker": one.speaker, **_without_postbacks(one.payload)} for one in turn.messages],
        "insight": None if held is None else _insight(held),
    }


def _insight(held: Any) -> dict[str, Any]:
    names = (
        "intent",
        "confidence",
        "action",
        "fallback",
        "no_result",
        "action_failed",
        "model_id",
        "total_ms",
    )
    return {name: getattr(held, name) for name in names} | {"detail": held.detail}


def _without_postbacks(value: Any) -> Any:
    """A payload without the signed tokens of its buttons: outside the conversation they say nothing."""
    if isinstance(value, dict):
        return {key: _without_postbacks(held) for key, held in value.items() if key != "postback"}
    return [_without_postbacks(one) for one in value] if isinstance(value, list) else value


def _rows(turn: TurnRead, marks: Marks) -> Iterator[tuple[object, ...]]:
    held = turn.insight
    understood = (
        (None,) * 6
        if held is None
        else (held.intent, held.confidence, held.action, held.fallback, held.no_result, held.action_failed)
    )
    ends = (", ".join(marks.labels), marks.review is not None)
    said = [(SHOPPER_SAID, turn.received_at, "shopper", turn.kind, turn.text)]
    for one in turn.messages:
        text = "\n".join(texts_of(one.payload)) or ", ".join(
            str(reply["title"]) for reply in one.payload.get("replies", ())
        )
        said.append((one.position, one.at, one.speaker, str(one.payload.get("type")), text))
    for position, at, speaker, kind, text in said:
        of_shopper = position == SHOPPER_SAID
        yield (
            turn.conversation, turn.n, position if not of_shopper else "", at.isoformat(), speaker, kind, text,
            turn.language, turn.status, *(understood if of_shopper else (None,) * 6),
            (turn.n, position) in marks.flags, *ends,
        )  # fmt: skip
