"""Forget a shopper: everything that their conversations left in SQL, in one transaction that may be done again.

What stays is what the law makes a shop keep of an order: number, goods, prices and dates, under nobody's name.
A conversation's number stays taken, so that no other talk is ever mistaken for it. An order that the shop
has still to send, or to take back, keeps its address until that is done (`wipe_contact`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from shop.database import Database, touched
from shop.order_tables import CheckoutForm, CustomerOrder
from shop.people_tables import Erasure, Handover, TalkRating
from shop.review.tables import (
    Correction,
    MessageFlag,
    Spoken,
    TalkLabel,
    TalkNote,
    TalkReview,
    TurnInsight,
)
from shop.review.words import drop_deleted_words
from shop.shoppers import OPEN_ORDERS
from shop.tables import CartLine, Conversation, Effect, Event, Interaction, Message, Shopper, Told, Turn

NOBODY = "forgotten"
"""The shopper under whom orders stand whose shopper was forgotten; no conversation is theirs."""
FORGOTTEN = "forgotten"
"""The outbox's word to whoever reads it: what was told of this conversation is to be forgotten there, too."""
# Each before the table that its rows name.
_OF_A_TALK = (
    Correction, MessageFlag, TalkLabel, TalkNote, TalkReview, TurnInsight, Spoken,
    Handover, TalkRating, Told, Message, Effect, Turn,
)  # fmt: skip


class Erasing:
    """Carries out what shoppers asked for; each step may be repeated after a kill."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self) -> Sequence[int]:
        """Conversations whose shopper is to be forgotten, and is not yet."""
        with self._database.read() as books:
            return books.scalars(select(Erasure.conversation_id).order_by(Erasure.asked_at)).all()

    def erase(self, conversation: int) -> Sequence[int]:
        """Take everything of the shopper out of SQL, but the note that it is still to be done elsewhere.

        The numbers of all the conversations that are to be forgotten there: a shopper who started again has
        several.
        """
        with self._database.change() as books:
            talk = books.get(Conversation, conversation)
            if talk is None or talk.shopper_id == NOBODY:
                return [conversation]
            if self._database.is_sqlite:
                # What was deleted must not lie about in the file's free pages.
                books.execute(text("PRAGMA secure_delete = ON"))
            return _erase(books, talk.shopper_id)

    def done(self, conversation: int) -> bool:
        """Nothing is left of it anywhere: take away the note, too, once the file holds no deleted word either.

        False where somebody reads the database just now, and it is to be done again.
        """
        drop_deleted_words(self._database)
        if not self._database.fold():
            return False
        with self._database.change() as books:
            books.execute(delete(Erasure).filter_by(conversation_id=conversation))
        return True


def wipe_contact(order: CustomerOrder) -> None:
    """Empty the address of an order whose shopper was forgotten, once the shop is done with it."""
    if order.shopper_id == NOBODY and order.status not in OPEN_ORDERS:
        order.contact = {}


def _erase(books: Session, shopper_id: str) -> list[int]:
    talks = books.scalars(
        select(Conversation).filter_by(shopper_id=shopper_id).order_by(Conversation.id)
    ).all()
    if books.get(Shopper, NOBODY) is None:
        books.add(Shopper(shopper_id=NOBODY, created_at=datetime.now(UTC)))
        books.flush()
    for talk in talks:
        _erase_talk(books, talk)
    for own in (CartLine, CheckoutForm, Event):
        books.execute(delete(own).where(own.shopper_id == shopper_id))
    books.execute(delete(Interaction).where(Interaction.user_id == shopper_id))
    books.execute(
        update(CustomerOrder).where(CustomerOrder.shopper_id == shopper_id).values(shopper_id=NOBODY)
    )
    numbers = [talk.id for talk in talks]
    for order in books.scalars(
        select(CustomerOrder).where(
            CustomerOrder.conversation_id.in_(numbers), CustomerOrder.shopper_id == NOBODY
        )
    ):
        wipe_contact(order)
    books.flush()
    books.execute(delete(Shopper).where(Shopper.shopper_id == shopper_id))
    return numbers


def _erase_talk(books: Session, talk: Conversation) -> None:
    """What one conversation left; its row stays, without a token and under nobody's name."""
    now = datetime.now(UTC)
    # Before the others go: the newest number must not be given out a second time, for readers go by it.
    books.add(
        Event(
            name=FORGOTTEN, conversation_id=talk.id, turn_n=0, n=0, shopper_id=NOBODY, item_id="",
            created_at=now,
        )
    )  # fmt: skip
    if books.get(Erasure, talk.id) is None:
        books.add(Erasure(conversation_id=talk.id, asked_at=now))
    books.flush()
    for table in _OF_A_TALK:
        books.execute(delete(table).where(table.conversation_id == talk.id))
    talk.token_hash, talk.shopper_id = f"{FORGOTTEN} {talk.id}", NOBODY
    talk.created_at = talk.active_at = now
    talk.told = 0
    touched(books, talk.id)
