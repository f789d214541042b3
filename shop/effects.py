"""Do each thing of a turn once: a turn that is repeated after a kill finds what it did already.

The mark and the effect are rows of one transaction, so there is never one without the other.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from shop.tables import Effect, Turn

_EFFECTS_A_PART = 1000

# Made once: they are run in nearly every turn.
_STATUS = select(Turn.status).where(
    Turn.conversation_id == bindparam("conversation"), Turn.n == bindparam("turn")
)
_DONE = select(Effect.n).where(
    Effect.conversation_id == bindparam("conversation"),
    Effect.turn_n == bindparam("turn"),
    Effect.n == bindparam("effect"),
)
_MARK = insert(Effect)


@dataclass(frozen=True, slots=True)
class TurnRef:
    """Turn `n` of a conversation; both are public numbers that open nothing.

    `part` tells several wishes of one sentence apart, counted from 0, each with effects of its own.
    """

    conversation: int
    n: int
    part: int = 0

    def effect(self, n: int) -> int:
        """The number in the whole turn of the n-th effect of this part."""
        return self.part * _EFFECTS_A_PART + n


def first_time(books: Session, turn: TurnRef, n: int, name: str) -> bool:
    """Mark the n-th effect of `turn` inside the caller's transaction; False where it must not be done.

    That is where it was done before, and where the turn has ended already: a part that hung and wakes up must
    not do what the shopper was told had failed.
    """
    connection, asked = books.connection(), {"conversation": turn.conversation, "turn": turn.n}
    if connection.execute(_STATUS, asked).scalar() not in {None, "pending"}:
        return False
    effect = turn.effect(n)
    if connection.execute(_DONE, asked | {"effect": effect}).first() is not None:
        return False
    mark = {"conversation_id": turn.conversation, "turn_n": turn.n, "n": effect, "name": name}
    connection.execute(_MARK, mark)
    return True
