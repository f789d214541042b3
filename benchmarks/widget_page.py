"""A page with the widget on it, for the widget's benchmark: where it is, and how its chat is opened."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

REST_MS = 500


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is, and where the gateway."""

    page: str
    gateway: str


def closed_chat(page: Page, site: Site) -> Locator:
    """The launcher, on a page that has come to rest."""
    page.goto(f"{site.page}/with")
    launcher = page.locator("daogou-chat .launcher")
    launcher.wait_for()
    page.wait_for_timeout(REST_MS)
    return launcher


def open_chat(page: Page, site: Site) -> Locator:
    """The field to write in, of a chat that was opened just now."""
    closed_chat(page, site).click()
    field = page.get_by_role("dialog").locator("daogou-composer textarea")
    field.wait_for()
    return field
