"""The numbers a model is made by; the defaults are those measured in docs/recommender.md."""

from dataclasses import dataclass
from typing import Self

from recommender.errors import SettingError


@dataclass(frozen=True, slots=True)
class NeighbourSettings:
    """How neighbours are chosen and how far they are trusted.

    `plain` has the cautions neutral, which leaves the article's formulas.
    Raises SettingError where a number is too small.
    """

    k: int = 100  # neighbours kept for each item
    min_overlap: int = 5  # users who must have rated both items
    shrinkage: float = 25.0  # sim · n/(n + shrinkage), n the users who rated both
    damping: float = 5.0  # so many ratings at the overall mean are added to each item's own
    caution: float = 2.0  # added to Σ|sim|: one weak neighbour alone can't move a score far
    own_level: bool = True  # measure from the shopper's own level: a harsh one is not taken for displeased
    opposites: bool = False  # also keep neighbours of negative similarity

    @classmethod
    def plain(cls, k: int, min_overlap: int = 2) -> Self:
        """The article's own formulas, without any of the cautions of the defaults."""
        return cls(k, min_overlap, shrinkage=0, damping=0, caution=0, own_level=False, opposites=True)

    def __post_init__(self) -> None:
        """Check the bounds."""
        for name, least in (("k", 1), ("min_overlap", 1), ("shrinkage", 0), ("damping", 0), ("caution", 0)):
            _at_least(least, name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class PopularitySettings:
    """How an item's ratings become its popularity. Raises SettingError where a number is too small."""

    explicit: bool = True  # values are opinions (stars); otherwise they say that, and how much, shoppers did
    damping: float = 5.0  # as above
    renown_weight: float = 0.35  # what the best known item gains over an unknown one, in spans of the scale
    popular_from: int = 5  # ratings; an item with fewer is never called popular

    def __post_init__(self) -> None:
        """Check the bounds."""
        for name in ("damping", "renown_weight", "popular_from"):
            _at_least(0, name, getattr(self, name))


def _at_least(least: float, name: str, value: float) -> None:
    if not value >= least:  # NaN too
        raise SettingError(name, value, f"{least} or more")
