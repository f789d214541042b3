"""Scale the parts of a learnt blend so that what was held out stands high in whole lists, not among a few rivals.

A liked item that leads a hundred drawn rivals may still stand low among ten thousand: what tells the best few apart
is another thing than what tells good from bad. Nothing is drawn but from the generator that is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.blend import Blend
from recommender.interactions import Interactions
from recommender.ordering import NOBODY, first
from recommender.parts import LINEAR, Heard, Parts
from recommender.said import Said

FloatArray = NDArray[np.float64]
LISTS = 200  # shoppers whose lists are looked at
CANDIDATES = 3000  # of one list: all items, or so many of them
TOP = 10
FACTORS = (0.5, 1.5, 2.0, 3.0, 5.0)
ROUNDS = 2


@dataclass(frozen=True, slots=True, eq=False)
class HeldList:
    """One list: what each part adds to each candidate, shape (c, parts), and which of them were held out, (c,)."""

    shares: FloatArray
    wanted: NDArray[np.bool_]

    def gain(self, factors: FloatArray) -> float:
        """nDCG@10 with every part scaled by its factor, ties by place."""
        order = first(self.shares @ factors, TOP)
        order = order[order != NOBODY]
        discounts = 1 / np.log2(np.arange(TOP) + 2)
        ideal = discounts[: int(self.wanted.sum())].sum()
        return float((self.wanted[order] * discounts[: order.size]).sum() / ideal)


def sharpened(blend: Blend, lists: Sequence[HeldList]) -> Blend:
    """The blend with each part scaled by the factor of FACTORS that lifts the mean nDCG@10 most, part by part.

    The linear part first, twice over all; what lifts nothing stays as it is. `lists` hold the shares by `blend`.
    """
    factors = np.ones(len(blend.table))
    if not lists:
        return blend
    best = _mean_gain(lists, factors)
    for _ in range(ROUNDS):
        for part in (LINEAR, *(one for one in range(factors.size) if one != LINEAR)):
            for factor in FACTORS:
                tried = factors.copy()
                tried[part] *= factor
                gain = _mean_gain(lists, tried)
                if gain > best:
                    best, factors = gain, tried
    return Blend(blend.table * factors[:, np.newaxis, np.newaxis])


def held_lists(
    interactions: Interactions,
    liked: NDArray[np.intp],
    parts: Parts,
    *,
    weigh: Callable[[Heard], FloatArray],
    shorten: Callable[[Said, np.random.Generator], Said],
    chance: np.random.Generator,
) -> list[HeldList]:
    """Lists of at most LISTS shoppers out of the held-out likings `liked`, each with all that they liked.

    `weigh` gives the weights of the parts, shape (c, parts); `shorten` lets a shopper be known by less.
    """
    lists = []
    for user in chance.permutation(np.unique(interactions.users[liked]))[:LISTS]:
        theirs = np.unique(interactions.items[liked[interactions.users[liked] == user]])
        known = parts.said_by(interactions.user_ids[user])
        candidates = _candidates(len(interactions.item_ids), theirs, chance)
        items = [interactions.item_ids[item] for item in candidates]
        heard = parts.hear(shorten(known, chance), items)
        fresh = np.array([item not in known.values for item in items])
        wanted = np.isin(candidates, theirs)
        lists.append(HeldList((weigh(heard) * heard.features)[fresh], wanted[fresh]))
    return [one for one in lists if one.wanted.any()]


def _candidates(items: int, theirs: NDArray[np.int32], chance: np.random.Generator) -> NDArray[np.intp]:
    """The numbers of all items, or of CANDIDATES of them beside `theirs`; ascending."""
    every = np.arange(items)
    if items > CANDIDATES:
        every = np.union1d(chance.choice(every, CANDIDATES, replace=False), theirs)
    return every


def _mean_gain(lists: Sequence[HeldList], factors: FloatArray) -> float:
    return float(np.mean([one.gain(factors) for one in lists]))
