"""What every model of this package promises; `tests/recommender/scorer_contract.py` tests it once for all."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions
from recommender.reason import Reason


class Scorer(Protocol):
    """A model that learns from interactions, scores items for a shopper, and can say why.

    One model, one shopper and one list of items always give the same scores: no clock, no chance.
    """

    def fit(self, interactions: Interactions) -> Self:
        """Learn from the interactions, forgetting what was learnt before; returns the model itself."""

    def score(self, shopper_id: str, item_ids: Sequence[str]) -> NDArray[np.float64]:
        """Scores of shape (len(item_ids),), in the order asked for, on the scale of the interactions.

        NaN where `fit` saw nothing of the item: the caller chooses the fall-back.
        Raises UnknownShopperError where `fit` saw nothing of the shopper, NotFittedError before `fit`.
        """

    def recommend(self, shopper_id: str, n: int, *, seen: bool = False) -> list[Reason]:
        """The n items of highest score, best first, ties by item_id; fewer where there are not so many.

        What the shopper has rated is left out unless `seen`. Raises as `score`.
        """

    def similar(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """The n items most like this one, with their likeness above 0, nearest first; fewer where few are.

        Empty for a model that knows no likeness. UnknownItemError where `fit` saw nothing of the item.
        """

    def explain(self, shopper_id: str, item_id: str) -> Reason:
        """The parts whose sum is this item's score; UnknownItemError where that is NaN; else as `score`."""

    def save(self, folder: Path) -> None:
        """Keep the model as a folder, whole or not at all; ModelFileError where that fails."""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The model that `save` kept; ModelFileError where a file is not as it was written."""
