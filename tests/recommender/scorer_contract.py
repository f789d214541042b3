"""What every Scorer promises, tested once; a model's own test file inherits it and names its maker."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from kept_model_contract import KeptModelContract
from small_histories import scattered

from recommender import Interactions, NotFittedError, Scorer, UnknownItemError, UnknownShopperError

SHOPPERS = [f"u{number}" for number in range(0, 40, 7)]


class ScorerContract(KeptModelContract):
    make: Callable[[], Scorer]

    @pytest.fixture(scope="class")
    @classmethod
    def model(cls) -> Scorer:
        """Fitted once: no test may fit it again."""
        return cls.make().fit(scattered(seed=1))

    def test_the_parts_of_every_reason_add_up_to_the_score(self, model: Scorer) -> None:
        items = list(scattered(seed=1).item_ids)
        for shopper in SHOPPERS:
            for item, score in zip(items, model.score(shopper, items), strict=True):
                reason = model.explain(shopper, item)
                assert reason.item_id == item
                assert sum(reason.parts.values()) == pytest.approx(reason.score, abs=1e-9)
                assert reason.score == pytest.approx(score, abs=1e-9)

    def test_no_reason_names_a_shopper(self, model: Scorer) -> None:
        known = scattered(seed=1)
        for item in known.item_ids:
            assert set(model.explain("u7", item).evidence) <= set(known.item_ids)

    def test_a_saved_and_loaded_model_gives_the_same_list(self, model: Scorer, tmp_path: Path) -> None:
        model.save(tmp_path / "model")
        loaded = type(model).load(tmp_path / "model")
        items = [*scattered(seed=1).item_ids, "never seen"]
        for shopper in SHOPPERS:
            np.testing.assert_array_equal(loaded.score(shopper, items), model.score(shopper, items))
            assert loaded.explain(shopper, items[0]) == model.explain(shopper, items[0])
            assert loaded.recommend(shopper, 5) == model.recommend(shopper, 5)
        assert loaded.similar("i1", 5) == model.similar("i1", 5)

    def test_a_shopper_it_never_saw_is_an_error_and_not_a_guess(self, model: Scorer) -> None:
        with pytest.raises(UnknownShopperError, match="'stranger'"):
            model.score("stranger", ["i1"])
        with pytest.raises(UnknownShopperError, match="'stranger'"):
            model.explain("stranger", "i1")

    def test_an_item_it_never_saw_has_no_score_and_no_reason(self, model: Scorer) -> None:
        scores = model.score("u7", ["i1", "never seen"])
        assert np.isnan(scores).tolist() == [False, True]
        with pytest.raises(UnknownItemError, match="'never seen'"):
            model.explain("u7", "never seen")

    def test_scores_come_in_the_order_asked_for(self, model: Scorer) -> None:
        there, back = model.score("u7", ["i1", "i2", "i3"]), model.score("u7", ["i3", "i2", "i1"])
        np.testing.assert_array_equal(there, back[::-1])
        assert model.score("u7", []).shape == (0,)

    def test_the_order_of_the_history_does_not_matter_and_fitting_again_forgets(self, model: Scorer) -> None:
        other = type(self).make().fit(scattered(seed=2)).fit(scattered(seed=1))
        np.testing.assert_array_equal(other.score("u7", ["i1", "i2"]), model.score("u7", ["i1", "i2"]))

    def test_a_list_is_the_head_of_all_that_the_shopper_has_not_rated(self, model: Scorer) -> None:
        known = scattered(seed=1)
        for shopper in SHOPPERS:
            user = known.user_ids.index(shopper)
            rated = {known.item_ids[item] for item in known.items[known.users == user]}
            for seen, wanted in ((False, set(known.item_ids) - rated), (True, set(known.item_ids))):
                items = sorted(wanted)
                scores = model.score(shopper, items)
                order = sorted(range(len(items)), key=lambda place: (-scores[place], items[place]))
                reasons = model.recommend(shopper, 4, seen=seen)
                assert [reason.item_id for reason in reasons] == [items[place] for place in order[:4]]
                assert reasons == [model.explain(shopper, reason.item_id) for reason in reasons]
                assert len(model.recommend(shopper, 1000, seen=seen)) == len(items)
        assert model.recommend("u7", 0) == []

    def test_nothing_is_recommended_to_a_shopper_it_never_saw(self, model: Scorer) -> None:
        with pytest.raises(UnknownShopperError, match="'stranger'"):
            model.recommend("stranger", 3)

    def test_similar_items_are_others_nearest_first(self, model: Scorer) -> None:
        known = scattered(seed=1)
        for item in known.item_ids:
            near = model.similar(item, 5)
            assert near == model.similar(item, 1000)[:5]
            assert {other for other, _ in near} <= set(known.item_ids) - {item}
            assert near == sorted(near, key=lambda pair: (-pair[1], pair[0]))
            assert all(likeness > 0 for _, likeness in near)
        assert model.similar("i1", 0) == []
        with pytest.raises(UnknownItemError, match="'never seen'"):
            model.similar("never seen", 5)

    def test_it_says_so_when_it_was_not_fitted(self) -> None:
        with pytest.raises(NotFittedError, match=r"fit\(\) or load\(\)"):
            type(self).make().score("u7", ["i1"])

    def test_a_shop_without_history_has_a_model_that_knows_nobody(self, tmp_path: Path) -> None:
        type(self).make().fit(Interactions.from_rows([])).save(tmp_path / "model")
        for model in (type(self).make().fit(Interactions.from_rows([])), self.load(tmp_path / "model")):
            with pytest.raises(UnknownShopperError, match="'u1'"):
                model.score("u1", ["i1"])
            with pytest.raises(UnknownShopperError, match="'u1'"):
                model.recommend("u1", 3)
            with pytest.raises(UnknownItemError, match="'never seen'"):
                model.similar("never seen", 3)

    @pytest.mark.parametrize("value", [0.5, 2.75, 5.0])
    def test_one_shopper_and_one_item_are_history_enough(self, value: float, tmp_path: Path) -> None:
        model = type(self).make().fit(Interactions.from_rows([("u1", "i1", value, 0)]))
        model.save(tmp_path / "model")
        for one in (model, self.load(tmp_path / "model")):
            (score,) = one.score("u1", ["i1"])
            assert np.isfinite(score)
            assert one.explain("u1", "i1").score == pytest.approx(score, abs=1e-9)
            assert "i1" in [reason.item_id for reason in one.recommend("u1", 1000, seen=True)]
            assert "i1" not in [reason.item_id for reason in one.recommend("u1", 1000)]
            assert "i1" not in dict(one.similar("i1", 5))
