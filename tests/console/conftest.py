"""A shop in which somebody has talked, in service, with browsers of staff that have signed in."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pages_serving import Serving, empty_shop, serving
from said_before import Books
from staff_browsers import SignIn, signing_in


@pytest.fixture(scope="session")
def quiet_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop in which nobody has talked yet; its tables are made once."""
    return empty_shop(tmp_path_factory.mktemp("console") / "shop")


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
    with signing_in(place) as sign_in:
        yield sign_in


@pytest.fixture
def agent(sign_in: SignIn) -> httpx.Client:
    """Somebody who reads and corrects."""
    return sign_in("agent")


@pytest.fixture
def trainer(sign_in: SignIn) -> httpx.Client:
    """Somebody who trains, too."""
    return sign_in("trainer")
