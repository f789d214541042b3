"""Read a ratings file in the form of MovieLens: `userId,movieId,rating,timestamp`, one rating a row.

Columns beyond those four, and empty ones, are passed over; the time may be missing. Nothing is
stored here, and a row that cannot be used comes as a BadRow.
"""

import csv
import math
from collections.abc import Iterator
from pathlib import Path

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds import BadRow
from shop.deeds import RATING
from shop.interactions import Happening

_NAMES = {
    "user": ("userid", "user_id", "user"),
    "item": ("movieid", "item_id", "itemid", "movie_id", "item", "product_id"),
    "value": ("rating", "value", "stars"),
    "time": ("timestamp", "time", "unix_time"),
}
LOWEST, HIGHEST = 0.0, 10.0
LATEST = 253_402_300_799  # the last second of the year 9999; milliseconds come out later


def read_ratings(feed: Path) -> Iterator[Happening | BadRow]:
    """Ratings in file order; a second rating of a pair is a BadRow. Raises FeedError where it is no such file."""
    try:
        text = feed.read_bytes()
    except OSError as error:
        raise FeedError(feed, f"the file cannot be read ({error.strerror}); check its name.") from error
    lines = _lines(text)
    header, bad_header = next(lines, ("", False))
    columns = _columns(next(csv.reader([header.lstrip("\ufeff")]), []))
    if bad_header or not {"user", "item", "value"} <= columns.keys():
        raise FeedError(feed, "no ratings are here; the first line must name userId, movieId and rating.")
    seen: set[tuple[str, str]] = set()
    for number, (line, broken) in enumerate(lines, start=2):
        if broken:
            yield BadRow(feed, number, "(the line)", line, "text in UTF-8")
        elif line.strip().strip(","):
            yield _rating(feed, number, next(csv.reader([line])), columns, seen)


def _lines(data: bytes) -> Iterator[tuple[str, bool]]:
    for raw in data.splitlines():
        try:
            yield raw.decode("utf-8"), False
        except UnicodeDecodeError:
            yield raw.decode("utf-8", "replace"), True


def _columns(header: list[str]) -> dict[str, int]:
    found = {}
    for meaning, names in _NAMES.items():
        for place, name in enumerate(header):
            if name.strip().lower() in names:
                found[meaning] = place
                break
    return found


def _rating(
    feed: Path, line: int, cells: list[str], columns: dict[str, int], seen: set[tuple[str, str]]
) -> Happening | BadRow:
    def cell(meaning: str) -> str:
        place = columns.get(meaning, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    user, item, said = cell("user"), cell("item"), cell("value")
    for column, value in (("userId", user), ("movieId", item)):
        if not value:
            return BadRow(feed, line, column, value, "an id")
    rating = _number(said)
    if rating is None or not LOWEST <= rating <= HIGHEST:
        return BadRow(feed, line, "rating", said, f"a number from {LOWEST:g} to {HIGHEST:g}")
    moment = _number(cell("time") or "0")
    if moment is None or not 0 <= moment <= LATEST:
        return BadRow(feed, line, "timestamp", cell("time"), "seconds since 1970, or nothing")
    if (user, item) in seen:
        return BadRow(feed, line, "movieId", item, f"one rating of an item by user {user}")
    seen.add((user, item))
    return Happening(user, item, RATING, rating, int(moment))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
