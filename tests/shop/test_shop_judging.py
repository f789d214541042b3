"""What the recommender is judged on: history and traits, of files and of a shop."""

from decimal import Decimal
from pathlib import Path

import pytest

from knowledge_graph import Product
from knowledge_graph.errors import FeedError
from shop.errors import HistoryUnusableError
from shop.judging import PRICE_THIRDS, of_files, of_shop, traits_of


def product(item_id: str, **facts: object) -> Product:
    return Product(item_id, {"en": item_id}, **facts)


def test_items_fall_into_price_thirds_brands_and_categories() -> None:
    products = [product(f"p{number}", price=Decimal(number)) for number in range(1, 7)]
    products.append(product("tent", brand="urn:b", categories=("urn:tents", "urn:camping")))
    traits = traits_of(products, str.upper, {})
    assert [traits.item_groups["price"][f"p{number}"] for number in range(1, 7)] == [
        third for third in PRICE_THIRDS for _ in range(2)
    ]
    assert traits.item_groups["brand"] == {"tent": "URN:B"}
    assert traits.item_groups["category"] == {"tent": "URN:TENTS"}
    assert set(traits.item_tokens["tent"]) == {"urn:b", "urn:tents", "urn:camping"}


def test_where_nothing_has_a_brand_or_a_price_there_are_no_such_groups() -> None:
    assert traits_of([product("a")], str, {}).item_groups == {}


def test_ratings_come_with_the_genres_of_films_and_attributes_of_shoppers(tmp_path: Path) -> None:
    ratings, films, users = (tmp_path / name for name in ("ratings.csv", "movies.csv", "users.csv"))
    ratings.write_text("userId,movieId,rating,timestamp\n1,10,4.5,100\n2,10,3,200\n")
    films.write_text("movieId,title,genres\n10,Heat (1995),Crime|Drama\n")
    users.write_text("userId,home,age\n1,town,\n2,village,40\n")
    told = of_files(ratings, items=films, users=users)
    assert told.explicit
    assert told.interactions.values.tolist() == [4.5, 3]
    assert told.interactions.scale == (0.5, 5.0)
    assert told.traits.item_groups["category"] == {"10": "Crime"}
    assert told.traits.user_groups == {"home": {"1": "town", "2": "village"}, "age": {"2": "40"}}


def test_a_rating_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("userId,movieId,rating\n1,10,4\n1,11,eleven\n2,11,-3\n")
    with pytest.raises(HistoryUnusableError, match=r"ratings\.csv:3: rating is 'eleven'.*1 more"):
        of_files(ratings)


def test_a_file_of_shoppers_without_attributes_is_refused(tmp_path: Path) -> None:
    ratings, users = tmp_path / "ratings.csv", tmp_path / "users.csv"
    ratings.write_text("userId,movieId,rating\n1,10,4\n")
    users.write_text("userId\n1\n")
    with pytest.raises(FeedError, match="no attributes"):
        of_files(ratings, users=users)
    with pytest.raises(FeedError, match="cannot be read"):
        of_files(ratings, users=tmp_path / "nowhere.csv")


def test_a_shop_is_judged_on_all_its_history_with_its_own_brands(demo_shop: Path) -> None:
    told = of_shop(demo_shop)
    assert not told.explicit
    assert set(told.traits.item_groups) == {"brand", "category", "price"}
    known = told.traits.item_groups["category"]
    assert set(told.interactions.item_ids) <= set(known)
    assert not any(
        name.startswith("urn:") for groups in told.traits.item_groups.values() for name in groups.values()
    )
