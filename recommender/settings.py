"""The numbers a model is made by; the defaults are those measured in docs/recommender.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from recommender.errors import SettingError
from recommender.events import EVENT_CONFIDENCES

EVERY = 2**31 - 1  # as a number of neighbours: all there are
LIKENESSES = ("pearson", "shared", "adjusted", "baseline")
CENTRES = ("mean", "z_score", "baseline", "none")


@dataclass(frozen=True, slots=True)
class NeighbourSettings:
    """How neighbours are chosen and how far they are trusted, of items or, with the roles exchanged, of users.

    `likeness`, what is correlated over the users who rated both items:
      "pearson"   r_ui − r̄_i, the mean over all of the item's ratings: the article's formula;
      "shared"    the same, the means over those users alone (Resnick et al., "GroupLens", CSCW 1994);
      "adjusted"  r_ui − r̄_u, adjusted cosine (Sarwar et al., WWW 2001);
      "baseline"  r_ui − b_ui, the residuals of baselines.py, with n − 1 for n in the shrinkage (Koren, "Factor in
                  the neighbors", TKDD 2010).
    `centre`, what the neighbours move:
      "mean"      r̄_i + Σ sim·(r_uj − r̄_j)/Σ|sim| (Resnick et al.);
      "z_score"   r̄_i + σ_i·Σ sim·(r_uj − r̄_j)/σ_j/Σ|sim| (Herlocker et al., SIGIR 1999);
      "baseline"  b_ui + Σ sim·(r_uj − b_uj)/Σ|sim| (Koren);
      "none"      Σ sim·r_uj/Σ|sim|, the plain weighted mean (Sarwar et al.), r̄_i where there is no neighbour.
    Raises SettingError where a number is too small, a word is unknown, or two settings contradict each other.
    """

    k: int = 100  # neighbours kept for each item
    min_overlap: int = 5  # users who must have rated both items
    shrinkage: float = 25.0  # sim · n/(n + shrinkage), n the users who rated both
    damping: float = 5.0  # so many ratings at the overall mean are added to each item's own
    caution: float = 2.0  # added to Σ|sim|: one weak neighbour alone can't move a score far
    own_level: bool = True  # measure from the shopper's own level: a harsh one is not taken for displeased
    opposites: bool = False  # also keep neighbours of negative similarity
    likeness: str = "pearson"
    centre: str = "mean"
    nearest: int = EVERY  # of the kept neighbours that the shopper rated, only so many count, the nearest

    @classmethod
    def plain(cls, k: int, min_overlap: int = 2) -> Self:
        """The article's own formulas, without any of the cautions of the defaults."""
        return cls(k, min_overlap, shrinkage=0, damping=0, caution=0, own_level=False, opposites=True)

    @classmethod
    def as_in_surprise(cls, k: int = 40) -> Self:
        """Those of Surprise's KNNWithMeans with {"name": "pearson"}, its own k and min_k = 1: the same predictions.

        Equal similarities go by id here and by the order of the ratings there: hand it the ratings sorted by
        user and item. It cuts its predictions to the scale, and takes the overall mean where an id is unknown.
        All neighbours are kept, which takes 12 bytes for each pair of items: for comparing, not for serving.
        """
        return cls(EVERY, 1, shrinkage=0, damping=0, caution=0, own_level=False, likeness="shared", nearest=k)

    @classmethod
    def of_baselines(cls) -> Self:
        """The most accurate by RMSE that was measured (docs/recommender.md): residuals of the baselines."""
        return cls(k=200, min_overlap=3, shrinkage=50, caution=0.5, likeness="baseline", centre="baseline")

    def __post_init__(self) -> None:
        """Check the bounds, the words, and that they go together."""
        for name, least in (("k", 1), ("min_overlap", 1), ("nearest", 1)):
            _at_least(least, name, getattr(self, name))
        for name in ("shrinkage", "damping", "caution"):
            _at_least(0, name, getattr(self, name))
        for name, words in (("likeness", LIKENESSES), ("centre", CENTRES)):
            if getattr(self, name) not in words:
                raise SettingError(name, getattr(self, name), f"one of {', '.join(words)}")
        if self.centre == "baseline" and not self.own_level:
            raise SettingError(
                "own_level", False, 'True: with the centre "baseline" the level is a part of it'
            )
        if self.centre == "none" and (self.own_level or self.opposites):
            raise SettingError("centre", "none", "another, or own_level and opposites as False")


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
class FeedbackSettings:
    """How what shoppers did becomes a confidence. Raises SettingError where a number makes no sense."""

    # One event's confidence, -1 to 1, by kind; those of EVENT_CONFIDENCES where a kind is not named.
    weights: Mapping[str, float] = field(default_factory=dict)
    half_life_days: float | None = None  # a deed of that age counts half; None: nothing fades

    def __post_init__(self) -> None:
        """Check kinds and bounds."""
        for kind, weight in self.weights.items():
            if kind not in EVENT_CONFIDENCES:
                raise SettingError("weights", kind, f"kinds out of {', '.join(EVENT_CONFIDENCES)}")
            if not -1 <= weight <= 1:
                raise SettingError(f"the weight of {kind!r}", weight, "a number from -1 to 1")
        if self.half_life_days is not None and not self.half_life_days > 0:
            raise SettingError("half_life_days", self.half_life_days, "a number above 0, or None")


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """How a confidence counts in a history. Raises SettingError where a number makes no sense."""

    power: float = 0.5  # a confidence c counts c^power: below 1, a small one comes nearer to a great one
    dislike_weight: float = 0.5  # and one below 0 −dislike_weight·|c|^power: what was disliked tells less

    def __post_init__(self) -> None:
        """Check the bounds."""
        if not self.power > 0:
            raise SettingError("power", self.power, "a number above 0")
        _at_least(0, "dislike_weight", self.dislike_weight)


@dataclass(frozen=True, slots=True)
class ImplicitSettings(HistorySettings):
    """How ImplicitNeighbours weighs, and how many it keeps. Raises SettingError where one makes no sense."""

    weighting: str = "bm25"  # or "cosine"
    k: int = 200  # neighbours kept for each item
    k1: float = 1.2  # BM25: the smaller, the less a greater confidence counts over a small one
    b: float = 0.5  # BM25: how far a long history takes weight from each of its items, 0 to 1

    def __post_init__(self) -> None:
        """Check the bounds."""
        HistorySettings.__post_init__(self)
        if self.weighting not in ("bm25", "cosine"):
            raise SettingError("weighting", self.weighting, '"bm25" or "cosine"')
        _at_least(1, "k", self.k)
        _at_least(0, "k1", self.k1)
        if not 0 <= self.b <= 1:
            raise SettingError("b", self.b, "a number from 0 to 1")


@dataclass(frozen=True, slots=True)
class EaseSettings(HistorySettings):
    """How Ease is held back. Raises SettingError where a number makes no sense."""

    ridge: float = 200.0  # λ: the greater, the weaker all pulls, those between rare items most
    room_mb: float = 4_000.0  # the most that the fitted weights may take

    def __post_init__(self) -> None:
        """Check the bounds."""
        HistorySettings.__post_init__(self)
        if not self.ridge > 0:
            raise SettingError("ridge", self.ridge, "a number above 0")
        _at_least(0, "room_mb", self.room_mb)


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
    least_lessons: int = 50  # with fewer held-out likings the weights stay those of parts.py
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
