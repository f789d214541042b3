"""Demand: since ever and of late, told from the newest interaction, and what may be called popular this week."""

from math import log

import numpy as np
import pytest

from recommender import Interactions
from recommender.trends import Trends

DAY = 86_400


def deeds(*told: tuple[str, int, float]) -> Interactions:
    """Rows of (item, day, value) on a scale of 1 to 5, each of a user of its own."""
    rows = ((f"u{n:03}", item, value, day * DAY) for n, (item, day, value) in enumerate(told))
    return Interactions.from_rows(rows, scale=(1.0, 5.0))


def test_what_was_in_demand_fades_by_half_every_half_life() -> None:
    history = deeds(*[("old", 72, 5.0)] * 40, *[("new", 100, 5.0)] * 20)
    trends = Trends.of(history, damping=5, half_life_days=14)
    new, old, nowhere = (history.item_ids.index("new"), history.item_ids.index("old"), -1)
    assert trends.renown[old] == pytest.approx(1.0)
    assert trends.renown[new] == pytest.approx(log(21) / log(41))
    assert trends.recent[old] == pytest.approx(log(1 + 40 / 4) / log(1 + 25))
    assert trends.recent[new] == pytest.approx(log(21) / log(1 + 25))
    assert trends.renown[nowhere] == trends.recent[nowhere] == trends.quality[nowhere] == 0.0


def test_quality_is_how_far_above_the_rest_an_item_is_rated() -> None:
    history = deeds(("good", 1, 5.0), ("good", 1, 5.0), ("bad", 1, 1.0), ("bad", 1, 1.0))
    trends = Trends.of(history, damping=2, half_life_days=14)
    # (5 + 5 + 2·3)/4 = 4, one above the mean of 3, of a span of four.
    assert trends.quality.tolist() == pytest.approx([-0.25, 0.25, 0.0])


def test_this_week_is_said_in_the_week_after_the_newest_deed_and_of_the_week_before_it() -> None:
    history = deeds(*[("hit", 100, 5.0)] * 6, *[("has been", 80, 5.0)] * 30, ("rare", 100, 5.0))
    trends, newest = Trends.of(history, damping=5, half_life_days=14), 100 * DAY
    places = np.array([history.item_ids.index(item) for item in ("hit", "has been", "rare")])

    def this_week(now: float | None) -> list[bool]:
        return [bool(said) for said in trends.is_popular_this_week(places, 5, now)]

    assert this_week(newest + DAY) == [True, False, False]
    assert this_week(newest + 8 * DAY) == [False, False, False]
    assert this_week(newest - DAY) == [False, False, False]
    assert this_week(None) == [False, False, False]


def test_a_shop_without_history_has_no_demand() -> None:
    trends = Trends.of(Interactions.from_rows([]), damping=5, half_life_days=14)
    assert trends.renown.tolist() == [0.0]
