"""What happened after the fit counts at once: a shopper's own deeds, the demand of all, and items that came in."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_histories import scattered, two_camps

from recommender import Ease, Feedback, Hybrid, ImplicitNeighbours, Interactions, RatingsError, Since
from recommender.vectors import ItemVectors

ITEMS = ["book", "lamp", "stove", "tent"]
SHELF = {
    "book": ["home", "paper"],
    "lamp": ["home", "steel"],
    "stove": ["outdoors", "steel"],
    "tent": ["outdoors", "canvas"],
}
PRICES = {"book": {"price": 2.0}, "lamp": {"price": 4.0}, "stove": {"price": 4.5}, "tent": {"price": 6.0}}


@pytest.fixture(scope="module")
def camps() -> Hybrid:
    return Hybrid(linear=ImplicitNeighbours).fit(two_camps(), tokens=SHELF, numbers=PRICES)


@pytest.fixture(scope="module")
def buyers() -> Hybrid:
    """The same camps told by deeds: each clicked on, liked or bought what is their camp's."""
    rows = [
        (f"s{number:02}", item, kind, 1, number)
        for number in range(24)
        for item in (("tent", "stove") if number % 2 == 0 else ("lamp", "book"))
        for kind in ("click", ("like", "purchase")[number % 3 == 0])
    ]
    told = Feedback.from_rows(rows).confidences(24)
    values = replace(told, values=1 + 4 * np.maximum(told.values, 0), scale=(1.0, 5.0), leanings=told.values)
    return Hybrid(linear=Ease).fit(values, explicit=False, tokens=SHELF)


def order(model: Hybrid, since: Since, shopper: str | None = "stranger") -> list[str]:
    return [reason.item_id for reason in model.rank(ITEMS, shopper_id=shopper, since=since)]


@pytest.mark.parametrize("model", ["camps", "buyers"])
def test_a_new_shoppers_clicks_change_the_list(model: str, request: pytest.FixtureRequest) -> None:
    fitted: Hybrid = request.getfixturevalue(model)
    assert set(order(fitted, Since({"tent": 0.5}))[:2]) == {"stove", "tent"}
    assert set(order(fitted, Since({"lamp": 0.5}))[:2]) == {"book", "lamp"}
    (stove,) = fitted.rank(["stove"], shopper_id="stranger", since=Since({"tent": 0.5}))
    assert stove.parts["neighbours"] > 0
    assert stove.evidence == ("tent",)
    assert sum(stove.parts.values()) == pytest.approx(stove.score, abs=1e-9)


def test_a_known_shoppers_new_deeds_take_the_place_of_what_was_learnt(camps: Hybrid) -> None:
    assert order(camps, Since(), "newcomer").index("stove") < order(camps, Since(), "newcomer").index("lamp")
    turned = order(camps, Since({"tent": -1.0, "lamp": 1.0}), "newcomer")
    assert turned.index("book") < turned.index("stove")


def test_an_opinion_stays_whatever_is_looked_at_later(camps: Hybrid) -> None:
    plain, looked = (
        {reason.item_id: reason for reason in camps.rank(ITEMS, shopper_id="newcomer", since=since)}
        for since in (Since(), Since({"tent": 1.0}))
    )
    assert looked == plain


def test_what_is_in_demand_since_rises_and_the_parts_still_add_up(camps: Hybrid) -> None:
    before = {reason.item_id: reason for reason in camps.rank([*ITEMS, "new"])}
    since = Since(demand={"lamp": 40.0, "new": 40.0})
    after = {reason.item_id: reason for reason in camps.rank([*ITEMS, "new"], since=since)}
    for item in ("lamp", "new"):
        assert after[item].score > before[item].score
    assert after["tent"] == before["tent"]
    assert all(math.isclose(sum(one.parts.values()), one.score, abs_tol=1e-9) for one in after.values())


def test_demand_since_is_what_a_new_fit_would_have_counted() -> None:
    rows = [(f"u{n}", item, 5.0, 1) for item, count in (("a", 30), ("b", 6)) for n in range(count)]
    later = [(f"v{n}", "b", 5.0, 1) for n in range(9)]
    old, new = (Hybrid().fit(Interactions.from_rows(some)) for some in (rows, rows + later))
    (raised,) = old.rank(["b"], since=Since(demand={"b": 9.0}))
    (learnt,) = new.rank(["b"])
    assert raised.score == pytest.approx(learnt.score, abs=0.05)
    assert raised.score > old.rank(["b"])[0].score + 0.1


def test_an_item_that_came_in_later_is_served_to_whom_its_content_suits(camps: Hybrid) -> None:
    assert camps.undescribed(["tent", "hammock", "notebook"]) == ["hammock", "notebook"]
    new = {"hammock": ["outdoors", "canvas"], "notebook": ["home", "paper", "a word nobody knows"]}
    model = camps.describing(new, {"hammock": {"price": 5.5}, "notebook": {"weight": 1.0}})
    ranked = model.rank(["notebook", "hammock"], shopper_id="newcomer")
    assert [reason.item_id for reason in ranked] == ["hammock", "notebook"]
    assert ranked[0].parts["content"] > 0
    assert ranked[0].alike == ("tent",)
    assert model.undescribed(["tent", "hammock", "notebook"]) == []
    assert model.model_id == camps.model_id
    assert camps.undescribed(["hammock"]) == ["hammock"]  # the model itself has not changed
    assert model.rank(ITEMS, shopper_id="newcomer") == camps.rank(ITEMS, shopper_id="newcomer")


def test_a_later_item_has_the_vector_that_its_twin_has() -> None:
    tokens = {f"i{n}": [f"kind {n % 3}", f"colour {n % 5}"] for n in range(20)}
    numbers = {f"i{n}": {"price": float(n), "weight": float(n % 4)} for n in range(20)}
    vectors = ItemVectors.of(tokens, numbers, 0.2)
    more = vectors.also({"twin": tokens["i7"]}, {"twin": numbers["i7"]}, 0.2)
    assert more.cosines("twin", ["i7"]) == pytest.approx([1.0], abs=1e-12)
    assert np.array_equal(more.cosines("i3", sorted(tokens)), vectors.cosines("i3", sorted(tokens)))
    assert more.items.ids == tuple(sorted((*tokens, "twin")))
    with pytest.raises(RatingsError, match=r"item 'odd'.*give a finite number"):
        vectors.also({}, {"odd": {"price": math.nan}}, 0.2)


def test_what_was_stored_can_still_be_told_of_new_items(camps: Hybrid, tmp_path: Path) -> None:
    camps.save(tmp_path / "model")
    new = {"hammock": ["outdoors", "canvas"]}
    one, other = (model.describing(new, {}) for model in (camps, Hybrid.load(tmp_path / "model")))
    asked = [*ITEMS, "hammock"]
    assert one.rank(asked, shopper_id="newcomer") == other.rank(asked, shopper_id="newcomer")


def test_leanings_that_were_given_are_what_the_linear_part_and_the_content_go_by() -> None:
    told = scattered(seed=3)
    turned = replace(told, leanings=np.where(told.values > 2.5, -1.0, 1.0))
    assert turned.fingerprint() != told.fingerprint()
    assert turned.where(told.users == 0).leanings is not None
    tokens = {item: [f"kind {int(item[1:]) % 4}"] for item in told.item_ids}
    plain, other = (
        Hybrid(linear=Ease).fit(history, tokens=tokens).rank(told.item_ids, shopper_id="u1")
        for history in (told, turned)
    )
    assert [one.item_id for one in plain] != [one.item_id for one in other]
