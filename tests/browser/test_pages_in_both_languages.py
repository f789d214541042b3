"""Every main page as staff sees it: axe finds no fault in light or dark, and a phone is not too narrow for it."""

import pytest
from browser.screen import Window

PAGES = (
    "/",
    "/category/outdoors",
    "/shop/tent-02",
    "/api/docs",
    "/console",
    "/studio",
    "/studio/examples",
    "/studio/examples?intent=find&language=zh",
    "/studio/intents/new",
    "/studio/inbox",
    "/studio/files",
    "/studio/files/data/stories/cart.yml",
    "/studio/try",
    "/studio/tests",
    "/studio/versions",
    "/studio/history",
    "/studio/upgrade",
    "/staff/members",
    "/staff/members/viewer",
    "/staff/audit",
    "/staff/me",
)
TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_sound(window: Window, talks: dict[str, int], language: str, width: int) -> None:
    screen = window("owner", language=language, width=width)
    talk = talks["tents_zh" if language == "zh" else "tent"]
    for path in (*PAGES, f"/console/talks/{talk}", f"/console/talks/{talk}/turns/1/correct"):
        screen.open(path).look()
        assert screen.page.locator("html").get_attribute("lang") == language, path
        assert screen.page.evaluate(TOO_WIDE) <= 0, f"{path} is too wide at {width} px"
        assert not screen.wrong, path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_no_page_is_sound(window: Window, language: str) -> None:
    window("owner", language=language).open("/console/talks/999999", status=404).look()
