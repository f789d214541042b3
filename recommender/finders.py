"""Who finds the nearest: the two steps of a fit that grow with pairs, in this process or on a cluster (spark/).

Nothing is found here."""

from typing import Any, Protocol

from recommender.pearson_rows import Formula
from recommender.rating_table import RatingTable
from recommender.similarity import Neighbourhood
from recommender.strongest import Strongest


class NearestFinder(Protocol):
    """Finds the neighbours of ItemNeighbours and UserNeighbours."""

    def __call__(
        self, table: RatingTable, formula: Formula, *, k: int, opposites: bool = True
    ) -> Neighbourhood:
        """As `pearson_neighbours` says."""


class Finders(Protocol):
    """Both finders of one place."""

    def pearson(
        self, table: RatingTable, formula: Formula, *, k: int, opposites: bool = True
    ) -> Neighbourhood:
        """As `pearson_neighbours` of similarity.py."""

    def products(self, weighed: Any, k: int) -> Strongest:
        """The k items of largest Σ_u b(u,j) · b(u,i) > 0 of every item j, b a CSR array of shape (users, items)."""
