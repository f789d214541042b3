"""The blend: weights that are found again, never negative, and that go smoothly from new to known."""

import numpy as np
import pytest

from recommender.blend import Blend


def choices(seed: int, table: np.ndarray, m: int = 4000, n: int = 8) -> tuple[np.ndarray, ...]:
    """m choices among n items, drawn by the weights of `table`; the chosen item comes first."""
    chance = np.random.default_rng(seed)
    features = chance.normal(size=(m, n, table.shape[0]))
    users, items = chance.random(m), chance.random((m, n))
    scores = Blend(table).scores(features, users, items)
    picked = np.argmax(scores + chance.gumbel(size=scores.shape), axis=1)
    order = np.argsort(np.arange(n) != picked[:, np.newaxis], axis=1, kind="stable")
    return (
        np.take_along_axis(features, order[..., np.newaxis], axis=1),
        users,
        np.take_along_axis(items, order, 1),
    )


def test_the_weights_that_made_the_choices_are_found_again() -> None:
    table = np.array([[[3.0, 0.5], [1.0, 0.0]], [[0.5, 2.0], [0.5, 2.0]], [[0.0, 0.0], [0.0, 0.0]]])
    features, users, items = choices(1, table)
    found = Blend.learnt(features, users, items, ridge=1e-6)
    np.testing.assert_allclose(found.table, table, atol=0.35)


def test_what_speaks_against_an_item_gets_no_weight_rather_than_a_negative_one() -> None:
    against = np.full((1, 2, 2), -2.0)
    features, users, items = choices(2, against, m=500)
    assert not Blend.learnt(features, users, items, ridge=1e-3).table.any()


def test_a_weight_is_that_of_its_corner_where_all_is_known_or_nothing_is() -> None:
    blend = Blend(np.array([[[1.0, 2.0], [3.0, 4.0]]]))
    assert blend.weights(1.0, np.array([1.0, 0.0])).tolist() == [[1.0], [2.0]]
    assert blend.weights(0.0, np.array([1.0, 0.0])).tolist() == [[3.0], [4.0]]
    assert blend.weights(0.5, np.array([0.5])) == pytest.approx(np.array([[2.5]]))


def test_the_same_lessons_give_the_same_weights() -> None:
    features, users, items = choices(3, np.ones((2, 2, 2)), m=200)
    one, other = (Blend.learnt(features, users, items, ridge=0.01) for _ in range(2))
    np.testing.assert_array_equal(one.table, other.table)
