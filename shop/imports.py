"""Bring feeds into a shop: products, ratings, questions. All of a feed is published at once, or nothing.

An import builds a new generation of the graph beside the old one, writes its rows to SQL under that
generation's number, and then moves one pointer. Rows and folders that were never published are dropped
at the next import or start.
"""

import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import delete

from knowledge_graph import (
    Generations,
    LeftOut,
    OfferUpdate,
    Product,
    Source,
    faq_digest,
    feed_digest,
)
from knowledge_graph.checking import Violation, check_products
from knowledge_graph.cycles import cycles_kept
from knowledge_graph.draft import Draft
from knowledge_graph.feeds import BadRow, read_faq, read_feed, read_offers, read_terms
from knowledge_graph.terms import AnyTerm
from shop import interactions, stock
from shop.errors import ImportRefusedError, MoneyError, WithdrawalRefusedError
from shop.lock import one_import
from shop.money import Money
from shop.ratings import read_ratings
from shop.shop import GRAPH, Shop
from shop.tables import Interaction, Stock

T = TypeVar("T")
_FEW = 10  # products that a feed may lack without a question, however small the shop
Priced = TypeVar("Priced", Product, OfferUpdate)
Progress = Callable[[str, int], None]  # what is being done, and how many rows so far


class Missing(StrEnum):
    """What becomes of the products that a feed lacks."""

    FEW_GO = "few go"  # withdrawn, unless that would be most of the shop
    ALL_GO = "all go"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, and how long it took until that was published.

    `bad_rows` were left out, because somebody said to go on without them.
    """

    added: int
    changed: int
    unchanged: int
    bad_rows: tuple[BadRow, ...]
    generation: int
    seconds: float
    withdrawn: int = 0
    complaints: tuple[Violation, ...] = ()  # of new and changed products, which are in service nevertheless
    left_out: LeftOut = field(default_factory=LeftOut)  # what the feed says and the shop has no place for
    published: bool = True  # False: the feed is what is published already, and nothing was done


def import_products(
    folder: Path,
    feed: Path,
    *,
    format: str | None = None,
    keep_going: bool = False,
    missing: Missing = Missing.FEW_GO,
    progress: Progress | None = None,
) -> ImportReport:
    """Load products; one that is there already is brought up to date, one that the feed lacks is withdrawn.

    Where broken rows are left out nothing is withdrawn, for they may be the missing ones.
    A feed that was the last to be published whole is not read again: nothing but an import changes what it says.
    Raises ImportRefusedError where rows are bad and `keep_going` is False, WithdrawalRefusedError where most
    products would go and `missing` does not allow it, and FeedError for no feed at all.
    """
    started = time.monotonic()
    with closing(Shop.open(folder)) as shop, one_import(folder):
        drop_unpublished(shop)
        generations = Generations(folder / GRAPH)
        digest = feed_digest(feed, format, shop.profile.currency)
        already = _already(generations, "products", digest, started)
        if already is not None:
            return already
        terms: list[AnyTerm]
        terms, bad_terms = _sorted_out(feed, read_terms(feed, format), keep_going)
        left_out = LeftOut()
        rows = _priced(_watched(read_feed(feed, format, left_out), progress), shop.profile.currency)
        products, bad = _sorted_out(feed, rows, keep_going)
        whole = missing is not Missing.STAY and not bad
        with generations.draft() as draft:
            if whole and missing is Missing.FEW_GO:
                _check_withdrawals(feed, products, draft.item_ids())
            draft.put_terms(terms)
            counts = draft.put_products(products, whole=whole, progress=progress)
            left_out.links_beyond(products, draft.item_ids())
            only_these = not (bad or bad_terms or missing is Missing.STAY)
            draft.came_from("products", Source(digest, len(products)) if only_these else None)
            check = _check_of(draft, products, shop.profile.currency)
            _publish(shop, generations, draft, products, progress)
        seconds = time.monotonic() - started
        complaints = tuple(check(progress=progress and partial(_checked, progress)))
    numbers = (counts.added, counts.changed, counts.unchanged)
    bad_rows = (*bad_terms, *bad)
    return ImportReport(*numbers, bad_rows, draft.number, seconds, counts.withdrawn, complaints, left_out)


def _check_of(draft: Draft, products: Iterable[Product], currency: str) -> Callable[..., list[Violation]]:
    """The check of what a draft writes, with all that it needs of the draft, which is closed when it runs."""
    sells = any(product.price is not None for product in products)
    terms, known = draft.terms(), draft.item_ids()
    return partial(check_products, draft.written, known, currency=currency, terms=terms, sells=sells)


def _checked(progress: Progress, done: int, _of: int) -> None:
    progress("products checked", done)


def _check_withdrawals(feed: Path, products: Iterable[Product], held: Set[str]) -> None:
    """A feed of a few products, loaded by mistake, must not empty a shop; told before any work is put into it."""
    withdrawn = len(held - {product.item_id for product in products})
    if withdrawn > max(_FEW, len(held) / 2):
        raise WithdrawalRefusedError(feed, withdrawn, len(held))


def _publish(
    shop: Shop,
    generations: Generations,
    draft: Draft,
    products: Sequence[Product] | Sequence[OfferUpdate],
    progress: Progress | None,
) -> None:
    """Products go into service with their stock."""
    draft.finish(progress)
    counted = {product.item_id: product.stock for product in products if product.stock is not None}
    with shop.database.change() as books:
        stock.set_stock(books, counted, draft.number)
    generations.publish(draft)
    with shop.database.change() as books:
        stock.drop_superseded(books, generations.oldest())


def import_offers(folder: Path, feed: Path, *, progress: Progress | None = None) -> ImportReport:
    """Load prices and stock alone (columns item_id, price, stock); nothing else of a product is touched.

    Raises ImportRefusedError where a row is bad or names a product that the shop does not have, and FeedError.
    """
    started = time.monotonic()
    with closing(Shop.open(folder)) as shop, one_import(folder):
        drop_unpublished(shop)
        generations = Generations(folder / GRAPH)
        with generations.draft() as draft:
            rows = _known_only(_watched(read_offers(feed), progress), draft.item_ids())
            updates, _ = _sorted_out(feed, _priced(rows, shop.profile.currency), keep_going=False)
            counts = draft.put_offers(updates)
            _publish(shop, generations, draft, updates, progress)
    return ImportReport(0, counts.changed, counts.unchanged, (), draft.number, time.monotonic() - started)


def _known_only(
    rows: Iterable[OfferUpdate | BadRow], item_ids: Container[str]
) -> Iterator[OfferUpdate | BadRow]:
    """The rows, with one of an item that the shop does not have as a bad row."""
    for row in rows:
        if isinstance(row, OfferUpdate) and row.item_id not in item_ids:
            path, line = row.place or (Path(), 0)
            yield BadRow(path, line, "item_id", row.item_id, "the id of a product that the shop has")
        else:
            yield row


def import_ratings(
    folder: Path,
    feed: Path,
    *,
    items: Path | None = None,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Load ratings, with the products they speak of where `items` is given; they replace ratings imported before."""
    started = time.monotonic()
    with closing(Shop.open(folder)) as shop, one_import(folder):
        drop_unpublished(shop)
        terms: list[AnyTerm] = []
        products: list[Product] = []
        bad_items: tuple[BadRow, ...] = ()
        left_out = LeftOut()
        if items is not None:
            terms, _ = _sorted_out(items, read_terms(items), keep_going)
            products, bad_items = _sorted_out(
                items, _watched(read_feed(items, left_out=left_out), progress), keep_going
            )
        ratings, bad = _sorted_out(feed, _watched(read_ratings(feed), progress), keep_going)
        generations = Generations(folder / GRAPH)
        with generations.draft() as draft:
            draft.put_terms(terms)
            draft.put_products(products)
            left_out.links_beyond(products, draft.item_ids())
            if items is not None:
                draft.came_from("products", None)
            draft.finish(progress)
            with shop.database.change() as books:
                count = interactions.keep(books, ratings, source="imported", generation=draft.number)
            generations.publish(draft)
        with shop.database.change() as books:
            interactions.drop_superseded(books, generations.oldest(), "imported")
    seconds, bad_rows = time.monotonic() - started, (*bad_items, *bad)
    return ImportReport(count, 0, 0, bad_rows, draft.number, seconds, left_out=left_out)


