"""Part a history into what models may learn from and what is held back to judge them by.

Nothing is drawn without a stated seed, and what is held back is never learnt from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.errors import RatingsError, SettingError
from recommender.interactions import Interactions

BoolArray = NDArray[np.bool_]

GOOD_SHARE = 2 / 3  # of the scale's span: 3.5 of 0.5 to 5 stars; of deeds, a like or more


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """One way to part n interactions: `held`, shape (n,), marks those held back; the others are learnt from."""

    name: str
    held: BoolArray


def good_from(interactions: Interactions) -> float:
    """The least value that says an item was liked, where nobody says otherwise: two thirds up the scale."""
    low, high = interactions.scale
    return low + GOOD_SHARE * (high - low)


def by_time(interactions: Interactions, share: float = 0.25) -> list[Split]:
    """Hold back all that happened at or after one moment, about the newest `share` of everything.

    This alone never lets a model see the future of anybody. Raises RatingsError where all times are the
    same, SettingError where `share` does not lie between 0 and 1.
    """
    _check_share(share)
    times = interactions.times
    cut = np.sort(times)[min(int(len(interactions) * (1 - share)), len(interactions) - 1)]
    if cut == times.min():
        later = times[times > cut]
        if not later.size:
            raise RatingsError("interactions", "all times are the same", "split them otherwise than by time")
        cut = later.min()
    return [Split("the newest", times >= cut)]


def last_of_each(interactions: Interactions, good: float | None = None) -> list[Split]:
    """Hold back each user's latest good item (of value `good` or more), and what they did after it.

    Of several at one time the later item_id is the latest. A user of whom nothing would be left to learn from
    is held back in nothing. With `good` at the low end of the scale it is plain leave-last-one-out.
    """
    least = good_from(interactions) if good is None else good
    place, counts = _places(interactions, [interactions.items, interactions.times])
    liked = np.where(interactions.values >= least, place, -1)
    latest = np.full(len(interactions.user_ids), -1)
    np.maximum.at(latest, interactions.users, liked)
    held = (latest > 0)[interactions.users] & (place >= latest[interactions.users])
    return [Split("the last of each", held & (counts[interactions.users] > 1))]


def in_folds(interactions: Interactions, folds: int = 5, seed: int = 0) -> list[Split]:
    """Deal all interactions into `folds` at random; each is held back once.

    Raises SettingError where folds < 2, RatingsError where there are fewer interactions than folds.
    """
    if folds < 2:
        raise SettingError("folds", folds, "2 or more")
    if len(interactions) < folds:
        raise RatingsError("interactions", f"there are {len(interactions)}", f"give {folds} or more")
    fold = np.random.default_rng(seed).permutation(len(interactions)) % folds
    return [Split(f"fold {number + 1} of {folds}", fold == number) for number in range(folds)]


def share_of_each(interactions: Interactions, share: float = 0.25, seed: int = 0) -> list[Split]:
    """Hold back `share` of each user's interactions, drawn at random, rounded; at least one, and never all.

    A user with a single interaction keeps it. Raises SettingError as `by_time` does.
    """
    _check_share(share)
    chance = np.random.default_rng(seed).random(len(interactions))
    place, counts = _places(interactions, [chance])
    wanted = np.floor(counts * share + 0.5).clip(1, np.maximum(counts - 1, 1)) * (counts > 1)
    return [Split("a share of each", place < wanted[interactions.users])]


KINDS: tuple[str, ...] = ("time", "last", "folds", "share")


def splits_of(
    interactions: Interactions,
    kind: str,
    *,
    seed: int = 0,
    folds: int = 5,
    share: float = 0.25,
    good: float | None = None,
) -> list[Split]:
    """The splits of one of KINDS; each leaves something to learn from and holds something back.

    Raises SettingError for another kind or a number that makes no sense, RatingsError for too few interactions.
    """
    makers: dict[str, Callable[[], list[Split]]] = {
        "time": lambda: by_time(interactions, share),
        "last": lambda: last_of_each(interactions, good),
        "folds": lambda: in_folds(interactions, folds, seed),
        "share": lambda: share_of_each(interactions, share, seed),
    }
    if kind not in makers:
        raise SettingError("split", kind, f"one of {', '.join(KINDS)}")
    if len(interactions) < 2:
        raise RatingsError("interactions", f"there are {len(interactions)}", "give 2 or more")
    made = makers[kind]()
    if not all(split.held.any() and not split.held.all() for split in made):
        raise RatingsError("interactions", f"a split by {kind} leaves nothing to judge", "give more of them")
    return made


def _places(interactions: Interactions, keys: list[NDArray[np.generic]]) -> tuple[NDArray[np.int64], ...]:
    """Each interaction's place among its user's own in the order of the keys (the last leads), and the counts."""
    order = np.lexsort((*keys, interactions.users))
    counts = np.bincount(interactions.users, minlength=len(interactions.user_ids)).astype(np.int64)
    starts = np.cumsum(counts) - counts
    place = np.empty(len(interactions), dtype=np.int64)
    place[order] = np.arange(len(interactions)) - starts[interactions.users[order]]
    return place, counts


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise SettingError("share", share, "a number between 0 and 1")
