"""The trainers' inbox: sentences that were understood wrongly, with what they mean.

A correction holds the sentence as it was kept (masked), where it comes from, and nothing of the shopper.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.errors import TurnUnknownError
from shop.review.errors import CorrectionSettledError, NothingTypedError
from shop.review.markup import Span, marked
from shop.review.tables import Correction
from shop.staff.audit import Actor, record
from shop.tables import Turn

Settled = Literal["accepted", "changed", "dropped"]


class Corrections:
    """The corrections of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(self, conversation: int, turn: int, intent: str, spans: Sequence[Span], by: Actor) -> int:
        """Put a turn's sentence into the inbox; one that waits there already for this turn gives way.

        Answers its number. Raises TurnUnknownError, and NothingTypedError for a button that was chosen.
        """
        with self._database.change() as books:
            said = books.get(Turn, (conversation, turn))
            if said is None:
                raise TurnUnknownError(conversation, turn)
            if said.kind != "text":
                raise NothingTypedError(conversation, turn)
            row = books.scalar(
                select(Correction).filter_by(conversation_id=conversation, turn_n=turn, status="waiting")
            )
            if row is None:
                row = Correction(conversation_id=conversation, turn_n=turn, status="waiting")
                books.add(row)
            row.sentence, row.language, row.intent = said.text, said.language, intent
            row.markup = marked(said.text, spans)
            row.by, row.at = by.name, datetime.now(UTC)
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
            if row is None or row.status == "waiting" or _one_waits(books, row):
                raise CorrectionSettledError(number)
            row.status, row.settled_by, row.settled_at = "waiting", None, None
            record(books, by, "correction.reopen", str(number))

    def withdraw(self, number: int, by: Actor) -> None:
        """Take one back that still waits; raises CorrectionSettledError where it does not."""
        with self._database.change() as books:
            row = books.get(Correction, number, with_for_update=True)
            if row is None or row.status != "waiting":
                raise CorrectionSettledError(number)
            books.delete(row)
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


def _one_waits(books: Session, row: Correction) -> bool:
    same = {"conversation_id": row.conversation_id, "turn_n": row.turn_n, "status": "waiting"}
    return books.scalar(select(Correction).filter_by(**same)) is not None
