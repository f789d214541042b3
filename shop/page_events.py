"""What pages report that their reader saw and did: kept in the outbox once, however often it is reported.

A page is believed as far as the shop can tell: the conversation must be the reader's own, and the item must
stand in what was said in that turn. Of rank and model the shop's own log has the last word. What is not
believed is left out, and nobody is told which.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from shop.database import Database
from shop.tables import Conversation, Event, Message, Shopper, Turn

# By what a page calls it: what it is called here. Of a cart and of a taste the outbox has the shop's own word, by
# the turn that changed them; a page's word under the same name would count as a second deed.
NAMES = MappingProxyType(
    {
        "view_item_list": "view_item_list",
        "select_item": "select_item",
        "view_item": "view_item",
        "add_to_cart": "daogou_add_to_cart",
        "remove_from_cart": "daogou_remove_from_cart",
        "daogou_like": "daogou_like",
        "daogou_dislike": "daogou_dislike",
        "daogou_similar": "daogou_similar",
        "daogou_compare": "daogou_compare",
    }
)
IMPRESSION = "view_item_list"
_FIRST_N = 1 << 30
"""A page's events are counted from here on in their turn, far from the effects of the turn itself."""

TurnKey = tuple[int, int]  # conversation and turn


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a page reports; `client_id` is the page's name for it. `at` is by the reader's clock."""

    client_id: str
    name: str
    conversation: int
    turn: int
    item_id: str
    rank: int | None = None
    model_id: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a report is held against: when each turn began, what it named, what the log says it showed."""

    began: Mapping[TurnKey, datetime]
    named: Mapping[TurnKey, frozenset[str]]
    shown: Mapping[tuple[int, int, str], Event]


class PageEvents:
    """The reports of one shop's pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, shopper_id: str, reported: Sequence[Seen]) -> int:
        """Keep what is believed of a shopper's reports and was not kept before; how many that were."""
        with self._database.read() as books:
            ground = _ground(books, shopper_id, _keys(reported))
            believed = [one for one in reported if _is_believed(one, ground)]
            # Most of what comes again ends here, and takes no lock.
            new = _new(books, shopper_id, believed)
        if not new:
            return 0
        with self._database.change() as books:
            # Two pages that report at once wait for each other here; who was just forgotten has no row.
            if books.get(Shopper, shopper_id, with_for_update=True) is None:
                return 0
            new = _new(books, shopper_id, new)
            taken = _taken(books, _keys(new))
            for one in new:
                key = (one.conversation, one.turn)
                taken[key] = taken.get(key, _FIRST_N - 1) + 1
                books.add(_row(one, shopper_id, taken[key], ground))
            return len(new)


def _keys(reported: Iterable[Seen]) -> set[TurnKey]:
    return {(one.conversation, one.turn) for one in reported}


def _ground(books: Session, shopper_id: str, keys: set[TurnKey]) -> _Ground:
    own = set(books.scalars(select(Conversation.id).filter_by(shopper_id=shopper_id)))
    keys = {key for key in keys if key[0] in own}
    turns = books.execute(
        select(Turn.conversation_id, Turn.n, Turn.received_at).where(
            tuple_(Turn.conversation_id, Turn.n).in_(keys)
        )
    )
    said = books.execute(
        select(Message.conversation_id, Message.turn_n, Message.payload).where(
            tuple_(Message.conversation_id, Message.turn_n).in_(keys)
        )
    )
    shown = books.scalars(
        select(Event).where(
            tuple_(Event.conversation_id, Event.turn_n).in_(keys), Event.name == "recommended"
        )
    )
    named: dict[TurnKey, frozenset[str]] = {}
    for conversation, turn, payload in said:
        key = (conversation, turn)
        named[key] = named.get(key, frozenset()) | frozenset(_items_of(payload))
    return _Ground(
        {(conversation, turn): at for conversation, turn, at in turns},
        named,
        {(row.conversation_id, row.turn_n, row.item_id): row for row in shown},
    )


def _items_of(payload: Mapping[str, Any]) -> Iterator[str]:
    """The products that a message names: on its cards, in its table, in a cart or an order."""
    for part in ("cards", "columns", "lines"):
        for thing in payload.get(part, ()):
            yield str(thing["item_id"])


def _is_believed(one: Seen, ground: _Ground) -> bool:
    if "\0" in one.client_id or "\0" in (one.model_id or ""):  # not every database can keep it
        return False
    return one.name in NAMES and one.item_id in ground.named.get((one.conversation, one.turn), ())


def _new(books: Session, shopper_id: str, reported: Sequence[Seen]) -> list[Seen]:
    """Without what was kept before, and of what is reported twice at once the first."""
    first: dict[str, Seen] = {}
    for one in reported:
        first.setdefault(one.client_id, one)
    kept = set(
        books.scalars(
            select(Event.client_id).where(Event.shopper_id == shopper_id, Event.client_id.in_(first))
        )
    )
    return _unseen(books, [one for one in first.values() if one.client_id not in kept])


def _unseen(books: Session, reported: Sequence[Seen]) -> list[Seen]:
    """Without the cards that were seen before at their place: the reader's next page shows the same talk again."""
    keys = _keys(one for one in reported if one.name == IMPRESSION)
    seen = {
        (conversation, turn, item)
        for conversation, turn, item in books.execute(
            select(Event.conversation_id, Event.turn_n, Event.item_id).where(
                tuple_(Event.conversation_id, Event.turn_n).in_(keys), Event.name == IMPRESSION
            )
        )
    }
    new = []
    for one in reported:
        place = (one.conversation, one.turn, one.item_id)
        if one.name != IMPRESSION or place not in seen:
            new.append(one)
        if one.name == IMPRESSION:
            seen.add(place)
    return new


def _taken(books: Session, keys: set[TurnKey]) -> dict[TurnKey, int]:
    """The last number that a page's event has, by turn."""
    rows = books.execute(
        select(Event.conversation_id, Event.turn_n, func.max(Event.n))
        .where(tuple_(Event.conversation_id, Event.turn_n).in_(keys), Event.n >= _FIRST_N)
        .group_by(Event.conversation_id, Event.turn_n)
    )
    return {(conversation, turn): n for conversation, turn, n in rows}


def _row(one: Seen, shopper_id: str, n: int, ground: _Ground) -> Event:
    logged = ground.shown.get((one.conversation, one.turn, one.item_id))
    now = datetime.now(UTC)
    # A clock that is wrong is held between the turn and now.
    at = min(max(one.at or now, ground.began[one.conversation, one.turn]), now)
    return Event(
        name=NAMES[one.name],
        conversation_id=one.conversation,
        turn_n=one.turn,
        n=n,
        shopper_id=shopper_id,
        item_id=one.item_id,
        rank=logged.rank if logged else one.rank,
        model_id=logged.model_id if logged else one.model_id,
        generation=logged.generation if logged else None,
        created_at=at,
        client_id=one.client_id,
    )
