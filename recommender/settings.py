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


@dataclass(frozen=True, slots=True)
class ContentSettings:
    """How a taste is told from what items are. Raises SettingError where a number is off its bounds."""

    dislike_weight: float = 0.25  # β: how much the mean disliked item counts against the mean liked one
    number_share: float = 0.2  # of the squared length of an item that has tokens and numbers

    def __post_init__(self) -> None:
        """Check the bounds."""
        _at_least(0, "dislike_weight", self.dislike_weight)
        if not 0 <= self.number_share <= 1:
            raise SettingError("number_share", self.number_share, "0 to 1")


@dataclass(frozen=True, slots=True)
class HybridSettings:
    """How the parts are blended. Raises SettingError where a number is too small."""

    request_weight: float = 2.0  # what full relevance adds, in spans of the scale
    reach: float = 0.25  # how far taste and demand carry an item above the others, mostly, in spans
    half_life_days: float = 14.0  # after which a deed counts half for what is popular of late
    popular_from: int = 5  # interactions; an item with fewer is never called popular
    damping: float = 5.0  # so many values at the overall mean are added to an item's own
    half_known_user: float = 5.0  # interactions at which a shopper is half known
    half_known_item: float = 10.0  # interactions at which an item is half known
    ridge: float = 0.01  # on the squares of the blend's weights
    lessons: int = 1500  # held-out likings, at most, that the weights are learnt from
    rivals: int = 100  # items drawn for each of them that the shopper had nothing to do with
    least_lessons: int = 50  # with fewer held-out likings the weights stay those of `DEFAULT_TABLE`
    seed: int = 0  # of what is held out and drawn

    def __post_init__(self) -> None:
        """Check the bounds."""
        for name in ("request_weight", "damping", "ridge", "least_lessons", "popular_from"):
            _at_least(0, name, getattr(self, name))
        for name in ("lessons", "rivals"):
            _at_least(1, name, getattr(self, name))
        for name in ("reach", "half_life_days", "half_known_user", "half_known_item"):
            _at_least(1e-9, name, getattr(self, name))


def _at_least(least: float, name: str, value: float) -> None:
    if not value >= least:  # NaN too
        raise SettingError(name, value, f"{least} or more")
