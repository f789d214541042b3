"""Read a CSV file row by row, each with the line it begins on."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge_graph.errors import FeedError
from knowledge_graph.feeds.rows import BadCellError, check_encoding, read_text


class TableRow(NamedTuple):
    """One record: its first line, counted from 1, and its cells by column."""

    line: int
    cells: dict[str, str]

    def check(self) -> None:
        """Raises BadCellError for bytes that are not UTF-8, and for cells that no column names."""
        if "" in self.cells:
            raise BadCellError(
                "row", self.cells[""], "no more cells than the header has; quote a cell with commas"
            )
        check_encoding(self.cells)


def header_of(path: Path) -> list[str]:
    """The columns that the first line names; empty for a file that is no text table."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return [name.strip() for name in next(csv.reader(file), [])]
    except (OSError, csv.Error):
        return []


def read_table(path: Path) -> Iterator[TableRow]:
    """The records below the header; empty lines and empty cells are passed over.

    Cells that no column names come as "".
    Raises FeedError where the file has no header.
    """
    reader = csv.reader(read_text(path).splitlines(keepends=True))
    header = [name.strip() for name in next(reader, [])]
    if not any(header):
        raise FeedError(path, "the file is empty; its first line must name the columns.")
    line = reader.line_num + 1
    for record in reader:
        if any(cell.strip() for cell in record):
            cells = {name: cell for name, cell in zip(header, record, strict=False) if cell and name}
            spare = [cell for cell in record[len(header) :] if cell.strip()]
            yield TableRow(line, cells | {"": ", ".join(spare)} if spare else cells)
        line = reader.line_num + 1
