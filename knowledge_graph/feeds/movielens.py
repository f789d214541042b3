"""Read the titles of MovieLens: `movies.csv` with the columns movieId, title, genres.

Genres become categories, the year in a title an attribute; nothing is sold, so there is no price.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from knowledge_graph.feeds.distinct import DistinctIds
from knowledge_graph.feeds.left_out import LeftOut
from knowledge_graph.feeds.rows import BadCellError, BadRow, required
from knowledge_graph.feeds.tables import header_of, read_table
from knowledge_graph.identifiers import attribute_iri, category_iri
from knowledge_graph.products import Number, Product
from knowledge_graph.terms import AnyTerm, Attribute, AttributeKind

FORMAT: Final = "movielens"

_KEPT: Final = frozenset({"movieId", "title", "genres"})
_YEAR: Final = attribute_iri("year")
_YEAR_AT_END: Final = re.compile(r"\((?P<year>\d{4})(?:[-–]\d{0,4})?\)\s*$")
_NO_GENRE: Final = "(no genres listed)"


def sniff(path: Path) -> bool:
    """A CSV file whose header begins with movieId, title, genres."""
    return path.is_file() and header_of(path)[:3] == ["movieId", "title", "genres"]


def files(path: Path) -> list[Path]:
    """All that is read for this feed."""
    return [path]


def read_terms(path: Path) -> Iterator[AnyTerm | BadRow]:  # noqa: ARG001 - one signature for all formats
    """The year, which all titles share; genres come with the titles."""
    yield Attribute(
        _YEAR,
        {"en": "year", "zh": "年份"},
        {"en": ("release year",), "zh": ("上映年份",)},
        kind=AttributeKind.NUMBER,
    )


def read(path: Path, left_out: LeftOut) -> Iterator[Product | BadRow]:
    """Titles in file order."""
    ids = DistinctIds("movieId")
    for row in read_table(path):
        try:
            row.check()
            film = ids.keep(_film(row.cells), path, row.line)
            left_out.row(row.cells, _KEPT)
            yield film
        except BadCellError as bad:
            yield bad.at(path, row.line)


def _film(cells: dict[str, str]) -> Product:
    item_id = required(cells, "movieId", "an id that no other title has")
    title = required(cells, "title", "the title")
    genres = [genre.strip() for genre in cells.get("genres", "").split("|")]
    genres = [genre for genre in genres if genre and genre != _NO_GENRE]
    found = _YEAR_AT_END.search(title)
    year = int(found["year"]) if found else None
    return Product(
        item_id=item_id,
        names={"en": title},
        categories=tuple(sorted({category_iri(genre) for genre in genres})),
        numbers=(Number(_YEAR, Decimal(year), None),) if year else (),
        released=date(year, 1, 1) if year else None,
        labels={category_iri(genre): {"en": genre} for genre in genres},
    )
