"""Ranking: what comes first for whom, and that the reason given is the reason there is."""

from pathlib import Path

import pytest
from small_histories import scattered, two_camps, written

from recommender import (
    Interactions,
    NotFittedError,
    RatingsError,
    Reason,
    Recommender,
    SettingError,
    UnknownShopperError,
)

ITEMS = ["book", "lamp", "stove", "tent"]


@pytest.fixture(scope="module")
def camps() -> Recommender:
    return Recommender().fit(two_camps(), explicit=True)


def ids(reasons: list[Reason]) -> list[str]:
    return [reason.item_id for reason in reasons]


def codes(reasons: list[Reason]) -> set[str]:
    return {code for reason in reasons for code in reason.parts}


@pytest.mark.parametrize("explicit", [True, False])
def test_parts_add_up_for_every_kind_of_shopper_and_request(explicit: bool) -> None:
    history = scattered(seed=1)
    model = Recommender().fit(history, explicit=explicit)
    candidates = [*history.item_ids, "new"]
    asked = {item: number % 5 / 4 for number, item in enumerate(candidates)}
    for shopper in (None, "stranger", "u7"):
        for relevance in (None, asked):
            for liked, disliked in (((), ()), (["i1"], ["i2"])):
                ranked = model.rank(
                    candidates, shopper_id=shopper, relevance=relevance, liked=liked, disliked=disliked
                )
                assert sorted(ids(ranked)) == sorted(candidates)
                for reason in ranked:
                    assert sum(reason.parts.values()) == pytest.approx(reason.score, abs=1e-9)


def test_a_known_shopper_gets_what_their_like_loved_with_the_reason(camps: Recommender) -> None:
    ranked = camps.rank(ITEMS, shopper_id="newcomer")
    assert ids(ranked)[0] == "stove" or ids(ranked)[:2] == ["tent", "stove"]
    stove = next(reason for reason in ranked if reason.item_id == "stove")
    assert stove.evidence == ("tent",)
    assert set(stove.parts) == {"item_mean", "user_mean", "neighbours", "popular"}


def test_a_stranger_gets_what_is_popular_and_is_told_so(camps: Recommender) -> None:
    ranked = camps.rank(ITEMS, shopper_id="stranger")
    assert codes(ranked) == {"popular"}
    assert ranked == camps.rank(ITEMS)
    assert all(reason.evidence == () for reason in ranked)


def test_a_shop_without_history_ranks_by_the_request_alone() -> None:
    empty = Recommender().fit(Interactions.from_rows([]), explicit=True)
    ranked = empty.rank(["a", "b", "c"], shopper_id="anyone", relevance={"b": 1.0, "c": 0.5}, liked=["a"])
    assert ids(ranked) == ["b", "c", "a"]
    assert codes(ranked) == {"request"}
    assert [dict(reason.parts) for reason in empty.rank(["b", "a"])] == [{}, {}]
    assert ids(empty.rank(["b", "a"])) == ["a", "b"]
    assert empty.similar("a", 5) == []
    with pytest.raises(UnknownShopperError):
        empty.recommend("anyone", 3)


def test_a_like_counts_at_once_for_a_stranger_and_a_dislike_too(camps: Recommender) -> None:
    liked = camps.rank(["stove", "lamp"], liked=["tent"])
    assert ids(liked) == ["stove", "lamp"]
    assert liked[0].evidence == ("tent",)
    disliked = camps.rank(["stove", "lamp"], liked=["book"], disliked=["tent"])
    assert ids(disliked) == ["lamp", "stove"]
    assert "tent" not in disliked[0].evidence


def test_a_dislike_overrules_what_was_rated_before_and_a_like_of_the_same_item(camps: Recommender) -> None:
    before = camps.rank(["stove"], shopper_id="newcomer")[0]
    after = camps.rank(["stove"], shopper_id="newcomer", liked=["tent"], disliked=["tent"])[0]
    assert after.score < before.score
    assert after.evidence == ()
    assert camps.rank(["stove"], shopper_id="newcomer")[0] == before  # the model itself has not changed


def test_liking_only_things_that_the_model_never_saw_leaves_a_stranger_a_stranger(camps: Recommender) -> None:
    assert camps.rank(ITEMS, liked=["new"]) == camps.rank(ITEMS)


def test_a_clearly_better_fit_wins_and_among_equal_fits_taste_decides(camps: Recommender) -> None:
    fits = {"stove": 0.5, "lamp": 1.0, "book": 0.5}
    ranked = camps.rank(["stove", "lamp", "book"], shopper_id="newcomer", relevance=fits)
    assert ids(ranked) == ["lamp", "stove", "book"]
    assert [reason.parts["request"] for reason in ranked] == [9.0, 4.5, 4.5]


