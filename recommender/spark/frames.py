"""A sparse table of numbers as a Spark DataFrame: the way out to the cluster, for neighbours and for factors."""

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Rows sent at once: 32 MB, in tasks that stay far under the 128 MB that Spark allows of one.
AT_ONCE = 2_000_000


def sent(session: Any, columns: dict[str, NDArray[Any]]) -> Any:
    """A DataFrame of these columns, each of shape (n,) and of a number type."""
    import pyarrow as pa  # noqa: PLC0415 - as the package says

    size = next(iter(columns.values())).size
    frames = [
        session.createDataFrame(
            pa.table({name: values[start : start + AT_ONCE] for name, values in columns.items()})
        )
        for start in range(0, max(size, 1), AT_ONCE)
    ]
    return reduce(lambda one, other: one.unionAll(other), frames)


def gathered(frame: Any, *names: str) -> list[NDArray[Any]]:
    """The named columns of a DataFrame as arrays of shape (n,), all in one order of rows, whichever that is."""
    table = frame.select(*names).toArrow()
    return [np.asarray(table[name].combine_chunks().to_numpy(zero_copy_only=False)) for name in names]
