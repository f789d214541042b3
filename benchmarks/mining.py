"""How rightly attributes are mined from words, and how fast.

Precision and recall: on 500 labelled products of the retail demo store. Speed: its products over and over
until there are 100,000, with ids of their own, in one process and in as many as there are processors.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from benchmarks.errors import BenchmarkError
from benchmarks.mined_labels import Score, score_of
from knowledge_graph import Product, read_feed
from knowledge_graph.mining import mine

FEED: Final = Path(__file__).parents[2] / "shared" / "data" / "retail-demo-store" / "products.yaml"
PRODUCTS: Final = 100_000
AIM: Final = "aim: precision at or over 0.95; 100,000 products in 25 s on two processors"
_PARTS: Final = {
    "all": None,
    "seen while writing rules": "dev",
    "held out at first": "held",
    "drawn, then seen": "drawn",
    "drawn again, then seen": "fresh",
    "no rule changed for it": "last",
}


def measure_mining() -> dict[str, list[dict[str, Any]]]:
    """Tables by title. Raises BenchmarkError where the catalogue is not beside this checkout."""
    if not FEED.is_file():
        raise BenchmarkError(f"{FEED} is not there; put the retail demo store's products beside the checkout")
    products = [product for product in read_feed(FEED) if isinstance(product, Product)]
    return {
        f"Attributes mined from words ({AIM})": _score_rows(products),
        "Mining speed": [_speed_row(products, processes) for processes in _process_counts()],
    }


def _score_rows(products: Sequence[Product]) -> list[dict[str, Any]]:
    """A row a part and attribute, then one of all attributes."""
    rows = []
    for name, part in _PARTS.items():
        scores = score_of(products, part)
        whole = sum(scores.values(), Score())
        rows += [_score_row(name, attribute, score) for attribute, score in {**scores, "all": whole}.items()]
    return rows


def _score_row(part: str, attribute: str, score: Score) -> dict[str, Any]:
    return {
        "labels": part,
        "attribute": attribute,
        "right": score.right,
        "wrong": score.wrong,
        "missed": score.missed,
        "not_in_vocabulary": score.unknown,
        "precision": score.precision,
        "recall": score.recall,
        "recall_of_all_labels": score.recall_of_all,
    }


def _process_counts() -> list[int]:
    return list(dict.fromkeys((1, len(os.sched_getaffinity(0)))))


def _speed_row(products: Sequence[Product], processes: int) -> dict[str, Any]:
    many = [
        replace(products[number % len(products)], item_id=str(number), place=None)
        for number in range(PRODUCTS)
    ]
    began = time.perf_counter()
    found = mine(many, {}, processes=processes)
    seconds = time.perf_counter() - began
    return {
        "processes": processes,
        "products": len(many),
        "with_a_finding": len(found),
        "seconds": seconds,
        "products_a_second": len(many) / seconds,
    }
