"""Diversity: the same order as a slow literal transcription, one knob, and no chance in it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import SettingError, diversified


def literally(scores: list[float], likeness: np.ndarray, n: int, knob: float) -> list[int]:
    """argmax over what is left of (1 − knob)·s − knob·max likeness to what was chosen, one after the other."""
    least, most = min(scores), max(scores)
    worth = [(score - least) / ((most - least) or 1.0) for score in scores]
    chosen: list[int] = []
    while len(chosen) < min(n, len(scores)):
        best, best_value = -1, -np.inf
        for i in range(len(scores)):
            if i in chosen:
                continue
            nearest = max((likeness[j][i] for j in chosen), default=0.0)
            value = (1 - knob) * worth[i] - knob * nearest if chosen else scores[i]
            if value > best_value:
                best, best_value = i, value
        chosen.append(best)
    return chosen


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 12).flatmap(
        lambda c: st.tuples(
            st.lists(st.sampled_from([0.0, 1.0, 2.5, 3.0, 4.75]), min_size=c, max_size=c),
            st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=c * c, max_size=c * c),
        )
    ),
    st.integers(0, 14),
    st.sampled_from([0.0, 0.25, 0.5, 1.0]),
)
def test_every_order_is_that_of_the_formula(
    drawn: tuple[list[float], list[float]], n: int, knob: float
) -> None:
    scores, cells = drawn
    likeness = np.array(cells).reshape(len(scores), len(scores))
    found = diversified(np.array(scores), likeness.__getitem__, n, knob)
    assert found == literally(scores, likeness, n, knob)
    assert len(set(found)) == len(found)


def test_a_second_of_the_same_kind_waits_for_another_kind() -> None:
    kinds = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    scores = np.array([3.0, 2.9, 2.0])
    assert diversified(scores, kinds.__getitem__, 3, 0.0) == [0, 1, 2]
    assert diversified(scores, kinds.__getitem__, 3, 0.6) == [0, 2, 1]


def test_nothing_to_choose_from_is_an_empty_list() -> None:
    assert diversified(np.array([]), lambda _: np.array([]), 5, 0.5) == []


@pytest.mark.parametrize("knob", [-0.1, 1.1, float("nan")])
def test_a_knob_off_its_scale_is_refused(knob: float) -> None:
    with pytest.raises(SettingError, match="diversity is"):
        diversified(np.array([1.0]), lambda _: np.array([1.0]), 1, knob)
