"""Give a shopper a new conversation in place of the one they have: what was said stays, cart and tastes too."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import Database, touched
from shop.handovers import Handing, open_handover
from shop.tables import Conversation
from shop.transcript import Talk, talk_of


def start_again(database: Database, token_hash: str) -> Talk | None:
    """The new conversation of this token; the same one where nothing was told in it, None where there was none.

    Nobody waits for a person in the old one any more; a message that was left for staff stays with them.
    """
    with database.change() as books:
        old = books.scalar(select(Conversation).filter_by(token_hash=token_hash).with_for_update())
        if old is None:
            return None
        if not old.told:
            return talk_of(old)
        now = datetime.now(UTC)
        _stop_waiting(books, old.id, now)
        # A token opens one conversation; nothing that is hashed looks like this.
        old.token_hash = f"ended {secrets.token_hex(16)}"
        books.flush()
        new = Conversation(
            token_hash=token_hash,
            shopper_id=old.shopper_id,
            language=old.language,
            created_at=now,
            active_at=now,
        )
        books.add(new)
        books.flush()
        touched(books, old.id)
        return talk_of(new)


def _stop_waiting(books: Session, conversation: int, now: datetime) -> None:
    row = open_handover(books, conversation)
    if row is not None and Handing.of(row).state != "message":
        row.ended_at = now
