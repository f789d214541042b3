"""An insight made ready to be shown: codes named, shares reckoned; pure, but for the names it is given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.console.names import Names, intent_name
from bot.gateway.typed import Language
from shop.review.reading import TurnRead

TIMED = ("understanding", "policies", "actions")


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity: its kind, the words it was found in, what it stands for, whether it is unwanted."""

    kind: str
    said: str
    meant: str
    negated: bool | None  # None where nothing can be unwanted, as with a price


@dataclass(frozen=True, slots=True)
class CardView:
    """A card: its rank and name, the reason that the shopper read, and what the reason was made of."""

    rank: int
    item: str
    name: str
    reason: str
    parts: Mapping[str, float]
    evidence: tuple[str, ...]
    matched: tuple[str, ...]

    @property
    def score(self) -> float:
        """The sum of the parts."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class WishView:
    """A wish in words (None where there are none) and as it is kept."""

    words: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class InsightView:
    """Everything that the panel of a turn shows."""

    ranking: tuple[tuple[str, str, float], ...]  # code, name, confidence
    entities: tuple[EntityView, ...]
    before: WishView
    after: WishView
    actions: tuple[Mapping[str, Any], ...]
    cards: tuple[CardView, ...]
    ms: tuple[tuple[str, float, float], ...]  # part, milliseconds, share of the whole
    whole: float
    model: Mapping[str, str]
    fallback: bool
    no_result: bool
    failure: str | None


def insight_view(turn: TurnRead, names: Names, language: Language) -> InsightView | None:
    """What is known of a turn; None where nothing but a fault was kept."""
    detail = turn.insight.detail if turn.insight else {}
    if not detail:
        return None
    whole = float(detail["ms"].get("whole") or 0.0)
    timed = [(part, float(detail["ms"].get(part, 0.0))) for part in TIMED]
    timed.append(("rest", max(0.0, whole - sum(ms for _, ms in timed))))
    return InsightView(
        ranking=tuple(
            (str(one["name"]), intent_name(language, str(one["name"])), float(one["confidence"]))
            for one in detail["ranking"]
        ),
        entities=tuple(
            _entity(one, turn, names) for one in detail["entities"] if one.get("entity") != "language"
        ),
        before=_wish(detail["request"]["before"], names),
        after=_wish(detail["request"]["after"], names),
        actions=tuple(detail["actions"]),
        cards=_cards(detail["shown"], turn, names),
        ms=tuple((part, ms, ms / whole if whole else 0.0) for part, ms in timed),
        whole=whole,
        model=detail["model"],
        fallback=bool(detail["fallback"]),
        no_result=bool(detail["no_result"]),
        failure=detail["failure"],
    )


def _entity(entity: Mapping[str, Any], turn: TurnRead, names: Names) -> EntityView:
    said = turn.text[int(entity.get("start") or 0) : int(entity.get("end") or 0)]
    return EntityView(
        str(entity["entity"]),
        said if turn.kind == "text" else "",
        names.meant(entity),
        entity.get("negated"),
    )


def _wish(held: Mapping[str, Any] | None, names: Names) -> WishView:
    return WishView(names.wish(held), json.dumps(held or {}, ensure_ascii=False, indent=1))


def _cards(shown: Any, turn: TurnRead, names: Names) -> tuple[CardView, ...]:
    cards = {card["item_id"]: card for one in turn.messages for card in one.payload.get("cards", ())}
    return tuple(
        CardView(
            rank=int(one["rank"]),
            item=str(one["item"]),
            name=str(cards.get(one["item"], {}).get("name") or names.item(str(one["item"]))),
            reason=str(cards.get(one["item"], {}).get("reason") or ""),
            parts={str(part): float(value) for part, value in one.get("parts", {}).items()},
            evidence=tuple(names.item(item) for item in one.get("evidence", ())),
            matched=tuple(names.matched(one.get("matched", ()))),
        )
        for one in shown
    )
