"""`bot recommender train, recommend, score, similar, explain`: on the demo shop, on files, on a kept model."""

import json
import shutil
from pathlib import Path

import pytest
from bot_commands import bot, refusal_of

from bot.settings import ROOT
from recommender import MODELS, Hybrid, load_model
from shop.judging import of_shop
from shop.shop import RECOMMENDER
from shop.training import is_current
from shop.tuned import keep_tuned

MOVIELENS = ROOT.parent / "shared/data/movielens-small"
RATINGS, MOVIES = MOVIELENS / "ratings.csv", MOVIELENS / "movies.csv"


def rows(told: str) -> list[dict[str, str]]:
    """A table as a pipe gets it."""
    header, *lines = [line.split("\t") for line in told.splitlines() if "\t" in line]
    return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def buyer(demo_shop: Path) -> str:
    """A shopper of the demo shop."""
    return of_shop(demo_shop).interactions.user_ids[0]


@pytest.fixture(scope="module")
def films() -> tuple[str, ...]:
    """The options that name MovieLens."""
    if not RATINGS.is_file():
        pytest.skip(f"MovieLens small is not at {MOVIELENS}")
    return ("--ratings", str(RATINGS), "--items", str(MOVIES))


def test_what_the_shop_serves_is_asked_where_nothing_else_is_named(demo_shop: Path, buyer: str) -> None:
    asked = ("--user", buyer, "--shop", str(demo_shop))
    best = rows(bot("recommender", "recommend", "-n", "3", *asked).stdout)
    assert [row[""] for row in best] == ["1", "2", "3"]
    item = best[0]["item"]
    assert best[0]["title"] != item
    [scored] = rows(bot("recommender", "score", item, *asked).stdout)
    assert f"{float(scored['score']):.2f}" == best[0]["score"]
    told = rows(bot("recommender", "explain", item, *asked).stdout)
    amounts = [float(row["amount"]) for row in told]
    assert told[-1]["part"] == "total"
    assert amounts[-1] == pytest.approx(sum(amounts[:-1]), abs=1e-3)
    assert sum(float(row["share"].removesuffix(" %")) for row in told[:-1]) == pytest.approx(100, abs=0.5)
    near = rows(bot("recommender", "similar", item, "-n", "2", "--shop", str(demo_shop)).stdout)
    assert len(near) == 2
    assert float(near[0]["likeness"]) >= float(near[1]["likeness"]) > 0


def test_a_machine_gets_the_parts_to_the_last_digit(demo_shop: Path, buyer: str) -> None:
    asked = ("--user", buyer, "--shop", str(demo_shop), "--json")
    [best] = json.loads(bot("recommender", "recommend", "-n", "1", *asked).stdout)
    told = json.loads(bot("recommender", "explain", best["item_id"], *asked).stdout)
    assert told["parts"] == pytest.approx(best["parts"])
    assert sum(told["parts"].values()) == pytest.approx(told["score"], abs=1e-9)


@pytest.mark.parametrize("name", ["hybrid", "item-neighbours", "implicit-factors", "content"])
def test_a_model_of_any_family_is_learnt_kept_and_asked(
    name: str, demo_shop: Path, buyer: str, tmp_path: Path
) -> None:
    kept = tmp_path / "model"
    told = bot("recommender", "train", "--shop", str(demo_shop), "--model", name, "--to", str(kept)).stdout
    assert f"Learnt {name} from " in told
    asked = ("--model", str(kept), "--shop", str(demo_shop))
    best = rows(bot("recommender", "recommend", "--user", buyer, "-n", "2", *asked).stdout)
    item = best[0]["item"]
    assert float(best[0]["score"]) >= float(best[1]["score"])
    [reason] = load_model(kept).recommend(buyer, 1)
    assert reason.item_id == item


