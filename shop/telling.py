"""What happens in a conversation, told in one order to all who listen: kept here, read from any place on.

A number is given in the transaction that keeps what it speaks of, under the conversation's row, which stays
locked until that ends. So whoever has read up to a number has missed nothing before it, whichever process
kept it; and what is not kept has no number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Self, cast

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from shop.database import Database, touched
from shop.places import read_place
from shop.tables import Conversation, Message, Told, Turn

# said: by the shopper. again: an answer that was cut off is taken back, and comes anew.
Name = Literal["said", "again", "message", "done", "person"]
MOST_AT_ONCE = 200

# Made once, and run beside the session's own bookkeeping: three of each turn, which took a millisecond as objects.
_COUNT = (
    update(Conversation)
    .where(Conversation.id == bindparam("conversation"))
    .values(told=Conversation.told + bindparam("more"))
    .returning(Conversation.told)
)
_KEEP = insert(Told)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has listened: up to the n-th thing of a conversation. Without one: nothing was said yet."""

    conversation: int = 0
    n: int = 0

    @classmethod
    def read(cls, told: str) -> Self:
        """From `conversation.n`, or `0` for the very beginning; raises ValueError."""
        return cls() if told == "0" else cls(*read_place(told))

    def __str__(self) -> str:
        return f"{self.conversation}.{self.n}" if self.conversation else "0"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened. `payload` is a message, with its place in the turn.

    `text` is what the shopper said, `key` the hash of the idempotency key that it came with.
    """

    n: int
    name: Name
    turn: int = 0
    position: int = 0
    at: datetime | None = None
    text: str = ""
    key: str | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class News:
    """What happened after a mark, and where the listener stands then.

    `anew`: the talk that was listened to is over or erased, and what happened is that of the token's next one.
    `answering` is the turn that is being answered now, `more` says that there is more to read at once.
    """

    mark: Mark
    happened: Sequence[Happening] = ()
    anew: bool = False
    answering: int | None = None
    more: bool = False


def tell(
    books: Session,
    conversation: int,
    name: Name,
    *,
    turn: int | None = None,
    positions: Iterable[int | None] = (None,),
    data: Mapping[str, Any] | None = None,
) -> None:
    """Keep that something happened, once for each of `positions`, in the caller's transaction."""
    places = list(positions)
    if not places:
        return
    connection = books.connection()
    last = connection.execute(_COUNT, {"conversation": conversation, "more": len(places)}).scalar_one()
    rows = [
        {
            "conversation_id": conversation,
            "n": n,
            "name": name,
            "turn_n": turn,
            "position": place,
            "data": None if data is None else dict(data),
        }
        for n, place in enumerate(places, start=last - len(places) + 1)
    ]
    connection.execute(_KEEP, rows)
    touched(books, conversation)


def take_back(books: Session, conversation: int, turn: int, *, before: int) -> None:
    """An answer that was cut off comes anew: what was told of it is untold, and that it was is told.

    `before` is the position from which on messages are no part of the answer.
    """
    books.execute(
        delete(Told).where(
            Told.conversation_id == conversation,
            Told.turn_n == turn,
            or_(Told.name == "done", and_(Told.name == "message", Told.position < before)),
        )
    )
    tell(books, conversation, "again", turn=turn)


class Telling:
    """Reads what happened in the conversations of one shop; each method is one look at one state of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, token_hash: str, mark: Mark | None) -> News:
        """What happened in the token's conversation after `mark`, oldest first; without one, where it stands now.

        At most 200 at once. A mark of another conversation, or one further than this has come, begins anew.
        """
        with self._database.read() as books:
            talk = books.execute(
                select(Conversation.id, Conversation.told).filter_by(token_hash=token_hash)
            ).first()
            if talk is None:
                return News(Mark(), anew=mark is not None and mark.conversation != 0)
            conversation, told = talk
            if mark is None:
                return News(Mark(conversation, told), answering=_answering(books, conversation))
            anew = mark.conversation not in (0, conversation) or mark.n > told
            start = mark.n if mark.conversation == conversation and not anew else 0
            happened = _after(books, conversation, start)
            more = len(happened) == MOST_AT_ONCE
            n = happened[-1].n if happened else start
            # Up to what was counted, all is kept, or was taken back.
            mark = Mark(conversation, n if more else max(n, told))
            return News(mark, happened, anew, _answering(books, conversation), more)

    def all_of(self, conversation: int) -> Sequence[Happening]:
        """All that happened in one conversation, in order."""
        with self._database.read() as books:
            return _after(books, conversation, 0, most=None)

    def marks(self, token_hashes: Sequence[str]) -> dict[str, Mark]:
        """How far the conversation of each token has come; a token without one is left out."""
        found: dict[str, Mark] = {}
        with self._database.read() as books:
            for first in range(0, len(token_hashes), MOST_AT_ONCE):
                some = token_hashes[first : first + MOST_AT_ONCE]
                rows = books.execute(
                    select(Conversation.token_hash, Conversation.id, Conversation.told).where(
                        Conversation.token_hash.in_(some)
                    )
                )
                found |= {token_hash: Mark(conversation, n) for token_hash, conversation, n in rows}
        return found


def _after(books: Session, conversation: int, n: int, most: int | None = MOST_AT_ONCE) -> list[Happening]:
    rows = books.execute(
        select(Told, Turn.text, Turn.idempotency_key, Turn.received_at, Message.payload, Message.created_at)
        .outerjoin(
            Turn,
            and_(Told.name == "said", Turn.conversation_id == Told.conversation_id, Turn.n == Told.turn_n),
        )
        .outerjoin(
            Message,
            and_(
                Message.conversation_id == Told.conversation_id,
                Message.turn_n == Told.turn_n,
                Message.position == Told.position,
            ),
        )
        .where(Told.conversation_id == conversation, Told.n > n)
        .order_by(Told.n)
        .limit(most)
    )
    return [
        Happening(
            n=told.n,
            name=cast(Name, told.name),
            turn=told.turn_n or 0,
            position=told.position or 0,
            at=said_at or at,
            text=text or "",
            key=key,
            payload=payload or {},
            data=told.data or {},
        )
        for told, text, key, said_at, payload, at in rows
    ]


def _answering(books: Session, conversation: int) -> int | None:
    """The newest turn that is still being answered."""
    return books.scalar(
        select(Turn.n)
        .filter_by(conversation_id=conversation, status="pending")
        .order_by(Turn.n.desc())
        .limit(1)
    )
