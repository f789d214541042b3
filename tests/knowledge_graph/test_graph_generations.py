"""A change of the graph is whole or it is not; readers never wait and never see half of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from market_graph import CATEGORY, MARKET, good, open_feed, publish

from knowledge_graph import (
    Bound,
    Catalogue,
    CatalogueError,
    CatalogueMissingError,
    Counts,
    Generations,
    NothingToRollBackError,
    Product,
    Request,
    read_feed,
)


def lamp(item_id: str, price: str = "10") -> Product:
    return Product(item_id, {"en": f"Lamp {item_id}"}, categories=(CATEGORY + "lamps",), price=Decimal(price))


def put(graph: Path, *products: Product) -> Counts:
    generations = Generations(graph)
    with generations.draft() as draft:
        counts = draft.put_products(products)
        generations.publish(draft)
    return counts


def test_without_a_catalogue_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissingError, match="import products"):
        Catalogue.open(tmp_path / "graph")


def test_the_same_feed_twice_changes_nothing(tmp_path: Path) -> None:
    assert publish(tmp_path, MARKET) == Counts(added=13)
    assert publish(tmp_path, MARKET) == Counts(unchanged=13)


def test_a_product_that_changed_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    put(tmp_path, lamp("a"), lamp("b"))
    assert put(tmp_path, lamp("a", "12"), lamp("c"), lamp("b")) == Counts(added=1, changed=1, unchanged=1)
    catalogue = Catalogue.open(tmp_path)
    assert [product.price for product in catalogue.products(["a", "b", "c"])] == [
        Decimal(12),
        Decimal(10),
        Decimal(10),
    ]
    assert len(catalogue.search(Request(price=Bound(high=Decimal(11))))) == 2


def test_an_accessory_stays_one_when_its_product_changes(tmp_path: Path) -> None:
    put(tmp_path, Product("lamp", {"en": "Lamp"}, accessories=("bulb",)), Product("bulb", {"en": "Bulb"}))
    put(tmp_path, Product("bulb", {"en": "Brighter bulb"}))
    assert Catalogue.open(tmp_path).related("lamp", "accessory") == ["bulb"]
    put(tmp_path, Product("lamp", {"en": "Lamp"}))
    assert Catalogue.open(tmp_path).related("lamp", "accessory") == []


def test_a_reader_turns_to_the_new_generation_when_it_asks(tmp_path: Path) -> None:
    put(tmp_path, lamp("a"))
    catalogue = Catalogue.open(tmp_path)
    assert not catalogue.refresh()
    put(tmp_path, lamp("b"))
    assert catalogue.generation == 1
    assert len(catalogue.search(Request())) == 1
    assert catalogue.refresh()
    assert catalogue.generation == 2
    assert len(catalogue.search(Request())) == 2


def test_a_draft_that_fails_leaves_nothing(tmp_path: Path) -> None:
    put(tmp_path, lamp("a"))
    with pytest.raises(ZeroDivisionError), Generations(tmp_path).draft() as draft:
        draft.put_products(lamp(str(1 // number)) for number in (1, 0))
    assert sorted(folder.name for folder in (tmp_path / "generations").iterdir()) == ["000001"]
    assert len(Catalogue.open(tmp_path).search(Request())) == 1


def test_three_generations_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        put(tmp_path, lamp(str(number)))
    assert sorted(folder.name for folder in (tmp_path / "generations").iterdir()) == [
        "000003",
        "000004",
        "000005",
    ]
    assert os.readlink(tmp_path / "current") == "generations/000005"


def test_a_new_generation_shares_its_unchanged_files_with_the_old_one(tmp_path: Path) -> None:
    put(tmp_path, *(lamp(str(number)) for number in range(2000)))
    put(tmp_path, lamp("one more"))
    files = [
        path for path in (tmp_path / "generations" / "000002" / "store").iterdir() if path.suffix == ".sst"
    ]
    assert any(path.stat().st_nlink > 1 for path in files)


def test_two_imports_at_once_are_refused(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    with generations.draft(), pytest.raises(CatalogueError, match="another import"), generations.draft():
        pass


def test_a_generation_of_another_version_is_refused(tmp_path: Path) -> None:
    put(tmp_path, lamp("a"))
    (tmp_path / "current" / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(CatalogueError, match="its format is 99"):
        Catalogue.open(tmp_path)


def test_many_threads_read_one_catalogue(tmp_path: Path) -> None:
    catalogue = open_feed(tmp_path, MARKET)
    products = good(read_feed(MARKET))

    def ask(number: int) -> bool:
        wanted = products[number % len(products)]
        (held,) = catalogue.products([wanted.item_id])
        catalogue.refresh()
        return held.fingerprint() == wanted.fingerprint() and len(catalogue.search(Request(text="lamp"))) >= 3

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(ask, range(200))
        put(tmp_path, lamp("new"))
        assert all(answers)


def test_a_rollback_serves_the_generation_before(tmp_path: Path) -> None:
    put(tmp_path, lamp("a"))
    catalogue = Catalogue.open(tmp_path)
    put(tmp_path, lamp("b"))
    assert catalogue.refresh()
    assert Generations(tmp_path).rollback() == 1
    assert catalogue.refresh()
    assert (catalogue.generation, len(catalogue.search(Request()))) == (1, 1)
    with pytest.raises(NothingToRollBackError, match="before 1"):
        Generations(tmp_path).rollback()


def test_an_import_after_a_rollback_gets_a_number_of_its_own_and_takes_the_place_of_what_was_left(
    tmp_path: Path,
) -> None:
    put(tmp_path, lamp("a"))
    put(tmp_path, lamp("b"))
    Generations(tmp_path).rollback()
    Generations(tmp_path).drop_unpublished()
    assert (tmp_path / "generations" / "000002").is_dir()
    put(tmp_path, lamp("c"))
    catalogue = Catalogue.open(tmp_path)
    assert catalogue.generation == 3
    assert sorted(match.item_id for match in catalogue.search(Request())) == ["a", "c"]
    assert sorted(folder.name for folder in (tmp_path / "generations").iterdir()) == ["000001", "000003"]
    assert Generations(tmp_path).rollback() == 1


def test_before_the_first_import_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    with pytest.raises(NothingToRollBackError, match="import the feed"):
        Generations(tmp_path / "graph").rollback()
