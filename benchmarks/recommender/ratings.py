"""Read a file of ratings, and what its items are where a file beside it says so. Guesses nothing."""

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.errors import BenchmarkError
from recommender import Interactions, RatingsError

Tokens = Mapping[str, tuple[str, ...]]
ITEMS_FILE: Final = "movies.csv"
_NO_GENRE: Final = "(no genres listed)"


def read_ratings(path: Path) -> Interactions:
    """A CSV file with a header, and user, item, rating and, where there is a fourth column, unix time in each line.

    The scale is from the least rating to the greatest. Raises BenchmarkError naming what is missing or wrong.
    """
    if not path.is_file():
        raise BenchmarkError(f"{path} is not there; name a CSV file of user,item,rating,time by --ratings")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines, None)
            rows = [(line[0], line[1], float(line[2]), int(line[3]) if line[3:] else 0) for line in lines]
        values = [value for _, _, value, _ in rows if math.isfinite(value)]
        return Interactions.from_rows(rows, scale=(min(values), max(values)))
    except (ValueError, IndexError, RatingsError) as error:
        raise BenchmarkError(f"{path} cannot be read as user,item,rating,time: {error}") from error


def read_tokens(ratings: Path) -> Tokens:
    """The genres of each film by `movies.csv` beside the ratings; empty where there is no such file."""
    path = ratings.with_name(ITEMS_FILE)
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["movieId"]: tuple(genre for genre in row["genres"].split("|") if genre != _NO_GENRE)
            for row in csv.DictReader(file)
        }
