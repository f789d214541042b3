"""The models of this package with their heavy step on Spark; each is the class that serves, fitted elsewhere."""

from dataclasses import dataclass
from typing import Any

from recommender.implicit_neighbours import ImplicitNeighbours
from recommender.item_neighbours import ItemNeighbours
from recommender.settings import ImplicitSettings, NeighbourSettings
from recommender.spark.neighbours import SparkNeighbours
from recommender.user_neighbours import UserNeighbours


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Makes models whose `fit` finds the neighbours in `session`; all else, and what they store, is unchanged."""

    session: Any

    def item_neighbours(self, settings: NeighbourSettings | None = None) -> ItemNeighbours:
        """Not fitted yet."""
        return ItemNeighbours(settings, nearest=SparkNeighbours(self.session).pearson)

    def user_neighbours(self, settings: NeighbourSettings | None = None) -> UserNeighbours:
        """Not fitted yet."""
        return UserNeighbours(settings, nearest=SparkNeighbours(self.session).pearson)

    def implicit_neighbours(self, settings: ImplicitSettings | None = None) -> ImplicitNeighbours:
        """Not fitted yet."""
        return ImplicitNeighbours(settings, nearest=SparkNeighbours(self.session).products)
