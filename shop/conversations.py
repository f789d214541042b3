"""Conversations in SQL: who talks, what was said, what was answered.

Each method is one transaction. The token is never seen here, only its hash; texts come in already masked.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from shop.database import Database
from shop.errors import ConversationUnknownError, KeyReusedError, TurnUnknownError
from shop.people_tables import Erasure
from shop.review.insights import Insight, keep_insight
from shop.review.words import keep_first_words, keep_words, parted_all, texts_of
from shop.tables import Conversation, Message, Shopper, Told, Turn
from shop.telling import take_back, tell
from shop.transcript import Place, Said, Speaker, Status, Talk, TurnRecord, record_of, talk_of

FIRST_AFTERWARDS = 1000
"""From this position on stands what was said behind a turn's answer: shop/afterwards.py."""

# What every turn runs is made once, and run beside the session's own bookkeeping, which takes twice as long.
_OF_TURN = (Turn.conversation_id == bindparam("conversation"), Turn.n == bindparam("number"))
_OF_TALK = Conversation.id == bindparam("conversation")
_LOCKED = select(Conversation.shopper_id).where(_OF_TALK).with_for_update()
_HEARD = update(Conversation).where(_OF_TALK).values(language=bindparam("spoken"), active_at=bindparam("now"))
_BY_KEY = select(Turn).where(
    Turn.conversation_id == bindparam("conversation"), Turn.idempotency_key == bindparam("key")
)
_LAST_TURN = select(func.max(Turn.n)).where(Turn.conversation_id == bindparam("conversation"))
_KEEP_TURN = insert(Turn)
_KEEP_MESSAGES = insert(Message)
_LANGUAGE_OF = select(Turn.language).where(*_OF_TURN)
_FINISH = update(Turn).where(*_OF_TURN).values(status=bindparam("status"), finished_at=bindparam("finished"))
_ERASED = select(Erasure.conversation_id).where(Erasure.conversation_id == bindparam("conversation"))


class Conversations:
    """The conversations of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open_new(self, token_hash: str, language: str) -> Talk:
        """The conversation of this token; made, with a shopper of its own, where there is none yet."""
        with self._database.change() as books:
            row = books.scalar(select(Conversation).filter_by(token_hash=token_hash))
            if row is None:
                now = datetime.now(UTC)
                shopper = Shopper(shopper_id=f"s{secrets.token_hex(12)}", created_at=now)
                books.add(shopper)
                books.flush()  # the shopper's row must be there before the row that names it
                row = Conversation(
                    token_hash=token_hash,
                    shopper_id=shopper.shopper_id,
                    language=language,
                    created_at=now,
                    active_at=now,
                )
                books.add(row)
                books.flush()
            return talk_of(row)

    def by_token_hash(self, token_hash: str) -> Talk | None:
        """The conversation of this token; None where nothing was said under it yet."""
        with self._database.read() as books:
            row = books.scalar(select(Conversation).filter_by(token_hash=token_hash))
            return None if row is None else talk_of(row)

    def shopper_of(self, conversation: int) -> str:
        """The shopper's id; raises ConversationUnknownError."""
        with self._database.read() as books:
            row = books.get(Conversation, conversation)
            if row is None:
                raise ConversationUnknownError(conversation)
            return row.shopper_id

    def begin_turn(
        self,
        conversation: int,
        said: Said,
        *,
        idempotency_key: str | None = None,
        keep: Callable[[Session, str], None] | None = None,
    ) -> TurnRecord:
        """The turn of this key, if it was begun before; else the next turn, now pending.

        `keep` writes what came with a new turn, for the shopper whose id it is given, in the same transaction.

        A turn that was cut off by a kill (pending or interrupted) is pending again, its half answer dropped:
        the caller runs it under the number it had. So the caller must hold the conversation's queue.
        Raises KeyReusedError where the key was used for another body, ConversationUnknownError.
        """
        with self._database.change() as books:
            shopper_id = _locked(books, conversation)
            row = idempotency_key and books.scalar(
                _BY_KEY, {"conversation": conversation, "key": idempotency_key}
            )
            if row:
                if row.body_hash != said.body_hash:
                    raise KeyReusedError(conversation, row.n)
                if row.status in {"pending", "interrupted"}:
                    books.execute(
                        delete(Message)
                        .filter_by(conversation_id=conversation, turn_n=row.n)
                        .where(Message.position < FIRST_AFTERWARDS)
                    )
                    row.status, row.finished_at = "pending", None
                    keep_words(books, conversation, row.n, [row.text], anew=True)
                    take_back(books, conversation, row.n, before=FIRST_AFTERWARDS)
                return record_of(row, _messages(books, conversation, row.n))
            row = _next_turn(books, conversation, said, idempotency_key)
            tell(books, conversation, "said", turn=row.n)
            if keep is not None:
                keep(books, shopper_id)
            return record_of(row, ())

    def say(
        self,
        conversation: int,
        n: int,
        payloads: Sequence[dict[str, Any]],
        *,
        position: int,
        speaker: Speaker = "bot",
    ) -> None:
        """Keep messages of turn `n`'s answer, the first at `position`; raises TurnUnknownError."""
        with self._database.change() as books:
            _language_of(books, conversation, n)
            add_messages(books, conversation, n, payloads, position=position, speaker=speaker)

    def finish_turn(
        self,
        conversation: int,
        n: int,
        status: Status,
        last: Sequence[dict[str, Any]] = (),
        *,
        position: int = 0,
        insight: Insight | None = None,
    ) -> bool:
        """Close turn `n`, with the last messages of its answer, the first of them at `position`, and its insight.

        Whether the shopper is to be forgotten now: erasing.py.
        """
        with self._database.change() as books:
            language = _language_of(books, conversation, n)
            add_messages(books, conversation, n, last, position=position)
            end = {"status": status, "finished": datetime.now(UTC)}
            connection = books.connection()
            connection.execute(_FINISH, {"conversation": conversation, "number": n} | end)
            keep_insight(books, conversation, n, language, insight)
            tell(books, conversation, "done", turn=n, data={"status": status})
            return connection.execute(_ERASED, {"conversation": conversation}).first() is not None

    def history(self, conversation: int) -> list[TurnRecord]:
        """All turns, oldest first, each with its answer and the places of what was said."""
        with self._database.read() as books:
            turns = books.scalars(select(Turn).filter_by(conversation_id=conversation).order_by(Turn.n)).all()
            said = books.scalars(
                select(Message)
                .filter_by(conversation_id=conversation)
                .order_by(Message.turn_n, Message.position)
            ).all()
            orders = _orders(books, conversation)
        answers: dict[int, list[Message]] = {}
        for message in said:
            answers.setdefault(message.turn_n, []).append(message)
        return [_placed(turn, answers.get(turn.n, ()), orders) for turn in turns]

    def unfinished(self) -> list[TurnRecord]:
        """Turns that are pending: at a start, those that a kill cut off."""
        with self._database.read() as books:
            turns = books.scalars(
                select(Turn).filter_by(status="pending").order_by(Turn.conversation_id, Turn.n)
            ).all()
            return [record_of(turn, _messages(books, turn.conversation_id, turn.n)) for turn in turns]


