"""Item neighbours: the contract of all scorers, and what moves a prediction. Its formula: test_predictions.py."""

import numpy as np
import pytest
from scorer_contract import ScorerContract
from small_histories import scattered, two_camps

from recommender import ItemNeighbours, NeighbourSettings, SettingError


class TestItemNeighbours(ScorerContract):
    make = ItemNeighbours


class TestPlainItemNeighbours(ScorerContract):
    @staticmethod
    def make() -> ItemNeighbours:
        return ItemNeighbours(NeighbourSettings.plain(k=10))


class TestItemNeighboursOfBaselines(ScorerContract):
    @staticmethod
    def make() -> ItemNeighbours:
        return ItemNeighbours(NeighbourSettings.of_baselines())


def test_who_loved_the_tent_is_told_of_the_stove_because_of_the_tent() -> None:
    model = ItemNeighbours().fit(two_camps())
    stove, lamp = model.explain("newcomer", "stove"), model.explain("newcomer", "lamp")
    assert stove.score > lamp.score
    assert stove.evidence == ("tent",)
    assert lamp.evidence == ()


def test_evidence_is_at_most_three_items_that_the_shopper_is_fond_of_and_that_raise_the_score() -> None:
    history = scattered(seed=4, users=80)
    model = ItemNeighbours(NeighbourSettings(min_overlap=2, shrinkage=0.0)).fit(history)
    seen = set()
    for number, user in enumerate(history.user_ids):
        theirs = history.users == number
        own_mean = history.values[theirs].mean()
        liked = {history.item_ids[i] for i in history.items[theirs & (history.values >= own_mean)]}
        for item in history.item_ids:
            reason = model.explain(user, item)
            assert set(reason.evidence) <= liked - {item}
            assert len(set(reason.evidence)) == len(reason.evidence) <= 3
            assert not reason.evidence or reason.parts["neighbours"] > 0
            seen.add(len(reason.evidence))
    assert seen == {0, 1, 2, 3}


def test_a_harsh_shopper_is_not_taken_for_displeased() -> None:
    model = ItemNeighbours(NeighbourSettings(damping=0.0)).fit(two_camps())
    taste = model.taste(None, {"tent": 2.0, "stove": 2.0, "lamp": 0.5, "book": 0.5})  # never over two stars
    book, lamp, stove, tent = taste.deviations[:-1]  # in the order of the ids
    assert taste.level < 0
    assert min(tent, stove) > 0 > max(lamp, book)


@pytest.mark.parametrize(
    "wrong",
    [
        {"k": 0},
        {"min_overlap": 0},
        {"nearest": 0},
        {"shrinkage": -1.0},
        {"caution": float("nan")},
        {"likeness": "cosine"},
        {"centre": "median"},
        {"own_level": False, "centre": "baseline"},
        {"centre": "none"},
    ],
)
def test_a_setting_without_sense_is_refused_by_name(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingError, match=next(iter(wrong))):
        NeighbourSettings(**wrong)  # type: ignore[arg-type]


def test_the_nearest_items_are_listed_with_their_similarity() -> None:
    model = ItemNeighbours().fit(two_camps())
    assert [item for item, _ in model.similar("tent", 5)] == ["stove"]
    assert np.all([value > 0 for _, value in model.similar("lamp", 5)])
