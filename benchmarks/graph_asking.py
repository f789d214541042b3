"""How long questions to a large catalogue take: by ours, by plain SPARQL, and by SQL in SQLite.

All sides are asked the same requests in one run, in turn, and have to find the same products before any time
counts (`asking_checks.py`). Sides that need much longer are asked a part of the requests, and a ratio is of the
same ones.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from benchmarks.asking_checks import check
from benchmarks.asking_ours import KeptProducts, Ours
from benchmarks.asking_sides import Side
from benchmarks.asking_sparql import SparqlSide
from benchmarks.asking_sql import SqlSide
from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.figures import percentile
from benchmarks.scaled_catalogue import Scaled, drawn_requests, drawn_texts, out_of_reach, scaled_catalogue
from knowledge_graph import Request
from knowledge_graph.bilingual import synonyms
from knowledge_graph.closures import Closures
from knowledge_graph.columns import Columns, ProductReader, columns_of, save_columns
from knowledge_graph.full_text import ItemTexts, TextIndex
from knowledge_graph.graph_store import GraphStore
from knowledge_graph.holdings import categories_held
from knowledge_graph.kinds import Kinds
from knowledge_graph.product_lines import product_lines
from knowledge_graph.term_triples import term_triples

REQUESTS: Final = 1000
_IN_MEMORY_EVERY, _ON_DISK_EVERY = 20, 50  # one request of so many is asked of SPARQL
_COMPARED: Final = 3  # products side by side
_WARM: Final = 5
_BATCH: Final = 10_000  # products that are loaded at a time


@dataclass(frozen=True, slots=True)
class _Verb:
    """One kind of question: how a side is asked it, which questions, and who is asked."""

    name: str
    ask: Callable[[Side, Any], object]
    questions: Sequence[Any]
    sides: Sequence[Side]


def measure_asking(
    feed: Path, products: int, place: Path, *, deadline: Deadline, say: Callable[[str], None]
) -> dict[str, list[dict[str, Any]]]:
    """Two tables: what making each side takes, and how long each takes to answer, in ms.

    Raises BenchmarkError where the catalogue is missing or two sides find different products.
    """
    made: list[dict[str, Any]] = []
    say(f"Making a catalogue of {products} products, and the sides that are asked ...")
    scaled = scaled_catalogue(feed, products)
    on_disk = _stored(scaled, place, made)
    deadline.left_s("filling the graph")
    ours = (*_derived(scaled, place, made), on_disk, scaled.terms)
    with _taking("SQLite: tables, indices, FTS5", made):
        sql = SqlSide(scaled.products, scaled.terms)
    with _taking("SPARQL: the graph in memory", made):
        in_memory = ox.Store()
        _load(in_memory, scaled)
    sides = [
        Ours(*ours),
        sql,
        SparqlSide("SPARQL, in memory", GraphStore(in_memory), scaled.terms, every=_IN_MEMORY_EVERY),
        SparqlSide("SPARQL, on disk", on_disk, scaled.terms, every=_ON_DISK_EVERY),
    ]
    requests, texts = drawn_requests(scaled, REQUESTS), drawn_texts(scaled, REQUESTS)
    say("Checking that all sides find the same ...")
    check(sides, requests, texts, deadline)
    verbs = _verbs(sides, KeptProducts(*ours), requests, texts)
    rows: list[dict[str, Any]] = []
    for verb in verbs:
        say(f"Asking: {verb.name} ...")
        rows += _times(verb, deadline)
    return {f"Making, {products} products": made, f"Asking, {products} products, ms": rows}


def _stored(scaled: Scaled, place: Path, made: list[dict[str, Any]]) -> GraphStore:
    """The asserted graph on disk, compacted: it is never asked for more than it can give."""
    folder = place / "store"
    with _taking("the graph on disk, which ours and SPARQL read", made):
        store = ox.Store(str(folder))
        _load(store, scaled)
        store.optimize()
        store.flush()
        del store
    return GraphStore.read_only(folder)


def _load(store: ox.Store, scaled: Scaled) -> None:
    terms = (triple for term in scaled.terms.values() for triple in term_triples(term))
    store.extend(ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o) for s, p, o in terms)
    for first in range(0, len(scaled.products), _BATCH):
        lines = "".join(map(product_lines, scaled.products[first : first + _BATCH]))
        store.bulk_load(lines.encode(), format=ox.RdfFormat.N_TRIPLES)


def _derived(scaled: Scaled, place: Path, made: list[dict[str, Any]]) -> tuple[Columns, TextIndex]:
    """Our columns and words, as they are opened from a generation's folder."""
    closures = Closures(scaled.terms)
    categories = categories_held(scaled.products, closures, Kinds((), {}))
    with _taking("ours: columns", made):
        reader = ProductReader(scaled.products, categories, closures)
        save_columns(columns_of(reader), place / "columns")
    with _taking("ours: words", made):
        texts = [ItemTexts.of(one, scaled.terms, categories[one.item_id]) for one in scaled.products]
        TextIndex.write(place, texts)
    with _taking("ours: open both", made):
        columns = Columns.load(place / "columns", scaled.terms, synonyms())
        words = TextIndex.open(place, synonyms())
    if columns is None:
        raise BenchmarkError(f"{place / 'columns'}: what was just saved cannot be opened.")
    return columns, words


