"""Learn the weights of a blend from likings that were held out of the history, new shoppers and items among them.

Only the history that is given is looked at; every draw comes from the seed in the settings."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from recommender.blend import Blend, known
from recommender.interactions import Interactions
from recommender.leanings import is_good
from recommender.parts import Heard, Parts
from recommender.said import Said
from recommender.settings import HybridSettings
from recommender.sharpening import held_lists, sharpened

FloatArray = NDArray[np.float64]
HELD_SHARE = 0.25  # of the interactions
NEW_ITEMS = 0.05  # share of the items that are held out whole, as if they had just come in
MOSTLY = 0.9
SHORT_HISTORIES = (0, 1, 2, 4, 8)  # so much is left of a shopper's history, in half of the lessons


def learn_blend(
    interactions: Interactions,
    fit: Callable[[Interactions], Parts],
    settings: HybridSettings,
    default: Blend,
) -> Blend:
    """The blend under which held-out likings lead items that the shopper had nothing to do with.

    A quarter of the interactions, and all of every twentieth item, are held out, and `fit` sees the rest.
    Then the parts are scaled by whole lists (sharpening.py).
    In half of the lessons the shopper is known by a few interactions only. With too few lessons the weights
    are those of `default`; else they are scaled so that in nine lessons of ten (MOSTLY) no rival leads the mean of
    its rivals by more than `settings.reach`.
    """
    chance = np.random.default_rng(settings.seed)
    new = chance.random(len(interactions.item_ids)) < NEW_ITEMS
    held = (chance.random(len(interactions)) < HELD_SHARE) | new[interactions.items]
    liked = np.flatnonzero(held & is_good(interactions.values, interactions.scale))
    if liked.size < max(settings.least_lessons, 1) or held.all():
        return default
    some = np.sort(chance.permutation(liked)[: settings.lessons])
    parts = fit(interactions.where(~held))
    features, users_known, items_known = _lessons(interactions, some, parts, settings, chance)
    if len(features) < max(settings.least_lessons, 1):
        return default
    blend = Blend.learnt(features, users_known, items_known, ridge=settings.ridge)

    def weigh(heard: Heard) -> FloatArray:
        return blend.weights(*how_known(parts, heard, settings))

    lists = held_lists(interactions, liked, parts, weigh=weigh, shorten=_shortened, chance=chance)
    blend = sharpened(blend, lists)
    rivals = blend.scores(features, users_known, items_known)[:, 1:]
    reach = float(np.quantile(rivals.max(axis=1) - rivals.mean(axis=1), MOSTLY))
    return blend.scaled(settings.reach / reach) if reach > 0 else default


def _lessons(
    interactions: Interactions,
    liked: NDArray[np.intp],
    parts: Parts,
    settings: HybridSettings,
    chance: np.random.Generator,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Features (m, 1 + rivals, parts), the liked item first, and how well known user and items are."""
    starts = np.searchsorted(interactions.users, np.arange(len(interactions.user_ids) + 1))
    features, users_known, items_known = [], [], []
    for number in liked:
        user = interactions.users[number]
        theirs = interactions.items[starts[user] : starts[user + 1]]
        rivals = _rivals(len(interactions.item_ids), theirs, settings.rivals, chance)
        if rivals.size < settings.rivals:
            continue
        items = [interactions.item_ids[item] for item in (interactions.items[number], *rivals)]
        said = _shortened(parts.said_by(interactions.user_ids[user]), chance)
        heard = parts.hear(said, items)
        features.append(heard.features)
        user_known, candidates_known = how_known(parts, heard, settings)
        users_known.append(user_known)
        items_known.append(candidates_known)
    return np.array(features), np.array(users_known), np.array(items_known)


def how_known(parts: Parts, heard: Heard, settings: HybridSettings) -> tuple[float, FloatArray]:
    """κ_known of the shopper who was heard, and of each item, shape (c,)."""
    user = float(known(float(len(heard.said.values)), settings.half_known_user))
    return user, known(parts.counts(heard.places), settings.half_known_item)


def _rivals(
    items: int, theirs: NDArray[np.int32], wanted: int, chance: np.random.Generator
) -> NDArray[np.int64]:
    """Items drawn evenly, with repeats, from those that are not `theirs`; none where all are theirs."""
    others = np.setdiff1d(np.arange(items), theirs, assume_unique=True)
    return chance.choice(others, wanted) if others.size else others


def _shortened(said: Said, chance: np.random.Generator) -> Said:
    keep = int(chance.choice(SHORT_HISTORIES)) if chance.random() < 0.5 else len(said.values)
    if keep >= len(said.values):
        return said
    kept = [list(said.values)[place] for place in chance.permutation(len(said.values))[:keep]]
    return Said({item: said.values[item] for item in kept}, {item: said.leaning[item] for item in kept})
