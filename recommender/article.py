"""The source article's example, done right: `recommend_movies(user_id, n)` on a file of ratings.

What was wrong with it there: docs/recommender.md. The file is read afresh at each call, and nothing is kept."""

import csv
from collections.abc import Iterator
from pathlib import Path

from recommender.errors import RatingsError
from recommender.interactions import Interactions, Row
from recommender.reason import Reason
from recommender.user_neighbours import UserNeighbours

HEADER = ("userId", "movieId", "rating")
RATINGS = Path("ratings.csv")


def recommend_movies(user_id: str, n: int, ratings: Path = RATINGS) -> list[Reason]:
    """The n films that shoppers of the user's taste rate highest, of those that the user has not rated.

    User-based, by the article's similarity and prediction with the cautions of NeighbourSettings' defaults: a
    film that one neighbour loved does not lead. Best first, ties by movieId; fewer where there are not so many.
    `ratings` is a CSV file in UTF-8 with the columns userId, movieId, rating (0.5 to 5) and, if it has one,
    timestamp. Raises UnknownShopperError, and RatingsError where the file can't be read, has another header, or
    has a row that can't be used.
    """
    return UserNeighbours().fit(read_ratings(ratings)).recommend(user_id, n)


def read_ratings(ratings: Path) -> Interactions:
    """All ratings of the file; raises RatingsError as above."""
    try:
        with ratings.open(encoding="utf-8-sig", newline="") as file:
            return Interactions.from_rows(_rows(ratings, csv.DictReader(file)))
    except (OSError, UnicodeDecodeError) as fault:
        raise RatingsError(
            str(ratings), f"it cannot be read ({fault})", "give a CSV file in UTF-8"
        ) from fault


def read_titles(movies: Path) -> dict[str, str]:
    """movieId to title, of a CSV file in UTF-8 with these columns; RatingsError where it is none."""
    try:
        with movies.open(encoding="utf-8-sig", newline="") as file:
            return {line["movieId"]: line["title"] for line in csv.DictReader(file)}
    except KeyError:
        raise RatingsError(
            str(movies), "its first line does not name movieId, title", "give a file that has them"
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise RatingsError(str(movies), f"it cannot be read ({fault})", "give a CSV file in UTF-8") from fault


def _rows(ratings: Path, lines: "csv.DictReader[str]") -> Iterator[Row]:
    if not set(HEADER) <= set(lines.fieldnames or ()):
        names = ", ".join(HEADER)
        raise RatingsError(str(ratings), f"its first line does not name {names}", "give a file that has them")
    for line in lines:
        # What a short line lacks comes as None, which `Interactions` refuses by the number of the row.
        yield line["userId"], line["movieId"], line["rating"], line.get("timestamp") or 0  # type: ignore[misc]