@contextmanager
def _taking(step: str, made: list[dict[str, Any]]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    made.append({"step": step, "seconds": time.perf_counter() - began})


def _verbs(
    sides: Sequence[Side], kept: KeptProducts, requests: Sequence[Request], texts: Sequence[Request]
) -> list[_Verb]:
    pages = [page[:_COMPARED] for page in map(sides[0].item_ids, requests)]
    compared = [page for page in pages if len(page) == _COMPARED]
    kept.show([item_id for page in compared for item_id in page])
    return [
        _Verb("search", lambda side, request: side.search(request), requests, sides),
        _Verb("facets", lambda side, request: side.facets(request), requests, sides),
        _Verb("relax", lambda side, request: side.relax(request), list(map(out_of_reach, requests)), sides),
        _Verb("compare", lambda side, items: side.compare(items), compared, [sides[0], kept, *sides[1:]]),
        _Verb("free text", lambda side, request: side.text(request), texts, sides),
    ]


def _times(verb: _Verb, deadline: Deadline) -> list[dict[str, Any]]:
    """A row a side; the sides take turns, so that all meet the same machine.

    `ours / side` is our p50 over the side's, both of the requests that the side was asked.
    """
    for side in verb.sides:
        for question in verb.questions[:_WARM]:
            verb.ask(side, question)
    # What was made before is not looked through again while something is timed.
    gc.collect()
    gc.freeze()
    taken: dict[str, dict[int, float]] = {side.name: {} for side in verb.sides}
    for number, question in enumerate(verb.questions):
        deadline.left_s(verb.name)
        for side in verb.sides:
            if number % side.every == 0:
                began = time.perf_counter()
                verb.ask(side, question)
                taken[side.name][number] = (time.perf_counter() - began) * 1000
    ours = taken[verb.sides[0].name]
    return [_row(verb.name, name, times, ours) for name, times in taken.items()]


def _row(verb: str, side: str, taken: dict[int, float], ours: dict[int, float]) -> dict[str, Any]:
    times = list(taken.values())
    beside = percentile([ours[number] for number in taken], 50) / percentile(times, 50)
    return {
        "verb": verb,
        "side": side,
        "requests": len(times),
        "p50": f"{percentile(times, 50):.3f}",
        "p95": f"{percentile(times, 95):.3f}",
        "ours / side": f"1/{1 / beside:.0f}" if beside <= 0.1 else f"{beside:.2f}",
    }
