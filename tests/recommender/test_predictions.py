"""Predictions of both neighbour models against a slow transcription of their formulas."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from literal_neighbours import Literal, biases, overall, table
from small_histories import HALF_STARS, scattered

from recommender import EVERY, Interactions, ItemNeighbours, NeighbourSettings, UserNeighbours

PLAIN = NeighbourSettings.plain(EVERY, min_overlap=2)
POSITIVE = replace(PLAIN, opposites=False)
CAREFUL = replace(PLAIN, k=6, shrinkage=7.0, damping=4.0, caution=0.8, own_level=True)
VARIANTS = {
    "the article's": PLAIN,
    "careful": CAREFUL,
    "few of the kept": replace(CAREFUL, nearest=2),
    "means of what is shared": replace(POSITIVE, likeness="shared"),
    "adjusted cosine": replace(PLAIN, likeness="adjusted"),
    "z-scores": replace(PLAIN, centre="z_score"),
    "z-scores from the own level": replace(CAREFUL, centre="z_score"),
    "plain weighted means": replace(POSITIVE, centre="none"),
    "weighted means of the nearest": replace(POSITIVE, centre="none", nearest=3, caution=0.5),
    "baselines": replace(NeighbourSettings.of_baselines(), min_overlap=2, k=5),
    "as in Surprise": NeighbourSettings.as_in_surprise(k=3),
}


def assert_as_written(history: Interactions, chosen: NeighbourSettings, of_items: bool, users: int) -> None:
    model = (ItemNeighbours if of_items else UserNeighbours)(chosen).fit(history)
    literal = Literal(table(history, of_items), of_items, chosen)
    for user in history.user_ids[:users]:
        for item, score in zip(history.item_ids, model.score(user, history.item_ids), strict=True):
            pair = (item, user) if of_items else (user, item)
            assert score == pytest.approx(literal.predict(*pair), abs=1e-9), pair


@pytest.mark.parametrize("of_items", [True, False])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_prediction_is_its_formula(variant: str, of_items: bool) -> None:
    # Without ties: among equal similarities the slow one's rounding would decide.
    assert_as_written(scattered(seed=3, users=12, items=11, share=0.7), VARIANTS[variant], of_items, users=5)


pairs = st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz"))


@settings(max_examples=40, deadline=None)
@given(
    rated=st.dictionaries(pairs, st.sampled_from(HALF_STARS), min_size=1),
    of_items=st.booleans(),
    # Where equal similarities are cut off, the slow one's rounding would decide: those are tested above.
    variant=st.sampled_from([name for name, chosen in VARIANTS.items() if chosen.nearest == EVERY]),
)
def test_a_prediction_is_its_formula_on_any_small_history(
    rated: dict[tuple[str, str], float], of_items: bool, variant: str
) -> None:
    history = Interactions.from_rows((user, item, value, 0) for (item, user), value in rated.items())
    assert_as_written(history, VARIANTS[variant], of_items, users=5)


# What Surprise 1.1.5's KNNWithMeans(k=4, min_k=1, {"name": "pearson"}) predicts for u11, of what u11 has not rated,
# from scattered(seed=11, users=30, items=20, share=0.5), not cut to the scale.
BY_SURPRISE = {
    True: {"i1": 1.824579808, "i10": 2.886091834, "i11": 1.312327585, "i12": 2.967006339, "i13": 2.296358759}
    | {"i17": 3.86337173, "i4": 2.96362371, "i8": 1.977750994, "i9": 3.050939522},
    False: {"i1": 2.681145133, "i10": 3.506081957, "i11": 3.193689164, "i12": 2.744881952, "i13": 2.600695627}
    | {"i17": 3.62551365, "i4": 3.098080662, "i8": 1.082648511, "i9": 2.613806002},
}


@pytest.mark.parametrize("of_items", [True, False])
def test_with_surprises_settings_the_predictions_are_surprises(of_items: bool) -> None:
    history, wanted = scattered(seed=11, users=30, items=20, share=0.5), BY_SURPRISE[of_items]
    model = (ItemNeighbours if of_items else UserNeighbours)(NeighbourSettings.as_in_surprise(k=4))
    assert model.fit(history).score("u11", list(wanted)) == pytest.approx(list(wanted.values()), abs=1e-6)


def test_an_item_asked_for_twice_has_its_score_twice() -> None:
    history = scattered(seed=4)
    for model in (ItemNeighbours(), UserNeighbours(NeighbourSettings(min_overlap=2))):
        first, other, again = model.fit(history).score("u1", ["i2", "i3", "i2"])
        assert first == again != other


@pytest.mark.parametrize("of_items", [True, False])
def test_of_an_item_that_nobody_rated_a_shopper_is_expected_to_think_as_of_any(of_items: bool) -> None:
    history, chosen = scattered(seed=4, users=12), NeighbourSettings.of_baselines()
    model = (ItemNeighbours if of_items else UserNeighbours)(chosen).fit(history)
    given_ratings = table(history, of_items)
    of_user = biases(given_ratings, of_items, chosen.damping)[1 if of_items else 0]
    known, new = model.estimate("u7", ["i3", "never seen"])
    assert new == pytest.approx(overall(given_ratings) + of_user["u7"], abs=1e-9)
    assert known == model.score("u7", ["i3"])[0]
