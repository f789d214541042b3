"""Item neighbours: the contract of all scorers, and the prediction against its formula."""

from dataclasses import replace

import numpy as np
import pytest
from scorer_contract import ScorerContract
from small_histories import scattered, two_camps
from test_similarity import by_item, sim

from recommender import ItemNeighbours, NeighbourSettings, SettingError


class TestItemNeighbours(ScorerContract):
    make = ItemNeighbours


class TestPlainItemNeighbours(ScorerContract):
    @staticmethod
    def make() -> ItemNeighbours:
        return ItemNeighbours(NeighbourSettings.plain(k=10))


@pytest.mark.parametrize("careful", [False, True])
def test_a_prediction_is_the_formula_of_its_docstring(careful: bool) -> None:
    history = scattered(seed=3)
    plain = NeighbourSettings.plain(k=len(history.item_ids), min_overlap=3)
    chosen = replace(plain, shrinkage=7.0, damping=4.0, caution=0.8, own_level=True) if careful else plain
    model, ratings = ItemNeighbours(chosen).fit(history), by_item(history)
    overall = float(history.values.mean())
    means = {item: float(sum(given.values()) / len(given)) for item, given in ratings.items()}
    for user in history.user_ids[:8]:
        theirs = {item: float(given[user]) for item, given in ratings.items() if user in given}
        above = {item: value - means[item] for item, value in theirs.items()}
        level = sum(above.values()) / (len(above) + chosen.damping) if careful else 0.0
        for item, score in zip(history.item_ids, model.score(user, history.item_ids), strict=True):
            sims = {j: sim(ratings, item, j, 3, chosen.shrinkage) for j in theirs if j != item}
            trust = sum(abs(value) for value in sims.values()) + chosen.caution
            moved = sum(value * (above[j] - level) for j, value in sims.items())
            n = len(ratings[item])
            mean = (means[item] * n + chosen.damping * overall) / (n + chosen.damping)
            assert score == pytest.approx(mean + level + (moved / trust if trust else 0.0), abs=1e-9)


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
    "wrong", [{"k": 0}, {"min_overlap": 0}, {"shrinkage": -1.0}, {"caution": float("nan")}]
)
def test_a_setting_without_sense_is_refused_by_name(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingError, match=next(iter(wrong))):
        NeighbourSettings(**wrong)  # type: ignore[arg-type]


def test_the_nearest_items_are_listed_with_their_similarity() -> None:
    model = ItemNeighbours().fit(two_camps())
    assert [item for item, _ in model.similar("tent")] == ["stove"]
    assert model.similar("never seen") == []
    assert np.all([value > 0 for _, value in model.similar("lamp")])
