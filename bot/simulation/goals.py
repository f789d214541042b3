"""What a simulated shopper wants: an item of the graph, what they will say of it, and how long they will look."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from knowledge_graph import Bound, Catalogue, Product, Request
from knowledge_graph.identifiers import attribute_of
from shop.profile import LANGUAGES

EVERYTHING = 1_000_000  # items, more than any graph holds
NICE_PRICES = (5, 10, 20, 50, 100)
ROOM = (1.02, 1.6)  # how far above the wanted item's price the ceiling lies
MOST_VALUES = 2
PATIENCE = (4, 12)  # sentences spent on looking


@dataclass(frozen=True, slots=True)
class Goal:
    """All hold of the item `wanted`; `other_value` and `other_kind` do not, and are for changes of mind.

    A shopper says no more of a kind than its name, so `kinds` and `other_kinds` are all that bear it.

    Prices are in the shop's currency; `low_price` is a ceiling that is too low for the item.
    """

    language: str
    wanted: Product
    category: str
    kinds: tuple[str, ...]
    values: tuple[str, ...]
    brand: str | None
    price: Decimal | None
    low_price: Decimal | None
    without: str | None
    other_value: str | None
    other_kind: str | None
    other_kinds: tuple[str, ...]
    patience: int

    @property
    def request(self) -> Request:
        """All conditions at once."""
        return Request(
            categories=self.kinds,
            values=self.values,
            brands=(self.brand,) if self.brand else (),
            price=None if self.price is None else Bound(high=self.price),
            without=(self.without,) if self.without else (),
        )


class Goals:
    """Draws goals from one catalogue; the same chance gives the same goal."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        ids = sorted(match.item_id for match in catalogue.search(Request(in_stock=True), EVERYTHING))
        products = catalogue.products(ids)
        self._shelf = [one for one in products if one.categories and one.price is not None]
        self._by_kind: dict[str, list[Product]] = {}
        for product in self._shelf:
            self._by_kind.setdefault(product.categories[0], []).append(product)
        self._namesakes: dict[tuple[str, str], list[str]] = {}
        for kind in sorted({kind for product in self._shelf for kind in product.categories}):
            for language in LANGUAGES:
                self._namesakes.setdefault((language, self._name(kind, language)), []).append(kind)

    def draw(self, chance: Random, language: str) -> Goal:
        """A goal that one item at least meets."""
        wanted = chance.choice(self._shelf)
        kind = wanted.categories[0]
        values = self._values(chance, wanted)
        swapped = self._others(wanted, [attribute_of(value) for value in values[:1]])
        said = {attribute_of(value) for value in values}
        refused = self._others(
            wanted,
            {attribute_of(held.value) for held in wanted.values if attribute_of(held.value) not in said},
        )
        price = _ceiling(chance, wanted) if chance.random() < 0.6 else None
        changes = chance.random()
        other_kind = self._other_kind(chance, kind) if 0.35 <= changes < 0.45 else None
        return Goal(
            language=language,
            wanted=wanted,
            category=kind,
            kinds=self._called_like(kind, language),
            values=values,
            brand=wanted.brand if chance.random() < 0.15 else None,
            price=price,
            low_price=_too_low(wanted) if price is not None and changes < 0.15 else None,
            without=chance.choice(refused) if refused and chance.random() < 0.15 else None,
            other_value=chance.choice(swapped) if swapped and 0.15 <= changes < 0.35 else None,
            other_kind=other_kind,
            other_kinds=self._called_like(other_kind, language) if other_kind else (),
            patience=chance.randint(*PATIENCE),
        )

    def _values(self, chance: Random, wanted: Product) -> tuple[str, ...]:
        """None, one or two of its values, of as many attributes."""
        sayable = [held.value for held in wanted.values if not held.value.endswith("/no")]
        chance.shuffle(sayable)
        one_each = {attribute_of(value): value for value in sayable}
        return tuple(list(one_each.values())[: chance.randint(0, MOST_VALUES)])

    def _others(self, wanted: Product, attributes: Collection[str]) -> list[str]:
        """Values of these attributes that others of its kind have, and it has not."""
        held = {value.value for product in self._by_kind[wanted.categories[0]] for value in product.values}
        return sorted(
            value
            for value in held
            if attribute_of(value) in attributes
            and not value.endswith(("/no", "/yes"))
            and not self._catalogue.holds(wanted, value)
        )

    def _name(self, kind: str, language: str) -> str:
        return self._catalogue.label(kind, language).casefold()

    def _called_like(self, kind: str, language: str) -> tuple[str, ...]:
        """The kind and its namesakes."""
        return tuple(self._namesakes[language, self._name(kind, language)])

    def _other_kind(self, chance: Random, kind: str) -> str | None:
        others = sorted(other for other in self._by_kind if other != kind)
        return chance.choice(others) if others else None


def _ceiling(chance: Random, wanted: Product) -> Decimal:
    """A round amount at or above the item's price."""
    assert wanted.price is not None
    room = float(wanted.price) * chance.uniform(*ROOM)
    step = next((step for step in NICE_PRICES if room <= step * 20), 500)
    return Decimal(-(-int(room + 1) // step) * step)


def _too_low(wanted: Product) -> Decimal | None:
    """A round amount well below the item's price; None where that would be next to nothing."""
    assert wanted.price is not None
    low = int(float(wanted.price) * 0.6) // 5 * 5
    return Decimal(low) if low >= 10 else None
