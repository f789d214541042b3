"""What one shopper did and says, as every part of a hybrid is asked with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recommender.leanings import DISLIKED, LIKED, REJECTED


@dataclass(frozen=True, slots=True)
class Said:
    """Values on the scale of the interactions, and leanings from −1 to 1, by item_id."""

    values: Mapping[str, float]
    leaning: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Session:
    """What a shopper says while they talk; it counts over their history, and nothing is kept of it.

    `liked` and `disliked` are values at the ends of the scale, `rejected` (cards that were passed over) are a
    quarter up the scale; of an item in several the harshest counts: disliked, then rejected.
    """

    liked: Iterable[str] = ()
    disliked: Iterable[str] = ()
    rejected: Iterable[str] = ()

    def over(self, said: Said, scale: tuple[float, float]) -> Said:
        """What was said before, with this over it."""
        low, high = scale
        values, leaning = dict(said.values), dict(said.leaning)
        for item_ids, value, way in (
            (tuple(self.liked), high, LIKED),
            (tuple(self.rejected), low + (high - low) / 4, REJECTED),
            (tuple(self.disliked), low, DISLIKED),
        ):
            values |= dict.fromkeys(item_ids, value)
            leaning |= dict.fromkeys(item_ids, way)
        return Said(values, leaning)
