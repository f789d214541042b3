"""Do each thing of a turn once: a turn that is repeated after a kill finds what it did already.

The mark and the effect are rows of one transaction, so there is never one without the other.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from shop.tables import Effect, Turn


@dataclass(frozen=True, slots=True)
class TurnRef:
    """Turn `n` of a conversation; both are public numbers that open nothing."""

    conversation: int
    n: int


def first_time(books: Session, turn: TurnRef, n: int, name: str) -> bool:
    """Mark the n-th effect of `turn` inside the caller's transaction; False where it must not be done.

    That is where it was done before, and where the turn has ended already: a part that hung and wakes up must
    not do what the shopper was told had failed.
    """
    asked = books.get(Turn, (turn.conversation, turn.n))
    if asked is not None and asked.status != "pending":
        return False
    if books.get(Effect, (turn.conversation, turn.n, n)) is not None:
        return False
    books.add(Effect(conversation_id=turn.conversation, turn_n=turn.n, n=n, name=name))
    books.flush()
    return True
