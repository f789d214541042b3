"""What every model promises that scores by a history: fold-in, shares, and lists for everybody at once."""

from collections.abc import Callable

import numpy as np
import pytest
from scorer_contract import SHOPPERS
from small_histories import scattered

from recommender import Ease, Feedback, ImplicitNeighbours, Interactions, RatingsError, UnknownItemError

LIKES = {"i1": 1.0, "i3": 0.5, "i4": -1.0}


class HistoryContract:
    make: Callable[[], ImplicitNeighbours | Ease]
    items = 25  # of 40 users

    @pytest.fixture
    def model(self) -> ImplicitNeighbours | Ease:
        told = Feedback.from_ratings(scattered(seed=1, items=self.items))
        return type(self).make().fit(told.confidences(0))

    def test_a_new_shopper_is_scored_at_once_as_one_of_the_same_history_that_it_knows(
        self, model: ImplicitNeighbours | Ease
    ) -> None:
        for shopper in SHOPPERS:
            history = model.history(shopper)
            np.testing.assert_array_equal(
                model.score_history(history, model.item_ids), model.score(shopper, model.item_ids)
            )
            assert model.recommend_history(history, 5) == model.recommend(shopper, 5)

    def test_items_may_be_asked_by_number_and_an_unknown_number_has_no_score(
        self, model: ImplicitNeighbours | Ease
    ) -> None:
        numbers = np.array([3, 0, len(model.item_ids), -1])
        by_id = model.score(SHOPPERS[0], [model.item_ids[3], model.item_ids[0], "nothing", "nothing"])
        np.testing.assert_array_equal(model.score(SHOPPERS[0], numbers), by_id)

    def test_a_like_or_a_dislike_changes_the_next_scores_by_its_own_share(
        self, model: ImplicitNeighbours | Ease
    ) -> None:
        before = model.score_history(LIKES, model.item_ids)
        after = model.score_history({**LIKES, "i9": 1.0}, model.item_ids)
        shares = model.score_history({"i9": 1.0}, model.item_ids)
        assert shares.any()
        np.testing.assert_allclose(after - before, shares, atol=1e-9)
        disliked = model.score_history({"i9": -1.0}, model.item_ids)
        np.testing.assert_allclose(disliked, -model.settings.dislike_weight * shares, atol=1e-9)

    def test_the_shares_of_a_history_add_up_to_the_score_greatest_first(
        self, model: ImplicitNeighbours | Ease
    ) -> None:
        for item, score in zip(model.item_ids, model.score_history(LIKES, model.item_ids), strict=True):
            shares = model.shares_of_history(LIKES, item)
            assert sum(share for _, share in shares) == pytest.approx(score, abs=1e-9)
            assert shares == sorted(shares, key=lambda pair: (-pair[1], pair[0]))
            assert {other for other, _ in shares} <= LIKES.keys() - {item}

    def test_evidence_is_only_what_the_shopper_wants(self, model: ImplicitNeighbours | Ease) -> None:
        for item in model.item_ids:
            assert set(model.explain_history(LIKES, item).evidence) <= {"i1", "i3"}

    def test_items_that_it_never_saw_are_passed_over_in_a_history(
        self, model: ImplicitNeighbours | Ease
    ) -> None:
        known = model.score_history(LIKES, model.item_ids)
        np.testing.assert_array_equal(
            model.score_history({**LIKES, "never seen": 1.0}, model.item_ids), known
        )

    def test_an_empty_history_says_nothing(self, model: ImplicitNeighbours | Ease) -> None:
        assert model.score_history({}, ["i1", "i2"]).tolist() == [0.0, 0.0]
        reason = model.explain_history({}, "i1")
        assert (reason.score, reason.parts, reason.evidence) == (0.0, {}, ())

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_a_confidence_that_is_no_number_is_refused(
        self, model: ImplicitNeighbours | Ease, value: float
    ) -> None:
        with pytest.raises(RatingsError, match=f"item 'i2': its confidence is {value}"):
            model.score_history({"i1": 1.0, "i2": value}, ["i3"])

    def test_a_list_leaves_out_what_is_in_the_history_unless_it_is_asked_for(
        self, model: ImplicitNeighbours | Ease
    ) -> None:
        every = len(model.item_ids)
        new, all_of_them = (
            model.recommend_history(LIKES, every),
            model.recommend_history(LIKES, every, seen=True),
        )
        assert {reason.item_id for reason in new} == set(model.item_ids) - LIKES.keys()
        assert {reason.item_id for reason in all_of_them} == set(model.item_ids)
        for reasons in (new, all_of_them):
            order = [(-reason.score, reason.item_id) for reason in reasons]
            assert [round(score, 9) for score, _ in order] == sorted(round(score, 9) for score, _ in order)
        assert model.recommend_history(LIKES, 0) == []

    @pytest.mark.parametrize("seen", [False, True])
    def test_everybodys_lists_are_each_ones_own(self, model: ImplicitNeighbours | Ease, seen: bool) -> None:
        lists = model.recommend_all(4, seen=seen)
        for row, shopper in enumerate(model.user_ids):
            wanted = [reason for reason in model.recommend(shopper, 4, seen=seen) if reason.score > 1e-9]
            found = [model.item_ids[item] for item in lists.columns[row] if item >= 0]
            assert found[: len(wanted)] == [reason.item_id for reason in wanted]
            np.testing.assert_allclose(
                lists.weights[row, : len(wanted)], [reason.score for reason in wanted], rtol=1e-5
            )
        assert model.recommend_all(0).columns.shape == (len(model.user_ids), 0)

    def test_similar_items_are_those_that_a_liking_raises_most(
        self, model: ImplicitNeighbours | Ease
    ) -> None:
        pairs = model.similar("i1", 5)
        raised = dict(zip(model.item_ids, model.score_history({"i1": 1.0}, model.item_ids), strict=True))
        assert pairs
        for item, amount in pairs:
            assert amount == pytest.approx(raised[item])
        assert pairs == sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
        assert "i1" not in dict(pairs)
        with pytest.raises(UnknownItemError, match="'never seen'"):
            model.similar("never seen", 5)

    def test_a_shop_without_history_and_one_that_nobody_likes_are_no_errors(self) -> None:
        empty = type(self).make().fit(Interactions.from_rows([], scale=(-1, 1)))
        assert empty.recommend_history({"i1": 1.0}, 5) == []
        assert np.isnan(empty.score_history({}, ["i1"])).all()
        assert empty.recommend_all(3).columns.shape == (0, 3)
        rows = [("ann", "cup", -1.0, 0), ("ann", "pot", -0.5, 0), ("bob", "cup", -1.0, 0)]
        grim = type(self).make().fit(Interactions.from_rows(rows, scale=(-1, 1)))
        assert grim.score("ann", ["cup", "pot"]).tolist() == [0.0, 0.0]
        assert (grim.recommend_all(1).columns == -1).all()
