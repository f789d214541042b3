"""Fill a shelf: the graph finds what meets a request, the recommender ranks it for this shopper and says why.

Every item of a shelf meets every condition of its request. What comes near is offered by `relaxation`,
and never slipped in. Stock is the shop's, as it is at that moment.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge_graph import Catalogue, Match, Order, Product, Request
from recommender import Reason, Since
from shop.doings import Doings
from shop.events import Events
from shop.models import Models, Served
from shop.newcomers import Newcomers
from shop.profile import ShopProfile
from shop.stock import Stocks

CANDIDATES = 5000
FEW = 5  # pieces left, from which on their number is worth saying
ALL_WORDS = 0.9  # the graph's relevance of a product that has every word of the request's text


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """One product of a shelf. `stock` is None where nobody counts it; `matched` is what of the request it meets."""

    product: Product
    stock: int | None
    reason: Reason
    matched: tuple[str, ...]

    @property
    def in_stock(self) -> bool:
        """Whether one can be had now."""
        return self.product.available if self.stock is None else self.stock > 0

    @property
    def few_left(self) -> int | None:
        """How many are left, where they are few."""
        return self.stock if self.stock is not None and 0 < self.stock <= FEW else None

    @property
    def old_price(self) -> Decimal | None:
        """What it costs without a sale, in the major unit; None where that is not more than its price."""
        price, listed = self.product.price, self.product.list_price
        return listed if price is not None and listed is not None and listed > price else None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The answer to a request: the best first. `total` counts all that meet it, shown before or not.

    `whole_text` is False where no product has all words of the request's text, so that some were met in part;
    `named` is False where the words stand in descriptions alone, and in no product's name.
    """

    items: tuple[ShelfItem, ...]
    total: int
    model_id: str
    generation: int
    whole_text: bool = True
    named: bool = True


class Shelves:
    """The shelves of one shop."""

    def __init__(
        self, catalogue: Catalogue, models: Models, stocks: Stocks, events: Events, profile: ShopProfile
    ) -> None:
        self._catalogue = catalogue
        self._models = models
        self._stocks = stocks
        self._events = events
        self._half_life_days = profile.half_life_days
        self._newcomers = Newcomers(catalogue, profile.language)

    def fill(
        self,
        request: Request,
        shopper_id: str | None,
        *,
        want: int = 5,
        skip: Collection[str] = (),
        rejected: Collection[str] = (),
    ) -> Shelf:
        """At most `want` items for this shopper, none of `skip`, no two of one name.

        `rejected` are items that the shopper was shown and passed over. An asked order beats the recommender;
        where none is asked, what the shopper has bought comes after all others, unless it is of a kind that is
        bought again, and items out of stock after those.
        """
        matches = self._catalogue.search(request, CANDIDATES)
        matches, whole = _with_all_words(matches, request)
        stock = self._stocks.of([match.item_id for match in matches], self._catalogue.generation)
        if request.in_stock:
            matches = [match for match in matches if stock.get(match.item_id, 1) > 0]
        fresh = [match for match in matches if match.item_id not in skip]
        served, doings = self._models.serving(), self._events.doings(shopper_id, self._half_life_days)
        reasons = self._reasons(fresh, shopper_id, rejected, served, doings)
        ranked = _in_order(fresh, request, reasons)
        if request.order is Order.FIT:
            done_with = self._done_with(doings.bought.intersection(match.item_id for match in fresh), served)
            ranked.sort(key=lambda pair: (stock.get(pair[0].item_id, 1) <= 0, pair[0].item_id in done_with))
        items = self._distinct(ranked, stock, want)
        named = not request.text or any(match.relevance > ALL_WORDS for match in matches)
        generation = self._catalogue.generation
        return Shelf(tuple(items), len(matches), served.model.model_id, generation, whole, named)

    def _reasons(
        self,
        matches: Sequence[Match],
        shopper_id: str | None,
        rejected: Collection[str],
        served: Served,
        doings: Doings,
    ) -> list[Reason]:
        item_ids, trained = [match.item_id for match in matches], served.provenance
        return self._newcomers.described(served.model, item_ids).rank(
            item_ids,
            shopper_id=shopper_id,
            relevance={match.item_id: match.relevance for match in matches},
            liked=doings.liked,
            disliked=doings.disliked,
            rejected=[item_id for item_id in rejected if item_id not in doings.liked],
            since=Since(doings.sure, self._events.demand(trained.last_event) if trained else {}),
            now=time.time(),
        )

    def _done_with(self, bought: Collection[str], served: Served) -> set[str]:
        """What was bought, but for products of which the history says that they are bought again."""
        again = set(served.provenance.rebought) if served.provenance else set()
        products = self._catalogue.known(sorted(bought)) if bought else []
        return {product.item_id for product in products if not again.intersection(product.categories)}

    def _distinct(
        self, ranked: Sequence[tuple[Match, Reason]], stock: Mapping[str, int], want: int
    ) -> list[ShelfItem]:
        items: list[ShelfItem] = []
        names: set[str] = set()
        for start in range(0, len(ranked), want):
            some = ranked[start : start + want]
            products = self._catalogue.products([match.item_id for match, _ in some])
            for (match, reason), product in zip(some, products, strict=True):
                name = product.name("en").casefold()
                if name not in names and len(items) < want:
                    names.add(name)
                    items.append(ShelfItem(product, stock.get(product.item_id), reason, match.matched))
            if len(items) == want:
                break
        return items

    def item(self, item_id: str) -> ShelfItem:
        """One product as it stands now, outside any request; raises UnknownItemError."""
        return self._outside(self._catalogue.products([item_id]))[0]

    def items(self, item_ids: Sequence[str]) -> list[ShelfItem]:
        """Those of the products that the shop still sells as `item` has them, in this order."""
        return self._outside(self._catalogue.known(item_ids))

    def _outside(self, products: Sequence[Product]) -> list[ShelfItem]:
        """Products outside any request, by one look at the stock."""
        stock = self._stocks.of([product.item_id for product in products], self._catalogue.generation)
        return [
            ShelfItem(product, stock.get(product.item_id), Reason(product.item_id, 0.0, {}, ()), ())
            for product in products
        ]


def _in_order(
    matches: Sequence[Match], request: Request, reasons: Sequence[Reason]
) -> list[tuple[Match, Reason]]:
    """The matches with their reasons: in the recommender's order, or in that which was asked for."""
    by_id = {match.item_id: match for match in matches}
    if request.order in (Order.FIT, Order.POPULAR, Order.RATING):
        return [(by_id[reason.item_id], reason) for reason in reasons]
    why = {reason.item_id: reason for reason in reasons}
    return [(match, why[match.item_id]) for match in matches]


def _with_all_words(matches: Sequence[Match], request: Request) -> tuple[list[Match], bool]:
    """Only what has all words, where anything has; else what there is, and False."""
    if not request.text:
        return list(matches), True
    strong = [match for match in matches if match.relevance >= ALL_WORDS]
    return (strong, True) if strong else (list(matches), not matches)
