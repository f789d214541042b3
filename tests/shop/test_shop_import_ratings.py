"""Ratings in the form that the source article used, with all that is wrong in real files."""

from pathlib import Path

import pytest
from market_shop import SHARED_DATA

from knowledge_graph.errors import FeedError
from shop.creation import create_shop
from shop.errors import ImportRefusedError
from shop.imports import import_ratings
from shop.interactions import history
from shop.shop import Shop


def ratings(file: Path, *rows: str, header: str = "userId,movieId,rating,timestamp") -> Path:
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return file


def learnt(folder: Path) -> tuple[set[tuple[str, str, float]], bool]:
    """What the recommender would learn from."""
    shop = Shop.open(folder)
    told = history(shop.database, shop.catalogue.generation)
    shop.close()
    return {(user, item, value) for user, item, value, _ in told.ratings}, told.explicit


def test_empty_columns_and_empty_lines_at_the_end_do_not_hurt(market_folder: Path, tmp_path: Path) -> None:
    header = "userId,movieId,rating,timestamp,,,"
    feed = ratings(tmp_path / "r.csv", "u1,l1,4.5,100,,,", "u2,l1,3,200,,,", ",,,,,,", "", header=header)
    assert import_ratings(market_folder, feed).added == 2
    assert learnt(market_folder) == ({("u1", "l1", 4.5), ("u2", "l1", 3.0)}, True)


BAD = [
    "u1,l1,NaN,1",
    "u2,l1,good,1",
    ",l1,4,1",
    "u3,,4,1",
    "u4,l1,11,1",
    "u5,l1,-1,1",
    "u6,l1,4,1",
    "u6,l1,5,1",
]
BAD += ["u7,l1,inf,1", "u8,l1,,1", "u9,l1,4,soon", "u10,l1,4,1700000000000"]


def test_a_rating_that_is_no_number_is_named_and_nothing_is_loaded(
    market_folder: Path, tmp_path: Path
) -> None:
    feed = ratings(tmp_path / "r.csv", *BAD)
    with pytest.raises(ImportRefusedError) as refused:
        import_ratings(market_folder, feed)
    assert learnt(market_folder) == (set(), False)
    assert [(row.path, row.line, row.column, row.value) for row in refused.value.bad_rows] == [
        (feed, 2, "rating", "NaN"),
        (feed, 3, "rating", "good"),
        (feed, 4, "userId", ""),
        (feed, 5, "movieId", ""),
        (feed, 6, "rating", "11"),
        (feed, 7, "rating", "-1"),
        (feed, 9, "movieId", "l1"),
        (feed, 10, "rating", "inf"),
        (feed, 11, "rating", ""),
        (feed, 12, "timestamp", "soon"),
        (feed, 13, "timestamp", "1700000000000"),
    ]
    report = import_ratings(market_folder, feed, keep_going=True)
    assert (report.added, len(report.bad_rows)) == (1, 11)
    assert learnt(market_folder) == ({("u6", "l1", 4.0)}, True)


def test_a_line_that_is_not_in_utf_8_is_named(market_folder: Path, tmp_path: Path) -> None:
    feed = tmp_path / "r.csv"
    feed.write_bytes(b"userId,movieId,rating\nu\xe9,l1,4\nu2,l1,4\n")
    with pytest.raises(ImportRefusedError) as refused:
        import_ratings(market_folder, feed)
    assert [(row.line, row.wanted) for row in refused.value.bad_rows] == [(2, "text in UTF-8")]
    assert import_ratings(market_folder, feed, keep_going=True).added == 1


def test_new_ratings_take_the_place_of_those_imported_before(market_folder: Path, tmp_path: Path) -> None:
    import_ratings(market_folder, ratings(tmp_path / "one.csv", "u1,l1,4,1", "u1,l2,2,1"))
    import_ratings(market_folder, ratings(tmp_path / "two.csv", "u1,l1,5,2", "u2,l3,3,2"))
    assert learnt(market_folder) == ({("u1", "l1", 5.0), ("u2", "l3", 3.0)}, True)


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "userId,movieId\n1,2\n"])
def test_a_file_without_ratings_is_refused(content: str, market_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(content)
    with pytest.raises(FeedError, match=r"r\.csv.*userId, movieId and rating"):
        import_ratings(market_folder, tmp_path / "r.csv")
    with pytest.raises(FeedError, match="check its name"):
        import_ratings(market_folder, tmp_path / "missing.csv")


def test_an_import_that_fails_half_way_leaves_the_old_ratings(market_folder: Path, tmp_path: Path) -> None:
    import_ratings(market_folder, ratings(tmp_path / "one.csv", "u1,l1,4,1"))

    def pull_the_plug(_stage: str, _count: int) -> None:
        raise OSError("no space left on device")

    many = [f"u{number},l1,3,1" for number in range(600)]
    with pytest.raises(OSError, match="no space"):
        import_ratings(market_folder, ratings(tmp_path / "two.csv", *many), progress=pull_the_plug)
    assert learnt(market_folder) == ({("u1", "l1", 4.0)}, True)


def test_a_video_library_comes_in_with_its_films_and_their_genres(tmp_path: Path) -> None:
    films = SHARED_DATA / "movielens-small" / "movies.csv"
    if not films.is_file():
        pytest.skip("the films are not beside this checkout")
    few = tmp_path / "movies.csv"
    few.write_text("".join(films.open(encoding="utf-8").readlines()[:40]), "utf-8")
    with (films.parent / "ratings.csv").open(encoding="utf-8") as lines:
        head = next(lines)
        kept = [line for line in lines if line.split(",")[1] in {str(number) for number in range(1, 30)}][
            :500
        ]
    (tmp_path / "ratings.csv").write_text(head + "".join(kept), "utf-8")
    create_shop(tmp_path / "shop", name="Films", currency="USD", language="en")
    report = import_ratings(tmp_path / "shop", tmp_path / "ratings.csv", items=few)
    assert (report.added, report.bad_rows) == (len(kept), ())
    shop = Shop.open(tmp_path / "shop")
    (film,) = shop.catalogue.products(["1"])
    assert film.price is None
    assert shop.catalogue.fact("1", "urn:daogou:attribute:year") is not None
    shop.close()
