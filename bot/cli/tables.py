"""How commands show facts and rows: as tables at a terminal, as plain lines in a pipe."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table


def show_facts(title: str, facts: Mapping[str, object]) -> None:
    """One fact a line, under a title."""
    table = Table(title=title, title_justify="left", show_header=False, box=None)
    for name, value in facts.items():
        table.add_row(name, str(value))
    _console().print(table)


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; in a pipe, tab-separated with a header."""
    console = _console()
    if not console.is_terminal:
        for row in (columns, *rows):
            print("\t".join(str(cell) for cell in row))
        return
    table = Table(*columns)
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console.print(table)


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)
