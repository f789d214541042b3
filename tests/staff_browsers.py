"""Browsers of staff: somebody of a role who has signed in at a running gateway, for the tests of every page."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
from pages_serving import Serving

from shop.database import Database, sqlite_url
from shop.staff.audit import TERMINAL, Actor
from shop.staff.errors import NameTakenError
from shop.staff.members import Members

PASSWORD = "corner shop at seven"

SignIn = Callable[..., httpx.Client]  # a name, and what else `signed_in` takes


def add_staff(shop: Path, name: str, role: str | None = None, password: str = PASSWORD) -> None:
    """A member of the shop in this folder, called by their role unless said otherwise; once is enough."""
    database = Database(sqlite_url(shop / "shop.db"))
    try:
        Members(database).add(name, role or name, password, Actor(TERMINAL))
    except NameTakenError:
        pass
    finally:
        database.close()


def signed_in(
    url: str, shop: Path, name: str, *, role: str | None = None, language: str = "en"
) -> httpx.Client:
    """A browser in which `name` (`owner`, `trainer`, `agent` or `viewer`) has signed in; close it after use.

    It follows no redirect by itself, so that a test sees where a form leads.
    """
    add_staff(shop, name, role)
    browser = httpx.Client(base_url=url, headers={"Accept-Language": language, "Origin": url}, timeout=30)
    answer = browser.post("/staff/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return browser


@contextmanager
def signing_in(place: Serving) -> Iterator[SignIn]:
    """Sign somebody in at a shop in service, each time in a browser of their own, until the end of the block."""
    with ExitStack() as browsers:
        yield lambda name, **more: browsers.enter_context(
            closing(signed_in(place.url, place.folder, name, **more))
        )
