"""Item neighbours on implicit feedback: the contracts, and the score against a slow transcription."""

import math

import numpy as np
import pytest
from history_contract import HistoryContract
from scorer_contract import ScorerContract
from small_histories import scattered

from recommender import Feedback, ImplicitNeighbours, ImplicitSettings, Interactions, SettingError, products


def mixed(seed: int) -> Interactions:
    """Confidences from -1 to 1 of 40 users for 25 items."""
    return Feedback.from_ratings(scattered(seed)).confidences(0)


def by_cosine() -> ImplicitNeighbours:
    return ImplicitNeighbours(ImplicitSettings(weighting="cosine", k=8, power=1.0, dislike_weight=1.0))


class TestBm25(ScorerContract):
    make = ImplicitNeighbours


class TestCosine(ScorerContract):
    make = staticmethod(by_cosine)


class TestHistoriesByBm25(HistoryContract):
    make = ImplicitNeighbours


class TestHistoriesByCosine(HistoryContract):
    make = staticmethod(by_cosine)


def slow(told: Interactions, chosen: ImplicitSettings) -> dict[tuple[str, str], float]:
    """Σ_j x(u,j)·sim(j,i) of each user and item, as the docstring of ImplicitNeighbours writes it."""
    wants: dict[str, dict[str, float]] = {user: {} for user in told.user_ids}
    for user, item, value in zip(told.users, told.items, told.values, strict=True):
        size = abs(float(value)) ** chosen.power
        wants[told.user_ids[user]][told.item_ids[item]] = size if value > 0 else -chosen.dislike_weight * size
    above = {user: {i: x for i, x in theirs.items() if x > 0} for user, theirs in wants.items()}
    length = {user: sum(theirs.values()) for user, theirs in above.items()}
    mean = sum(length.values()) / len(length)
    count = {i: sum(i in theirs for theirs in above.values()) for i in told.item_ids}
    norm = {i: math.sqrt(sum(t.get(i, 0.0) ** 2 for t in above.values())) for i in told.item_ids}

    def b(user: str, i: str) -> float:
        x = above[user].get(i, 0.0)
        if x == 0 or chosen.weighting == "cosine":
            return x and x / norm[i]
        rarity = math.log(1 + (len(wants) - count[i] + 0.5) / (count[i] + 0.5))
        held = chosen.k1 * (1 - chosen.b + chosen.b * length[user] / mean)
        return x * (chosen.k1 + 1) / (x + held) * rarity

    sims = {
        (j, i): sum(b(user, j) * b(user, i) for user in wants) if i != j else 0.0
        for j in told.item_ids
        for i in told.item_ids
    }
    ranked = sorted(sims, key=lambda pair: -sims[pair])
    near = {j: [i for other, i in ranked if other == j][: chosen.k] for j in told.item_ids}
    return {
        (user, i): sum(x * sims[j, i] for j, x in theirs.items() if i in near[j])
        for user, theirs in wants.items()
        for i in told.item_ids
    }


@pytest.mark.parametrize("cells", [products.BLOCK_PRODUCTS, 300])
@pytest.mark.parametrize(
    "chosen",
    [
        ImplicitSettings(),
        ImplicitSettings(k=6, k1=3.0, b=0.9, dislike_weight=0.0),
        ImplicitSettings(weighting="cosine", k=5, power=1.0, dislike_weight=1.0),
    ],
)
def test_every_score_is_the_formula_of_the_docstring_however_the_items_fall_into_blocks(
    monkeypatch: pytest.MonkeyPatch, cells: int, chosen: ImplicitSettings
) -> None:
    monkeypatch.setattr(products, "BLOCK_PRODUCTS", cells)
    told = mixed(seed=3)
    model, wanted = ImplicitNeighbours(chosen).fit(told), slow(told, chosen)
    for user in told.user_ids:
        for item, score in zip(told.item_ids, model.score(user, told.item_ids), strict=True):
            # Similarities are kept in single precision.
            assert score == pytest.approx(wanted[user, item], rel=1e-5, abs=1e-5)


def test_a_shopper_who_takes_everything_makes_no_two_items_alike() -> None:
    rows = [("hoarder", f"i{n:02}", 1.0, 0) for n in range(30)]
    rows += [(f"u{n}", item, 1.0, 0) for n in range(3) for item in ("i00", "i01")]
    rows += [(f"loner{n}", f"other{n}", 1.0, 0) for n in range(20)]
    model = ImplicitNeighbours().fit(Interactions.from_rows(rows, scale=(-1, 1)))
    (first, strong), (_, weak) = model.similar("i00", 2)
    assert first == "i01"
    assert strong > 3 * weak


def test_settings_that_make_no_sense_are_refused() -> None:
    for wrong, said in (
        ({"weighting": "bm26"}, "weighting is 'bm26'; give \"bm25\" or"),
        ({"k": 0}, "k is 0"),
        ({"k1": -1.0}, "k1 is -1"),
        ({"b": 1.5}, "b is 1.5"),
        ({"power": 0.0}, "power is 0"),
        ({"dislike_weight": float("nan")}, "dislike_weight is nan"),
    ):
        with pytest.raises(SettingError, match=said):
            ImplicitSettings(**wrong)


def test_the_same_history_gives_the_same_model_whatever_the_threads_do() -> None:
    one, other = (ImplicitNeighbours().fit(mixed(seed=5)).stored() for _ in range(2))
    assert one.model_id == other.model_id
    for name, array in one.arrays.items():
        np.testing.assert_array_equal(array, other.arrays[name])