def _orders(books: Session, conversation: int) -> dict[tuple[int, int | None], int]:
    """The order of what was said: by turn, and by position, None for the shopper's own sentence."""
    rows = books.execute(
        select(Told.turn_n, Told.position, Told.n)
        .filter_by(conversation_id=conversation)
        .where(Told.name.in_(("said", "message")))
    )
    return {(turn, position): n for turn, position, n in rows if turn is not None}


def _placed(
    turn: Turn, answer: Sequence[Message], orders: Mapping[tuple[int, int | None], int]
) -> TurnRecord:
    places = [
        Place(message.position, orders.get((turn.n, message.position), 0), message.created_at)
        for message in answer
    ]
    record = record_of(turn, [message.payload for message in answer])
    return replace(record, order=orders.get((turn.n, None), 0), places=tuple(places))


def _next_turn(books: Session, conversation: int, said: Said, idempotency_key: str | None) -> Turn:
    """The row that was kept; the session does not watch it."""
    now, connection = datetime.now(UTC), books.connection()
    last = connection.execute(_LAST_TURN, {"conversation": conversation}).scalar() or 0
    kept = {
        "conversation_id": conversation,
        "n": last + 1,
        "kind": said.kind,
        "text": said.text,
        "language": said.language,
        "status": "pending",
        "idempotency_key": idempotency_key,
        "body_hash": said.body_hash,
        "received_at": now,
    }
    connection.execute(_KEEP_TURN, kept)
    keep_first_words(books, conversation, last + 1, parted_all([said.text]))
    heard = {"spoken": said.language, "now": now}
    connection.execute(_HEARD, {"conversation": conversation} | heard)
    return Turn(**kept)


def add_messages(
    books: Session,
    conversation: int,
    n: int,
    payloads: Sequence[dict[str, Any]],
    *,
    position: int,
    speaker: Speaker = "bot",
) -> None:
    """Keep messages of turn `n`, the first at `position`, in the caller's transaction."""
    if not payloads:
        return
    now = datetime.now(UTC)
    rows = [
        {
            "conversation_id": conversation,
            "turn_n": n,
            "position": place,
            "speaker": speaker,
            "payload": payload,
            "created_at": now,
        }
        for place, payload in enumerate(payloads, start=position)
    ]
    books.connection().execute(_KEEP_MESSAGES, rows)
    tell(books, conversation, "message", turn=n, positions=range(position, position + len(payloads)))
    keep_words(books, conversation, n, [text for one in payloads for text in texts_of(one)])


def _locked(books: Session, conversation: int) -> str:
    """The shopper of a conversation whose row nobody else changes now; raises ConversationUnknownError."""
    found = books.connection().execute(_LOCKED, {"conversation": conversation}).scalar()
    if found is None:
        raise ConversationUnknownError(conversation)
    return str(found)


def _language_of(books: Session, conversation: int, n: int) -> str:
    """That of turn `n`; raises TurnUnknownError."""
    found = books.connection().execute(_LANGUAGE_OF, {"conversation": conversation, "number": n}).scalar()
    if found is None:
        raise TurnUnknownError(conversation, n)
    return str(found)


def _messages(books: Session, conversation: int, n: int) -> Sequence[dict[str, Any]]:
    """The turn's own answer, without what was said behind it."""
    return books.scalars(
        select(Message.payload)
        .filter_by(conversation_id=conversation, turn_n=n)
        .where(Message.position < FIRST_AFTERWARDS)
        .order_by(Message.position)
    ).all()
