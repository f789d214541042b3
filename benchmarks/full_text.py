"""Find a name among 100,000 by two of its words, one mistyped: ours beside three kept libraries, in one run.

Each engine is given the same names and the same queries, one after another in turn, so that all meet the same
machine. The vectors of sentences are timed apart: they answer another question.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from rapidfuzz import fuzz, process

from benchmarks.deadline import Deadline
from benchmarks.figures import percentile
from benchmarks.names import queries, scaled_names
from knowledge_graph.bilingual import synonyms
from knowledge_graph.full_text import ItemTexts, TextIndex

NAMES, QUERIES, SEED, BEST = 100_000, 1_000, 5, 10
_SLOW_QUERIES = 100  # of the first queries for engines that need a tenth of a second for each
Search = Callable[[str], Sequence[int]]


def measure_full_text(place: Path, deadline: Deadline) -> list[dict[str, Any]]:
    """One row an engine: how long the names took to index, recall@10, p50 and p95 in ms."""
    names = scaled_names(NAMES, SEED)
    asked = queries(names, QUERIES, SEED)
    engines: dict[str, tuple[float, Search]] = {}
    for engine, build in _ENGINES.items():
        started = time.perf_counter()
        search = build(names, place)
        engines[engine] = (time.perf_counter() - started, search)
    taken: dict[str, list[float]] = {engine: [] for engine in engines}
    found = dict.fromkeys(engines, 0)
    for number, query in enumerate(asked):
        deadline.left_s("Free text")
        for engine, (_, search) in engines.items():
            if engine in _SLOW and number >= _SLOW_QUERIES:
                continue
            started = time.perf_counter()
            rows = search(query.text)
            taken[engine].append((time.perf_counter() - started) * 1000)
            found[engine] += query.name in list(rows)[:BEST]
    slowest = percentile(taken[_FASTEST], 50)
    return [
        {
            "engine": engine,
            "queries": len(taken[engine]),
            "indexed in s": round(built, 1),
            "recall@10": round(found[engine] / len(taken[engine]), 3),
            "p50 ms": round(percentile(taken[engine], 50), 3),
            "p95 ms": round(percentile(taken[engine], 95), 3),
            "p50 / rapidfuzz's": round(percentile(taken[engine], 50) / slowest, 3),
        }
        for engine, (built, _) in engines.items()
    ]


def _ours(names: Sequence[str], place: Path) -> Search:
    folder = place / "ours"
    folder.mkdir()
    TextIndex.write(folder, [ItemTexts(str(row), (name,), (), ()) for row, name in enumerate(names)])
    index = TextIndex.open(folder, synonyms())
    return lambda text: index.names(text, BEST).tolist()


def _ours_by_words(_names: Sequence[str], place: Path) -> Search:
    index = TextIndex.open(place / "ours", synonyms())

    def search(text: str) -> Sequence[int]:
        hits = index.match(text, BEST)
        return [int(row) for row in hits.rows[(-hits.relevance).argsort(kind="stable")]]

    return search


def _tantivy(names: Sequence[str], _place: Path) -> Search:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=False)
    builder.add_integer_field("row", fast=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for row, name in enumerate(names):
        writer.add_document(tantivy.Document(name=name, row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    fields = {"name": (False, 1, True)}

    def search(text: str) -> Sequence[int]:
        query = index.parse_query(text, ["name"], fuzzy_fields=fields)
        hits = searcher.search(query, BEST).hits
        rows = searcher.fast_field_values("row", [address for _, address in hits])
        return [int(row) for row in rows if row is not None]

    return search


def _rapidfuzz(scorer: Callable[..., float]) -> Callable[[Sequence[str], Path], Search]:
    def build(names: Sequence[str], _place: Path) -> Search:
        lower = [name.lower() for name in names]

        def search(text: str) -> Sequence[int]:
            return [row for _, _, row in process.extract(text, lower, scorer=scorer, limit=BEST)]

        return search

    return build


def _fts5(names: Sequence[str], place: Path) -> Search:
    db = sqlite3.connect(place / "fts5.sqlite")
    db.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    db.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)", enumerate(names))
    db.commit()

    def search(text: str) -> Sequence[int]:
        parts = {word[at : at + 3] for word in text.split() for at in range(len(word) - 2)}
        wanted = " OR ".join(f'"{part}"' for part in sorted(parts))
        rows = db.execute("SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (wanted, BEST))
        return [row for (row,) in rows]

    return search


_FASTEST = "rapidfuzz ratio, all names"
_ENGINES: dict[str, Callable[[Sequence[str], Path], Search]] = {
    "ours, names": _ours,
    "ours, words": _ours_by_words,
    "tantivy fuzzy": _tantivy,
    _FASTEST: _rapidfuzz(fuzz.ratio),
    "rapidfuzz token_sort_ratio, all names": _rapidfuzz(fuzz.token_sort_ratio),
    "rapidfuzz partial_token_sort_ratio, all names": _rapidfuzz(fuzz.partial_token_sort_ratio),
    "SQLite FTS5 trigram": _fts5,
}
_SLOW = {engine for engine in _ENGINES if engine.startswith(("rapidfuzz", "SQLite"))}
