"""The hybrid: what comes first for whom, new shoppers and new items too, and reasons that are what there is."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scorer_contract import ScorerContract
from small_histories import scattered, two_camps, written

from recommender import (
    Ease,
    Hybrid,
    HybridSettings,
    ImplicitNeighbours,
    Interactions,
    ModelFileError,
    NotFittedError,
    RatingsError,
    Reason,
    SettingError,
    UnknownItemError,
    UnknownShopperError,
    suited,
)
from recommender.index import Index
from recommender.linear import LINEAR_MODELS
from recommender.model_files import StoredModel

ITEMS = ["book", "lamp", "stove", "tent"]
SHELF = {
    "book": ["home", "paper"],
    "lamp": ["home", "steel"],
    "stove": ["outdoors", "steel"],
    "tent": ["outdoors", "canvas"],
    "hammock": ["outdoors", "canvas"],
    "notebook": ["home", "paper"],
}
EAGER = HybridSettings(least_lessons=10, lessons=200, rivals=5)  # learns its weights from little
CODES = {"prior", "neighbours", "content", "popular", "popular_week", "request"}


def worded(history: Interactions) -> dict[str, list[str]]:
    return {item: [f"kind {int(item[1:]) % 4}", f"colour {int(item[1:]) % 3}"] for item in history.item_ids}


class Worded(Hybrid):
    """With tokens of every item, for the contract's own histories."""

    def fit(self, interactions: Interactions, **told: Any) -> "Worded":
        super().fit(interactions, tokens=worded(interactions), **told)
        return self


class TestHybrid(ScorerContract):
    @staticmethod
    def make() -> Hybrid:
        return Hybrid(settings=EAGER)


class TestHybridWithEase(ScorerContract):
    @staticmethod
    def make() -> Hybrid:
        return Hybrid(settings=EAGER, linear=Ease)


class TestHybridWithImplicitNeighbours(ScorerContract):
    @staticmethod
    def make() -> Hybrid:
        return Hybrid(settings=EAGER, linear=ImplicitNeighbours)


class TestHybridOfTokens(ScorerContract):
    @staticmethod
    def make() -> Hybrid:
        return Worded(settings=EAGER)


class CoLiked:
    """A linear model by the letter: w(j,i) = Σ_u c⁺(u,j)·c⁺(u,i)/n(j) for j ≠ i, over those who like both."""

    def fit(self, interactions: Interactions) -> "CoLiked":
        told = np.maximum(interactions.matrix().toarray(), 0)
        self.items = Index(interactions.item_ids)
        self.pulls = told.T @ told / np.maximum(told.sum(axis=0), 1)[:, np.newaxis]
        np.fill_diagonal(self.pulls, 0.0)
        return self

    def shares_of_history(self, history: Mapping[str, float], item_id: str) -> list[tuple[str, float]]:
        item = self.items.place(item_id)
        if item < 0:
            raise UnknownItemError(item_id)
        known = [(other, self.items.place(other), value) for other, value in history.items()]
        return [(other, float(value * self.pulls[j, item])) for other, j, value in known if j >= 0]

    def shares_of_each(
        self, history: Mapping[str, float], item_ids: Sequence[str]
    ) -> tuple[list[str], np.ndarray]:
        known = [other for other in history if other in self.items]
        by_item = [
            dict(self.shares_of_history(history, item)) if item in self.items else {} for item in item_ids
        ]
        return known, np.array([[shares.get(other, 0.0) for other in known] for shares in by_item])

    def score_history(self, history: Mapping[str, float], item_ids: Sequence[str]) -> np.ndarray:
        known = [item in self.items for item in item_ids]
        return np.array(
            [
                sum(share for _, share in self.shares_of_history(history, item)) if there else np.nan
                for item, there in zip(item_ids, known, strict=True)
            ]
        )

    def stored(self) -> StoredModel:
        told = {"starts": np.zeros(1), "rated": np.zeros(1), "pulls": self.pulls}
        return StoredModel("CoLiked", "", {}, told, {"items": self.items.ids})

    @classmethod
    def restored(cls, stored: StoredModel, items: Index, _users: Index) -> "CoLiked":
        model = cls()
        model.items, model.pulls = items, stored.arrays["pulls"]
        return model


