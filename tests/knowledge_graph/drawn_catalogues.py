"""Catalogues and requests that hypothesis draws, and the graph of a drawn catalogue."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
from hypothesis import strategies as st

from knowledge_graph import Attribute, AttributeKind, Bound, Category, Order, Product, Range, Request, Value
from knowledge_graph.closures import Closures
from knowledge_graph.columns import Columns, ProductReader, columns_of
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.holdings import categories_held, named_lines
from knowledge_graph.identifiers import item_iri
from knowledge_graph.kinds import Kinds
from knowledge_graph.likeness import likeness_to
from knowledge_graph.matching import Standing, in_order, matches_of, page_of
from knowledge_graph.product_triples import product_triples
from knowledge_graph.products import AttributeValue, Number
from knowledge_graph.results import Match
from knowledge_graph.search_query import compile_request
from knowledge_graph.sparql import query
from knowledge_graph.terms import AnyTerm

CATEGORY, BRAND = "urn:daogou:category:", "urn:daogou:brand:"
VALUE, ATTRIBUTE = "urn:daogou:value:", "urn:daogou:attribute:"

CATEGORIES = [
    Category(CATEGORY + "home", {"en": "Home"}),
    Category(CATEGORY + "home/lamps", {"en": "Lamps"}, broader=CATEGORY + "home"),
    Category(CATEGORY + "home/lamps/desk", {"en": "Desk lamps"}, broader=CATEGORY + "home/lamps"),
    Category(CATEGORY + "garden", {"en": "The"}),
    Category(CATEGORY + "kind/lamp", {"en": "Lamp"}),
]
VALUES = [
    *(
        Value(f"{VALUE}colour/{name}", {"en": name}, attribute=ATTRIBUTE + "colour")
        for name in ("blue", "red")
    ),
    *(
        Value(
            f"{VALUE}colour/{name}",
            {"en": name},
            attribute=ATTRIBUTE + "colour",
            broader=VALUE + "colour/blue",
        )
        for name in ("navy", "sky")
    ),
    *(
        Value(f"{VALUE}audience/{name}", {"en": name}, attribute=ATTRIBUTE + "audience")
        for name in ("men", "women", "children", "unisex", "adults")
    ),
    *(
        Value(f"{VALUE}waterproof/{name}", {"en": name}, attribute=ATTRIBUTE + "waterproof")
        for name in ("yes", "no")
    ),
]
NUMBERS = [
    Attribute(ATTRIBUTE + "weight", {"en": "Weight"}, kind=AttributeKind.NUMBER, unit="GRM"),
    Attribute(ATTRIBUTE + "ports", {"en": "Ports"}, kind=AttributeKind.NUMBER),
]
TERMS: Mapping[str, AnyTerm] = {term.iri: term for term in (*CATEGORIES, *VALUES, *NUMBERS)}
BRANDS = [BRAND + name for name in ("ember", "brook")]
SYNONYMS = {"lamp": ["light"]}

category_iris = st.sampled_from(
    [*(term.iri for term in CATEGORIES), CATEGORY + "unknown/desk", BRAND + "ember"]
)
value_iris = st.sampled_from([*(term.iri for term in VALUES), VALUE + "colour/unknown", "urn:else"])
amounts = st.decimals(0, 60, places=1)
few_words = st.lists(st.sampled_from(["desk", "lamp", "light", "red", "home"]), max_size=3).map(" ".join)


@st.composite
def products(draw: st.DrawFn, item_id: str) -> Product:
    held = draw(st.lists(st.sampled_from(VALUES), max_size=4, unique_by=_iri))
    weighed = draw(st.lists(st.sampled_from(NUMBERS), max_size=2, unique_by=_iri))
    return Product(
        item_id,
        {"en": draw(few_words)},
        categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES), max_size=2, unique_by=_iri).map(_iris))),
        brand=draw(st.none() | st.sampled_from(BRANDS)),
        price=draw(st.none() | amounts),
        list_price=draw(st.none() | amounts),
        values=tuple(AttributeValue(value.attribute, value.iri) for value in held),
        numbers=tuple(Number(number.iri, draw(amounts), number.unit) for number in weighed),
        rating=draw(st.none() | st.decimals(1, 5, places=1)),
        rating_count=draw(st.none() | st.integers(0, 3)),
        promoted=draw(st.booleans()),
        released=draw(st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9))),
        available=draw(st.booleans()),
    )


def _iri(term: AnyTerm) -> str:
    return term.iri


def _iris(terms: Sequence[AnyTerm]) -> list[str]:
    return [term.iri for term in terms]


item_ids = st.text(string.ascii_letters + string.digits + " /%é灯\"'#", min_size=1, max_size=4)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Product]:
    """Up to 25 products of every make."""
    ids = draw(st.lists(item_ids, max_size=25, unique=True))
    return [draw(products(item_id)) for item_id in ids]


bounds = st.builds(Bound, st.none() | amounts, st.none() | amounts, st.booleans(), st.booleans())
ranges = st.builds(
    Range, st.just(ATTRIBUTE + "weight"), bounds, st.sampled_from([None, "GRM", "KGM", "ONZ"])
) | (
    st.builds(
        Range, st.sampled_from([ATTRIBUTE + "ports", ATTRIBUTE + "none", "https://schema.org/price"]), bounds
    )
)


def requests(
    categories: st.SearchStrategy[str],
    brands: st.SearchStrategy[str],
    values: st.SearchStrategy[str],
    wanted: st.SearchStrategy[Range],
    items: Sequence[str],
) -> st.SearchStrategy[Request]:
    """Requests over these terms, with every field but the text."""
    unwanted = categories | brands | values | st.sampled_from([item_iri(one) for one in items] or ["urn:x"])
    return st.builds(
        Request,
        categories=st.lists(categories, max_size=2).map(tuple),
        brands=st.just(()) | st.lists(brands, max_size=2).map(tuple),
        values=st.just(()) | st.lists(values, max_size=3).map(tuple),
        all_of=st.just(()) | st.lists(values, max_size=2).map(tuple),
        without=st.just(()) | st.lists(unwanted, max_size=2).map(tuple),
        price=st.none() | bounds,
        ranges=st.just(()) | st.lists(wanted, max_size=2).map(tuple),
        on_sale=st.sampled_from([False, False, True]),
        in_stock=st.sampled_from([False, False, True]),
        order=st.sampled_from(Order),
        like=st.none() | st.none() | st.sampled_from(list(items)) if items else st.none(),
        page=st.integers(1, 3),
        page_size=st.none() | st.integers(1, 4),
    )


@dataclass
class Drawn:
    """A graph in memory, asked both ways."""

    products: Sequence[Product]
    named: bool = False  # whether every third name tells a kind

    def __post_init__(self) -> None:
        self.store = GraphStore(ox.Store())
        self.store.add(triple for product in self.products for triple in product_triples(product))
        named = enumerate(self.products)
        self.kinds = Kinds(
            (), {one.item_id: (CATEGORIES[row % 4].iri,) for row, one in named if self.named and row % 3 == 0}
        )
        self.store.replace_derived([], named_lines(self.kinds))
        self.columns = Columns.build(self.store, TERMS, SYNONYMS)
        self._by_id = {product.item_id: product for product in self.products}

    def made_with_them(self) -> Columns:
        """The columns as an import makes them: of the products, and not of the graph."""
        ordered, closures = sorted(self.products, key=lambda one: one.item_id), Closures(TERMS)
        held = categories_held(ordered, closures, self.kinds)
        return Columns(columns_of(ProductReader(ordered, held, closures)), TERMS, SYNONYMS)

    def _likeness(self, request: Request) -> object:
        liked = self._by_id.get(request.like or "")
        return liked and likeness_to(liked, self.columns, len(self.products))

    def _kinds(self, request: Request) -> list[str]:
        known = {term.iri: term.labels["en"] for term in CATEGORIES}
        return [known.get(iri, "desk") for iri in request.categories]

    def by_graph(self, request: Request) -> Sequence[Match]:
        """What SPARQL finds."""
        attributes = {term.iri: term for term in NUMBERS}
        compiled = compile_request(request, attributes, Closures(TERMS), self._kinds(request))
        prices = {item: Decimal(price) for item, price in self.store.rows(query("prices")) if item and price}
        released = {item: day for item, day in self.store.rows(query("release_dates")) if item and day}
        rated = list(self.store.rows(query("ratings")))
        standing = Standing(
            released,
            {item: Decimal(rating) for item, rating, _ in rated if item and rating},
            {item: Decimal(count) for item, _, count in rated if item and count},
            {item: Decimal(price) for item, price in self.store.rows(query("list_prices")) if item and price},
        )
        likeness = self._likeness(request)
        matches = matches_of(
            compiled,
            self.store.rows(compiled.sparql),
            prices,
            likeness=likeness,  # type: ignore[arg-type]
            synonyms=SYNONYMS,
        )
        return page_of(in_order(matches, request.order, standing), request.page, request.page_size)

    def by_columns(self, request: Request, columns: Columns | None = None) -> Sequence[Match]:
        """What the columns find."""
        likeness = self._likeness(request)
        return (columns or self.columns).search(request, self._kinds(request), likeness=likeness)  # type: ignore[arg-type]
