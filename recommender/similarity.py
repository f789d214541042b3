"""Find the nearest neighbours of items, or of users, by Pearson's correlation.

It knows a table and the options of the formula; it never sees an id, a file or a clock. Neighbours are
ordered by strength, and equal strengths by column number, so that one table always gives one result."""

from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from recommender import pearson_rows
from recommender.rating_table import RatingTable

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int32]

# From so many pairs on, the compiled loop has earned back the half second that importing its compiler takes.
COMPILED_FROM = 20_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """The k strongest neighbours of each of m columns; rows that have fewer are filled up.

    `columns` has shape (m, k), the neighbours' numbers, -1 where there is none.
    `weights` has shape (m, k), their similarities in [-1, 1], 0 where there is none.
    """

    columns: IndexArray
    weights: FloatArray


def pearson_neighbours(
    table: RatingTable, formula: pearson_rows.Formula, *, k: int, opposites: bool = True
) -> Neighbourhood:
    """The k neighbours of largest |sim| of every column, sim as in `Formula`; k is cut to their number.

    Negative similarities are left out unless `opposites`. Time grows with `table.pairs`, memory with width · k.
    The compiled loop (pearson_compiled.py) is taken for large tables where numba is installed, the loop
    over columns in NumPy (pearson_rows.py) otherwise; the two agree to the rounding of their sums.
    """
    k = max(1, min(k, table.width - 1))
    if table.pairs >= COMPILED_FROM and find_spec("numba"):
        from recommender import pearson_compiled  # noqa: PLC0415 - its compiler is imported when it pays

        return Neighbourhood(*pearson_compiled.strongest(table, formula, k, opposites))
    return Neighbourhood(*pearson_rows.strongest(table, formula, k, opposites))
