"""The nearest of every column of a table, by sums over pairs that Spark adds up and cuts to the k strongest.

The same formulas as similarity.py and implicit_neighbours.py, to the rounding of the sums; no id is seen here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.pearson_rows import ROUNDING, Formula
from recommender.rating_table import RatingTable
from recommender.similarity import Neighbourhood
from recommender.spark.frames import gathered, sent
from recommender.strongest import Strongest

FloatArray = NDArray[np.float64]
PAIRS_AT_ONCE = 2_000_000  # of one task: its table of sums, 100 bytes a pair at most, stays in memory
PARTITIONS = "spark.sql.shuffle.partitions"


@dataclass(frozen=True, slots=True)
class SparkNeighbours:
    """Finds neighbours in a Spark session, for ItemNeighbours, UserNeighbours and ImplicitNeighbours.

    Rows are joined with themselves, which makes the pairs of each; the sums of a pair are begun where its rows lie
    and ended where the pair belongs; of those, k a column come back. No step holds all pairs, and what does not fit
    in memory is spilled by Spark.
    """

    session: Any

    def pearson(
        self, table: RatingTable, formula: Formula, *, k: int, opposites: bool = True
    ) -> Neighbourhood:
        """As `pearson_neighbours` of similarity.py."""
        k = max(1, min(k, table.width - 1))
        least = max(formula.min_overlap, 1)
        rows = np.repeat(np.arange(table.lengths.size, dtype=np.int32), table.lengths)
        # A column with too few numbers can't share enough of them with any other.
        kept = (np.bincount(table.columns, minlength=table.width) >= least)[table.columns]
        frame: dict[str, NDArray[Any]] = {
            "row": rows[kept],
            "column": table.columns[kept],
            "value": table.values[kept],
        }
        return Neighbourhood(*self._strongest(frame, table.width, k, _pearson(formula, opposites)))

    def products(self, weighed: Any, k: int) -> Strongest:
        """The k items of largest Σ_u b(u,j) · b(u,i) > 0 of every item j, b a CSR array of shape (users, items).

        Equally near items come by how many users took them, and then by number.
        """
        items, lengths = weighed.shape[1], np.diff(weighed.indptr)
        order = np.argsort(-np.bincount(weighed.indices, minlength=items), kind="stable").astype(np.int32)
        place = np.empty_like(order)
        place[order] = np.arange(items, dtype=np.int32)
        rows = np.repeat(np.arange(lengths.size, dtype=np.int32), lengths)
        frame: dict[str, NDArray[Any]] = {
            "row": rows,
            "column": place[weighed.indices],
            "value": weighed.data.astype(np.float64),
        }
        found, weights = self._strongest(frame, items, k, _products())
        columns, nearest = np.empty_like(found), np.empty(weights.shape, dtype=np.float32)
        columns[order] = np.where(found < 0, found, order[found])
        nearest[order] = weights
        return Strongest(columns, nearest)

    def _strongest(
        self, frame: dict[str, NDArray[Any]], width: int, k: int, likeness: "_Likeness"
    ) -> tuple[NDArray[np.int32], FloatArray]:
        """Numbers (-1 for none) and likeness (0 for none) of each column's k strongest, shape (width, k) each."""
        columns = np.full((width, k), -1, dtype=np.int32)
        weights = np.zeros((width, k), dtype=np.float64)
        pairs = int((np.bincount(frame["row"]).astype(np.int64) ** 2).sum()) // 2
        if pairs:
            with _partitions(self.session, pairs) as count:
                pairs_of = _pairs(sent(self.session, frame).repartition(count, "row"), likeness)
                one, other, sim, rank = gathered(_first(pairs_of, k), "one", "other", "sim", "rank")
            columns[one, rank - 1], weights[one, rank - 1] = other, sim
        return columns, weights


@dataclass(frozen=True, slots=True)
class _Likeness:
    """In Spark's SQL, of a pair's numbers a and b: what is added up by name, and what follows from the sums."""

    sums: dict[str, str]
    told: str  # which pairs have a likeness
    sim: str
    wanted: str


def _pearson(formula: Formula, opposites: bool) -> _Likeness:
    sums = {"n": "count(*)", "ab": "sum(a * b)", "aa": "sum(a * a)", "bb": "sum(b * b)"}
    likeness, first, second = "ab", "aa", "bb"
    told = f"n >= {max(formula.min_overlap, 1)}"
    if formula.shared:
        sums |= {"ones": "sum(a)", "others": "sum(b)"}
        likeness, first, second = (
            "(n * ab - ones * others)",
            "(n * aa - ones * ones)",
            "(n * bb - others * others)",
        )
        told += f" and {first} > {ROUNDING}D * n * aa and {second} > {ROUNDING}D * n * bb"
    sim = f"greatest(-1D, least(1D, try_divide({likeness}, sqrt({first} * {second}))))"
    if formula.shrinkage > 0:
        sim += f" * (n - {formula.lost}) / (n - {formula.lost} + {formula.shrinkage!r}D)"
    return _Likeness(sums, f"{told} and {first} * {second} > 0", sim, "sim <> 0" if opposites else "sim > 0")


def _products() -> _Likeness:
    # Single precision, as the likeness is kept: what is equal then goes by number.
    return _Likeness({"ab": "sum(a * b)"}, "ab > 0", "cast(cast(ab as float) as double)", "sim > 0")


def _pairs(frame: Any, likeness: _Likeness) -> Any:
    """one, other and sim of all pairs of columns that have a likeness, each pair both ways about."""
    from pyspark.sql import functions  # noqa: PLC0415 - as the package says

    ones = frame.selectExpr("row", "column as one", "value as a")
    others = frame.selectExpr("row", "column as other", "value as b").hint("shuffle_hash")
    sums = [functions.expr(said).alias(name) for name, said in likeness.sums.items()]
    return (
        ones.join(others, "row")
        .where("one < other")
        .groupBy("one", "other")
        .agg(*sums)
        .where(likeness.told)
        .selectExpr("one", "other", f"{likeness.sim} as sim")
        .where(likeness.wanted)
        .selectExpr("sim", "explode(array(struct(one, other), struct(other as one, one as other))) as pair")
        .selectExpr("pair.one", "pair.other", "sim")
    )


def _first(pairs: Any, k: int) -> Any:
    """Each column's k strongest, their places from 1 as `rank`: by |sim|, equal ones by number."""
    rank = "row_number() over (partition by one order by abs(sim) desc, other) as rank"
    return pairs.selectExpr("*", rank).where(f"rank <= {k}")


@contextmanager
def _partitions(session: Any, pairs: int) -> Iterator[int]:
    """As many partitions as the pairs need, and for this long the session's own setting of it."""
    count = max(2 * session.sparkContext.defaultParallelism, -(-pairs // PAIRS_AT_ONCE))
    before = session.conf.get(PARTITIONS)
    session.conf.set(PARTITIONS, str(count))
    try:
        yield count
    finally:
        session.conf.set(PARTITIONS, before)
