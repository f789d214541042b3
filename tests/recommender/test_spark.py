"""Training on Spark gives the models that training here gives, to the rounding of sums, and they serve alike.

Needs Java 17 and the extra `spark` (`uv pip install 'pyspark>=4' pyarrow`), and skips, saying so, without them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from small_histories import scattered, two_camps
from test_movielens import RATINGS, rows

from recommender import (
    EngineError,
    Factors,
    ImplicitNeighbours,
    ImplicitSettings,
    Interactions,
    ItemNeighbours,
    NeighbourSettings,
    RatingsError,
    UserNeighbours,
)
from recommender.factor_settings import FactorSettings
from recommender.linear import confident
from recommender.model_names import Told, train_model
from recommender.parquet import write_parquet
from recommender.spark import SparkEngine, read_on_spark, spark_session
from recommender.spark.session import check_installed, check_java


def _missing() -> str:
    try:
        check_installed()
        check_java()
    except EngineError as fault:
        return str(fault)
    return ""


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing())


@pytest.fixture(scope="module")
def engine() -> Iterator[SparkEngine]:
    with spark_session("local[2]") as session:
        yield SparkEngine(session)


def likenesses(model: ItemNeighbours | UserNeighbours | ImplicitNeighbours) -> np.ndarray:
    """Each one's kept likenesses, strongest first."""
    return np.asarray(model.stored().arrays["weights"])


SETTINGS = [
    NeighbourSettings(min_overlap=2, k=8),
    NeighbourSettings.plain(k=5),
    NeighbourSettings.as_in_surprise(),
    NeighbourSettings.of_baselines(),
    NeighbourSettings(likeness="adjusted", centre="z_score", min_overlap=3, opposites=True),
]


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda one: f"{one.likeness}, {one.centre}, k {one.k}")
def test_items_are_as_alike_and_ratings_foretold_as_here(
    engine: SparkEngine, settings: NeighbourSettings
) -> None:
    history = scattered(seed=3)
    here, there = ItemNeighbours(settings).fit(history), engine.item_neighbours(settings).fit(history)
    np.testing.assert_allclose(likenesses(there), likenesses(here), atol=1e-9)
    for user in history.user_ids:
        np.testing.assert_allclose(
            there.score(user, history.item_ids), here.score(user, history.item_ids), atol=1e-6
        )


def test_shoppers_are_as_alike_as_here(engine: SparkEngine) -> None:
    history, settings = scattered(seed=5, users=20), NeighbourSettings(min_overlap=2, k=6)
    here, there = UserNeighbours(settings).fit(history), engine.user_neighbours(settings).fit(history)
    np.testing.assert_allclose(likenesses(there), likenesses(here), atol=1e-9)


@pytest.mark.parametrize("weighting", ["bm25", "cosine"])
def test_items_of_deeds_pull_on_each_other_as_here(engine: SparkEngine, weighting: str) -> None:
    history, settings = (
        confident(scattered(seed=4), explicit=False),
        ImplicitSettings(weighting=weighting, k=7),
    )
    here, there = ImplicitNeighbours(settings).fit(history), engine.implicit_neighbours(settings).fit(history)
    np.testing.assert_allclose(likenesses(there), likenesses(here), rtol=1e-5)


def test_what_was_trained_there_is_loaded_and_explained_like_any_other(
    engine: SparkEngine, tmp_path: Path
) -> None:
    engine.item_neighbours().fit(two_camps()).save(tmp_path / "there")
    ItemNeighbours().fit(two_camps()).save(tmp_path / "here")
    there, here = ItemNeighbours.load(tmp_path / "there"), ItemNeighbours.load(tmp_path / "here")
    assert there.stored().model_id == here.stored().model_id
    assert dict(there.similar("tent", 3)) == pytest.approx(dict(here.similar("tent", 3)))
    reason = there.recommend("newcomer", 3)[0]
    assert (reason.item_id, reason.evidence) == ("stove", ("tent",))
    assert sum(reason.parts.values()) == pytest.approx(reason.score, abs=1e-9)


def test_a_history_in_which_nobody_rated_two_items_has_no_neighbours(engine: SparkEngine) -> None:
    history = Interactions.from_rows([("ann", "tent", 4.0, 1), ("bob", "lamp", 3.0, 2)])
    assert engine.item_neighbours().fit(history).similar("tent", 5) == []


