"""Find a name among 100,000 by two of its words, with one typing error: ours beside three kept libraries, in one run.

Each engine is given the same queries, one after another in turn, so that all meet the same machine. The others
get the names as they would be typed, without accents and apostrophes, so that nothing but the search is compared.
The search was made with seeds 1 to 3 in sight; the seed here was kept for the run that is told. The vectors of
sentences are timed apart: they answer another question.
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
from benchmarks.names import Query, as_typed, queries, scaled_names
from knowledge_graph.bilingual import synonyms
from knowledge_graph.full_text import ItemTexts, TextIndex

NAMES, QUERIES, SEED, BEST = 100_000, 1_000, 7, 10
_SLOW_QUERIES = 100  # of the first queries for engines that need a tenth of a second for each
Search = Callable[[str], Sequence[int]]


def measure_full_text(place: Path, deadline: Deadline) -> list[dict[str, Any]]:
    """One row an engine: how long the names took to index, recall@10, p50 and p95 in ms.

    recall@10 is the share of queries that have the name they were drawn from among the first ten; told apart, too,
    for errors inside a word and for those that joined words, cut one, or moved a letter across the blank.
    """
    names = scaled_names(NAMES, SEED)
    asked = queries(names, QUERIES, SEED)
    plain = [as_typed(name) for name in names]
    engines: dict[str, tuple[float, Search]] = {}
    for engine, build in _ENGINES.items():
        started = time.perf_counter()
        search = build(names if engine == _OURS else plain, place)
        engines[engine] = (time.perf_counter() - started, search)
    taken: dict[str, list[float]] = {engine: [] for engine in engines}
    found: dict[str, list[bool]] = {engine: [] for engine in engines}
    for number, query in enumerate(asked):
        deadline.left_s("Free text")
        for engine, (_, search) in engines.items():
            if engine in _SLOW and number >= _SLOW_QUERIES:
                continue
            started = time.perf_counter()
            rows = search(query.text)
            taken[engine].append((time.perf_counter() - started) * 1000)
            found[engine].append(query.name in list(rows)[:BEST])
    slowest = percentile(taken[_FASTEST], 50)
    return [
        {
            "engine": engine,
            "queries": len(taken[engine]),
            "indexed in s": round(built, 1),
            **_recall(asked, found[engine]),
            "p50 ms": round(percentile(taken[engine], 50), 3),
            "p95 ms": round(percentile(taken[engine], 95), 3),
            "p50 / rapidfuzz's": round(percentile(taken[engine], 50) / slowest, 3),
        }
        for engine, (built, _) in engines.items()
    ]


def _recall(asked: Sequence[Query], found: Sequence[bool]) -> dict[str, float]:
    at_blank = [query.is_at_the_blank() for query in asked[: len(found)]]
    apart = {
        kind: [hit for hit, blank in zip(found, at_blank, strict=True) if blank is told]
        for kind, told in (("in a word", False), ("at the blank", True))
    }
    shares = {"recall@10": list(found), **apart}
    return {kind: round(sum(hits) / max(1, len(hits)), 3) for kind, hits in shares.items()}


def _ours(names: Sequence[str], place: Path) -> Search:
    folder = place / "ours"
    folder.mkdir()
    TextIndex.write(folder, [ItemTexts(str(row), (name,), (), ()) for row, name in enumerate(names)])
    index = TextIndex.open(folder, synonyms())

    def search(text: str) -> Sequence[int]:
        hits = index.match(text, BEST)
        return [int(row) for row in hits.rows[(-hits.relevance).argsort(kind="stable")]]

    return search


def _tantivy(ask: Callable[[tantivy.Index, str], tantivy.Query]) -> Callable[[Sequence[str], Path], Search]:
    def build(names: Sequence[str], _place: Path) -> Search:
        index = tantivy.Index(_SCHEMA)
        writer = index.writer(heap_size=100_000_000, num_threads=1)
        for row, name in enumerate(names):
            writer.add_document(tantivy.Document(name=name, row=row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def search(text: str) -> Sequence[int]:
            hits = searcher.search(ask(index, text), BEST).hits
            rows = searcher.fast_field_values("row", [address for _, address in hits])
            return [int(row) for row in rows if row is not None]

        return search

    return build


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=False)
    builder.add_integer_field("row", fast=True)
    return builder.build()


def _any_word(index: tantivy.Index, text: str) -> tantivy.Query:
    """Each word within one error, a swap being one: names with both count twice."""
    return index.parse_query(text, ["name"], fuzzy_fields=_FUZZY)


def _both_words(index: tantivy.Index, text: str) -> tantivy.Query:
    return index.parse_query(text, ["name"], fuzzy_fields=_FUZZY, conjunction_by_default=True)


def _any_word_and_bm25(_index: tantivy.Index, text: str) -> tantivy.Query:
    """As any word, and names that tie ordered by BM25 of the words as they were typed: put together by hand."""
    should = tantivy.Occur.Should
    parts = []
    for word in text.split():
        parts.append((should, tantivy.Query.fuzzy_term_query(_SCHEMA, "name", word, 1, True)))
        as_typed_too = tantivy.Query.term_query(_SCHEMA, "name", word)
        parts.append((should, tantivy.Query.boost_query(as_typed_too, _BM25)))
    return tantivy.Query.boolean_query(parts)


def _rapidfuzz(scorer: Callable[..., float]) -> Callable[[Sequence[str], Path], Search]:
    def build(names: Sequence[str], _place: Path) -> Search:
        def search(text: str) -> Sequence[int]:
            return [row for _, _, row in process.extract(text, names, scorer=scorer, limit=BEST)]

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


_SCHEMA = _schema()
_FUZZY = {"name": (False, 1, True)}  # no prefixes, one error, a swap is one
_BM25 = 0.1  # of a fuzzy word's 1, so that it does no more than order those that tie
_OURS = "ours"
_FASTEST = "rapidfuzz ratio, all names"
_ENGINES: dict[str, Callable[[Sequence[str], Path], Search]] = {
    _OURS: _ours,
    "tantivy fuzzy, any word": _tantivy(_any_word),
    "tantivy fuzzy, both words": _tantivy(_both_words),
    "tantivy fuzzy, any word, ties by BM25": _tantivy(_any_word_and_bm25),
    _FASTEST: _rapidfuzz(fuzz.ratio),
    "rapidfuzz token_sort_ratio, all names": _rapidfuzz(fuzz.token_sort_ratio),
    "rapidfuzz partial_token_sort_ratio, all names": _rapidfuzz(fuzz.partial_token_sort_ratio),
    "SQLite FTS5 trigram": _fts5,
}
_SLOW = {engine for engine in _ENGINES if engine.startswith(("rapidfuzz", "SQLite"))}
