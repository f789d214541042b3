"""How commands show facts and rows: as tables at a terminal, as plain lines in a pipe."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal

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


def show_json(told: object) -> None:
    """For a machine: JSON with amounts as texts, so that none loses a digit."""
    print(json.dumps(told, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: object) -> object:
    """A dataclass as an object; anything else that JSON has no word for as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)