def test_factors_foretell_as_well_as_those_learnt_here(engine: SparkEngine) -> None:
    history, settings = of_a_few_tastes(seed=2), FactorSettings(rank=3, regularization=0.05, rounds=40)
    held = np.arange(len(history)) % 5 == 0
    training = history.where(~held)
    here, there = Factors(settings).fit(training), engine.factors(training, settings)
    errors = [missed(model, history, held) for model in (here, there)]
    assert errors[1] == pytest.approx(errors[0], rel=0.01)
    apart = [
        np.corrcoef(here.score(user, training.item_ids), there.score(user, training.item_ids))[0, 1]
        for user in training.user_ids[:20]
    ]
    assert min(apart) > 0.99


def test_factors_of_deeds_tell_what_was_liked_as_well_as_those_learnt_here(engine: SparkEngine) -> None:
    history = confident(of_a_few_tastes(seed=4), explicit=False)
    settings = FactorSettings(rank=3, implicit=True, rounds=40)
    here, there = Factors(settings).fit(history), engine.factors(history, settings)
    assert told_apart(there, history) == pytest.approx(told_apart(here, history), abs=0.03)


def told_apart(model: Factors, history: Interactions) -> float:
    """How often what a shopper did with stands above what they did not, of all pairs: 0.5 by chance."""
    values, rates = history.matrix().toarray(), []
    for user, done in zip(history.user_ids, values > 0, strict=True):
        scores = model.score(user, history.item_ids)
        rates.append(float(np.mean(scores[done][:, np.newaxis] > scores[~done])))
    return float(np.mean(rates))


def of_a_few_tastes(seed: int) -> Interactions:
    """100 shoppers and 40 items with three hidden numbers each, of which half of all ratings are made."""
    chance = np.random.default_rng(seed)
    users, items = chance.normal(size=(100, 3)), chance.normal(size=(40, 3))
    values = np.clip(3 + users @ items.T * 0.6 + chance.normal(size=(100, 40)) * 0.2, 0.5, 5)
    known = chance.random(values.shape) < 0.5
    return Interactions.from_rows((f"u{u}", f"i{i}", float(values[u, i]), 1) for u, i in np.argwhere(known))


def missed(model: Factors, history: Interactions, held: np.ndarray) -> float:
    """The root mean square error over the ratings marked in `held`."""
    left = [
        model.score(history.user_ids[u], [history.item_ids[i]])[0] - value
        for u, i, value in zip(history.users[held], history.items[held], history.values[held], strict=True)
    ]
    return float(np.sqrt(np.mean(np.square(left))))


@pytest.mark.parametrize("name", ["ease", "popularity"])
def test_a_model_without_a_heavy_step_is_refused_by_name(engine: SparkEngine, name: str) -> None:
    with pytest.raises(EngineError, match=f"{name} is not trained on Spark.*item-neighbours"):
        engine.train(name, Told(two_camps()))


def test_spark_reads_what_was_exported(engine: SparkEngine, tmp_path: Path) -> None:
    history = scattered(seed=1)
    write_parquet(history, tmp_path / "history.parquet")
    read = read_on_spark(engine.session, str(tmp_path / "history.parquet"))
    assert read.fingerprint() == history.fingerprint()


def test_a_file_that_is_not_there_is_named(engine: SparkEngine, tmp_path: Path) -> None:
    with pytest.raises(RatingsError, match=r"gone\.parquet"):
        read_on_spark(engine.session, str(tmp_path / "gone.parquet"))


@pytest.mark.skipif(not RATINGS.exists(), reason=f"MovieLens' ratings are not at {RATINGS}")
def test_movielens_is_foretold_as_here(engine: SparkEngine) -> None:
    history = Interactions.from_rows(rows())
    here, there = ItemNeighbours().fit(history), engine.item_neighbours().fit(history)
    np.testing.assert_allclose(likenesses(there), likenesses(here), atol=1e-9)
    apart = np.concatenate(
        [
            there.score(user, history.item_ids) - here.score(user, history.item_ids)
            for user in history.user_ids[:100]
        ]
    )
    # Where several neighbours are exactly as near as the last one that is kept, rounding says which it is.
    assert np.mean(np.abs(apart) <= 1e-6) > 0.999


def test_a_hybrid_whose_neighbours_were_found_there_ranks_alike(engine: SparkEngine) -> None:
    told = Told(two_camps(), explicit=True)
    here, there = train_model("hybrid", told), engine.train("hybrid", told)
    for shopper in told.interactions.user_ids[:5]:
        np.testing.assert_allclose(
            there.score(shopper, told.interactions.item_ids),
            here.score(shopper, told.interactions.item_ids),
            atol=1e-6,
        )
