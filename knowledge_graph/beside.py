"""Do one piece of work in another process while this one goes on."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from joblib import Parallel, delayed

from knowledge_graph.cycles import cycles_kept

PROCESSES: Final = 2


@contextmanager
def beside(work: Callable[..., None], *given: Any, apart: bool) -> Iterator[None]:
    """`work(*given)` in another process, done at the end of the block; where not `apart`, here and at once.

    What it raises is raised at the end of the block, which is not left before the work is done or failed.
    """
    if not apart:
        work(*given)
        yield
        return
    pool = Parallel(n_jobs=PROCESSES, return_as="generator", batch_size=1)
    running = pool([delayed(_done)(pickle.dumps((work, given)))])
    try:
        yield
    finally:
        list(running)


def _done(told: bytes) -> None:
    """The work, from its name and what it is given: the pool's own way of sending takes several times as long."""
    with cycles_kept():
        work, given = pickle.loads(told)
        work(*given)
