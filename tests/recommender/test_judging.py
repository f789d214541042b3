"""A whole judgement: figures that can be worked out by hand, the same ones each time, and sound advice."""

import json
import math
from typing import NoReturn
from xml.etree import ElementTree

import numpy as np
import pytest
from small_histories import scattered, two_camps, written

from recommender import (
    Hybrid,
    Interactions,
    ItemNeighbours,
    Reason,
    SettingError,
    UnknownShopperError,
    suited,
)
from recommender.judging import Report, Trained, Traits, evaluate, good_from, picture, splits_of


def by_letter(_training: Interactions) -> Trained:
    """Scores an item 5 less its place in the alphabet."""
    return Trained(lambda _shopper, items: np.array([5.0 - (ord(item) - ord("a")) for item in items]))


def nobody_known(_training: Interactions) -> Trained:
    """Has forgotten every shopper."""

    def forgotten(shopper: str, _items: object) -> NoReturn:
        raise UnknownShopperError(shopper)

    return Trained(forgotten, forgotten)


def silent(_training: Interactions) -> Trained:
    """Knows nothing of anything."""
    return Trained(lambda _shopper, items: np.full(len(items), np.nan), rates=False)


def figures(report: Report, model: int = 0) -> dict[str, float]:
    return {name: one.value for name, one in report.models[model].figures.items()}


@pytest.fixture(scope="module")
def judged() -> Report:
    groups = {"kind": {"tent": "camping", "stove": "camping", "lamp": "home", "book": "home"}}
    taste = {f"s{number:02}": "camper" if number % 2 == 0 else "reader" for number in range(24)}
    return evaluate(
        two_camps(), split="folds", k=2, traits=Traits(item_groups=groups, user_groups={"taste": taste})
    )


def test_the_last_items_place_gives_hit_rate_and_gain() -> None:
    # Ann's last is c: b leads it, a she has already. Bob's last is a: it leads. Cem has but one.
    history = written("ann a 4", "ann c 4", "bob b 4", "bob a 4", "cem b 4")
    two = evaluate(history, split="last", k=2, models={"by letter": by_letter})
    assert (two.ranked, two.predicted) == (2, 2)
    assert figures(two)["HR@2"] == 1.0
    assert figures(two)["nDCG@2"] == pytest.approx((1 + 1 / math.log2(3)) / 2)
    assert figures(two)["MRR@2"] == pytest.approx((1 + 1 / 2) / 2)
    assert figures(evaluate(history, split="last", k=1, models={"by letter": by_letter}))["HR@1"] == 0.5


def test_errors_are_of_every_rating_once_cut_to_the_scale() -> None:
    history = written("ann a 4", "ann b 3", "bob c 1", "bob f 5")
    told = figures(evaluate(history, split="folds", folds=2, models={"by letter": by_letter}))
    errors = [1.0, 1.0, 2.0, 0.5 - 5.0]  # f would be 0, below the scale
    assert told["RMSE"] == pytest.approx(math.sqrt(sum(error**2 for error in errors) / 4))
    assert told["MAE"] == pytest.approx(sum(map(abs, errors)) / 4)