def test_settings_are_taken_and_a_wrong_one_names_those_there_are(demo_shop: Path, tmp_path: Path) -> None:
    train = ("recommender", "train", "--shop", str(demo_shop), "--to", str(tmp_path / "model"))
    bot(*train, "--set", "ease.ridge=50", "--set", "half_life_days=30")
    model = load_model(tmp_path / "model")
    assert isinstance(model, Hybrid)
    assert model.settings.half_life_days == 30
    assert "option is 'ridges'; give one of k, min_overlap" in refusal_of(
        *train, "--model", "item-neighbours", "--set", "ridges=1"
    )
    assert "k is 'many'; give a number" in refusal_of(*train, "--model", "item-neighbours", "--set", "k=many")
    said = refusal_of(*train, "--model", "magic")
    assert "model is 'magic'; give one of " in said
    assert all(name in said for name in MODELS)


def test_an_unknown_id_is_one_sentence_with_what_comes_near(demo_shop: Path, buyer: str) -> None:
    shop = ("--shop", str(demo_shop))
    said = refusal_of("recommender", "recommend", "--user", f"{buyer}x", *shop)
    assert f"knows no shopper '{buyer}x'; it knows {buyer}" in said
    assert len(said.splitlines()) == 1
    assert "knows no item 'teapot'" in refusal_of("recommender", "similar", "teapot", *shop)


def test_settings_that_were_kept_are_used_until_they_are_forgotten(demo_shop: Path, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shutil.copytree(demo_shop, shop, symlinks=True)
    train = ("recommender", "train", "--shop", str(shop), "--if-stale")
    search = ("recommender", "tune", "--shop", str(shop))
    before = (shop / RECOMMENDER / "current").resolve().name
    keep_tuned(shop, {"half_life_days": 30.5, "ease.ridge": 50})  # as `tune --write` does
    assert not is_current(shop)
    assert (
        "With the settings that were kept by `bot recommender tune --write`: half_life_days="
        in bot(*train).stdout
    )
    assert (shop / RECOMMENDER / "current").resolve().name != before
    assert "Forgotten" in bot(*search, "--forget").stdout
    assert "With the settings" not in bot(*train).stdout
    assert (shop / RECOMMENDER / "current").resolve().name == before
    assert "no settings of its own" in bot(*search, "--forget").stdout
    (shop / RECOMMENDER / "settings.json").write_text('{"colour": 3}')
    said = refusal_of("recommender", "train", "--shop", str(shop))
    assert "settings.json: the file is" in said
    assert "--forget" in said


def test_films_are_asked_for_by_file_alone(films: tuple[str, ...]) -> None:
    asked = ("--model", "popularity", *films)
    [best] = rows(bot("recommender", "recommend", "--user", "15", "-n", "1", *asked).stdout)
    assert best["title"].endswith(")")
    near = rows(bot("recommender", "similar", "1", "-n", "3", *films, "--model", "item-neighbours").stdout)
    assert "Toy Story 2 (1999)" in {row["title"] for row in near}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no ratings are here; the first line must name userId, movieId and rating."),
        ("userId,movieId,rating\n1,2,4\n1,2,5\n", ":3: movieId is '2'"),
        ("userId,movieId,rating\r\n1,2,4\r\n1,3,many\r\n", ":3: rating is 'many'"),
        ("userId,movieId,rating\n1,,4\n", ":2: movieId is missing"),
        ("userId,movieId,rating\n1,2,nan\n", ":2: rating is 'nan'"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_by_line_and_value(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "ratings.csv"
    file.write_bytes(text.encode())
    told = refusal_of("recommender", "train", "--ratings", str(file), "--to", str(tmp_path / "model"))
    assert str(file) in told
    assert said in told
    assert not (tmp_path / "model").exists()


def test_one_user_and_windows_line_ends_will_do(tmp_path: Path) -> None:
    file, kept = tmp_path / "ratings.csv", tmp_path / "model"
    file.write_bytes("\ufeffuser,item,stars\r\nann,tent,5\r\nann,lamp,2\r\n".encode())
    for name in ("hybrid", "user-neighbours"):
        bot("recommender", "train", "--ratings", str(file), "--model", name, "--to", str(kept / name))
        asked = ("--user", "ann", "--model", str(kept / name))
        [told] = rows(bot("recommender", "score", "tent", *asked).stdout)
        assert told["item"] == "tent"
    assert "say what the items are" in refusal_of(
        "recommender", "train", "--ratings", str(file), "--model", "content", "--to", str(kept / "content")
    )
