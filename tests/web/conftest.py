"""A gateway of one shop in service, and browsers of each role that have signed in."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest
from pages_serving import Serving, empty_shop, serving
from staff_browsers import SignIn, signed_in, signing_in

from bot.web.staff.permissions import ROLES


@pytest.fixture(scope="session")
def new_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with nothing in it; its tables are made once."""
    return empty_shop(tmp_path_factory.mktemp("web") / "shop")


@pytest.fixture
def place(tmp_path: Path, new_shop: Path) -> Iterator[Serving]:
    """A shop of one test alone, in service."""
    with serving(new_shop, tmp_path / "shop") as served:
        yield served


@pytest.fixture
def sign_in(place: Serving) -> Iterator[SignIn]:
    """Sign somebody in, in a browser of their own."""
    with signing_in(place) as sign_in:
        yield sign_in


@pytest.fixture
def stranger(place: Serving) -> Iterator[httpx.Client]:
    """A browser in which nobody has signed in."""
    headers = {"Accept-Language": "en", "Origin": place.url}
    with httpx.Client(base_url=place.url, headers=headers, timeout=30) as browser:
        yield browser


@pytest.fixture(scope="session")
def lasting_place(tmp_path_factory: pytest.TempPathFactory, new_shop: Path) -> Iterator[Serving]:
    """A shop that lasts for tests that change nothing which another would miss."""
    with serving(new_shop, tmp_path_factory.mktemp("lasting") / "shop") as served:
        yield served


@pytest.fixture(scope="session")
def browsers(lasting_place: Serving) -> Iterator[dict[str, httpx.Client]]:
    """One browser a role, and one of nobody's under the key `nobody`."""
    with ExitStack() as opened:
        everybody = {
            role: opened.enter_context(closing(signed_in(lasting_place.url, lasting_place.folder, role)))
            for role in ROLES
        }
        headers = {"Accept-Language": "en", "Origin": lasting_place.url}
        nobody = httpx.Client(base_url=lasting_place.url, headers=headers, timeout=30)
        yield everybody | {"nobody": opened.enter_context(nobody)}
