"""Whom a model serves well and whom less, and which groups of items it shows: gaps, named and measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.interactions import Interactions
from recommender.judging.bootstrap import Interval, apart
from recommender.judging.breadth import gini
from recommender.judging.figures import RMSE, PerUser

Groups = Mapping[str, str]  # id -> its group; an id that is missing is of no group

ACTIVITY = "activity"
THIRDS = ("least active third", "middle third", "most active third")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well one model serves the groups of users that one attribute makes."""

    attribute: str
    figure: str  # "RMSE" or "nDCG@10"
    groups: Mapping[str, Interval]
    users: Mapping[str, int]  # how many of each group were judged
    best: str
    worst: str
    gap: Interval  # how much worse `worst` fares, in the unit of the figure; chosen after the fact


@dataclass(frozen=True, slots=True)
class Exposure:
    """How one model's lists treat the groups of items that one attribute makes; shares of 1."""

    attribute: str
    catalogue: Mapping[str, float]  # share of the items
    history: Mapping[str, float]  # share of the interactions
    lists: Mapping[str, float]  # share of the places in lists
    gini: float  # of the places an item of each group has on average: 0 if no group is favoured
    favoured: str  # the group whose share of the lists exceeds its share of the history most
    neglected: str  # the one that falls short of it most


def activity_thirds(interactions: Interactions) -> Groups:
    """Each user's third by how many interactions they have; those of equal number are of one third."""
    counts = np.bincount(interactions.users, minlength=len(interactions.user_ids))
    thirds = np.searchsorted(np.quantile(counts, [1 / 3, 2 / 3]), counts)
    return {user: THIRDS[third] for user, third in zip(interactions.user_ids, thirds, strict=True)}


def accuracy_by_group(
    attribute: str, groups: Groups, *, figure: str, per_user: PerUser, user_ids: Sequence[str], seed: int
) -> list[Accuracy | None]:
    """One Accuracy a model; None where fewer than two groups have the figure."""
    mine = np.array([groups.get(user_ids[user], "") for user in per_user.users])
    names = [name for name in dict.fromkeys([*THIRDS, *sorted(set(mine.tolist()))]) if name and name in mine]
    # Different seeds: what is drawn of one group has nothing to do with another's.
    draws = [per_user.draws(seed + number, mine == name) for number, name in enumerate(names, start=1)]
    told: list[Accuracy | None] = []
    for model in range(per_user.sums.shape[0]):
        known = [place for place, one in enumerate(draws) if not np.isnan(one.values[model])]
        if len(known) < 2:
            told.append(None)
            continue
        known.sort(key=lambda place: draws[place].values[model])
        low, high = known[0], known[-1]
        best, worst = (low, high) if figure == RMSE else (high, low)
        told.append(
            Accuracy(
                attribute,
                figure,
                {names[place]: draws[place].interval(model) for place in sorted(known)},
                {names[place]: int((mine == names[place]).sum()) for place in sorted(known)},
                names[best],
                names[worst],
                apart(draws[high], draws[low], model),
            )
        )
    return told


def exposure_by_group(
    attribute: str, groups: Groups, shown: NDArray[np.int64], interactions: Interactions
) -> Exposure | None:
    """How the places in lists (`shown`, shape (items,)) fall to the groups; None where fewer than two have items."""
    mine = np.array([groups.get(item, "") for item in interactions.item_ids])
    names, numbers = np.unique(mine, return_inverse=True)
    taken = np.bincount(interactions.items, minlength=mine.size)
    kept = np.flatnonzero(names != "")
    if kept.size < 2:
        return None
    items, had, places = (
        np.bincount(numbers, weights=weights, minlength=names.size)[kept]
        for weights in (np.ones(mine.size), taken, shown)
    )
    labels = names[kept].tolist()
    catalogue, history, lists = (_shares(labels, amounts.tolist()) for amounts in (items, had, places))
    lead = {name: lists[name] - history[name] for name in labels}
    return Exposure(
        attribute,
        catalogue,
        history,
        lists,
        gini(places / items),
        max(labels, key=lambda name: lead[name]),
        min(labels, key=lambda name: lead[name]),
    )


def _shares(names: Sequence[str], amounts: Sequence[float]) -> dict[str, float]:
    whole = sum(amounts) or 1.0
    return {name: amount / whole for name, amount in zip(names, amounts, strict=True)}
