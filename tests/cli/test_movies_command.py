"""`bot recommender movies` on a file of ratings, without a shop."""

import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT


def movies(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli.program", "recommender", "movies", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_films_are_recommended_by_title_and_a_fault_is_one_sentence(tmp_path: Path) -> None:
    ratings, titles = tmp_path / "ratings.csv", tmp_path / "movies.csv"
    rows = [
        f"{user},{film},{value}"
        for user, values in {1: (5, 1, 4, 2, 5), 2: (4, 2, 5, 1, 5), 3: (5, 2, 4, 1)}.items()
        for film, value in enumerate(values)
    ]
    ratings.write_text("\n".join(["userId,movieId,rating", *rows]) + "\n", encoding="utf-8")
    titles.write_text("movieId,title\n4,The Lamp (1999)\n", encoding="utf-8")
    shown = movies(ratings, "--user", "3", "-n", "2", "--movies", titles)
    assert shown.returncode == 0, shown.stderr
    header, row = shown.stdout.splitlines()
    assert header.split("\t") == ["", "film", "score", "shared liking"]
    assert row.split("\t")[1] == "The Lamp (1999)"
    for refused in (movies(ratings, "--user", "9"), movies(titles, "--user", "3")):
        assert refused.returncode == 1
        assert len(refused.stderr.splitlines()) == 1
        assert "Traceback" not in refused.stderr
