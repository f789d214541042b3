"""Which rule finds what a sentence means, and is silent where the shop has nothing: the labelled sentences.

Sentences of our own (meaning.yml) with the kinds of products that answer them, asked of the demo shop and of the
real department store. Two halves are told apart; the threshold was chosen with both in sight.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.figures import percentile
from knowledge_graph import BadRow, Product, read_feed, read_terms
from knowledge_graph.bilingual import enrich, synonyms
from knowledge_graph.full_text import FreeText, ItemTexts, TextHits, fill_vectors
from knowledge_graph.full_text.hits import ALL_WORDS
from knowledge_graph.missing_terms import missing_terms

_HERE: Final = Path(__file__).parent
FEEDS: Final = {
    "demo": _HERE.parent / "demo",
    "retail": _HERE.parents[1] / "shared" / "data" / "retail-demo-store" / "products.yaml",
}
_BEST: Final = 5
_SOME_WORDS: Final = 0.81  # relevance up to which a product has only some of the words
_RIGHT: Final = 2  # of the best five, that a shopper finds what was meant


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence, and the last parts of the categories that answer it (none: nothing does)."""

    text: str
    right: tuple[str, ...]
    odd: bool


class Shop:
    """One catalogue with its free text; its vectors are made on the spot."""

    def __init__(self, feed: Path, place: Path) -> None:
        rows = [row for row in read_feed(feed) if not isinstance(row, BadRow)]
        self.products: list[Product] = sorted(rows, key=lambda product: product.item_id)
        stated = {term.iri: term for term in read_terms(feed) if not isinstance(term, BadRow)}
        known = [*stated.values(), *missing_terms(self.products, stated)]
        terms = {term.iri: term for term in enrich(known)}
        texts = [ItemTexts.of(product, terms, product.categories) for product in self.products]
        generation = place / "generations" / "000001"
        generation.mkdir(parents=True)
        FreeText.write(generation, texts)
        (place / "current").symlink_to("generations/000001")
        started = time.perf_counter()
        self.made = fill_vectors(place)
        self.made_in_s = time.perf_counter() - started
        self.text = FreeText.open(place, generation, synonyms())

    def is_right(self, row: int, right: Sequence[str]) -> bool:
        return any(category.endswith(end) for category in self.products[row].categories for end in right)


def asked_of(shop: str) -> list[Asked]:
    """The labelled sentences of a shop."""
    told = YAML(typ="safe", pure=True).load((_HERE / "meaning.yml").read_text(encoding="utf-8"))[shop]
    return [Asked(one["ask"], tuple(one["right"]), bool(at % 2)) for at, one in enumerate(told)]


def measure_meaning(place: Path, deadline: Deadline) -> dict[str, list[dict[str, Any]]]:
    """The table of rules, and what the vectors cost; the real store is left out where it is absent."""
    shops = {name: Shop(feed, place / name) for name, feed in FEEDS.items() if feed.exists()}
    if not shops:
        raise BenchmarkError("neither catalogue is here to be asked")
    rules = []
    for rule, answer in RULES.items():
        deadline.left_s("Meaning")
        rules.append(
            {
                "rule": rule,
                **_scores(shops, answer, odd=False),
                **_scores(shops, answer, odd=True),
            }
        )
    return {
        "Sentences that should find, and that should find nothing": rules,
        "Sentence vectors": _cost(shops),
    }


def _scores(shops: dict[str, Shop], answer: "Rule", *, odd: bool) -> dict[str, float]:
    found: list[bool] = []
    silent: list[bool] = []
    for name, shop in shops.items():
        for asked in asked_of(name):
            if asked.odd is odd:
                rows = answer(shop.text, asked.text)[:_BEST]
                right = sum(shop.is_right(row, asked.right) for row in rows)
                (found if asked.right else silent).append(right >= _RIGHT if asked.right else not rows)
    half = "odd" if odd else "even"
    return {
        f"found right, {half}": round(float(np.mean(found)), 2),
        f"silent, {half}": round(float(np.mean(silent)), 2),
    }


def _cost(shops: dict[str, Shop]) -> list[dict[str, Any]]:
    rows = []
    for name, shop in shops.items():
        taken = []
        for asked in asked_of(name) * 3:
            started = time.perf_counter()
            shop.text.meaning.find(asked.text, _BEST)
            taken.append((time.perf_counter() - started) * 1000)
        each = shop.made_in_s / max(1, shop.made) * 1000
        p50, p95 = (round(percentile(taken, percent), 2) for percent in (50, 95))
        rows.append(
            {"shop": name, "texts": shop.made, "ms a text": round(each, 2), "p50 ms": p50, "p95 ms": p95}
        )
    return rows


Rule = Callable[[FreeText, str], list[int]]


def _best_first(hits: TextHits, places: NDArray[np.int64]) -> list[int]:
    ordered = places[np.argsort(-hits.relevance[places], kind="stable")]
    return [int(row) for row in hits.rows[ordered]]


def _all_words(text: FreeText, asked: str) -> list[int]:
    hits = text.index.match(asked)
    kept = np.flatnonzero(hits.relevance >= ALL_WORDS)
    return _best_first(hits, kept)


def _any_word(text: FreeText, asked: str) -> list[int]:
    hits = text.index.match(asked)
    return _best_first(hits, np.arange(len(hits.rows)))


def _nearest_over(cosine: float) -> Rule:
    def answer(text: FreeText, asked: str) -> list[int]:
        meant = text.meaning.find(asked, _BEST)
        return meant.rows.tolist() if len(meant.rows) and meant.similarity[0] >= cosine else []

    return answer


def _meaning(text: FreeText, asked: str) -> list[int]:
    return [int(row) for row in text.meant(asked).rows]


def _words_then_meaning(text: FreeText, asked: str) -> list[int]:
    return _all_words(text, asked) or _meaning(text, asked)


def _chosen(text: FreeText, asked: str) -> list[int]:
    """Without what has only some of the words, which a shop shows as no more than that."""
    hits = text.match(asked)
    kept = np.flatnonzero(hits.relevance > _SOME_WORDS)
    return _best_first(hits, kept)


RULES: Final[dict[str, Rule]] = {
    "all of the words": _all_words,
    "some of the words": _any_word,
    "meaning, cosine of 0.25 and more": _nearest_over(0.25),
    "meaning, cosine of 0.30 and more": _nearest_over(0.30),
    "meaning, cosine of 0.255 and more": _meaning,
    "all words, else meaning": _words_then_meaning,
    "all words, then meaning (chosen)": _chosen,
}
