"""A shop is made whole or not at all, and says what it is."""

from pathlib import Path

import pytest
from market_shop import make_market
from ruamel.yaml import YAML

from knowledge_graph import Request
from shop.creation import create_shop
from shop.errors import ShopExistsError, ShopFileError, ShopMissingError
from shop.profile import ShopProfile
from shop.shop import Shop


def test_a_new_shop_answers_with_samples_that_promise_nothing(tmp_path: Path) -> None:
    create_shop(tmp_path / "shop", name="Corner Shop", currency="USD", language="en")
    shop = Shop.open(tmp_path / "shop")
    assert shop.profile == ShopProfile({"en": "Corner Shop"}, "USD", "en", simulated=False)
    assert shop.catalogue.search(Request()) == []
    for question, language in (("How much is shipping?", "en"), ("可以退货吗？", "zh")):
        answer = shop.catalogue.answer(question, language)
        assert answer is not None
        assert answer.sample
        assert answer.language == language
        assert not any(letter.isdigit() for letter in answer.text)
    shop.close()


def test_a_shop_is_never_made_over_another(tmp_path: Path) -> None:
    make_market(tmp_path / "shop")
    with pytest.raises(ShopExistsError, match="already holds a shop"):
        create_shop(tmp_path / "shop", name="Other", currency="USD", language="en")
    assert ShopProfile.read(tmp_path / "shop").currency == "EUR"


def test_a_shop_is_never_made_among_files_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ShopExistsError):
        create_shop(tmp_path, name="Shop", currency="USD", language="en")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_shop_is_made_in_a_folder_where_its_logs_are_already(tmp_path: Path) -> None:
    (tmp_path / "shop" / "run").mkdir(parents=True)
    (tmp_path / "shop" / "logs").mkdir()
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    assert ShopProfile.read(tmp_path / "shop").currency == "USD"
    assert (tmp_path / "shop" / "logs").is_dir()


def test_what_a_killed_making_left_is_begun_anew(tmp_path: Path) -> None:
    half = tmp_path / ".shop.new" / "graph"
    half.mkdir(parents=True)
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    assert not half.exists()
    Shop.open(tmp_path / "shop").close()


@pytest.mark.parametrize(
    ("currency", "language", "named"),
    [
        ("DOLLARS", "en", "currency is 'DOLLARS'"),
        ("usd", "en", "currency"),
        ("USD", "fr", "language is 'fr'"),
    ],
)
def test_a_currency_or_language_that_is_not_known_is_named(
    currency: str, language: str, named: str, tmp_path: Path
) -> None:
    with pytest.raises(ShopFileError, match=named):
        create_shop(tmp_path / "shop", name="Shop", currency=currency, language=language)
    assert not (tmp_path / "shop").exists()


def test_a_folder_without_a_shop_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ShopMissingError, match="bot shop create"):
        Shop.open(tmp_path)


@pytest.mark.parametrize(
    "text", ["name: [unclosed", "just words", "name: Shop\ncurrency: USD\nlanguage: xx", "\udcff"]
)
def test_a_damaged_profile_is_refused_by_its_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ShopFileError, match=r"shop\.yml"):
        ShopProfile.read(tmp_path)


def test_a_profile_is_read_as_it_was_written(tmp_path: Path) -> None:
    profile = ShopProfile({"en": "Market", "zh": "集市"}, "CNY", "zh", simulated=True)
    profile.write(tmp_path)
    assert ShopProfile.read(tmp_path) == profile
    assert profile.name("zh") == "集市"
    assert ShopProfile({"en": "Market"}, "CNY", "zh").name("zh") == "Market"
    assert YAML(typ="safe").load((tmp_path / "shop.yml").read_text("utf-8"))["simulated"] is True
