"""How long requests to a large catalogue take: by our columns, by plain SPARQL, and by SQL in SQLite.

All sides are asked the same requests in one run, and have to find the same products before any time counts.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from knowledge_graph.search_index import categories_held, index_lines

from benchmarks.asking_sides import ColumnsSide, Side, SparqlSide, SqlSide
from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.figures import percentile
from benchmarks.scaled_catalogue import Scaled, drawn_requests, out_of_reach, scaled_catalogue
from knowledge_graph import Order, Request
from knowledge_graph.columns import Columns
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.kinds import Kinds
from knowledge_graph.product_triples import product_triples
from knowledge_graph.term_triples import term_triples

REQUESTS: Final = 1000
_SLOW_REQUESTS: Final = 20  # of a side that needs seconds for some


def measure_asking(
    feed: Path, products: int, place: Path, deadline: Deadline
) -> dict[str, list[dict[str, Any]]]:
    """Two tables: what making the columns takes, and how long each side takes to answer, in ms.

    Raises BenchmarkError where the catalogue is missing or two sides find different products.
    """
    made: list[dict[str, Any]] = []
    scaled = scaled_catalogue(feed, products)
    with _taking("write and index the graph on disk", made):
        on_disk = GraphStore.writable(place / "store")
        _fill(on_disk, scaled)
    deadline.left_s("filling the graph")
    with _taking("build the columns from the graph", made):
        columns = Columns.build(on_disk, scaled.terms, {})
    with _taking("save the columns", made):
        columns.save(place / "columns")
    with _taking("open the saved columns", made):
        loaded = Columns.load(place / "columns", scaled.terms, {})
    if loaded is None:
        raise BenchmarkError(f"{place / 'columns'}: what was just saved cannot be opened.")
    in_memory = GraphStore(ox.Store())
    in_memory.add_many(_asserted(scaled))
    sides: list[Side] = [
        ColumnsSide(loaded, scaled),
        SqlSide(scaled),
        SparqlSide("SPARQL, in memory", in_memory, scaled),
        SparqlSide("SPARQL, on disk", on_disk, scaled),
    ]
    requests = drawn_requests(scaled, REQUESTS)
    _check(sides, requests[:_SLOW_REQUESTS])
    return {
        f"Making, {products} products": made,
        f"Asking, {products} products, ms": _times(sides, requests, deadline),
    }


def _asserted(scaled: Scaled) -> Iterator[Any]:
    for term in scaled.terms.values():
        yield from term_triples(term)
    for product in scaled.products:
        yield from product_triples(product)


def _fill(store: GraphStore, scaled: Scaled) -> None:
    store.add_many(_asserted(scaled))
    store.replace_index(
        [],
        index_lines(
            scaled.products, scaled.terms, categories_held(scaled.products, scaled.terms, Kinds((), {}))
        ),
    )


@contextmanager
def _taking(step: str, made: list[dict[str, Any]]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    made.append({"step": step, "seconds": time.perf_counter() - began})


def _check(sides: Sequence[Side], requests: Sequence[Request]) -> None:
    """All sides count the same, and have the same first page where an order was asked for."""
    for request in requests:
        counts = {side.name: side.count(request) for side in sides}
        pages = {tuple(side.search(request)) for side in sides} if request.order is not Order.FIT else {()}
        if len(set(counts.values())) > 1 or len(pages) > 1:
            raise BenchmarkError(f"{request.to_json()}: the sides find different products: {counts}.")


def _times(sides: Sequence[Side], requests: Sequence[Request], deadline: Deadline) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    unreachable = [out_of_reach(request) for request in requests]
    for side in sides:
        slow = isinstance(side, SparqlSide)
        asked = slice(None, _SLOW_REQUESTS if slow else None)
        few = slice(None, _SLOW_REQUESTS // 2 if slow else None)
        for verb, ask, some in (
            ("search", side.search, requests[asked]),
            ("facet counts", side.facets, requests[asked]),
            ("relax", side.relax, unreachable[few]),
        ):
            rows.append(_row(verb, side.name, ask, some, deadline))
    return sorted(rows, key=lambda row: str(row["verb"]))


def _row(
    verb: str, side: str, ask: Callable[[Request], object], requests: Sequence[Request], deadline: Deadline
) -> dict[str, Any]:
    for request in requests[:5]:
        ask(request)
    times = []
    for request in requests:
        deadline.left_s(f"{side}, {verb}")
        began = time.perf_counter()
        ask(request)
        times.append((time.perf_counter() - began) * 1000)
    return {
        "verb": verb,
        "side": side,
        "requests": len(times),
        "p50": round(percentile(times, 50), 3),
        "p95": round(percentile(times, 95), 3),
    }