def test_a_new_item_is_ranked_without_a_claim_about_it(camps: Recommender) -> None:
    known, stranger = (camps.rank(["new", *ITEMS], shopper_id=who) for who in ("newcomer", None))
    assert set(next(r for r in known if r.item_id == "new").parts) == {"prior", "user_mean"}
    assert set(next(r for r in stranger if r.item_id == "new").parts) == {"prior"}


def test_what_hardly_anyone_rated_is_never_called_popular() -> None:
    history = written(*(f"s{number} classic 4.5" for number in range(9)), "fan fluke 5", "fan classic 4")
    model = Recommender().fit(history, explicit=True)
    classic, fluke = model.rank(["classic", "fluke"])
    assert (set(classic.parts), set(fluke.parts)) == ({"popular"}, {"prior"})
    (fluke,) = model.rank(["fluke"], shopper_id="s1")
    assert set(fluke.parts) == {"item_mean", "user_mean", "prior"}


def test_equal_scores_come_by_item_id_and_a_candidate_comes_once() -> None:
    model = Recommender().fit(written("ann b 4", "ann a 4", "bob c 4"), explicit=True)
    assert ids(model.rank(["b", "a", "b", "new b", "new a"])) == ["a", "b", "new a", "new b"]
    assert model.rank([]) == []


def test_recommendations_leave_out_what_the_shopper_has_rated(camps: Recommender) -> None:
    assert camps.recommend("newcomer", 10) == camps.rank(["book", "lamp", "stove"], shopper_id="newcomer")
    assert ids(camps.recommend("newcomer", 1)) == ["stove"]
    assert camps.recommend("s00", 10) == []
    with pytest.raises(UnknownShopperError, match="'stranger'"):
        camps.recommend("stranger", 10)


def test_recommendations_are_the_head_of_the_whole_ranking() -> None:
    history = scattered(seed=8)
    model = Recommender().fit(history, explicit=True)
    rated = {history.item_ids[item] for item in history.items[history.users == 0]}
    shopper = history.user_ids[0]
    ranked = model.rank([item for item in history.item_ids if item not in rated], shopper_id=shopper)
    assert model.recommend(shopper, 5) == ranked[:5]


def test_similar_items_can_be_kept_to_candidates(camps: Recommender) -> None:
    assert [item for item, _ in camps.similar("lamp", 5)] == ["book"]
    assert camps.similar("lamp", 5, candidates=["tent"]) == []
    assert camps.similar("lamp", 0) == []


@pytest.mark.parametrize("fit", [float("nan"), -0.1, 1.1])
def test_a_relevance_off_its_scale_is_refused(camps: Recommender, fit: float) -> None:
    with pytest.raises(RatingsError, match="item 'tent': its relevance is"):
        camps.rank(ITEMS, relevance={"tent": fit})


def test_a_model_is_named_by_its_history_and_its_settings(camps: Recommender) -> None:
    again = Recommender().fit(two_camps(), explicit=True)
    assert again.model_id == camps.model_id
    assert len(camps.model_id) == 12
    others = [
        Recommender().fit(two_camps(), explicit=False),
        Recommender(request_weight=0.5).fit(two_camps(), explicit=True),
        Recommender().fit(scattered(seed=1), explicit=True),
    ]
    assert len({camps.model_id, *(other.model_id for other in others)}) == 4


@pytest.mark.parametrize("explicit", [True, False])
def test_a_saved_and_loaded_recommender_gives_the_same_lists(explicit: bool, tmp_path: Path) -> None:
    history = scattered(seed=1)
    model = Recommender(request_weight=0.7).fit(history, explicit=explicit)
    model.save(tmp_path / "model")
    loaded = Recommender.load(tmp_path / "model")
    assert (loaded.model_id, loaded.interactions) == (model.model_id, len(history))
    candidates, asked = [*history.item_ids, "new"], {"i3": 0.5}
    for shopper in (None, "u7"):
        for liked in ([], ["i1"]):
            assert loaded.rank(candidates, shopper_id=shopper, relevance=asked, liked=liked) == model.rank(
                candidates, shopper_id=shopper, relevance=asked, liked=liked
            )
    assert loaded.recommend("u7", 5) == model.recommend("u7", 5)
    assert loaded.similar("i1", 5) == model.similar("i1", 5)
    assert (loaded.knows("u7"), loaded.knows("stranger")) == (True, False)


def test_an_empty_shops_model_can_be_saved_and_loaded(tmp_path: Path) -> None:
    Recommender().fit(Interactions.from_rows([]), explicit=True).save(tmp_path / "model")
    loaded = Recommender.load(tmp_path / "model")
    assert ids(loaded.rank(["a", "b"], relevance={"b": 0.1})) == ["b", "a"]
    assert loaded.interactions == 0


def test_it_says_so_when_nothing_was_learnt_or_a_weight_makes_no_sense() -> None:
    with pytest.raises(NotFittedError, match="Recommender"):
        Recommender().rank(["a"])
    with pytest.raises(SettingError, match="request_weight"):
        Recommender(request_weight=-1)