class Linear(Hybrid):
    """With a linear model as one more part."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**{"settings": EAGER, "linear": CoLiked, **told})


class TestHybridWithALinearModel(ScorerContract):
    make = Linear

    @pytest.fixture(autouse=True)
    def known_linear_models(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(LINEAR_MODELS, "CoLiked", CoLiked)

    def test_what_it_adds_is_in_the_neighbours_part_with_its_evidence(self) -> None:
        model = Linear().fit(two_camps())
        stove, lamp = model.explain("newcomer", "stove"), model.explain("newcomer", "lamp")
        assert stove.parts["neighbours"] > lamp.parts.get("neighbours", 0.0)
        assert stove.evidence == ("tent",)
        assert (
            Linear().fit(two_camps()).model_id
            == model.model_id
            != Hybrid(settings=EAGER).fit(two_camps()).model_id
        )

    @pytest.mark.parametrize("look", [Linear.check, Linear.load])
    def test_its_arrays_are_vouched_for_too(self, look: Callable[[Path], object], tmp_path: Path) -> None:
        Linear().fit(two_camps()).save(tmp_path / "model")
        look(tmp_path / "model")
        (tmp_path / "model" / "linear_pulls.npy").write_bytes(b"")
        with pytest.raises(ModelFileError, match=r"linear_pulls\.npy: .*; train the model again"):
            look(tmp_path / "model")

    @pytest.mark.parametrize("look", [Linear.check, Linear.load])
    def test_one_that_this_program_does_not_know_is_said_to_be(
        self, look: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Linear().fit(two_camps()).save(tmp_path / "model")
        monkeypatch.delitem(LINEAR_MODELS, "CoLiked")
        with pytest.raises(ModelFileError, match="an unknown CoLiked; train the model again"):
            look(tmp_path / "model")


@pytest.fixture(scope="module")
def camps() -> Hybrid:
    return Hybrid().fit(two_camps(), tokens=SHELF)


def ids(reasons: list[Reason]) -> list[str]:
    return [reason.item_id for reason in reasons]


def by_id(reasons: list[Reason]) -> dict[str, Reason]:
    return {reason.item_id: reason for reason in reasons}


@pytest.mark.parametrize("explicit", [True, False])
def test_parts_add_up_for_every_kind_of_shopper_and_request(explicit: bool) -> None:
    history = scattered(seed=1)
    model = Hybrid(settings=EAGER).fit(history, explicit=explicit, tokens=worded(history))
    candidates, newest = [*history.item_ids, "new"], float(history.times.max())
    asked = {item: number % 5 / 4 for number, item in enumerate(candidates)}
    for shopper in (None, "stranger", "u7"):
        for relevance in (None, asked):
            for session in ({}, {"liked": ["i1"], "disliked": ["i2"], "rejected": ["i3"]}):
                for now in (None, newest):
                    ranked = model.rank(
                        candidates, shopper_id=shopper, relevance=relevance, now=now, **session
                    )
                    assert sorted(ids(ranked)) == sorted(candidates)
                    assert [one.score for one in ranked] == sorted(
                        (one.score for one in ranked), reverse=True
                    )
                    for reason in ranked:
                        assert sum(reason.parts.values()) == pytest.approx(reason.score, abs=1e-9)
                        assert set(reason.parts) <= CODES


def test_a_known_shopper_gets_what_their_like_loved_with_the_reason(camps: Hybrid) -> None:
    stove, lamp = by_id(camps.rank(ITEMS, shopper_id="newcomer"))["stove"], camps.explain("newcomer", "lamp")
    assert stove.score > lamp.score
    assert stove.parts["neighbours"] > 0 < stove.parts["content"]
    assert (stove.evidence, stove.alike, stove.tokens) == (("tent",), ("tent",), ("outdoors",))
    assert (lamp.evidence, lamp.alike, lamp.tokens) == ((), (), ())


def test_a_new_item_is_served_to_whom_its_content_suits(camps: Hybrid) -> None:
    ranked = camps.rank(["notebook", "hammock"], shopper_id="newcomer")
    assert ids(ranked) == ["hammock", "notebook"]
    assert ranked[0].alike == ("tent",)
    assert "neighbours" not in ranked[0].parts
    assert "popular" not in ranked[0].parts
    assert "hammock" in ids(camps.recommend("newcomer", 10))


def test_a_stranger_gets_what_is_in_demand_and_no_claim_about_taste(camps: Hybrid) -> None:
    ranked = camps.rank([*ITEMS, "hammock"], shopper_id="stranger")
    assert ids(ranked)[-1] == "hammock"
    assert ranked == camps.rank([*ITEMS, "hammock"])
    for reason in ranked:
        assert set(reason.parts) <= {"prior", "popular"}
        assert (reason.evidence, reason.alike, reason.tokens) == ((), (), ())


def test_likes_dislikes_and_rejected_cards_count_at_once(camps: Hybrid) -> None:
    assert ids(camps.rank(["stove", "lamp"], liked=["tent"])) == ["stove", "lamp"]
    assert ids(camps.rank(["stove", "lamp"], liked=["book"], disliked=["tent"])) == ["lamp", "stove"]
    plain, turned_down = (
        by_id(camps.rank(["hammock", "notebook"], rejected=rejected)) for rejected in ([], ["tent"])
    )
    assert turned_down["hammock"].score < plain["hammock"].score
    assert turned_down["notebook"].score == plain["notebook"].score
    before = camps.rank(["stove"], shopper_id="newcomer")[0]
    harsh = camps.rank(["stove"], shopper_id="newcomer", liked=["tent"], disliked=["tent"])[0]
    assert harsh.score < before.score
    assert camps.rank(["stove"], shopper_id="newcomer")[0] == before  # the model itself has not changed


def test_a_like_of_a_thing_that_nobody_rated_still_says_what_is_liked(camps: Hybrid) -> None:
    first = camps.rank(["lamp", "tent"], liked=["hammock"])[0]
    assert (first.item_id, first.alike) == ("tent", ("hammock",))


def test_what_the_caller_says_was_bought_is_left_out(camps: Hybrid) -> None:
    assert sorted(ids(camps.rank(ITEMS, without=["tent", "lamp"]))) == ["book", "stove"]


def test_a_shop_without_history_ranks_by_the_request_and_by_what_the_session_likes() -> None:
    empty = Hybrid().fit(Interactions.from_rows([]), tokens=SHELF)
    assert ids(empty.rank(["tent", "lamp"], shopper_id="anyone", relevance={"lamp": 0.5})) == ["lamp", "tent"]
    assert [dict(reason.parts) for reason in empty.rank(["tent", "lamp"])] == [{}, {}]
    liked = empty.rank(["lamp", "tent"], liked=["hammock"])
    assert ids(liked) == ["tent", "lamp"]
    assert set(liked[0].parts) == {"content"}
    assert empty.interactions == 0
    with pytest.raises(UnknownShopperError):
        empty.recommend("anyone", 3)
    assert [item for item, _ in empty.similar("tent", 1)] == ["hammock"]


def test_a_clearly_better_fit_wins_and_among_equal_fits_taste_decides(camps: Hybrid) -> None:
    fits = {"stove": 0.5, "lamp": 1.0, "book": 0.5}
    ranked = camps.rank(["stove", "lamp", "book"], shopper_id="newcomer", relevance=fits)
    assert ids(ranked) == ["lamp", "stove", "book"]
    assert [reason.parts["request"] for reason in ranked] == [9.0, 4.5, 4.5]


def test_popular_this_week_is_said_only_of_what_is_and_only_this_week() -> None:
    rows = [(f"s{n}", "hit", 5.0, 100 * 86_400) for n in range(9)]
    rows += [(f"s{n}", "classic", 5.0, 1) for n in range(9)]
    model = Hybrid().fit(Interactions.from_rows(rows))
    week = by_id(model.rank(["hit", "classic"], now=101 * 86_400))
    assert set(week["hit"].parts) == {"prior", "popular", "popular_week"}
    assert set(week["classic"].parts) == {"prior", "popular"}
    later = by_id(model.rank(["hit", "classic"], now=200 * 86_400))
    assert set(later["hit"].parts) == {"prior", "popular"}
    assert later["hit"].score == pytest.approx(week["hit"].score)


def test_diversity_brings_up_another_kind_and_keeps_the_first(camps: Hybrid) -> None:
    shelf = ["tent", "hammock", "notebook"]
    fits = {"tent": 1.0, "hammock": 0.9, "notebook": 0.8}
    assert ids(camps.rank(shelf, relevance=fits)) == shelf
    assert ids(camps.rank(shelf, relevance=fits, diversity=0.8)) == ["tent", "notebook", "hammock"]
    with pytest.raises(SettingError, match="diversity is 2"):
        camps.rank(shelf, diversity=2)


def test_the_weights_follow_what_tells_a_liking_in_the_history() -> None:
    # Each shopper likes the things of one kind, and nothing else about a thing matters.
    chance = np.random.default_rng(0)
    rows = [
        (f"u{user}", f"i{item}", 5.0, 0)
        for user in range(60)
        for item in range(80)
        if item % 8 == user % 8 and chance.random() < 0.7
    ]
    history = Interactions.from_rows(rows)
    model = Hybrid(settings=EAGER).fit(history, tokens={f"i{n}": [f"kind {n % 8}"] for n in range(88)})
    top = model.recommend("u3", 4)
    assert {int(reason.item_id[1:]) % 8 for reason in top} == {3}
    assert all(reason.parts["content"] > abs(reason.parts["prior"]) for reason in top)


def test_recommendations_leave_out_what_was_rated_unless_asked(camps: Hybrid) -> None:
    assert set(ids(camps.recommend("s00", 10))) == {"hammock", "notebook"}
    assert set(ids(camps.recommend("s00", 10, seen=True))) == set(SHELF)
    assert camps.recommend("newcomer", 2) == camps.recommend("newcomer", 10)[:2]
    with pytest.raises(UnknownShopperError, match="'stranger'"):
        camps.recommend("stranger", 10)


def test_similar_things_are_found_by_ratings_and_by_content(camps: Hybrid) -> None:
    assert [item for item, _ in camps.similar("tent", 5)][:2] in (["stove", "hammock"], ["hammock", "stove"])
    assert [item for item, _ in camps.similar("hammock", 1)] == ["tent"]
    assert camps.similar("tent", 5, candidates=["book"]) == []
    with pytest.raises(UnknownItemError):
        camps.similar("never heard of", 5)


def test_a_model_is_named_by_its_history_its_items_and_its_settings(camps: Hybrid) -> None:
    assert Hybrid().fit(two_camps(), tokens=SHELF).model_id == camps.model_id
    others = [
        Hybrid().fit(two_camps()),
        Hybrid().fit(two_camps(), tokens=SHELF, explicit=False),
        Hybrid(settings=HybridSettings(seed=1)).fit(two_camps(), tokens=SHELF),
        Hybrid().fit(scattered(seed=1), tokens=SHELF),
    ]
    assert len({camps.model_id, *(other.model_id for other in others)}) == 5


def test_a_saved_and_loaded_hybrid_gives_the_same_lists(tmp_path: Path) -> None:
    history = scattered(seed=1)
    model = Hybrid(settings=EAGER).fit(history, tokens=worded(history), numbers={"i1": {"price": 2.0}})
    model.save(tmp_path / "model")
    Hybrid.check(tmp_path / "model")
    loaded = Hybrid.load(tmp_path / "model")
    assert (loaded.model_id, loaded.interactions) == (model.model_id, len(history))
    for shopper in (None, "u7"):
        for liked in ([], ["i1"]):
            told = {"shopper_id": shopper, "relevance": {"i3": 0.5}, "liked": liked}
            assert loaded.rank([*history.item_ids, "new"], **told) == model.rank(
                [*history.item_ids, "new"], **told
            )
    assert loaded.recommend("u7", 5) == model.recommend("u7", 5)
    assert loaded.similar("i1", 5) == model.similar("i1", 5)
    assert (loaded.knows("u7"), loaded.knows("stranger")) == (True, False)


def test_an_empty_shops_model_can_be_saved_and_loaded(tmp_path: Path) -> None:
    Hybrid().fit(Interactions.from_rows([])).save(tmp_path / "model")
    loaded = Hybrid.load(tmp_path / "model")
    assert ids(loaded.rank(["a", "b"], relevance={"b": 0.1})) == ["b", "a"]


def test_equal_scores_come_by_item_id_and_a_candidate_comes_once() -> None:
    model = Hybrid().fit(written("ann b 4", "ann a 4", "bob c 4"))
    assert ids(model.rank(["b", "a", "b", "new b", "new a"])) == ["a", "b", "new a", "new b"]
    assert model.rank([]) == []


def test_it_says_so_when_nothing_was_learnt_or_a_number_makes_no_sense(camps: Hybrid) -> None:
    with pytest.raises(NotFittedError, match="Hybrid"):
        Hybrid().rank(["a"])
    with pytest.raises(SettingError, match="request_weight"):
        HybridSettings(request_weight=-1)
    with pytest.raises(RatingsError, match="item 'tent': its relevance is"):
        camps.rank(ITEMS, relevance={"tent": float("nan")})


def test_ease_is_taken_while_it_is_cheap_and_no_linear_model_without_a_history() -> None:
    assert suited(two_camps()) is Ease
    rows = [(f"u{number}", f"i{number}", 5.0, number) for number in range(5000)]
    assert suited(Interactions.from_rows(rows)) is ImplicitNeighbours
    assert suited(Interactions.from_rows(())) is None
