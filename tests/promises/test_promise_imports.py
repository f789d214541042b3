"""An import that is killed at any moment changes nothing; the next start sweeps up; two at once are not taken."""

import shutil
import signal
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from bot_commands import bot, bot_command, clean_environment, wait_for
from running_shop import rows_of

from bot.settings import ROOT
from knowledge_graph import Catalogue
from shop.creation import create_shop
from shop.imports import import_products

ITEMS = 400
SLOW = 4000  # so many are still being written when a busy machine looks whether they are
OLD, NEW = (10, 5), (20, 7)  # price and stock
HEADER = "item_id,name_en,category,brand,price,currency,stock,description_en"


def feed(file: Path, price: int, stock: int, items: int = ITEMS) -> Path:
    """Products that all have one price and one stock, so that half an import would show."""
    words = "a plain cup of clay with a handle and a story of its own that was glazed twice and fired once"
    rows = [f"cup-{n},Plain cup {n},cups,Claybird,{price}.50,USD,{stock},{words}" for n in range(items)]
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def cup_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cups") / "shop"
    create_shop(folder, name="Cups", currency="USD", language="en")
    import_products(folder, feed(folder.parent / "old.csv", *OLD))
    return folder


@pytest.fixture
def shop(cup_shop: Path, tmp_path: Path) -> Path:
    return shutil.copytree(cup_shop, tmp_path / "shop", symlinks=True)


def start_import(shop: Path, file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        bot_command("shop", "import", "products", str(file), "--shop", str(shop)),
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def current(shop: Path) -> int:
    return Catalogue.open(shop / "graph").generation


def held(shop: Path) -> set[tuple[Decimal | None, int]]:
    """Each pair of price and stock that the shop would sell at now."""
    catalogue = Catalogue.open(shop / "graph")
    counted = dict(
        rows_of(
            shop,
            "SELECT item_id, quantity FROM stock WHERE generation <= ? ORDER BY generation",
            catalogue.generation,
        )
    )
    ids = [f"cup-{n}" for n in range(ITEMS)]
    return {(product.price, counted[product.item_id]) for product in catalogue.products(ids)}


def whole(told: tuple[int, int]) -> set[tuple[Decimal | None, int]]:
    return {(Decimal(f"{told[0]}.50"), told[1])}


def drafted(shop: Path, number: int) -> bool:
    return (shop / f"graph/generations/{number:06}").exists()


def counted(shop: Path, number: int) -> bool:
    return bool(rows_of(shop, "SELECT 1 FROM stock WHERE generation = ? LIMIT 1", number))


MOMENTS: dict[str, Callable[[Path, int], bool]] = {
    "before anything is written": lambda shop, _: (shop / ".import.lock").exists(),
    "as the new generation appears": drafted,
    "as the stock is written": counted,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_that_is_killed_leaves_the_old_catalogue_whole(
    shop: Path, tmp_path: Path, moment: str
) -> None:
    before = current(shop)
    (shop / ".import.lock").unlink(missing_ok=True)
    running = start_import(shop, feed(tmp_path / "new.csv", *NEW))
    wait_for(lambda: MOMENTS[moment](shop, before + 1), 30, moment, every_s=0.001)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=10)
    # The last moment is a short one: a kill that comes after it finds the new catalogue, and that one whole.
    told = OLD if current(shop) == before else NEW
    assert held(shop) == whole(told)
    bot("graph", "repair", "--shop", str(shop))  # what `bot serve` does at its start
    assert drafted(shop, before + 1) is counted(shop, before + 1) is (told == NEW)
    assert held(shop) == whole(told)


def test_the_import_after_a_killed_one_is_taken_whole(shop: Path, tmp_path: Path) -> None:
    before = current(shop)
    new = feed(tmp_path / "new.csv", *NEW)
    running = start_import(shop, new)
    wait_for(lambda: drafted(shop, before + 1), 30, "the new generation", every_s=0.001)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=10)
    assert "400 changed" in bot("shop", "import", "products", str(new), "--shop", str(shop)).stdout
    assert held(shop) == whole(NEW)
    assert not rows_of(shop, "SELECT 1 FROM stock WHERE generation > ?", current(shop))


def test_a_second_import_at_the_same_time_is_told_that_one_is_running(shop: Path, tmp_path: Path) -> None:
    first = start_import(shop, feed(tmp_path / "new.csv", *NEW, items=SLOW))
    wait_for(lambda: drafted(shop, current(shop) + 1), 30, "the first import is at work", every_s=0.001)
    first.send_signal(signal.SIGSTOP)  # so that it is surely still there when the second one comes
    second = start_import(shop, feed(tmp_path / "other.csv", 30, 9))
    _, said = second.communicate(timeout=30)
    first.send_signal(signal.SIGCONT)
    told, _ = first.communicate(timeout=60)
    assert second.returncode == 1
    assert said.count("\n") == 1, said
    assert "import" in said
    assert first.returncode == 0, told
    assert held(shop) == whole(NEW)
