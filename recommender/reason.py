"""A score together with what it is made of: the one form in which every model gives its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

# The codes of the parts. They are worded elsewhere; the meaning of each is in docs/recommender.md.
ITEM_MEAN = "item_mean"
USER_MEAN = "user_mean"
NEIGHBOURS = "neighbours"
POPULAR = "popular"
PRIOR = "prior"
REQUEST = "request"
SHOPPERS_ALIKE = "shoppers_alike"
CONTENT = "content"
POPULAR_WEEK = "popular_week"
FACTORS = "factors"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item got its score: `sum(parts.values())` is `score` to within 1e-9."""

    item_id: str
    score: float  # on the scale of the interactions, e.g. 0.5 to 5 stars; "request" may carry it above
    parts: Mapping[str, float]  # {"item_mean": 3.6, "neighbours": 0.8}: codes, which actions/ words
    evidence: tuple[str, ...] = ()  # ids of items the shopper likes, strongest first; never a user's id
    alike: tuple[str, ...] = ()  # ids of liked items that raise "content", strongest first
    tokens: tuple[
        str, ...
    ] = ()  # what it shares with the first of them, as the caller named it, strongest first

    @classmethod
    def of(cls, item_id: str, parts: Mapping[str, float], evidence: tuple[str, ...] = ()) -> "Reason":
        """The reason whose score is the sum of its parts, added in their order."""
        return cls(item_id, float(sum(parts.values())), parts, evidence)
