"""A shop in which somebody has talked, in service, with browsers of staff that have signed in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest
from pages_serving import SHOP, Serving, serving
from said_before import Books
from staff_browsers import signed_in

from shop.database import Database, sqlite_url

SignIn = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def quiet_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop in which nobody has talked yet; its tables are made once."""
    folder = tmp_path_factory.mktemp("console") / "shop"
    folder.mkdir()
    (folder / "shop.yml").write_text(SHOP, encoding="utf-8")
    Database(sqlite_url(folder / "shop.db")).close()
    return folder


@pytest.fixture
def place(tmp_path: Path, quiet_shop: Path) -> Iterator[Serving]:
    """A shop of one test alone, in service."""
    with serving(quiet_shop, tmp_path / "shop", training=tmp_path / "training") as served:
        yield served


@pytest.fixture
def books(place: Serving) -> Iterator[Books]:
    """What was said in that shop."""
    with Books(place.folder) as opened:
        yield opened


@pytest.fixture
def sign_in(place: Serving) -> Iterator[SignIn]:
    """Sign somebody in, in a browser of their own."""
    with ExitStack() as browsers:
        yield lambda name, **more: browsers.enter_context(
            closing(signed_in(place.url, place.folder, name, **more))
        )


@pytest.fixture
def agent(sign_in: SignIn) -> httpx.Client:
    """Somebody who reads and corrects."""
    return sign_in("agent")


@pytest.fixture
def trainer(sign_in: SignIn) -> httpx.Client:
    """Somebody who trains, too."""
    return sign_in("trainer")
