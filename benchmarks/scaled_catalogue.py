"""A real catalogue repeated to any size, with prices, traits and ratings of its own for each copy, by a seed.

What is repeated are the real names, categories and audiences; colours, materials, makers and weights are drawn,
because the real catalogue has no columns of them. Requests are drawn from what came out.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from benchmarks.errors import BenchmarkError
from knowledge_graph import BadRow, Bound, Order, Product, Range, Request, read_feed
from knowledge_graph.identifiers import attribute_iri, brand_iri, value_iri
from knowledge_graph.missing_terms import missing_terms
from knowledge_graph.products import AttributeValue, Number
from knowledge_graph.terms import AnyTerm, Category
from knowledge_graph.words import STOP_WORDS

SEED: Final = 5
PAGE: Final = 20
_TELLING: Final = 4  # letters of a word that a text is made of
WEIGHT: Final = attribute_iri("weight")
_TRAITS: Final = {
    attribute_iri("colour"): "black white grey red blue green yellow brown pink purple orange beige".split(),  # noqa: SIM905 - reads most easily
    attribute_iri("material"): "cotton wool leather steel oak glass linen nylon bamboo paper".split(),  # noqa: SIM905 - as above
}


@dataclass(frozen=True, slots=True)
class Scaled:
    """The products, all their terms by IRI, and what was drawn."""

    products: Sequence[Product]
    terms: dict[str, AnyTerm]


def scaled_catalogue(feed: Path, size: int) -> Scaled:
    """`size` products made of those in `feed`; raises BenchmarkError where it is not there."""
    if not feed.is_file():
        raise BenchmarkError(f"{feed}: no catalogue to scale; name one with --data.")
    rows = [row for row in read_feed(feed) if not isinstance(row, BadRow)]
    draw = random.Random(SEED)
    products = [_copy(rows[number % len(rows)], number, draw) for number in range(size)]
    terms = {term.iri: term for term in missing_terms(products, {})}
    return Scaled(products, terms)


def _copy(product: Product, number: int, draw: random.Random) -> Product:
    price = (product.price or Decimal(10)) * Decimal(draw.randint(50, 200)) / 100
    values = [held for held in product.values if held.attribute not in _TRAITS]
    for attribute, names in _TRAITS.items():
        if draw.random() < 0.8:
            values.append(AttributeValue(attribute, value_iri(attribute, draw.choice(names))))
    return replace(
        product,
        item_id=f"p{number:06}",
        descriptions={},
        brand=brand_iri(f"maker {draw.randint(1, 60)}"),
        price=round(price, 2),
        values=tuple(values),
        numbers=(Number(WEIGHT, Decimal(draw.randint(50, 5000)), "GRM"),) if draw.random() < 0.7 else (),
        rating=round(Decimal(draw.uniform(2, 5)), 1),
        rating_count=draw.randint(0, 500),
        available=draw.random() < 0.9,
    )


def drawn_requests(scaled: Scaled, count: int) -> list[Request]:
    """Requests for a kind of thing with up to five more conditions; the first page of the answer is wanted."""
    draw = random.Random(SEED)
    return [_request(draw.choice(scaled.products), scaled.terms, draw) for _ in range(count)]


def drawn_texts(scaled: Scaled, count: int) -> list[Request]:
    """Requests by two words of a name, half of them with a price that the product does not exceed."""
    draw = random.Random(SEED)
    drawn: list[Request] = []
    while len(drawn) < count:
        product = draw.choice(scaled.products)
        words = sorted(
            {word for word in product.name("en").lower().split() if word.isascii() and word.isalpha()}
        )
        telling = [word for word in words if len(word) >= _TELLING and word not in STOP_WORDS]
        if len(telling) >= 2:
            bound = Bound(high=product.price) if draw.random() < 0.5 else None
            drawn.append(Request(text=" ".join(draw.sample(telling, 2)), price=bound, page_size=PAGE))
    return drawn


def _category(product: Product, terms: Mapping[str, AnyTerm], draw: random.Random) -> str:
    """One of the product's own, or, one time in seven, the department that it lies in."""
    own = draw.choice(product.categories)
    term = terms.get(own)
    wider = term.broader if isinstance(term, Category) else None
    return wider if wider and draw.random() < 1 / 7 else own


def _request(product: Product, terms: Mapping[str, AnyTerm], draw: random.Random) -> Request:
    """Conditions that one product of the catalogue meets, so that most requests find something."""
    traits = [held.value for held in product.values if held.attribute in _TRAITS]
    price, weight = product.price or Decimal(10), product.numbers[0].amount if product.numbers else None
    chosen = [value for value in traits if draw.random() < 0.4]
    heavy = weight is not None and draw.random() < 0.15
    return Request(
        categories=(_category(product, terms, draw),) if product.categories else (),
        brands=(product.brand,) if product.brand and draw.random() < 0.1 else (),
        values=tuple(chosen),
        without=(value_iri(attribute_iri("colour"), "pink"),) if draw.random() < 0.1 else (),
        price=Bound(high=round(price * Decimal(draw.uniform(1, 2)), 0)) if draw.random() < 0.5 else None,
        ranges=(Range(WEIGHT, Bound(high=(weight or Decimal(0)) / 1000), "KGM"),) if heavy else (),
        in_stock=draw.random() < 0.3,
        order=draw.choice([Order.PRICE_UP, Order.PRICE_UP, Order.PRICE_DOWN, Order.FIT]),
        page_size=PAGE,
    )


def out_of_reach(request: Request) -> Request:
    """The request with a price that nothing has, to be relaxed."""
    return replace(request, price=Bound(high=Decimal("0.01")), ranges=())
