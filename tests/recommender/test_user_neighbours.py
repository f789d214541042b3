"""User neighbours: the contract of all scorers, and the reasons they give."""

import pytest
from scorer_contract import ScorerContract
from small_histories import scattered, two_camps

from recommender import Interactions, NeighbourSettings, UnknownItemError, UnknownShopperError, UserNeighbours


class TestUserNeighbours(ScorerContract):
    make = UserNeighbours


class TestPlainUserNeighbours(ScorerContract):
    @staticmethod
    def make() -> UserNeighbours:
        return UserNeighbours(NeighbourSettings.plain(k=10))


class TestUserNeighboursOfBaselines(ScorerContract):
    @staticmethod
    def make() -> UserNeighbours:
        return UserNeighbours(NeighbourSettings.of_baselines())


@pytest.fixture(scope="module")
def camps() -> UserNeighbours:
    return UserNeighbours(NeighbourSettings(min_overlap=2)).fit(two_camps())


def test_a_camper_is_told_of_tents_because_fellow_campers_love_stoves_too(camps: UserNeighbours) -> None:
    tent, lamp = camps.explain("s00", "tent"), camps.explain("s00", "lamp")
    assert tent.score > lamp.score
    assert tent.evidence == ("stove",)
    assert tent.parts["shoppers_alike"] > 0 > lamp.parts["shoppers_alike"]
    assert lamp.evidence == ()


def test_evidence_is_at_most_three_items_that_the_shopper_is_fond_of_and_never_the_item_itself() -> None:
    history = scattered(seed=4, users=80)
    model = UserNeighbours(NeighbourSettings(min_overlap=2, shrinkage=0.0)).fit(history)
    seen = set()
    for number, user in enumerate(history.user_ids):
        theirs = history.users == number
        own_mean = history.values[theirs].mean()
        liked = {history.item_ids[i] for i in history.items[theirs & (history.values >= own_mean)]}
        for reason in model.recommend(user, 30, seen=True):
            assert set(reason.evidence) <= liked - {reason.item_id}
            assert len(set(reason.evidence)) == len(reason.evidence) <= 3
            assert not reason.evidence or reason.parts["shoppers_alike"] > 0
            seen.add(len(reason.evidence))
    assert 3 in seen


def test_what_the_same_shoppers_love_is_similar(camps: UserNeighbours) -> None:
    assert [item for item, _ in camps.similar("tent", 5)] == ["stove"]
    assert camps.similar("book", 5)[0][0] == "lamp"


def test_without_any_history_everybody_is_a_stranger() -> None:
    empty = UserNeighbours().fit(Interactions.from_rows([]))
    with pytest.raises(UnknownShopperError):
        empty.recommend("anyone", 3)
    with pytest.raises(UnknownItemError):
        empty.similar("anything", 3)


def test_one_shopper_alone_has_only_their_own_mean_to_go_by() -> None:
    alone = UserNeighbours().fit(Interactions.from_rows([("ann", "cup", 4.0, 0), ("ann", "pot", 2.0, 1)]))
    reason = alone.explain("ann", "cup")
    assert set(reason.parts) == {"item_mean", "user_mean"}
    assert alone.recommend("ann", 3) == []
