"""Feedback: what is taken, what is refused, and the confidence that events come to, against a slow transcription."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_histories import written

from recommender import (
    EVENT_CONFIDENCES,
    Feedback,
    FeedbackSettings,
    Interactions,
    RatingsError,
    SettingError,
)

DAY = 86_400
Event = tuple[str, float, int]  # kind, value, time


def confidence(*events: Event, now: float = 0, **chosen: Any) -> float:
    """The confidence of one pair's events."""
    rows = [("ann", "cup", kind, value, time) for kind, value, time in events]
    told = Feedback.from_rows(rows).confidences(now, FeedbackSettings(**chosen))
    assert (told.user_ids, told.item_ids, len(told)) == (("ann",), ("cup",), 1)
    return float(told.values[0])


def slow(events: list[Event], now: float, half_life: float | None) -> float:
    """1 − Π(1 − w·f)^n over what counts: nothing before the last no, no rating but the last."""

    def weight(kind: str, value: float) -> float:
        return (value - 2.75) / 2.25 if kind == "rating" else EVENT_CONFIDENCES[kind]

    def fade(time: int) -> float:
        return 1.0 if half_life is None else 0.5 ** (max(now - time, 0) / DAY / half_life)

    events = sorted(events, key=lambda event: (event[2], -weight(event[0], event[1])))
    kind, value, time = events[-1]
    if weight(kind, value) < 0:
        return weight(kind, value) * fade(time)
    doubt = 1.0
    for place, (kind, value, time) in enumerate(events):
        later = events[place + 1 :]
        struck = weight(kind, value) < 0 or any(weight(other[0], other[1]) < 0 for other in later)
        replaced = kind == "rating" and any(other[0] == "rating" for other in later)
        if not struck and not replaced:
            doubt *= (1 - weight(kind, value) * fade(time)) ** (1 if kind == "rating" else value)
    return 1 - doubt


deeds = st.tuples(st.sampled_from(list(EVENT_CONFIDENCES)), st.integers(1, 3), st.integers(0, 5 * DAY))
ratings = st.tuples(st.just("rating"), st.sampled_from([0.5, 2.0, 3.0, 4.5, 5.0]), st.integers(0, 5 * DAY))


@settings(max_examples=150, deadline=None)
@given(
    pairs=st.dictionaries(
        st.tuples(st.sampled_from(["ann", "bob"]), st.sampled_from(["cup", "pot"])),
        st.lists(st.one_of(deeds, ratings), min_size=1, max_size=6),
    ),
    half_life=st.sampled_from([None, 0.5, 30.0]),
)
def test_confidences_are_the_formula_of_the_docstring(
    pairs: dict[tuple[str, str], list[Event]], half_life: float | None
) -> None:
    rows = [
        (user, item, kind, value, time)
        for (user, item), events in pairs.items()
        for kind, value, time in events
    ]
    told = Feedback.from_rows(rows).confidences(4 * DAY, FeedbackSettings(half_life_days=half_life))
    found = {
        (told.user_ids[user], told.item_ids[item]): (value, time)
        for user, item, value, time in zip(told.users, told.items, told.values, told.times, strict=True)
    }
    assert found.keys() == pairs.keys()
    for pair, events in pairs.items():
        assert found[pair][0] == pytest.approx(slow(events, 4 * DAY, half_life), abs=1e-12)
        assert found[pair][1] == max(time for _, _, time in events)


def test_each_further_sign_makes_surer_and_never_too_sure() -> None:
    view, like = confidence(("view", 1, 0)), confidence(("view", 1, 0), ("like", 1, 5))
    assert (view, like) == (0.25, pytest.approx(1 - 0.75 * 0.25))
    assert confidence(("view", 3, 0)) == pytest.approx(1 - 0.75**3)
    assert like < confidence(("view", 1, 0), ("like", 1, 5), ("purchase", 1, 9)) == 1.0


def test_a_dislike_strikes_out_what_came_before_and_a_later_deed_makes_good() -> None:
    assert confidence(("purchase", 1, 0), ("dislike", 1, 5)) == -1.0
    assert confidence(("purchase", 1, 0), ("dislike", 1, 5), ("view", 1, 9)) == 0.25


def test_a_rating_counts_from_the_middle_of_its_scale_and_the_newer_one_alone() -> None:
    assert confidence(("rating", 5.0, 0)) == 1.0
    assert confidence(("rating", 0.5, 0)) == -1.0
    assert confidence(("rating", 2.75, 0)) == 0.0
    assert confidence(("rating", 5.0, 0), ("rating", 3.0, 5)) == pytest.approx(0.25 / 2.25)


def test_a_deed_of_one_half_life_ago_counts_half_and_one_of_tomorrow_as_one_of_now() -> None:
    assert confidence(("view", 1, 0), now=10 * DAY, half_life_days=10) == 0.125
    assert confidence(("view", 1, 9 * DAY), now=0, half_life_days=10) == 0.25
    assert confidence(("view", 1, 0), now=10 * DAY) == 0.25


def test_a_shop_may_weigh_its_events_otherwise() -> None:
    assert confidence(("view", 1, 0), weights={"view": 0.1}) == pytest.approx(0.1)
    assert confidence(("view", 1, 0), ("like", 1, 5), weights={"view": 0.0}) == 0.75


def test_ratings_alone_become_confidences_of_the_same_pairs() -> None:
    rated = written("ann cup 5", "bob cup 1", "ann pot 2.75")
    told = Feedback.from_ratings(rated).confidences(0)
    assert (told.user_ids, told.item_ids, told.scale) == (rated.user_ids, rated.item_ids, (-1.0, 1.0))
    assert told.values.tolist() == pytest.approx([1.0, 0.0, -1.75 / 2.25])


def test_a_table_without_rows_is_a_shop_without_history() -> None:
    empty = Feedback.from_rows([])
    assert len(empty) == len(empty.confidences(0, FeedbackSettings(half_life_days=3))) == 0
    assert empty.confidences(0).fingerprint() == Interactions.from_rows([], scale=(-1, 1)).fingerprint()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            ("ann", "cup", "stare", 1, 0),
            "kind is 'stare'; write one of dislike, view, click, like, .*, rating",
        ),
        (("ann", "cup", None, 1, 0), "kind is None"),
        (("ann", "cup", "rating", 5.5, 0), "the value is 5.5; write a number from 0.5 to 5"),
        (("ann", "cup", "rating", float("nan"), 0), "the value is nan"),
        (("ann", "cup", "view", 0, 0), "the value is 0; write a number from 1 to 10000"),
        (("ann", "cup", "view", float("inf"), 0), "the value is inf"),
        (("ann", "cup", "like", "yes", 0), "the value is 'yes'"),
        (("ann", "cup", "like", 1, "noon"), "the time is 'noon'"),
        (("", "cup", "like", 1, 0), "an id is missing"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_by_number_and_pair(row: Any, fault: str) -> None:
    with pytest.raises(RatingsError, match=f"row 2, user {row[0]!r}, item 'cup': .*{fault}"):
        Feedback.from_rows([("bob", "cup", "view", 1, 0), row])


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(SettingError, match="half_life_days is 0"):
        FeedbackSettings(half_life_days=0)
    with pytest.raises(SettingError, match="the weight of 'view' is 2"):
        FeedbackSettings(weights={"view": 2})
    with pytest.raises(SettingError, match="weights is 'stare'; give kinds out of dislike, view"):
        FeedbackSettings(weights={"stare": 1})
