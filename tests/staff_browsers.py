"""Browsers of staff: somebody of a role who has signed in at a running gateway, for the tests of every page."""

from pathlib import Path

import httpx

from shop.database import Database, sqlite_url
from shop.staff.audit import TERMINAL, Actor
from shop.staff.errors import NameTakenError
from shop.staff.members import Members

PASSWORD = "corner shop at seven"


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
