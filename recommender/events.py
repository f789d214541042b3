"""The value that a shop's events have on the scale of ratings, where shoppers rate by what they do."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from recommender.errors import RatingsError

EVENT_SCALE = (1.0, 5.0)
INTERACTION_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"dislike": 1.0, "view": 2.0, "like": 4.0, "add_to_cart": 4.0, "purchase": 5.0}
)


def event_value(kinds: Sequence[str]) -> float:
    """The value, on EVENT_SCALE, of one shopper's events for one item, given oldest first.

    A dislike counts if it is the last word; otherwise the strongest event does.
    Raises RatingsError where `kinds` is empty or holds a kind that INTERACTION_WEIGHTS does not.
    """
    unknown = [kind for kind in kinds if kind not in INTERACTION_WEIGHTS]
    if unknown or not kinds:
        known = ", ".join(INTERACTION_WEIGHTS)
        raise RatingsError("events", f"they are {list(kinds)!r}", f"give one or more of {known}")
    if kinds[-1] == "dislike":
        return INTERACTION_WEIGHTS["dislike"]
    return max(INTERACTION_WEIGHTS[kind] for kind in kinds)
