"""A process that changes a graph without end, for a test to kill: each generation has one price on everything."""

import itertools
import random
from decimal import Decimal
from multiprocessing.synchronize import Event
from pathlib import Path

from knowledge_graph import CatalogueError, Generations, Product, publish_to

ITEMS = 60
IDS = [f"cup-{number}" for number in range(ITEMS)]


def put_at(graph: Path, price: int) -> None:
    """Publish a generation in which everything costs `price`."""
    generations = Generations(graph)
    with generations.draft() as draft:
        draft.put_products(Product(item, {"en": f"Cup {item}"}, price=Decimal(price)) for item in IDS)
        generations.publish(draft)


def change_without_end(graph: Path, url: str | None, seed: int, at_work: Event) -> None:
    """Import and roll back, here and at the endpoint, until killed; `at_work` is set after the first change."""
    drawn = random.Random(seed)
    for number in itertools.count():
        if drawn.random() < 0.3:
            try:
                Generations(graph).rollback()
            except CatalogueError:  # nothing is left to go back to
                continue
        else:
            put_at(graph, 1 + 1000 * seed + number)
        if url is not None:
            publish_to(url, graph / "current")
        at_work.set()
