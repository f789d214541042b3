"""Histories: what is taken, what is refused, and that the order of rows makes no difference."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_histories import scattered, written

from recommender import INTERACTION_WEIGHTS, Interactions, RatingsError, event_value


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("ann", "cup", float("nan"), 0), "the value is nan; write a number from 0.5 to 5"),
        (("ann", "cup", float("inf"), 0), "the value is inf"),
        (("ann", "cup", 5.5, 0), "the value is 5.5"),
        (("ann", "cup", 0.0, 0), "the value is 0.0"),
        (("ann", "cup", "four", 0), "the value is 'four'"),
        (("ann", "cup", None, 0), "the value is None"),
        (("ann", "cup", 4.0, "noon"), "the time is 'noon'"),
        (("ann", "cup", 4.0, float("nan")), "the time is nan"),
        (("", "cup", 4.0, 0), "an id is missing"),
        (("ann", 7, 4.0, 0), "an id is missing or is not text"),
        (("bob", "pot", 3.0, 0), "row 1 has the same pair; keep one value"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_by_number_and_pair(row: Any, fault: str) -> None:
    with pytest.raises(RatingsError, match=f"row 3, user {row[0]!r}, item {row[1]!r}: .*{fault}"):
        Interactions.from_rows([("bob", "pot", 4.0, 0), ("cem", "pot", 4.0, 0), row])


@given(
    value=st.floats() | st.integers() | st.text() | st.none(),
    place=st.integers(0, 3),
    scale=st.tuples(st.floats(-100, 0), st.floats(0.5, 100)),
)
def test_every_value_is_a_number_on_the_scale_or_an_error_that_names_the_row(
    value: Any, place: int, scale: tuple[float, float]
) -> None:
    rows = [(f"u{number}", "cup", 0.25, 0) for number in range(4)]
    rows[place] = ("ann", "pot", value, 0)
    try:
        on_scale = scale[0] <= float(value) <= scale[1]
    except (TypeError, ValueError, OverflowError):
        on_scale = False
    if on_scale:
        assert float(value) in Interactions.from_rows(rows, scale=scale).values
    else:
        with pytest.raises(RatingsError, match=f"row {place + 1}, user 'ann', item 'pot': the value is"):
            Interactions.from_rows(rows, scale=scale)


@pytest.mark.parametrize("scale", [(5, 1), (1, 1), (1, float("nan"))])
def test_a_scale_has_two_ends(scale: tuple[float, float]) -> None:
    with pytest.raises(RatingsError, match="the lower one first"):
        Interactions.from_rows([], scale=scale)


def test_a_shop_without_history_is_no_error() -> None:
    empty = Interactions.from_rows([])
    assert (len(empty), empty.user_ids, empty.item_ids) == (0, (), ())


def test_the_same_ratings_in_any_order_are_the_same_history() -> None:
    one = written("ann cup 5", "bob cup 4", "ann pot 3")
    rows = [("ann", "pot", 3.0, 2), ("bob", "cup", 4.0, 1), ("ann", "cup", 5.0, 0)]
    assert Interactions.from_rows(rows).fingerprint() == one.fingerprint()


@pytest.mark.parametrize(
    "row", [("ann", "pot", 3.5, 2), ("ann", "pot", 3.0, 3), ("ann", "pan", 3.0, 2), ("bo", "pot", 3.0, 2)]
)
def test_any_change_of_a_rating_changes_the_fingerprint(row: tuple[str, str, float, float]) -> None:
    rows = [("bob", "cup", 4.0, 1), ("ann", "cup", 5.0, 0)]
    same = Interactions.from_rows([*rows, ("ann", "pot", 3.0, 2)]).fingerprint()
    assert Interactions.from_rows([*rows, row]).fingerprint() != same


def test_a_part_of_a_history_knows_only_who_is_in_it() -> None:
    history = scattered(seed=6)
    kept = history.users < 3
    part = history.where(kept)
    assert part.user_ids == history.user_ids[:3]
    assert len(part) == kept.sum()
    np.testing.assert_array_equal(
        [part.item_ids[item] for item in part.items], [history.item_ids[item] for item in history.items[kept]]
    )


def test_ids_may_be_any_text() -> None:
    odd = ["1", "01", "帐篷", "a b", "🙂", "x\0"]
    assert Interactions.from_rows(("ann", item, 4.0, 0) for item in odd).item_ids == tuple(sorted(odd))


@pytest.mark.parametrize(
    ("kinds", "value"),
    [
        (["view"], 2.0),
        (["view", "like", "purchase", "view"], 5.0),
        (["like", "dislike"], 1.0),
        (["dislike", "view", "add_to_cart"], 4.0),
    ],
)
def test_deeds_count_by_the_strongest_unless_the_last_word_is_dislike(kinds: list[str], value: float) -> None:
    assert event_value(kinds) == value


@pytest.mark.parametrize("kinds", [[], ["view", "stare"]])
def test_a_deed_of_an_unknown_kind_is_refused(kinds: list[str]) -> None:
    with pytest.raises(RatingsError, match=", ".join(INTERACTION_WEIGHTS)):
        event_value(kinds)
