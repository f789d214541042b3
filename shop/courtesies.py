"""What is done once a conversation: asking how it was, calming down. And the stars that a shopper gives it."""

from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.effects import TurnRef, first_time
from shop.people_tables import TalkRating
from shop.tables import Effect

Once = Literal["asked_for_stars", "calmed"]
# Far from those that a turn counts from 1: the same turn may fill a cart and ask for stars.
_EFFECTS: dict[Once, int] = {"asked_for_stars": 900, "calmed": 901}
_IDLE = ("recommended", "forget_me", "rated", *_EFFECTS)
STARS_EFFECT = 902


class Courtesies:
    """The courtesies of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first(self, turn: TurnRef, what: Once) -> bool:
        """Whether this is the turn to do it in: the first that asks; a repeat of that turn is told the same."""
        with self._database.change() as books:
            done_in = books.scalar(
                select(Effect.turn_n).filter_by(conversation_id=turn.conversation, name=what).limit(1)
            )
            if done_in is not None:
                return done_in == turn.n
            return first_time(books, turn, _EFFECTS[what], what)

    def did_something(self, conversation: int) -> bool:
        """Whether anything was done for the shopper in this talk: a cart, an order, a taste; not cards alone."""
        with self._database.read() as books:
            done = select(Effect.n).filter_by(conversation_id=conversation).where(Effect.name.not_in(_IDLE))
            return books.scalar(done.limit(1)) is not None

    def rate(self, turn: TurnRef, stars: int) -> None:
        """Keep how the shopper found the talk, 1 to 5; the last word counts. It is not asked for any more."""
        with self._database.change() as books:
            if not first_time(books, turn, STARS_EFFECT, "rated"):
                return
            row = books.get(TalkRating, turn.conversation)
            if row is None:
                row = TalkRating(conversation_id=turn.conversation)
                books.add(row)
            row.turn_n, row.stars, row.at = turn.n, stars, datetime.now(UTC)
            _note_asked(books, turn)


def _note_asked(books: Session, turn: TurnRef) -> None:
    asked = select(Effect.n).filter_by(conversation_id=turn.conversation, name="asked_for_stars")
    if books.scalar(asked.limit(1)) is None:
        first_time(books, turn, _EFFECTS["asked_for_stars"], "asked_for_stars")
