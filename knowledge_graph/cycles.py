"""Hold back Python's search for reference cycles while very many objects are made.

The search walks over all objects again and again as they grow in number; products, terms and triples make no
cycles, so that it would find nothing. What is no longer used is freed as ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cycles_kept() -> Iterator[None]:
    """No search for cycles in this process until the end of the block."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
