"""Similarities against a slow transcription of their formulas, and the promises about their order."""

import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from literal_neighbours import compared, table
from literal_neighbours import similarity as literal
from small_histories import HALF_STARS, scattered, written

from recommender import EVERY, Interactions, NeighbourSettings
from recommender.neighbour_fit import Side, learn
from recommender.pearson_rows import Formula, strongest
from recommender.rating_table import RatingTable
from recommender.settings import LIKENESSES
from recommender.similarity import Neighbourhood

PLAIN = NeighbourSettings.plain(EVERY, min_overlap=1)


def nearest(history: Interactions, chosen: NeighbourSettings = PLAIN, of_items: bool = True) -> Neighbourhood:
    return learn(Side(history, of_items), chosen).neighbourhood


def assert_as_written(history: Interactions, chosen: NeighbourSettings, of_items: bool) -> None:
    found = nearest(history, chosen, of_items)
    deviations = compared(table(history, of_items), of_items, chosen)
    names = history.item_ids if of_items else history.user_ids
    for i, one in enumerate(names):
        held = dict(zip(found.columns[i].tolist(), found.weights[i].tolist(), strict=True))
        for j, other in enumerate(names):
            wanted = 0.0 if i == j else literal(deviations, one, other, chosen)
            assert held.get(j, 0.0) == pytest.approx(wanted, abs=1e-9), (one, other)


@pytest.mark.parametrize("of_items", [True, False])
@pytest.mark.parametrize("likeness", LIKENESSES)
@pytest.mark.parametrize(("min_overlap", "shrinkage"), [(1, 0.0), (3, 10.0)])
def test_every_similarity_is_its_formula(
    of_items: bool, likeness: str, min_overlap: int, shrinkage: float
) -> None:
    history = scattered(seed=2, users=14, items=12)
    chosen = replace(PLAIN, likeness=likeness, min_overlap=min_overlap, shrinkage=shrinkage, damping=2.0)
    assert_as_written(history, chosen, of_items)


pairs = st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz"))


@settings(max_examples=50, deadline=None)
@given(
    rated=st.dictionaries(pairs, st.sampled_from(HALF_STARS), min_size=1),
    min_overlap=st.integers(1, 4),
    of_items=st.booleans(),
    likeness=st.sampled_from(LIKENESSES),
    shrinkage=st.sampled_from([0.0, 3.0]),
)
def test_every_similarity_is_its_formula_on_any_small_history(
    rated: dict[tuple[str, str], float], min_overlap: int, of_items: bool, likeness: str, shrinkage: float
) -> None:
    history = Interactions.from_rows((user, item, value, 0) for (item, user), value in rated.items())
    chosen = replace(PLAIN, min_overlap=min_overlap, likeness=likeness, shrinkage=shrinkage, damping=1.0)
    assert_as_written(history, chosen, of_items)


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed; the loop in NumPy is tested")
@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("opposites", [False, True])
@pytest.mark.parametrize("k", [1, 7, 60])
def test_the_compiled_loop_finds_what_the_plain_one_finds(shared: bool, opposites: bool, k: int) -> None:
    from recommender import pearson_compiled  # noqa: PLC0415

    history = scattered(seed=6, users=90, items=61, share=0.2)
    matrix = history.matrix()
    matrix.data = matrix.data - 2.75
    table_of_items = RatingTable.of(matrix)
    for formula in (Formula(2, 5.0, 1, shared), Formula(1, 0.0, 0, shared)):
        plain = strongest(table_of_items, formula, k, opposites)
        compiled = pearson_compiled.strongest(table_of_items, formula, k, opposites)
        np.testing.assert_array_equal(compiled[0], plain[0])
        np.testing.assert_allclose(compiled[1], plain[1], atol=1e-12)


def test_the_compiler_is_imported_only_for_a_large_history() -> None:
    code = """
import sys
from small_histories import scattered
from recommender import ItemNeighbours
ItemNeighbours().fit(scattered(seed=1))
print("numba" in sys.modules)
"""
    here = Path(__file__).parent
    shown = subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"


def test_the_articles_mean_is_over_all_of_an_items_ratings_and_not_only_the_shared_ones() -> None:
    history = written("ann cup 5", "bob cup 4", "cem cup 1", "ann pot 5", "bob pot 4", "dee pot 2")
    assert nearest(history).weights[0, 0] < 0.999
    assert nearest(history, replace(PLAIN, likeness="shared")).weights[0, 0] == pytest.approx(1.0)


@pytest.mark.parametrize("likeness", ["pearson", "shared"])
def test_an_item_that_everyone_rated_the_same_is_like_no_other(likeness: str) -> None:
    # Three times 3.3 has a mean that is not 3.3 in binary: the rounding must not pass for a taste.
    history = written(
        "ann mug 3.3", "bob mug 3.3", "cem mug 3.3", "ann pan 1", "bob pan 2.2", "cem pan 5", "dee pan 4"
    )
    assert not nearest(history, replace(PLAIN, likeness=likeness)).weights.any()


def test_equally_near_items_come_by_their_id_also_at_the_cut() -> None:
    rows = [
        f"{user} {item} {value}"
        for item in ("d", "b", "c", "a", "e")
        for user, value in (("ann", 1), ("bob", 3), ("cem", 5))
    ]
    found = nearest(written(*rows), replace(PLAIN, k=2))
    names = [[written(*rows).item_ids[column] for column in row] for row in found.columns]
    assert names == [["b", "c"], ["a", "c"], ["a", "b"], ["a", "b"], ["a", "b"]]
    assert found.weights == pytest.approx(np.ones((5, 2)))


def test_only_the_k_strongest_are_kept_strongest_first() -> None:
    history = scattered(seed=5)
    few, all_of_them = nearest(history, replace(PLAIN, k=4)), nearest(history)
    np.testing.assert_array_equal(few.columns, all_of_them.columns[:, :4])
    assert (np.diff(np.abs(few.weights), axis=1) <= 0).all()


def test_pairs_that_too_few_shoppers_rated_are_not_compared() -> None:
    history = written("ann cup 5", "bob cup 1", "ann pot 5", "bob pot 1", "cem pot 2", "cem cup 2")
    assert nearest(history, replace(PLAIN, min_overlap=3)).columns.tolist() == [[1], [0]]
    assert nearest(history, replace(PLAIN, min_overlap=4)).columns.tolist() == [[-1], [-1]]
