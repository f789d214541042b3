"""What a shop's events tell of a shopper: how sure each makes us, and its value on the scale of ratings."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from recommender.errors import RatingsError

EVENT_SCALE = (1.0, 5.0)
# How sure one event makes us that the shopper wants the item, from -1 (surely not) to 1 (surely); chosen, not
# measured. The values on EVENT_SCALE follow from these, so that there is one table of weights.
EVENT_CONFIDENCES: Mapping[str, float] = MappingProxyType(
    {"dislike": -1.0, "view": 0.25, "click": 0.5, "like": 0.75, "add_to_cart": 0.75, "purchase": 1.0}
)
INTERACTION_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        kind: EVENT_SCALE[0] + (EVENT_SCALE[1] - EVENT_SCALE[0]) * max(confidence, 0.0)
        for kind, confidence in EVENT_CONFIDENCES.items()
    }
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
