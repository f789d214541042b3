"""What the comparison with the peers rests on: everybody gets the same folds and lists, and is judged alike."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.deadline import Deadline
from benchmarks.errors import BenchmarkError
from benchmarks.recommender.accuracy import MEASURE, Rater, measure_accuracy
from benchmarks.recommender.contender import OURS, Settings
from benchmarks.recommender.folds import Fold, Lists, folds_of
from benchmarks.recommender.generated import Drawn, Size
from benchmarks.recommender.launch import measure_recommender
from benchmarks.recommender.ranking import difference_rows
from benchmarks.recommender.ratings import read_ratings, read_tokens
from recommender import Interactions


@pytest.fixture(scope="module")
def ratings() -> Interactions:
    chance = np.random.default_rng(3)
    pairs = [(user, item) for user in range(12) for item in range(15) if chance.random() < 0.6]
    return Interactions.from_rows(
        (f"u{user:02}", f"i{item:02}", float(chance.integers(1, 11)) / 2, place)
        for place, (user, item) in enumerate(pairs)
    )


def test_every_rating_is_held_back_once_and_never_learnt_from_meanwhile(ratings: Interactions) -> None:
    held = []
    for fold in folds_of(ratings, seed=0):
        learnt = {
            (fold.training.user_ids[user], fold.training.item_ids[item])
            for user, item in zip(fold.training.users, fold.training.items, strict=True)
        }
        asked = list(zip(fold.user_ids, fold.item_ids, strict=True))
        assert learnt.isdisjoint(asked)
        held += asked
    assert len(held) == len(set(held)) == len(ratings)


def test_all_raters_are_asked_the_same_and_settings_are_chosen_without_what_is_held_back(
    ratings: Interactions,
) -> None:
    asked: dict[str, list[Fold]] = {"one": [], "other": []}
    outer = [set(zip(fold.user_ids, fold.item_ids, strict=True)) for fold in folds_of(ratings, 0)]

    def rater(name: str, grid: tuple[Settings, ...] = ({},)) -> Rater:
        def answer(fold: Fold, settings: Settings) -> np.ndarray:
            asked[name].append(fold)
            return fold.values + float(settings.get("off", 0.5))

        side, label = MEASURE if name == "one" else (OURS, name)
        return Rater(side, label, answer, grid)

    off = ({"off": 0.4}, {"off": 0.25})
    [rows] = measure_accuracy(ratings, [rater("one"), rater("other", off)], 0, lambda _: None).values()
    finals = asked["other"][2::3]  # after the two that settings were chosen by
    for one, other in zip(asked["one"], finals, strict=True):
        assert one is other
    for place, fold in enumerate(asked["other"]):
        if place % 3 < 2:
            assert outer[place // 3].isdisjoint(zip(fold.user_ids, fold.item_ids, strict=True))
    assert rows[1]["settings"] == "off 0.25"
    assert rows[0]["ratio"] == "1.0000"
    # Cut to the scale, an answer that is off errs by less than that.
    assert 0.4 < float(rows[1]["ratio"]) < 0.6


def test_an_answer_is_cut_to_the_scale_and_the_mean_where_there_is_none(ratings: Interactions) -> None:
    fold = folds_of(ratings, 0)[0]
    assert np.all(fold.values + fold.errors(np.full(fold.values.size, 99.0)) == ratings.scale[1])
    expected = fold.training.values.mean()
    assert fold.values + fold.errors(np.full(fold.values.size, np.nan)) == pytest.approx(expected)


@pytest.mark.parametrize("kind", ["share", "last"])
def test_whoever_knows_what_was_liked_finds_it_all_and_what_is_known_is_never_listed(
    ratings: Interactions, kind: str
) -> None:
    lists = Lists.of(ratings, kind, seed=0)
    shape = (len(lists.training.user_ids), len(lists.training.item_ids))
    knowing = np.zeros(shape)
    knowing.ravel()[lists.relevant] = 1.0
    ndcg, recall, hit = lists.figures(knowing)
    assert ndcg.size == np.count_nonzero(lists.to_find)
    assert (ndcg.max(), recall.max(), hit.max()) == (1.0, 1.0, 1.0)
    misled = knowing.copy()
    misled[lists.training.users, lists.training.items] = 9.0
    assert lists.figures(misled) == pytest.approx(lists.figures(knowing))


def test_a_difference_is_told_with_its_ends_and_its_ratio() -> None:
    worse = np.random.default_rng(0).random(400) / 2
    [row] = difference_rows(["theirs", "ours"], np.array([worse, worse + 0.1]), served=1, seed=0)
    assert (row["beside"], row["difference"]) == ("theirs", "+0.1000")
    assert float(row["from"]) == pytest.approx(0.1)
    assert float(row["ratio_from"]) < float(row["ratio"]) < float(row["ratio_to"])


def test_what_is_drawn_has_the_size_asked_for_a_long_tail_and_comes_again(tmp_path: Path) -> None:
    size = Size(20_000, 1_000, 800)
    drawn = Drawn.of(size, seed=5)
    assert drawn.users.size == size.interactions
    counts = np.sort(np.bincount(drawn.items))[::-1]
    assert counts[: counts.size // 10].sum() > 0.3 * size.interactions
    drawn.write(tmp_path / "drawn.npz")
    again = Drawn.read(tmp_path / "drawn.npz")
    for name in ("users", "items", "ratings"):
        assert np.array_equal(getattr(again, name), getattr(Drawn.of(size, seed=5), name))
    assert again.interactions(deeds=False).matrix().sum() == pytest.approx(drawn.ratings.sum())
    assert again.matrix().shape == drawn.shape


def test_a_file_of_ratings_is_read_with_the_genres_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("userId,movieId,rating,timestamp\n1,10,4.5,9\n2,10,1.0,8\n", encoding="utf-8")
    assert read_ratings(path).scale == (1.0, 4.5)
    assert read_tokens(path) == {}
    films = "movieId,title,genres\n10,Heat,Action|Crime\n11,None,(no genres listed)\n"
    (tmp_path / "movies.csv").write_text(films, encoding="utf-8")
    assert read_tokens(path) == {"10": ("Action", "Crime"), "11": ()}


@pytest.mark.parametrize("text", ["u,i,r\n1,2,x\n", "u,i,r\n1\n", "u,i,r\n", "u,i,r\n1,2,3\n1,2,4\n"])
def test_a_file_that_holds_no_ratings_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BenchmarkError, match=r"ratings\.csv"):
        read_ratings(path)


def test_a_missing_file_of_ratings_is_told_before_anything_is_installed(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="--ratings"):
        measure_recommender(tmp_path / "none.csv", [], tmp_path, Deadline(60), quick=True)
