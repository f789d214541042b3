"""Make a shop: an empty one with sample answers, or the demo shop with a simulated history.

A shop is made in a folder beside its own and renamed when it is whole; a killed one leaves no half shop.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from knowledge_graph import Product
from knowledge_graph.feeds import read_feed
from shop.errors import ShopExistsError
from shop.imports import import_faq, import_products
from shop.interactions import keep
from shop.profile import FILE, ShopProfile
from shop.shop import GRAPH, Shop
from shop.simulator import simulate

STARTER_FAQ = Path(__file__).parent / "starter" / "faq.yml"
Progress = Callable[[str, int], None]


def create_shop(folder: Path, *, name: str, currency: str, language: str) -> None:
    """An empty shop with the starter policies; raises ShopExistsError, ShopFileError."""
    profile = ShopProfile.checked(folder / FILE, {language: name}, currency, language)
    draft = _draft_of(folder)
    _begin(draft, profile, STARTER_FAQ)
    _move(draft, folder)


def build_demo(folder: Path, demo_folder: Path, progress: Progress | None = None) -> None:
    """The demo shop of `demo_folder`'s files; its history is simulated, and its profile says so."""
    told = ShopProfile.read(demo_folder)
    draft = _draft_of(folder)
    _begin(draft, replace(told, simulated=True), demo_folder / "faq.yml")
    import_products(draft, demo_folder, progress=progress)
    shop = Shop.open(draft)
    if progress is not None:
        progress("simulate", 0)
    products = [row for row in read_feed(demo_folder) if isinstance(row, Product)]
    with shop.database.change() as books:
        happenings = simulate(products, demo_folder / "tastes.yml")
        keep(books, happenings, source="simulated", generation=shop.catalogue.generation)
    shop.close()
    _move(draft, folder)


def _begin(draft: Path, profile: ShopProfile, faq: Path) -> None:
    (draft / GRAPH).mkdir(parents=True)
    profile.write(draft)
    import_faq(draft, faq)


def _draft_of(folder: Path) -> Path:
    if (folder / FILE).exists() or (folder.is_dir() and _foreign(folder)):
        raise ShopExistsError(folder)
    draft = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    return draft


# What a supervisor may have put into the folder before there is a shop in it.
_OF_THE_SUPERVISOR = frozenset({"run", "logs", "secrets.env", "shop.db", "shop.db-wal", "shop.db-shm"})


def _foreign(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name not in _OF_THE_SUPERVISOR]


def _move(draft: Path, folder: Path) -> None:
    """Put the finished shop in its place; shop.yml comes last, for it is what makes a folder a shop."""
    folder.mkdir(parents=True, exist_ok=True)
    order: Mapping[bool, list[Path]] = {
        last: [path for path in draft.iterdir() if (path.name == FILE) == last] for last in (False, True)
    }
    for path in (*order[False], *order[True]):
        target = folder / path.name
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        path.replace(target)
    draft.rmdir()
