"""What deeds and ratings come to: values, leanings, and which things are bought again."""

import pytest

from shop.deeds import Deed, History, deeds_of, rebought

DAY = 86_400
KIND = "urn:daogou:category:soap"


def told(history: History, half_life_days: float | None = None) -> dict[tuple[str, str], tuple[float, float]]:
    """Value and leaning of each pair."""
    found = history.interactions(half_life_days)
    assert found.leanings is not None
    rows = zip(found.users, found.items, found.values, found.leanings, strict=True)
    return {(found.user_ids[u], found.item_ids[i]): (float(v), float(way)) for u, i, v, way in rows}


def deed(user: str, item: str, kind: str, day: int) -> Deed:
    return user, item, kind, 1.0, day * DAY


def test_deeds_alone_have_their_values_and_fade_in_their_leanings_only() -> None:
    history = History([], [deed("ann", "cup", "purchase", 0), deed("ann", "pot", "click", 10)])
    assert told(history) == {("ann", "cup"): (5.0, 1.0), ("ann", "pot"): (3.0, 0.5)}
    assert told(history, 10) == {("ann", "cup"): (5.0, 0.5), ("ann", "pot"): (3.0, 0.5)}


def test_deeds_count_beside_ratings_on_the_scale_of_these() -> None:
    history = History(
        [("ann", "cup", 5.0, 0)], [deed("bob", "cup", "like", 1), deed("bob", "pot", "dislike", 1)]
    )
    assert history.explicit
    assert told(history) == {
        ("ann", "cup"): (5.0, 1.0),
        ("bob", "cup"): (pytest.approx(2.75 + 0.75 * 2.25), 0.75),
        ("bob", "pot"): (0.5, -1.0),
    }


def test_a_rating_does_not_fade_and_a_dislike_after_it_is_the_last_word() -> None:
    ratings = [("ann", "cup", 5.0, 0), ("ann", "pot", 5.0, 0)]
    assert told(History(ratings, [deed("ann", "pot", "dislike", 900)]), 10) == {
        ("ann", "cup"): (5.0, 1.0),
        ("ann", "pot"): (5.0, -1.0),
    }


def test_ratings_alone_are_left_as_they_are() -> None:
    history = History([("ann", "cup", 4.0, 7)])
    assert history.interactions(10).leanings is None
    assert (history.scale, history.newest) == ((0.5, 5.0), 7)
    assert History([]).interactions(10).values.size == History([]).newest == 0


def test_what_was_taken_out_of_the_cart_was_never_in_it_and_names_of_ga4_are_known() -> None:
    events = [
        ("ann", "cup", "view_item", 1),
        ("ann", "cup", "add_to_cart", 2),
        ("ann", "cup", "remove_from_cart", 3),
        ("ann", "pot", "remove_from_cart", 3),
        ("ann", "cup", "select_item", 4),
    ]
    assert [(item, kind) for _, item, kind, _, _ in deeds_of(events)] == [("cup", "view"), ("cup", "click")]


@pytest.mark.parametrize(("again", "found"), [(0, ()), (1, ()), (2, (KIND,))])
def test_a_category_is_bought_again_where_one_in_ten_did(again: int, found: tuple[str, ...]) -> None:
    bought = [deed(f"u{n}", "soap", "purchase", 0) for n in range(20)]
    bought += [deed(f"u{n}", "soap", "purchase", 5) for n in range(again)]
    assert rebought(bought, {"soap": [KIND, "word:soap"]}) == found


def test_a_few_buyers_say_nothing_of_a_category() -> None:
    bought = [deed(f"u{n}", "soap", "purchase", day) for n in range(19) for day in (0, 5)]
    assert rebought(bought, {"soap": [KIND]}) == ()
