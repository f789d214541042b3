"""Read the files that shops have. A new format is a new file here and one line in `FORMATS`."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds import (
    daogou,
    faq,
    google_merchant,
    movielens,
    offers,
    rdf,
    retail_demo_store,
    schema_org,
    shopify,
)
from knowledge_graph.feeds.digest import digest_of
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.rows import BadRow
from knowledge_graph.offers import OfferUpdate
from knowledge_graph.products import Product
from knowledge_graph.terms import AnyTerm, Faq

# Each has FORMAT, sniff(path), files(path), read_terms(path) and read(path, left_out).
FORMATS: Final[tuple[ModuleType, ...]] = (
    daogou,
    retail_demo_store,
    movielens,
    shopify,
    google_merchant,
    schema_org,
    rdf,
)


def read_feed(
    path: Path, format: str | None = None, left_out: LeftOut | None = None
) -> Iterator[Product | BadRow]:
    """Products of a file or folder in its own order; a row that cannot be used comes as a BadRow.

    `format` is the FORMAT of a reader, None to find it out by the content. What a reader has no place for is
    counted in `left_out`, as far as the products were taken. Raises FeedError at once where no
    reader knows the file, and at the first row where the file is not of the format after all.
    """
    rows: Iterator[Product | BadRow] = _reader(path, format).read(path, left_out or LeftOut())
    return rows


def read_terms(path: Path, format: str | None = None) -> Iterator[AnyTerm | BadRow]:
    """What a feed says of its categories and attributes, apart from its products; raises as `read_feed`."""
    rows: Iterator[AnyTerm | BadRow] = _reader(path, format).read_terms(path)
    return rows


def feed_digest(path: Path, format: str | None = None, *options: str) -> str:
    """A name for what a feed says, read as `format` under these options; raises as `read_feed`."""
    reader = _reader(path, format)
    return digest_of(reader.files(path), reader.FORMAT, *options)


def faq_digest(path: Path) -> str:
    """A name for what a file of questions says; raises FeedError where it is none."""
    if not path.is_file():
        raise FeedError(path, "there is no such file; check the path.")
    return digest_of([path], "faq")


def read_faq(path: Path) -> Iterator[Faq | BadRow]:
    """Questions and answers of a YAML file; raises FeedError where it is none."""
    if not path.is_file():
        raise FeedError(path, "there is no such file; check the path.")
    return faq.read(path)


def read_offers(path: Path) -> Iterator[OfferUpdate | BadRow]:
    """Prices and stock alone, of a CSV file; raises FeedError where it is none."""
    if not path.is_file():
        raise FeedError(path, "there is no such file; check the path.")
    return offers.read(path)


def _reader(path: Path, wanted: str | None) -> ModuleType:
    if not path.exists():
        raise FeedError(path, "there is no such file; check the path.")
    names = ", ".join(reader.FORMAT for reader in FORMATS)
    for reader in FORMATS:
        if wanted == reader.FORMAT or (wanted is None and reader.sniff(path)):
            return reader
    if wanted is not None:
        raise FeedError(path, f"there is no format {wanted!r}; choose one of {names}.")
    raise FeedError(
        path, f"the file is in none of the formats known here ({names}); name one, or see its format."
    )


__all__ = [
    "FORMATS",
    "BadRow",
    "LeftOut",
    "faq_digest",
    "feed_digest",
    "read_faq",
    "read_feed",
    "read_offers",
    "read_terms",
]
