"""A model that is compared: whose it is, how it is made, and the few settings out of which it may choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Settings = Mapping[str, Any]
Part = TypeVar("Part")  # what it learns from and is asked about: a Fold, or Lists

OURS, SURPRISE, LENSKIT, IMPLICIT = "ours", "Surprise", "lenskit", "implicit"


@dataclass(frozen=True, eq=False)
class Contender(Generic[Part]):
    """`answer` learns from the part's training alone; `grid` has one entry where nothing is to be chosen."""

    side: str
    name: str
    answer: Callable[[Part, Settings], FloatArray]
    grid: Sequence[Settings] = ({},)

    def choose(self, inner: Part, loss: Callable[[Part, FloatArray], float]) -> Settings:
        """The settings of the grid with the least loss on `inner`; the first of equal ones."""
        if len(self.grid) == 1:
            return self.grid[0]
        return min(self.grid, key=lambda settings: loss(inner, self.answer(inner, settings)))


def told(settings: Settings) -> str:
    """Settings as a table shows them."""
    return ", ".join(f"{name} {value}" for name, value in settings.items()) or "as it comes"
