"""The numbers that matrix factorisation is made by; the defaults are those measured in docs/recommender.md."""

from dataclasses import dataclass
from typing import Self

from recommender.errors import SettingError


@dataclass(frozen=True, slots=True)
class FactorSettings:
    """How many factors Factors learns, and how they are held back. Raises SettingError where one makes no sense."""

    rank: int = 32  # k: numbers kept for each user and each item
    regularization: float = 0.15  # λ, for each rating: who gave n is held back by n·λ
    rounds: int = 15  # each solves for all items and then for all users
    implicit: bool = False  # values say how surely something is wanted, and are no opinions
    alpha: float = 5.0  # implicit alone: a value v is believed 1 + alpha·|v| times as much as no value
    damping: float = 5.0  # explicit alone: λ of the baselines
    seed: int = 0  # of the factors that the first round begins with

    @classmethod
    def of_deeds(cls) -> Self:
        """For what shoppers did, as confidences: the best by nDCG@10 that was measured."""
        return cls(rank=16, regularization=0.1, implicit=True)

    def __post_init__(self) -> None:
        """Check the bounds."""
        for name, least in (("rank", 1), ("rounds", 1), ("seed", 0), ("alpha", 0), ("damping", 0)):
            if not getattr(self, name) >= least:  # NaN too
                raise SettingError(name, getattr(self, name), f"{least} or more")
        if not self.regularization > 0:
            raise SettingError("regularization", self.regularization, "a number above 0")


@dataclass(frozen=True, slots=True)
class RatingBlendSettings:
    """How the parts of RatingBlend are weighed. Raises SettingError where a number is off its bounds."""

    held_out: float = 0.25  # of the ratings: the weights are learnt from them, the parts from the others
    lessons: int = 20_000  # ratings that are held out at most
    half_known_user: float = 20.0  # ratings at which a shopper is half known
    half_known_item: float = 10.0  # ratings at which an item is half known
    ridge: float = 10.0  # lessons' worth of trust in the weights that stand before any lesson
    seed: int = 0  # of what is held out

    def __post_init__(self) -> None:
        """Check the bounds."""
        if not 0 <= self.held_out < 1:
            raise SettingError("held_out", self.held_out, "a share from 0 to below 1")
        for name in ("lessons", "seed"):
            if not getattr(self, name) >= 0:
                raise SettingError(name, getattr(self, name), "0 or more")
        for name in ("half_known_user", "half_known_item", "ridge"):
            if not getattr(self, name) > 0:  # NaN too
                raise SettingError(name, getattr(self, name), "a number above 0")