@pytest.mark.parametrize("kind", ["share", "folds", "time"])
def test_a_models_figures_are_those_of_a_slow_transcription(kind: str) -> None:
    history, k = scattered(seed=5, users=20, items=15), 4
    report = evaluate(history, split=kind, k=k, seed=3, models={"neighbours": neighbours})
    errors, gains, precisions = [], {}, {}
    for split in splits_of(history, kind, seed=3):
        training = history.where(~split.held)
        model = ItemNeighbours().fit(training)
        for number, user in enumerate(history.user_ids):
            mine = np.flatnonzero(history.users == number)
            ids = {int(row): history.item_ids[history.items[row]] for row in mine}
            held = [int(row) for row in mine if split.held[row]]
            if not held:
                continue
            seen = [ids[row] for row in ids if row not in held]
            scores = model.score(user, history.item_ids) if seen else np.full(len(history.item_ids), np.nan)
            told = dict(zip(history.item_ids, scores.tolist(), strict=True))
            for row in held:
                guess = told[ids[row]]
                guess = training.values.mean() if math.isnan(guess) else min(max(guess, 0.5), 5.0)
                errors.append(guess - history.values[row])
            liked = {ids[row] for row in held if history.values[row] >= good_from(history)}
            if not liked or not seen:
                continue
            free = [item for item in history.item_ids if item not in seen and not math.isnan(told[item])]
            ranked = sorted(free, key=lambda item: (-told[item], item))[:k]
            gain = sum(1 / math.log2(place + 2) for place, item in enumerate(ranked) if item in liked)
            best = sum(1 / math.log2(place + 2) for place in range(min(k, len(liked))))
            gains.setdefault(user, []).append(gain / best)
            precisions.setdefault(user, []).append(len(set(ranked) & liked) / k)
    told_figures = figures(report)
    assert report.ranked == len(gains)
    assert told_figures["RMSE"] == pytest.approx(math.sqrt(np.mean(np.square(errors))))
    assert told_figures["MAE"] == pytest.approx(np.mean(np.abs(errors)))
    assert told_figures["nDCG@4"] == pytest.approx(np.mean([np.mean(one) for one in gains.values()]))
    assert told_figures["precision@4"] == pytest.approx(np.mean([np.mean(o) for o in precisions.values()]))


def neighbours(training: Interactions) -> Trained:
    return Trained(ItemNeighbours().fit(training).score)


def test_a_seed_gives_the_same_figures_and_another_seed_others() -> None:
    history, models = scattered(seed=1), {"neighbours": neighbours}
    one, same, other = (evaluate(history, seed=seed, models=models) for seed in (3, 3, 4))
    assert one.models[0].figures == same.models[0].figures
    assert figures(one)["RMSE"] != figures(other)["RMSE"]


def test_what_is_held_back_is_never_learnt_from() -> None:
    seen: list[int] = []

    def spy(training: Interactions) -> Trained:
        seen.append(len(training))
        return neighbours(training)

    history = two_camps()
    evaluate(history, split="folds", models={"spy": spy})
    evaluate(history, split="last", models={"spy": spy})
    assert seen[:5] == [pytest.approx(len(history) * 0.8, abs=1)] * 5
    assert seen[5] < len(history)


def test_a_models_own_list_counts_without_what_the_shopper_has_or_nobody_knows() -> None:
    def pushy(training: Interactions) -> Trained:
        ids = ["a", "a", "nowhere", "c", "b"]
        return Trained(by_letter(training).score, lambda _who, _n: [Reason(one, 1.0, {}) for one in ids])

    history = written("ann a 4", "ann c 4", "bob b 4", "bob a 4", "cem b 4")
    told = figures(evaluate(history, split="last", k=2, models={"pushy": pushy}))
    # Ann has a already: c leads her list. Bob's begins with a, and goes on with c, for he has b.
    assert (told["MRR@2"], told["recall@2"]) == (1.0, 1.0)


def test_shoppers_new_to_the_training_are_counted_and_not_judged() -> None:
    history = written("ann a 4", "bob a 4", "ann b 5", "dan b 5")
    report = evaluate(history, split="time", models={"by letter": by_letter})
    assert (report.ranked, report.strangers, report.predicted) == (0, 1, 1)
    assert "0 shoppers ranked (1 new ones not)" in report.tables()[0].title
    assert math.isnan(figures(report)["nDCG@10"])
    assert report.advice.startswith("To foretell ratings, by letter comes nearest")


def test_a_model_that_says_nothing_has_empty_lists_and_no_errors() -> None:
    report = evaluate(scattered(seed=1), models={"silent": silent, "neighbours": neighbours})
    told = figures(report)
    assert (told["HR@10"], told["coverage"]) == (0, 0)
    assert all(math.isnan(told[name]) for name in ("RMSE", "novelty", "diversity", "Gini"))
    assert "–" in report.tables()[0].rows[0]


def test_a_model_that_forgot_its_shoppers_is_measured_by_the_overall_mean() -> None:
    history = scattered(seed=1)
    report = evaluate(history, models={"forgetful": nobody_known})
    [split] = splits_of(history, "share")
    errors = history.values[~split.held].mean() - history.values[split.held]
    assert figures(report)["RMSE"] == pytest.approx(math.sqrt(np.mean(errors**2)))
    assert figures(report)["HR@10"] == 0


