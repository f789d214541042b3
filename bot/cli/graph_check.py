"""`bot graph check` and `bot graph export`: what products lack, and the graph for others."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ShopOption, folder_of

if TYPE_CHECKING:
    from knowledge_graph.checking import Violation


class Format(StrEnum):
    """What `export` writes."""

    TURTLE = "turtle"
    JSONLD = "jsonld"


def add_to(app: typer.Typer) -> None:
    """Add both commands to the program."""
    app.command()(check)
    app.command()(export)


def check(
    shop: ShopOption = None,
    limit: Annotated[
        int, typer.Option(min=0, help="Show so many products at most; 0 shows all. All are counted.")
    ] = 50,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object a line, all of them.")
    ] = False,
) -> None:
    """List what products lack, by product; exit status 1 where one cannot be sold so, 0 for warnings alone."""
    from knowledge_graph.checking import check as check_store
    from shop.shop import Shop

    opened = Shop.open(folder_of(shop))
    store, currency = opened.catalogue.store, opened.profile.currency
    found = _counted(
        check_store(store, currency=currency, progress=_progress("checked")),
        _show_json if as_json else _show_by_product(limit),
    )
    if not as_json:
        products = opened.catalogue.info().products
        print(f"{products} products: {found['violation']} violations, {found['warning']} warnings.")
    raise typer.Exit(1 if found["violation"] else 0)


def _counted(
    violations: "Iterator[Violation]", show: "Callable[[str, list[Violation]], None]"
) -> Counter[str]:
    """How many there are of each severity, each product shown as soon as it is known."""
    found: Counter[str] = Counter()
    for item_id, group in groupby(violations, key=lambda violation: violation.item_id):
        of_product = list(group)
        found.update(violation.severity for violation in of_product)
        show(item_id, of_product)
    return found


def _show_json(_: str, violations: "list[Violation]") -> None:
    for violation in violations:
        print(json.dumps(asdict(violation), ensure_ascii=False))


def _show_by_product(limit: int) -> "Callable[[str, list[Violation]], None]":
    shown = 0

    def show(item_id: str, violations: "list[Violation]") -> None:
        nonlocal shown
        shown += 1
        if limit and shown > limit:
            if shown == limit + 1:
                print(f"… more products than --limit {limit} shows.")
            return
        print(item_id)
        for violation in violations:
            value = "" if violation.value is None else f" (it says {violation.value!r})"
            print(f"  {violation.severity}: {violation.property}: {violation.sentence}{value}")

    return show


def export(
    shop: ShopOption = None,
    format: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.TURTLE,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            dir_okay=False,
            help="Where to; it is replaced as a whole.",
            show_default="standard output",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            help="Texts of this language alone, such as en; of another where there is none in it.",
            show_default="all languages",
        ),
    ] = None,
) -> None:
    """Write products, categories and questions in schema.org's terms, for other programs."""
    from knowledge_graph.exporting import ExportFormat, write_export
    from knowledge_graph.exporting import export as pieces_of
    from shop.shop import Shop

    opened = Shop.open(folder_of(shop))
    store, kind, currency = opened.catalogue.store, ExportFormat(format), opened.profile.currency
    if output is not None:
        write_export(store, output, kind, language=language, currency=currency)
        return
    for piece in pieces_of(store, kind, language=language, currency=currency):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _progress(what: str) -> Callable[[int, int], None]:
    """One line on standard error that is written over, where a person watches and there is much to do."""

    def show(done: int, of: int) -> None:
        if sys.stderr.isatty() and of > 1000:
            end = "\n" if done >= of else ""
            print(f"\r{what} {done} of {of} products", end=end, file=sys.stderr, flush=True)

    return show
