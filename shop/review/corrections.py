"""The trainers' inbox: sentences that were understood wrongly, with what they mean.

A correction holds the sentence as it was kept (masked), where it comes from, and nothing of the shopper.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.errors import TurnUnknownError
from shop.review.errors import (
    CorrectionSettledError,
    CorrectionUnknownError,
    NothingTypedError,
    TaughtAlreadyError,
)
from shop.review.markup import Span, marked
from shop.review.tables import Correction
from shop.staff.audit import Actor, record
from shop.tables import Turn

Settled = Literal["accepted", "changed", "dropped"]


class Corrections:
    """The corrections of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(
        self, conversation: int, turn: int, intent: str, spans: Sequence[Span], by: Actor
    ) -> int | None:
        """Put a turn's sentence into the inbox; one that waits there already for this turn gives way to it.

        Answers its number, and None where the very same waits already. Raises TurnUnknownError,
        NothingTypedError for a button that was chosen, and TaughtAlreadyError.
        """
        with self._database.change() as books:
            said = books.get(Turn, (conversation, turn))
            if said is None:
                raise TurnUnknownError(conversation, turn)
            if said.kind != "text":
                raise NothingTypedError(conversation, turn)
            before, markup = _newest(books, conversation, turn), marked(said.text, spans)
            if is_taught(before):
                raise TaughtAlreadyError(conversation, turn)
            replaces = None
            if before is not None and before.status == "waiting":
                if (before.intent, before.markup) == (intent, markup):
                    return None
                before.status, replaces = "replaced", before.number
                books.flush()  # one waits at a time
            row = Correction(
                conversation_id=conversation,
                turn_n=turn,
                sentence=said.text,
                language=said.language,
                intent=intent,
                markup=markup,
                by=by.name,
                at=datetime.now(UTC),
                status="waiting",
                replaces=replaces,
            )
            books.add(row)
            books.flush()
            record(books, by, "turn.correct", f"{conversation}/{turn}", correction=row.number, intent=intent)
            return row.number

    def waiting(self, *, limit: int = 100, after: int = 0) -> Sequence[Correction]:
        """Those that nobody has settled, oldest first, numbered above `after`."""
        wanted = select(Correction).filter_by(status="waiting").where(Correction.number > after)
        with self._database.read() as books:
            return books.scalars(wanted.order_by(Correction.number).limit(limit)).all()

    def settle(self, number: int, status: Settled, by: Actor) -> Correction:
        """Close one that waits; raises CorrectionSettledError where it does not."""
        with self._database.change() as books:
            row = books.get(Correction, number, with_for_update=True)
            if row is None or row.status != "waiting":
                raise CorrectionSettledError(number)
            row.status, row.settled_by, row.settled_at = status, by.name, datetime.now(UTC)
            record(books, by, f"correction.{status}", str(number))
            return row

    def reopen(self, number: int, by: Actor) -> None:
        """Let one that was settled wait again.

        Raises CorrectionSettledError where it waits, or where a newer one of its turn does.
        """
        with self._database.change() as books:
            row = books.get(Correction, number, with_for_update=True)
            if row is None or row.status not in get_args(Settled) or _one_waits(books, row):
                raise CorrectionSettledError(number)
            row.status, row.settled_by, row.settled_at = "waiting", None, None
            record(books, by, "correction.reopen", str(number))

    def withdraw(self, conversation: int, number: int, by: Actor) -> None:
        """Take one of a conversation back that still waits; the one that it took the place of waits again.

        Raises CorrectionSettledError where it does not wait, and CorrectionUnknownError where it is another talk's.
        """
        with self._database.change() as books:
            row = books.get(Correction, number, with_for_update=True)
            if row is not None and row.conversation_id != conversation:
                raise CorrectionUnknownError(conversation, number)
            if row is None or row.status != "waiting":
                raise CorrectionSettledError(number)
            books.delete(row)
            books.flush()  # one waits at a time
            before = None if row.replaces is None else books.get(Correction, row.replaces)
            if before is not None:
                before.status = "waiting"
            record(books, by, "turn.uncorrect", f"{row.conversation_id}/{row.turn_n}", correction=number)

    def count(self) -> int:
        """How many wait."""
        wanted = select(func.count()).select_from(Correction).filter_by(status="waiting")
        with self._database.read() as books:
            return books.scalar(wanted) or 0

    def of_talk(self, conversation: int) -> dict[int, Correction]:
        """By turn, the newest correction of each turn of a conversation, whatever became of it."""
        wanted = select(Correction).filter_by(conversation_id=conversation).order_by(Correction.number)
        with self._database.read() as books:
            return {row.turn_n: row for row in books.scalars(wanted)}


def is_taught(newest: Correction | None) -> bool:
    """Whether the trainers have made an example of the turn whose newest correction this is."""
    return newest is not None and newest.status in {"accepted", "changed"}


def _newest(books: Session, conversation: int, turn: int) -> Correction | None:
    wanted = select(Correction).filter_by(conversation_id=conversation, turn_n=turn)
    return books.scalars(wanted.order_by(Correction.number.desc()).limit(1)).first()


def _one_waits(books: Session, row: Correction) -> bool:
    same = {"conversation_id": row.conversation_id, "turn_n": row.turn_n, "status": "waiting"}
    return books.scalar(select(Correction).filter_by(**same)) is not None
