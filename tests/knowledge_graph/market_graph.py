"""A small market in our own format, and how a graph is made of a feed, for the tests of this folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from knowledge_graph import BadRow, Catalogue, Counts, Generations, read_faq, read_feed, read_terms

T = TypeVar("T")

MARKET = Path(__file__).parent / "market"
SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"

CATEGORY = "urn:daogou:category:"
KIND = CATEGORY + "kind/"
VALUE = "urn:daogou:value:"
ATTRIBUTE = "urn:daogou:attribute:"
BRAND = "urn:daogou:brand:"


def good(rows: Iterable[T | BadRow]) -> list[T]:
    """The rows, none of which may be bad."""
    kept = list(rows)
    assert not [row.message for row in kept if isinstance(row, BadRow)]
    return [row for row in kept if not isinstance(row, BadRow)]


def publish(graph: Path, feed: Path, faq: Path | None = None) -> Counts:
    """Bring a whole feed into a graph folder."""
    generations = Generations(graph)
    with generations.draft() as draft:
        draft.put_terms(good(read_terms(feed)))
        counts = draft.put_products(good(read_feed(feed)))
        if faq is not None:
            draft.replace_faq(good(read_faq(faq)))
        generations.publish(draft)
    return counts


def open_feed(graph: Path, feed: Path, faq: Path | None = None) -> Catalogue:
    """The catalogue of a feed that was just brought in."""
    publish(graph, feed, faq)
    return Catalogue.open(graph)