def import_faq(folder: Path, feed: Path, *, keep_going: bool = False) -> ImportReport:
    """Put the shop's own questions and answers in the place of those that are there."""
    started = time.monotonic()
    with closing(Shop.open(folder)) as shop, one_import(folder):
        drop_unpublished(shop)
        generations, digest = Generations(folder / GRAPH), faq_digest(feed)
        already = _already(generations, "faq", digest, started)
        if already is not None:
            return already
        entries, bad = _sorted_out(feed, read_faq(feed), keep_going)
        with generations.draft() as draft:
            draft.replace_faq(entries)
            draft.came_from("faq", None if bad else Source(digest, len(entries)))
            generations.publish(draft)
    return ImportReport(len(entries), 0, 0, bad, draft.number, time.monotonic() - started)


def _already(generations: Generations, what: str, digest: str, started: float) -> ImportReport | None:
    """The report on a feed that is published already; None where it has to be read."""
    source, generation = generations.source(what), generations.current()
    if generation is None or source is None or source.digest != digest:
        return None
    seconds = time.monotonic() - started
    return ImportReport(0, 0, source.rows, (), generation, seconds, published=False)


def renew_graph(shop: Shop) -> None:
    """Write the graph anew where an older program wrote it, so that this one can read it."""
    generations = Generations(shop.folder / GRAPH)
    if generations.is_outdated():
        with one_import(shop.folder), generations.draft() as draft:
            draft.renew()
            generations.publish(draft)


