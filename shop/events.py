"""The outbox of the shop: what happened, in GA4's e-commerce names, kept with the state it speaks of.

`recommended` is our own: what an answer showed, by which model, at which rank. Nothing is sent from here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert

from shop.database import Database
from shop.demand import Demand
from shop.doings import Doings
from shop.effects import TurnRef, first_time
from shop.tables import Event

_KEEP = insert(Event)
RECOMMENDED_EFFECT = 0  # cards are the first effect of a turn; others count from 1


@dataclass(frozen=True, slots=True)
class Showing:
    """One card of an answer: what stood at which rank, counted from 1."""

    item_id: str
    rank: int


class Events:
    """The events of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._demand = Demand(database)

    def recommended(
        self, turn: TurnRef, shopper_id: str, showings: Sequence[Showing], *, model_id: str, generation: int
    ) -> None:
        """Log the cards of a turn, once however often the turn is run."""
        with self._database.change() as books:
            if not first_time(books, turn, RECOMMENDED_EFFECT, "recommended"):
                return
            rows = [
                {
                    "name": "recommended",
                    "conversation_id": turn.conversation,
                    "turn_n": turn.n,
                    "n": turn.effect(RECOMMENDED_EFFECT),
                    "shopper_id": shopper_id,
                    "item_id": showing.item_id,
                    "rank": showing.rank,
                    "model_id": model_id,
                    "generation": generation,
                    "created_at": datetime.now(UTC),
                }
                for showing in showings
            ]
            if rows:
                books.connection().execute(_KEEP, rows)  # as objects each would be a statement of its own

    def liked(
        self, turn: TurnRef, shopper_id: str, item_ids: Sequence[str], *, likes: bool | None = True
    ) -> None:
        """Keep that the shopper likes these items, or does not; None takes back what was said. Once a turn."""
        name = "clear_taste" if likes is None else "like" if likes else "dislike"
        with self._database.change() as books:
            if first_time(books, turn, 1, name):
                books.add_all(event_of(name, turn, shopper_id, n=1, item_id=item_id) for item_id in item_ids)

    def doings(self, shopper_id: str | None, half_life_days: float | None = None) -> Doings:
        """What a shopper did until now; nothing of None, who is a stranger."""
        return Doings.of(self._database, shopper_id, half_life_days)

    def demand(self, event_id: int) -> Mapping[str, float]:
        """What all shoppers did after that event, as Demand.since says."""
        return self._demand.since(event_id)


def event_of(
    name: str,
    turn: TurnRef,
    shopper_id: str,
    *,
    n: int,
    item_id: str = "",
    rank: int | None = None,
    model_id: str | None = None,
    generation: int | None = None,
    value: dict[str, Any] | None = None,
) -> Event:
    """The outbox row of something that the n-th effect of `turn` did."""
    return Event(
        name=name,
        conversation_id=turn.conversation,
        turn_n=turn.n,
        n=turn.effect(n),
        shopper_id=shopper_id,
        item_id=item_id,
        rank=rank,
        model_id=model_id,
        generation=generation,
        value=value,
        created_at=datetime.now(UTC),
    )
