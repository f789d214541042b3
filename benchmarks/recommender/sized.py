"""Our own models as what is timed: fit, order candidates for one user, and make lists for all."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.recommender.generated import Drawn, item_id, user_id
from recommender import (
    Ease,
    Factors,
    FactorSettings,
    Hybrid,
    ImplicitNeighbours,
    ImplicitSettings,
    ItemNeighbours,
    NeighbourSettings,
    hybrid_for,
)

IntArray = NDArray[np.int64]
LISTED = 10  # of the lists for all users


class Sized(Protocol):
    """One model on one table, which is brought into the model's own form before anything is timed."""

    def fit(self) -> None:
        """Learn, forgetting what was learnt before."""

    def request(self, user: int, items: IntArray) -> Callable[[], Any]:
        """What orders these items for this user, best first, once it is called."""

    def everyone(self) -> int:
        """Make lists of LISTED for all users, without what they have; answers how many users there are."""


class Ours:
    """A Scorer of ours; candidates come as ids, as a shop has them, or as numbers, as the peers take them."""

    def __init__(
        self, drawn: Drawn, make: Callable[[], Any], *, deeds: bool, by_number: bool = False
    ) -> None:
        """`make` gives an unfitted model."""
        self.interactions = drawn.interactions(deeds=deeds)
        self._make, self._by_number = make, by_number
        self.model: Any = None

    def fit(self) -> None:
        """As Sized says."""
        self.model = self._make().fit(self.interactions)

    def request(self, user: int, items: IntArray) -> Callable[[], Any]:
        """As Sized says."""
        who, candidates = user_id(user), items if self._by_number else list(map(item_id, items.tolist()))
        return lambda: np.argsort(-self.model.score(who, candidates))

    def everyone(self) -> int:
        """As Sized says."""
        return int(self.model.recommend_all(LISTED).columns.shape[0])


class OurHybrid(Ours):
    """What is served: `with_reasons` asks as a shop does, with relevance and a like of this session."""

    def __init__(self, drawn: Drawn, *, with_reasons: bool) -> None:
        """The linear model is the one that suits the size."""
        super().__init__(drawn, Hybrid, deeds=True)
        self._make = lambda: hybrid_for(self.interactions)
        self._with_reasons = with_reasons

    def fit(self) -> None:
        """As Sized says."""
        self.model = self._make().fit(self.interactions, explicit=False)

    def request(self, user: int, items: IntArray) -> Callable[[], Any]:
        """As Sized says."""
        if not self._with_reasons:
            return super().request(user, items)
        who, candidates = user_id(user), list(map(item_id, items.tolist()))
        relevance = dict.fromkeys(candidates, 0.5)
        return lambda: self.model.rank(
            candidates, shopper_id=who, relevance=relevance, liked=candidates[:2], rejected=candidates[2:4]
        )


def our_sized(name: str, drawn: Drawn, k: int) -> Sized:
    """One of the models by the name it has in the tables; `k` neighbours where it has such."""
    surprising = NeighbourSettings(
        k, 1, shrinkage=0, damping=0, caution=0, own_level=False, likeness="shared", nearest=k
    )
    makers: dict[str, Callable[[], Sized]] = {
        "ItemNeighbours": lambda: Ours(drawn, lambda: ItemNeighbours(NeighbourSettings(k)), deeds=False),
        "ItemNeighbours as in Surprise": lambda: Ours(drawn, lambda: ItemNeighbours(surprising), deeds=False),
        "ImplicitNeighbours": lambda: Ours(
            drawn, lambda: ImplicitNeighbours(ImplicitSettings(k=k)), deeds=True
        ),
        "ImplicitNeighbours, by numbers": lambda: Ours(
            drawn, lambda: ImplicitNeighbours(ImplicitSettings(k=k)), deeds=True, by_number=True
        ),
        "Ease": lambda: Ours(drawn, Ease, deeds=True),
        "Factors": lambda: Ours(drawn, lambda: Factors(FactorSettings.of_deeds()), deeds=True),
        "Factors, by numbers": lambda: Ours(
            drawn, lambda: Factors(FactorSettings.of_deeds()), deeds=True, by_number=True
        ),
        "Hybrid": lambda: OurHybrid(drawn, with_reasons=False),
        "Hybrid, with reasons": lambda: OurHybrid(drawn, with_reasons=True),
    }
    return makers[name]()
