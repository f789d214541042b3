"""The article's example: right answers from a file of ratings, and sentences about files that are none."""

from pathlib import Path

import pytest
from literal_neighbours import Literal, table

from recommender import Interactions, NeighbourSettings, RatingsError, UnknownShopperError
from recommender.article import recommend_movies

HEADER = "userId,movieId,rating,timestamp"
# 1 and 2 love space and loathe romance, 3 and 4 the other way about; everyone saw the blockbuster, nobody liked it.
TASTES = {"space": (5, 4.5, 1, 1.5), "stars": (4.5, 5, 2, 1), "rose": (1, 1.5, 5, 4.5), "kiss": (2, 1, 4, 5)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        (f"{user + 4 * copy}", f"{film}{number}", value)
        for copy in range(5)
        for film, values in TASTES.items()
        for number in range(4)
        for user, value in enumerate(values, start=1)
    ]
    rows += [(str(user), "blockbuster", 2.0) for user in range(1, 21)]
    # The newcomer's taste is plain from six films; the seventh, seen and loved, must not come again.
    rows += [("new", f"{film}{number}", TASTES[film][0]) for film in ("space", "rose") for number in range(3)]
    rows += [("new", "stars0", 5.0)]
    return written(tmp_path, *(f"{user},{film},{value},{at}" for at, (user, film, value) in enumerate(rows)))


def written(folder: Path, *lines: str, header: str = HEADER) -> Path:
    (folder / "ratings.csv").write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return folder / "ratings.csv"


def test_who_loves_space_is_recommended_space_and_nothing_that_they_have_seen(file: Path) -> None:
    found = [reason.item_id for reason in recommend_movies("new", 4, file)]
    assert set(found) == {"space3", "stars1", "stars2", "stars3"}


def test_what_everyone_has_seen_and_nobody_likes_is_not_recommended_for_its_number_of_ratings(
    file: Path,
) -> None:
    found = [reason.item_id for reason in recommend_movies("new", 100, file)]
    assert found.index("blockbuster") > found.index("stars3")
    assert len(found) == 17 - 7


def test_the_scores_are_the_articles_prediction_with_its_cautions(file: Path) -> None:
    lines = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    history = Interactions.from_rows((user, film, float(value), int(at)) for user, film, value, at in lines)
    literal = Literal(table(history, of_items=False), False, NeighbourSettings())
    for reason in recommend_movies("new", 100, file):
        assert reason.score == pytest.approx(literal.predict("new", reason.item_id), abs=1e-9)


def test_a_time_is_not_needed_and_more_columns_do_no_harm(tmp_path: Path) -> None:
    file = written(tmp_path, "ann,cup,4,x", "bob,cup,3,y", "bob,pot,2,z", header="userId,movieId,rating,note")
    assert [reason.item_id for reason in recommend_movies("ann", 5, file)] == ["pot"]


def test_a_user_without_ratings_is_an_error(file: Path) -> None:
    with pytest.raises(UnknownShopperError, match="'nobody'"):
        recommend_movies("nobody", 3, file)


@pytest.mark.parametrize(
    ("lines", "header", "fault"),
    [
        (["ann,cup,six,0"], HEADER, "row 1, user 'ann', item 'cup': the value is 'six'"),
        (["ann,cup,4,0", "ann,cup"], HEADER, "row 2, user 'ann', item 'cup': the value is None"),
        (["ann,cup,4,0", "ann,cup,5,0"], HEADER, "row 1 has the same pair"),
        (["ann,cup,4"], "user,item,stars", "does not name userId, movieId, rating"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_fault(
    tmp_path: Path, lines: list[str], header: str, fault: str
) -> None:
    with pytest.raises(RatingsError, match=fault):
        recommend_movies("ann", 3, written(tmp_path, *lines, header=header))
    with pytest.raises(RatingsError, match=r"absent\.csv: it cannot be read"):
        recommend_movies("ann", 3, tmp_path / "absent.csv")
