"""What shoppers did, in the recommender's words: which event is which deed, and what deeds and ratings come to.

It reads no table and no clock; whoever calls says what time it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from knowledge_graph.identifiers import CATEGORY
from recommender import EVENT_SCALE, Feedback, FeedbackSettings, Interactions, event_value
from recommender.leanings import leanings

RATING = "rating"
# The kind of deed that an event of the outbox, or a row of imported history, is. The names of GA4 beside our own.
DEEDS = MappingProxyType(
    {
        "view": "view",
        "view_item": "view",
        "click": "click",
        "select_item": "click",
        "like": "like",
        "dislike": "dislike",
        "add_to_cart": "add_to_cart",
        "purchase": "purchase",
    }
)
# And which deeds are taken back by what.
UNDONE = MappingProxyType({"remove_from_cart": ("add_to_cart",), "clear_taste": ("like", "dislike")})
REBOUGHT = 0.1  # one in ten who bought a thing bought it again: soap, not tents
FEW_BUYERS = 20
TOLD = (*DEEDS, *UNDONE)  # every event that says something of a shopper and an item

Row = tuple[str, str, float, int]  # user, item, value, unix time
Deed = tuple[str, str, str, float, float]  # user, item, kind, how many times (or the rating), unix time


def deeds_of(told: Iterable[tuple[str, str, str, int]]) -> list[Deed]:
    """The deeds of events (user, item, name out of TOLD, unix time), oldest first; what was taken back is none."""
    done: list[Deed | None] = []
    open_deeds: dict[tuple[str, str, str], list[int]] = {}
    for user, item, name, at in told:
        if name in UNDONE:
            for deed in UNDONE[name]:
                for place in open_deeds.pop((user, item, deed), ()):
                    done[place] = None
        else:
            open_deeds.setdefault((user, item, DEEDS[name]), []).append(len(done))
            done.append((user, item, DEEDS[name], 1.0, at))
    return [deed for deed in done if deed is not None]


def confidences(deeds: Sequence[Deed], now: float, half_life_days: float | None) -> dict[str, float]:
    """What one shopper's deeds come to, by item: from −1 (surely not wanted) to 1, as `Feedback` says."""
    told = Feedback.from_rows(deeds).confidences(now, FeedbackSettings(half_life_days=half_life_days))
    return dict(zip((told.item_ids[item] for item in told.items), told.values.tolist(), strict=True))


def rebought(deeds: Iterable[Deed], tokens: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The categories, sorted, of which at least REBOUGHT of the (shopper, product) pairs bought were bought again.

    `tokens` say what each product is, its categories among them. Of a category with fewer than FEW_BUYERS such
    pairs nothing is said.
    """
    times: Counter[tuple[str, str]] = Counter()
    for user, item, kind, often, _ in deeds:
        if kind == "purchase":
            times[user, item] += int(often)
    pairs, again = Counter[str](), Counter[str]()
    for (_, item), often in times.items():
        kinds = {token for token in tokens.get(item, ()) if token.startswith(CATEGORY)}
        pairs.update(kinds)
        again.update(kinds if often > 1 else ())
    return tuple(sorted(k for k, n in pairs.items() if n >= FEW_BUYERS and again[k] >= REBOUGHT * n))


@dataclass(frozen=True, slots=True)
class History:
    """All that the recommender may learn from: ratings, and deeds beside them."""

    ratings: Sequence[Row]  # one a (user, item) pair
    deeds: Sequence[Deed] = ()  # any number a pair

    @property
    def explicit(self) -> bool:
        """Whether there are ratings; then the values are on their scale, else on that of deeds."""
        return bool(self.ratings)

    @property
    def newest(self) -> int:
        """Unix time of the last rating or deed, 0 without any."""
        return max([int(row[-1]) for row in (*self.ratings, *self.deeds)], default=0)

    @property
    def scale(self) -> tuple[float, float]:
        """The scale that the values are on: that of deeds, or one that holds all the ratings."""
        if not self.ratings:
            return EVENT_SCALE
        values = [row[2] for row in self.ratings]
        return min(0.5, *values), max(5.0, *values)

    def interactions(self, half_life_days: float | None) -> Interactions:
        """One value and one leaning a pair.

        The value is the rating; of a pair without one what its deeds come to, by `event_value` where nobody
        gave ratings, else middle + c·(high − middle), c the confidence of the deeds. Values do not fade. The
        leaning is what the rating tells where there are no deeds of the pair; else the confidence, in which a
        deed of an age of `half_life_days` counts half, age counted back from the newest of all.
        """
        if not self.deeds:
            return Interactions.from_rows(self.ratings, scale=self.scale)
        rated = [(user, item, RATING, value, at) for user, item, value, at in self.ratings]
        told = Feedback.from_rows([*rated, *self.deeds], scale=self.scale)
        fading = told.confidences(self.newest, FeedbackSettings(half_life_days=half_life_days))
        pairs = [
            (told.user_ids[user], told.item_ids[item])
            for user, item in zip(fading.users.tolist(), fading.items.tolist(), strict=True)
        ]
        done = {(user, item) for user, item, *_ in self.deeds}
        values = self._values(pairs, told)
        by_deeds = np.array([pair in done for pair in pairs])
        by_rating = leanings(values, self.scale, explicit=True)
        leaning = np.where(by_deeds, fading.values, by_rating)
        return replace(fading, values=values, scale=self.scale, leanings=leaning)

    def _values(self, pairs: Sequence[tuple[str, str]], told: Feedback) -> NDArray[np.float64]:
        """The values of `pairs`, which are all that `told` has, in its order."""
        if self.ratings:
            low, high = self.scale
            rated = {(user, item): value for user, item, value, _ in self.ratings}
            sure = (low + high) / 2 + told.confidences(0).values * (high - low) / 2
            return np.array([rated.get(pair, at) for pair, at in zip(pairs, sure.tolist(), strict=True)])
        kinds: dict[tuple[str, str], list[str]] = {}
        for user, item, kind, _, _ in sorted(self.deeds, key=lambda deed: deed[-1]):
            kinds.setdefault((user, item), []).append(kind)
        return np.array([event_value(kinds[pair]) for pair in pairs])