def drop_unpublished(shop: Shop) -> None:
    """Drop what a killed import left: folders and rows of generations that were never published."""
    generations = Generations(shop.folder / GRAPH)
    generations.drop_unpublished()
    current = generations.current() or 0
    with shop.database.change() as books:
        books.execute(delete(Stock).where(Stock.generation > current))
        books.execute(delete(Interaction).where(Interaction.generation > current))


def _watched(rows: Iterable[T], progress: Progress | None) -> Iterator[T]:
    for count, row in enumerate(rows, start=1):
        if progress is not None and count % 500 == 0:
            progress("read", count)
        yield row


def _priced(rows: Iterable[Priced | BadRow], currency: str) -> Iterator[Priced | BadRow]:
    """The rows, with a price that this shop cannot ask as a bad row: of another currency, or finer than a coin."""
    for row in rows:
        if not isinstance(row, BadRow) and row.price is not None:
            path, line = row.place or (Path(), 0)
            if isinstance(row, Product) and row.currency not in (None, currency):
                yield BadRow(path, line, "currency", str(row.currency), f"the shop's own, {currency}")
                continue
            try:
                Money.of(row.price, currency)
            except MoneyError:
                yield BadRow(path, line, "price", str(row.price), f"an exact amount of {currency}")
                continue
        yield row


@cycles_kept()
def _sorted_out(
    feed: Path, rows: Iterable[T | BadRow], keep_going: bool
) -> tuple[list[T], tuple[BadRow, ...]]:
    good: list[T] = []
    bad: list[BadRow] = []
    for row in rows:
        if isinstance(row, BadRow):
            bad.append(row)
        else:
            good.append(row)
    if bad and not keep_going:
        raise ImportRefusedError(feed, bad)
    return good, tuple(bad)
