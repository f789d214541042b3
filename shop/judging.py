"""What a model is trained and judged on by command: a shop's history or a file of ratings, and what is known of both.

Nothing is stored here, and nothing is judged: that is the recommender's affair."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

import numpy as np

from knowledge_graph import Product
from knowledge_graph.errors import FeedError
from knowledge_graph.feeds import BadRow, read_feed
from recommender import Interactions, Told
from recommender.judging import Groups, Traits
from recommender.vectors import Numbers, Tokens
from shop.deeds import History
from shop.descriptions import described, described_products
from shop.errors import HistoryUnusableError
from shop.interactions import history
from shop.ratings import read_ratings
from shop.shop import Shop

T = TypeVar("T")

ENGLISH = "en"  # the language that names of a feed are taken in, else whichever there is
BRAND, CATEGORY, PRICE = "brand", "category", "price"
PRICE_THIRDS = ("cheapest third", "middle third", "dearest third")


@dataclass(frozen=True, slots=True)
class Material:
    """A history to train and judge models on."""

    interactions: Interactions
    explicit: bool  # the values are ratings that people gave, not deeds
    traits: Traits
    tokens: Tokens  # what the items are, for a model to learn from
    numbers: Numbers
    titles: Mapping[str, str]  # item_id to the item's name

    @property
    def told(self) -> Told:
        """All that a model may learn from."""
        return Told(self.interactions, self.explicit, self.tokens, self.numbers)


def of_shop(folder: Path, users: Path | None = None) -> Material:
    """All that the shop's own recommender may learn from; `users` as in `of_files`."""
    with closing(Shop.open(folder)) as shop:
        catalogue, language = shop.catalogue, shop.profile.language
        told = history(shop.database, catalogue.generation)
        interactions = told.interactions(shop.profile.half_life_days)
        products = catalogue.known(interactions.item_ids)
        traits = traits_of(products, lambda iri: catalogue.label(iri, language), _user_groups(users))
        titles = {one.item_id: one.name(language) for one in products}
        return Material(interactions, told.explicit, traits, *described(shop), titles)


def of_files(ratings: Path, *, items: Path | None = None, users: Path | None = None) -> Material:
    """A file of ratings, with the feed of its items and a CSV file of its users, if there are such.

    The first column of `users` is the user's id, each other one an attribute. Raises FeedError for a file that
    is none of these, HistoryUnusableError where rows cannot be used.
    """
    rows = _all_good(read_ratings(ratings))
    told = History([(one.user_id, one.item_id, one.value, one.unix_time) for one in rows])
    products = [] if items is None else _all_good(read_feed(items))
    labels = {iri: next(iter(said.values())) for one in products for iri, said in one.labels.items() if said}
    traits = traits_of(products, lambda iri: labels.get(iri) or _end_of(iri), _user_groups(users))
    titles = _titles(products)
    descriptions = described_products(products, ENGLISH)
    return Material(told.interactions(None), True, traits, *descriptions, titles)


def titles_of(items: Path) -> Mapping[str, str]:
    """item_id to name, of a feed of items; raises FeedError, HistoryUnusableError."""
    return _titles(_all_good(read_feed(items)))


def _titles(products: Iterable[Product]) -> Mapping[str, str]:
    return {one.item_id: one.name(ENGLISH) for one in products}


def traits_of(
    products: Sequence[Product], label: Callable[[str], str], user_groups: Mapping[str, Groups]
) -> Traits:
    """Items are alike by categories, brand and values; their groups are brand, first category and price third."""
    tokens = {one.item_id: _tokens(one) for one in products}
    brands = {one.item_id: label(one.brand) for one in products if one.brand}
    categories = {one.item_id: label(one.categories[0]) for one in products if one.categories}
    groups = {BRAND: brands, CATEGORY: categories, PRICE: _price_thirds(products)}
    return Traits(tokens, {name: told for name, told in groups.items() if told}, user_groups)


def _tokens(product: Product) -> tuple[str, ...]:
    brand = (product.brand,) if product.brand else ()
    return (*product.categories, *brand, *(held.value for held in product.values))


def _price_thirds(products: Iterable[Product]) -> Groups:
    prices = {one.item_id: float(one.price) for one in products if one.price is not None}
    if not prices:
        return {}
    amounts = list(prices.values())
    thirds = np.searchsorted(np.quantile(amounts, [1 / 3, 2 / 3]), amounts)
    return {item: PRICE_THIRDS[third] for item, third in zip(prices, thirds, strict=True)}


def _user_groups(users: Path | None) -> Mapping[str, Groups]:
    if users is None:
        return {}
    try:
        rows = list(csv.reader(users.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FeedError(users, f"the file cannot be read ({error}); give a CSV file in UTF-8.") from error
    if not rows or len(rows[0]) < 2:
        raise FeedError(users, "no attributes are here; the first line must name the user and an attribute.")
    return {
        name: {
            row[0].strip(): row[place].strip() for row in rows[1:] if len(row) > place and row[place].strip()
        }
        for place, name in enumerate(rows[0])
        if place and name.strip()
    }


def _all_good(rows: Iterable[T | BadRow]) -> list[T]:
    told = list(rows)
    bad = [row for row in told if isinstance(row, BadRow)]
    if bad:
        raise HistoryUnusableError(bad)
    return [row for row in told if not isinstance(row, BadRow)]


def _end_of(iri: str) -> str:
    return unquote(iri.rsplit("/", 1)[-1].rsplit(":", 1)[-1].rsplit("#", 1)[-1])
