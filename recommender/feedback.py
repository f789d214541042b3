"""All that shoppers did and said, one row an event, and what it comes to: one confidence a (user, item) pair.

Views, clicks, carts, purchases, likes, dislikes and ratings lie in one table. No clock is read: the caller
says what time it is, so that one table, one moment and one setting always give the same confidences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.errors import RatingsError
from recommender.events import EVENT_CONFIDENCES
from recommender.index import numbered
from recommender.interactions import Interactions, checked_row, checked_scale
from recommender.settings import FeedbackSettings

FloatArray = NDArray[np.float64]
FeedbackRow = tuple[str, str, str, float, float]  # user_id, item_id, kind, value, unix time in seconds

RATING = "rating"
KINDS = (*EVENT_CONFIDENCES, RATING)
CONFIDENCE_SCALE = (-1.0, 1.0)
MOST_TIMES = 10_000.0
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """n events of users with items, in the order of their rows; a pair may have any number of them.

    `user_ids` and `item_ids` are sorted, and hold only ids that occur. `users`, `items` (int32) and `kinds`
    (int8, places in KINDS) have shape (n,), so have `times` (int64, unix seconds) and `values` (float64): a
    rating on `scale`, or how many times the deed was done.
    """

    user_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    users: NDArray[np.int32]
    items: NDArray[np.int32]
    kinds: NDArray[np.int8]
    values: FloatArray
    times: NDArray[np.int64]
    scale: tuple[float, float]

    @classmethod
    def from_rows(cls, rows: Iterable[FeedbackRow], *, scale: tuple[float, float] = (0.5, 5.0)) -> Self:
        """Read rows of (user_id, item_id, kind, value, unix time); `scale` is that of the ratings.

        Raises RatingsError, naming row (counted from 1) and pair, where a kind is not one of KINDS, an id is
        empty, a rating is not a number on `scale`, a deed was not done 1 to 10,000 times, or a time is no number.
        """
        ends = checked_scale(scale)
        users, items, kinds, values, times = [], [], [], [], []
        for number, (user, item, kind, value, time) in enumerate(rows, start=1):
            if kind not in KINDS:
                where = f"row {number}, user {user!r}, item {item!r}"
                raise RatingsError(where, f"the kind is {kind!r}", f"write one of {', '.join(KINDS)}")
            low, high = ends if kind == RATING else (1.0, MOST_TIMES)
            checked = checked_row(number, (user, item, value, time), low, high)
            users.append(checked[0])
            items.append(checked[1])
            kinds.append(KINDS.index(kind))
            values.append(checked[2])
            times.append(checked[3])
        (user_ids, rows_users), (item_ids, rows_items) = numbered(users), numbered(items)
        return cls(
            user_ids,
            item_ids,
            rows_users,
            rows_items,
            np.asarray(kinds, dtype=np.int8),
            np.asarray(values, dtype=np.float64),
            np.asarray(times, dtype=np.int64),
            ends,
        )

    @classmethod
    def from_ratings(cls, ratings: Interactions) -> Self:
        """Every value as a rating."""
        return cls(
            ratings.user_ids,
            ratings.item_ids,
            ratings.users,
            ratings.items,
            np.full(len(ratings), KINDS.index(RATING), dtype=np.int8),
            ratings.values,
            ratings.times,
            ratings.scale,
        )

    def __len__(self) -> int:
        """How many events there are."""
        return int(self.values.size)

    def confidences(self, now: float, settings: FeedbackSettings | None = None) -> Interactions:
        """One value c in [-1, 1] a pair: how sure it is that the user wants the item, or (below 0) does not.

        c(u,i) = 1 − Π_e (1 − w_e · f_e)^n_e      f_e = 2^(−age_e / half-life)

        where e runs over the pair's events, w is the weight of its kind, n how many times it was done, and age
        the days from the event to `now` (unix seconds; what lies after `now` has age 0): each event is one more
        independent sign. A rating has the weight (r − middle)/(high − middle), the middle of the scale being
        0, and an older rating of the pair counts no more. What says no (w < 0) strikes out all before it; said
        last, it counts alone, c = w · f. Of two events at one time the one of the greater weight comes first.
        A pair's time is that of its last event.
        """
        settings = settings or FeedbackSettings()
        if not len(self):
            return Interactions.from_rows((), scale=CONFIDENCE_SCALE)
        weights, fades = self._weights(settings), self._fades(now, settings)
        order = np.lexsort((-weights, self.times, self.items, self.users))
        users, items, weights, fades = self.users[order], self.items[order], weights[order], fades[order]
        rated = self.kinds[order] == KINDS.index(RATING)
        done = np.where(rated, 1.0, self.values[order])
        opens = np.flatnonzero(np.append(True, (users[1:] != users[:-1]) | (items[1:] != items[:-1])))
        ends = np.append(opens[1:], users.size) - 1
        place = np.arange(users.size)
        counts = (place > _last(weights < 0, opens)) & ~(rated & (place < _last(rated, opens)))
        doubts = np.where(counts, (1.0 - np.maximum(weights, 0.0) * fades) ** done, 1.0)
        sure = 1.0 - np.multiply.reduceat(doubts, opens)
        return Interactions(
            self.user_ids,
            self.item_ids,
            users[opens],
            items[opens],
            np.where(weights[ends] < 0, (weights * fades)[ends], sure),
            self.times[order][ends],
            CONFIDENCE_SCALE,
        )

    def _weights(self, settings: FeedbackSettings) -> FloatArray:
        """The signed weight of every event, shape (n,)."""
        of_kind = {**EVENT_CONFIDENCES, **settings.weights}
        weights = np.array([of_kind.get(kind, 0.0) for kind in KINDS])[self.kinds]
        low, high = self.scale
        rated = self.kinds == KINDS.index(RATING)
        weights[rated] = (2.0 * self.values[rated] - high - low) / (high - low)
        return weights

    def _fades(self, now: float, settings: FeedbackSettings) -> FloatArray:
        """What age leaves of every event, in (0, 1], shape (n,)."""
        if settings.half_life_days is None:
            return np.ones(len(self))
        days = np.maximum(now - self.times, 0.0) / DAY_S
        return np.asarray(np.exp2(-days / settings.half_life_days), dtype=np.float64)


def _last(marked: NDArray[np.bool_], opens: NDArray[np.intp]) -> NDArray[np.intp]:
    """For every event the place of the last marked one of its pair, -1 where there is none, shape of `marked`.

    `opens` are the places of each pair's first event.
    """
    last = np.maximum.reduceat(np.where(marked, np.arange(marked.size), -1), opens)
    return np.repeat(last, np.diff(np.append(opens, marked.size)))
