"""Invent a history for the demo shop: shoppers with documented tastes look, like, put in carts, and buy.

No person is in it. The tastes and all chances are in `tastes.yml`; one seed always gives one history.
Rows of it are marked as simulated wherever they are kept.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge_graph import Product
from shop.interactions import Happening

_CATEGORY, _VALUE = "urn:daogou:category:", "urn:daogou:value:"
_DAY_S = 86_400
_STEP_S = (20, 400)  # pause between two steps of one visit, in seconds
_VISIT_VIEWS = 6  # views in a visit, on average


@dataclass(frozen=True, slots=True)
class _Draw:
    """A list of products with the running sum of their weights, ready to be drawn from."""

    products: Sequence[Product]
    heights: Sequence[float]

    def one(self, chance: random.Random) -> Product:
        return chance.choices(self.products, cum_weights=self.heights)[0]


def simulate(products: Sequence[Product], tastes: Path) -> Iterator[Happening]:
    """Interactions of all shoppers, each shopper's in the order of time; a (user, item, kind) comes once."""
    told: Mapping[str, Any] = YAML(typ="safe").load(tastes.read_text(encoding="utf-8"))
    chance = random.Random(told["seed"])
    shelf = sorted(products, key=lambda product: product.item_id)
    thirds = _thirds(shelf)
    draws = {
        persona["slug"]: _drawn(shelf, [_liking(product, persona, thirds) for product in shelf])
        for persona in told["personas"]
    }
    anything = _drawn(shelf, [1.0] * len(shelf))
    personas = chance.choices(
        told["personas"], weights=[persona["share"] for persona in told["personas"]], k=told["shoppers"]
    )
    mean = told["events"] / told["shoppers"]
    for number, persona in enumerate(personas, start=1):
        wanted = max(1, round(chance.expovariate(1 / (mean * persona["activity"]))))
        visitor = _Visitor(f"simulated-{number:04d}", told, draws[persona["slug"]], anything, chance)
        yield from visitor.events(wanted)


def _drawn(products: Sequence[Product], weights: Sequence[float]) -> _Draw:
    return _Draw(products, list(accumulate(weights)))


def _thirds(products: Sequence[Product]) -> dict[str, str]:
    """The price band of each product inside its own department: low, mid or high."""
    departments: dict[str, list[Product]] = {}
    for product in products:
        departments.setdefault(_department(product), []).append(product)
    bands = {}
    for members in departments.values():
        members.sort(key=lambda product: (product.price or 0, product.item_id))
        for place, product in enumerate(members):
            bands[product.item_id] = ("low", "mid", "high")[place * 3 // len(members)]
    return bands


def _department(product: Product) -> str:
    return product.categories[0].removeprefix(_CATEGORY) if product.categories else ""


def _liking(product: Product, persona: Mapping[str, Any], thirds: Mapping[str, str]) -> float:
    weight = float(persona["categories"].get(_department(product), 0.0))
    for held in product.values:
        weight *= float(persona["values"].get(held.value.removeprefix(_VALUE), 1.0))
    return weight * float(persona["price"][thirds[product.item_id]])


class _Visitor:
    """One invented shopper: what they do with each product they come upon."""

    def __init__(
        self, user_id: str, told: Mapping[str, Any], taste: _Draw, anything: _Draw, chance: random.Random
    ) -> None:
        self._user_id, self._taste, self._anything, self._chance = user_id, taste, anything, chance
        self._funnel, self._outside = told["funnel"], told["outside_taste"]
        self._from, self._to = _seconds(told["history"]["from"]), _seconds(told["history"]["to"])
        self._done: set[tuple[str, str]] = set()

    def events(self, wanted: int) -> Iterator[Happening]:
        """About `wanted` events, in visits of a few views each."""
        count, tries = 0, 0
        moment = 0
        while count < wanted and tries < wanted * 10:
            if tries % _VISIT_VIEWS == 0:
                moment = self._visit()
            tries += 1
            for happening in self._look(moment):
                count += 1
                yield happening
            moment += self._chance.randint(*_STEP_S)

    def _visit(self) -> int:
        # The larger of two draws: visits grow more frequent towards the end.
        late = max(self._chance.random(), self._chance.random())
        return int(self._from + late * (self._to - self._from))

    def _look(self, moment: int) -> Iterator[Happening]:
        outside = self._chance.random() < self._outside["share"]
        product = (self._anything if outside else self._taste).one(self._chance)
        if (product.item_id, "view") in self._done:
            return
        like = self._funnel["view_to_like"] * (self._outside["like_factor"] if outside else 1)
        dislike = self._funnel["view_to_dislike"] * (self._outside["dislike_factor"] if outside else 1)
        steps = ["view"]
        fate = self._chance.random()
        if fate < like:
            steps.append("like")
            steps += self._buying(self._funnel["like_to_cart"])
        elif fate < like + dislike:
            steps.append("dislike")
        else:
            steps += self._buying(self._funnel["view_to_cart"])
        for kind in steps:
            self._done.add((product.item_id, kind))
            moment += self._chance.randint(*_STEP_S)
            yield Happening(self._user_id, product.item_id, kind, 1.0, min(moment, self._to + _DAY_S))

    def _buying(self, into_cart: float) -> list[str]:
        if self._chance.random() >= into_cart:
            return []
        return (
            ["add_to_cart", "purchase"]
            if self._chance.random() < self._funnel["cart_to_purchase"]
            else ["add_to_cart"]
        )


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
