"""A real catalogue scaled to any size as a feed in our own CSV, in which no two products say the same.

Names, categories and sentences are real; a description is the first sentence of one product followed by
sentences of others of its category, drawn with a seed. Makers, colours, materials and weights are drawn, too.
"""

import csv
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.errors import BenchmarkError
from benchmarks.scaled_catalogue import SEED
from knowledge_graph import BadRow, Product, read_feed
from knowledge_graph.identifiers import CATEGORY

_HEADER: Final = (
    *("item_id", "name_en", "description_en", "category", "brand", "price", "currency", "stock"),
    *("colour", "material", "weight"),
)
_COLOURS: Final = ("black", "white", "grey", "red", "blue", "green", "yellow", "brown", "pink", "purple")
_MATERIALS: Final = ("cotton", "wool", "leather", "steel", "oak", "glass", "linen", "nylon", "bamboo")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_OTHERS: Final = (2, 3)  # sentences of other products in a description


def write_feed(catalogue: Path, size: int, feed: Path) -> None:
    """`size` products made of those in `catalogue`; raises BenchmarkError where it is not there."""
    if not catalogue.is_file():
        raise BenchmarkError(f"{catalogue}: no catalogue to scale; name one with --data.")
    real = [row for row in read_feed(catalogue) if not isinstance(row, BadRow)]
    with feed.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADER)
        rows.writerows(_rows(real, size, random.Random(SEED)))


def _rows(real: Sequence[Product], size: int, draw: random.Random) -> Iterator[Sequence[object]]:
    sentences = _by_category(real)
    told: set[str] = set()
    for number in range(size):
        product = real[number % len(real)]
        name = product.name("en")
        yield (
            f"p{number:06}",
            name if number < len(real) else f"{name} No. {number // len(real)}",
            _description(product, sentences[_category(product)], told, draw),
            _category(product),
            f"maker {draw.randint(1, 60)}",
            round(float(product.price or 10) * draw.uniform(0.5, 2), 2),
            "USD",
            draw.randint(0, 50),
            draw.choice(_COLOURS) if draw.random() < 0.4 else "",
            draw.choice(_MATERIALS) if draw.random() < 0.4 else "",
            draw.randint(50, 5000),
        )


def _category(product: Product) -> str:
    return product.categories[0].removeprefix(CATEGORY) if product.categories else "other"


def _by_category(products: Sequence[Product]) -> Mapping[str, Sequence[str]]:
    """All sentences of each category's descriptions, each once."""
    found: dict[str, dict[str, None]] = {}
    for product in products:
        found.setdefault(_category(product), {}).update(dict.fromkeys(_sentences(product)))
    return {category: list(sentences) for category, sentences in found.items()}


def _sentences(product: Product) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(product.description("en").strip()) if sentence]


def _description(product: Product, sentences: Sequence[str], told: set[str], draw: random.Random) -> str:
    """One that no product has yet; where a category has too few sentences for that, its number makes it one."""
    first = _sentences(product)[:1]
    for _ in range(20):
        others = draw.sample(sentences, min(draw.choice(_OTHERS), len(sentences)))
        text = " ".join(dict.fromkeys([*first, *others]))
        if text not in told:
            break
    else:
        text = f"{text} Number {len(told)} of its series."
    told.add(text)
    return text
