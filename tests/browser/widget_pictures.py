"""Pictures of the widget on the shop's front page, for README and docs/pictures: `make pictures`.

pytest collects this file only where it is named. On a desktop and on a phone, by day and by night, in both languages.
"""

import pytest
from browser.conftest import GoShopping
from browser.pictures import keep
from browser.shopping import Shopping
from playwright.sync_api import expect

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
CALM_MS = 600  # pictures are there, and nothing moves any more


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_the_widget_are_taken(go_shopping: GoShopping, size: str, language: str) -> None:
    width, height = SIZES[size]
    shopper = go_shopping(language=language, width=width)
    shopper.page.set_viewport_size({"width": width, "height": height})
    words = shopper.words
    _take(shopper, f"closed-{size}-{language}")
    shopper.open()
    _take(shopper, f"open-{size}-{language}")
    shopper.say(words["find"])
    shopper.say(words["refine"])
    _take(shopper, f"cards-{size}-{language}", dark=True)
    shopper.compare_first_two()
    _take(shopper, f"compared-{size}-{language}")
    shopper.say(words["find"])
    shopper.press(words["add"], within=shopper.cards.first)
    _take(shopper, f"cart-{size}-{language}")
    shopper.say(words["check_out"])
    expect(shopper.panel.locator("form.form")).to_be_visible()
    _take(shopper, f"form-{size}-{language}", dark=True)


def _take(shopper: Shopping, name: str, *, dark: bool = False) -> None:
    page = shopper.page
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(CALM_MS)
    darkroom = page.context.new_page()
    keep(page.screenshot(animations="disabled"), f"widget-{name}", darkroom)
    if dark:
        page.emulate_media(color_scheme="dark")
        keep(page.screenshot(animations="disabled"), f"widget-{name}-dark", darkroom)
        page.emulate_media(color_scheme="light")
    darkroom.close()
