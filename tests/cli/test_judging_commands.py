"""`bot recommender evaluate` and `tune`, on a shop and on files of ratings, as their owner runs them."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bot_commands import bot, bot_command

from bot.settings import ROOT

STARS = ("1", "2.5", "3", "4", "4.5", "5")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ratings of 30 shoppers for 20 films, the films with genres, and where the shoppers live."""
    folder, chance = tmp_path_factory.mktemp("files"), np.random.default_rng(1)
    rated = [(user, film) for user in range(30) for film in range(20) if chance.random() < 0.5]
    times = chance.permutation(len(rated))
    ratings = [
        f"{user},{film},{chance.choice(STARS)},{at}" for at, (user, film) in zip(times, rated, strict=True)
    ]
    (folder / "ratings.csv").write_text("\n".join(["userId,movieId,rating,timestamp", *ratings]) + "\n")
    genres = ("Drama", "Comedy|Drama", "Horror")
    films = [f"{film},Film {film} (19{film + 50}),{genres[film % 3]}" for film in range(20)]
    (folder / "movies.csv").write_text("\n".join(["movieId,title,genres", *films]) + "\n")
    homes = [f"{user},{'town' if user % 2 else 'village'}" for user in range(30)]
    (folder / "users.csv").write_text("\n".join(["userId,home", *homes]) + "\n")
    return folder


def refused(*arguments: str) -> str:
    done = subprocess.run(bot_command(*arguments), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize("split", ["time", "folds"])
def test_ratings_are_judged_by_each_split(files: Path, split: str) -> None:
    ratings = str(files / "ratings.csv")
    told = bot("recommender", "evaluate", "--ratings", ratings, "--split", split, "--k", "5").stdout
    assert "model\tRMSE\tMAE\tHR@5\tnDCG@5" in told
    assert f"split: {split}" in told
    assert told.rstrip().splitlines()[-1].startswith("For these data take ")


def test_everything_is_written_where_asked_and_groups_are_told(files: Path, tmp_path: Path) -> None:
    told = bot(
        *("recommender", "evaluate", "--ratings", str(files / "ratings.csv")),
        *("--items", str(files / "movies.csv"), "--users", str(files / "users.csv"), "--groups"),
        *("--json", str(tmp_path / "report.json"), "--plot", str(tmp_path / "report.svg")),
    ).stdout
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["advice"] == told.rstrip().splitlines()[-1]
    by = {accuracy["attribute"] for model in report["models"] for accuracy in model["accuracy"]}
    assert by == {"activity", "home"}
    assert {shown["attribute"] for model in report["models"] for shown in model["exposure"]} == {"category"}
    assert "item-neighbours\thome\tRMSE\t" in told
    assert "hybrid\tcategory\t" in told
    assert (tmp_path / "report.svg").read_text(encoding="utf-8").startswith("<svg")


def test_only_the_models_that_are_named_are_judged(files: Path) -> None:
    judge = ("recommender", "evaluate", "--ratings", str(files / "ratings.csv"), "--models")
    told = bot(*judge, "ease, popularity").stdout
    assert "\nease\t" in told
    assert "\npopularity\t" in told
    assert "neighbours" not in told
    assert "model is 'magic'; give one of hybrid" in refused(*judge, "ease,magic")
    assert "say what the items are" in refused(*judge, "content")


def test_a_shop_is_judged_by_brand_category_and_price(demo_shop: Path) -> None:
    told = bot("recommender", "evaluate", "--shop", str(demo_shop), "--groups").stdout
    for attribute in ("brand", "category", "price"):
        assert f"hybrid\t{attribute}\t" in told
    assert "foretell ratings" not in told  # its history is deeds


def test_tuning_prints_the_settings_and_how_to_use_them(files: Path, tmp_path: Path) -> None:
    search = (
        "recommender",
        "tune",
        "--ratings",
        str(files / "ratings.csv"),
        "--study",
        str(tmp_path / "s.db"),
    )
    told = bot(*search, "--trials", "2", "--model", "item-neighbours").stdout
    assert "The best of 2 trials, by RMSE on the inner split" in told
    assert "On what the search never saw, RMSE is" in told
    assert "To use them: bot recommender train --model item-neighbours --set k=" in told
    assert "In Python: train_model('item-neighbours', told, {'k': " in told
    assert "\nmin_overlap\t" in told


def test_what_cannot_be_done_is_said_before_the_long_work(files: Path, tmp_path: Path) -> None:
    ratings = str(files / "ratings.csv")
    judge = ("recommender", "evaluate", "--ratings", ratings)
    assert "named .svg" in refused(*judge, "--plot", str(tmp_path / "report.png"))
    assert "cannot be written" in refused(*judge, "--json", str(tmp_path / "nowhere" / "report.json"))
    assert "not both" in refused(*judge, "--shop", str(tmp_path))
    assert "--items goes with --ratings" in refused("recommender", "evaluate", "--items", ratings)
    assert "no attributes are here" in refused(*judge, "--users", str(empty(tmp_path)))
    broken = tmp_path / "broken.csv"
    broken.write_text("userId,movieId,rating\n1,2,many\n1,3,11\n")
    said = refused("recommender", "evaluate", "--ratings", str(broken))
    assert f"{broken}:2: rating is 'many'" in said
    assert "1 more" in said
    assert "give one of share, time, last" in refused(
        *("recommender", "tune", "--ratings", ratings, "--study", str(tmp_path / "s.db"), "--split", "folds")
    )


def empty(folder: Path) -> Path:
    file = folder / "empty.csv"
    file.write_text("")
    return file


def test_the_help_of_the_commands_loads_no_model() -> None:
    code = "import sys, bot.cli.program; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"optuna", "recommender", "scipy"} & set(loaded.stdout.split())
