"""Read what changes every day: a CSV file with `item_id` and with `price`, `stock`, or both."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.rows import BadCellError, BadRow, price_of, required, stock_of
from knowledge_graph.feeds.tables import header_of, read_table
from knowledge_graph.offers import OfferUpdate


def read(path: Path) -> Iterator[OfferUpdate | BadRow]:
    """Updates in file order; an empty cell leaves what it is. Other columns are passed over.

    Raises FeedError at once for a file without the columns.
    """
    header = header_of(path)
    if "item_id" not in header or not {"price", "stock"} & set(header):
        raise FeedError(path, "its first line must name `item_id`, and `price` or `stock` beside it.")
    return _rows(path)


def _rows(path: Path) -> Iterator[OfferUpdate | BadRow]:
    ids = DistinctIds("item_id", "one row for each product; {place} is of this one too")
    for row in read_table(path):
        try:
            row.check()
            update = _update(row.cells, (path, row.line))
            ids.claim(update.item_id, path, row.line)
            yield update
        except BadCellError as bad:
            yield bad.at(path, row.line)


def _update(cells: Mapping[str, str], place: tuple[Path, int]) -> OfferUpdate:
    item_id = required(cells, "item_id", "the id of a product that the shop has")
    return OfferUpdate(item_id, price_of(cells), stock_of(cells, "stock"), place)