def test_errors_alone_are_the_same_without_lists() -> None:
    models = {"neighbours": neighbours}
    whole, errors = (evaluate(scattered(seed=1), models=models, lists=asked) for asked in (True, False))
    assert errors.models[0].figure("RMSE") == whole.models[0].figure("RMSE")
    assert errors.ranked == 0
    assert math.isnan(figures(errors)["nDCG@10"])


def test_where_taste_rules_the_neighbours_predict_best_and_are_said_to(judged: Report) -> None:
    rmse = {one.model: one.figure("RMSE").value for one in judged.models}
    assert rmse["item-neighbours"] < rmse["item-mean"]
    assert rmse["item-neighbours"] < rmse["global-mean"]
    best = min(rmse, key=lambda model: rmse[model] if not math.isnan(rmse[model]) else math.inf)
    assert "neighbours" in best
    assert f"to foretell ratings, {best} comes nearest" in judged.advice


def test_the_best_model_leads_by_nothing_and_the_others_are_behind(judged: Report) -> None:
    for name in ("nDCG@2", "RMSE"):
        behind = {one.model: one.behind[name].value for one in judged.models}
        assert min(value for value in behind.values() if not math.isnan(value)) == 0.0


def test_groups_of_shoppers_and_items_are_told_with_their_gap(judged: Report) -> None:
    for one in judged.models:
        for told in one.accuracy:
            assert set(told.groups) == set(told.users)
            apart = told.groups[told.best].value - told.groups[told.worst].value
            assert told.gap.value == pytest.approx(abs(apart))
            assert (apart <= 0) if told.figure == "RMSE" else (apart >= 0)
        [shown] = one.exposure
        for shares in (shown.catalogue, shown.history, shown.lists):
            assert sum(shares.values()) == pytest.approx(1)
            assert set(shares) == {"camping", "home"}
    assert {told.attribute for told in judged.models[1].accuracy} == {"taste"}  # all did equally much


def test_all_of_a_report_is_json_and_tables_and_a_picture(judged: Report) -> None:
    told = json.loads(json.dumps(judged.to_json(), allow_nan=False))
    assert [one["model"] for one in told["models"]] == [one.model for one in judged.models]
    assert told["models"][0]["figures"]["RMSE"]["value"] == judged.models[0].figure("RMSE").value
    assert told["models"][0]["figures"]["coverage"]["low"] is None
    for table in judged.tables(groups=True):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.header)}
    assert len(judged.tables(groups=True)) == 5
    assert len(evaluate(two_camps(), models={"n": neighbours}).tables(groups=True)) == 3  # no groups
    drawn = ElementTree.fromstring(picture(judged))
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "item-neighbours" in texts
    assert picture(judged) == picture(judged)


def test_progress_is_told_and_costs_are_measured() -> None:
    heard: list[tuple[str, int]] = []
    report = evaluate(
        scattered(seed=1, users=60), models={"n": neighbours}, progress=lambda *told: heard.append(told)
    )
    assert heard[0] == ("n: learning, users asked", 0)
    assert ("n: users asked", 50) in heard
    assert report.models[0].fit_s > 0
    assert report.models[0].request_ms > 0


def test_the_served_recommender_is_judged_by_the_lists_it_gives() -> None:
    history = scattered(seed=2)
    report = evaluate(history, k=5)
    [served] = [one for one in report.models if one.model == "hybrid"]
    [split] = splits_of(history, "share")
    training = history.where(~split.held)
    model = Hybrid(linear=suited(training)).fit(training, explicit=True)
    shown = {one.item_id for user in history.user_ids for one in model.recommend(user, 5)}
    assert served.figure("coverage").value == pytest.approx(len(shown) / len(history.item_ids), abs=0.05)


def test_a_list_of_no_length_is_refused() -> None:
    with pytest.raises(SettingError, match="k is 0"):
        evaluate(scattered(seed=1), k=0)
