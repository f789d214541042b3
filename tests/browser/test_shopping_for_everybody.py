"""The chat for those who listen, who use a phone, or who read in the dark; and on another site than the shop's."""

import re

import pytest
from browser.conftest import GoShopping
from browser.screen import Screen
from browser.shopping import Shopping
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, expect
from running_shop import RunningShop
from widget.chat import page_with_widget

TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
SLIDE = re.compile(r"^1 of (\d): (.+), [\d.,]+ (US dollars|euros), (In stock|Only \d left|Sold out)$")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_any_state_in_light_or_dark(
    go_shopping: GoShopping, width: int, language: str
) -> None:
    shopper = go_shopping(language=language, width=width)
    words, screen = shopper.words, shopper.screen
    screen.look()
    shopper.open()
    screen.look()
    shopper.say(words["find"])
    screen.look()
    shopper.compare_first_two()
    screen.look()
    shopper.say(words["find"])
    shopper.press(words["add"], within=shopper.cards.first)
    shopper.say(words["check_out"])
    screen.look().expecting(422)
    screen.press(screen.button(words["go_on"], within=shopper.panel))
    expect(shopper.panel.locator("[aria-invalid=true]").first).to_be_focused()
    screen.look()
    screen.context.set_offline(True)
    expect(shopper.panel.locator(".line")).to_be_visible()
    screen.look()
    assert shopper.page.evaluate(TOO_WIDE) <= 0
    screen.wrong = [said for said in screen.wrong if "net::ERR" not in said]


def test_a_carousel_is_read_as_what_it_is(go_shopping: GoShopping) -> None:
    shopper = go_shopping()
    shopper.open().say(shopper.words["find"])
    carousel = shopper.panel.locator("section.carousel")
    count = shopper.cards.count()
    expect(carousel).to_have_role("group")
    expect(carousel).to_have_accessible_name(f"Products: {count}")
    name = shopper.panel.locator(".slide").first.get_attribute("aria-label") or ""
    told = SLIDE.match(name)
    assert told, name
    assert int(told[1]) == count
    product = told[2]
    tree = carousel.aria_snapshot()
    assert f'group "{name}"' in tree
    for button in (f"Like: {product}", f"Not for me: {product}", f"Add to cart: {product}", "Next product"):
        assert f'button "{button}"' in tree
    live = shopper.page.locator("daogou-chat [aria-live]")
    expect(live).to_contain_text(name)


def test_on_a_phone_the_chat_is_the_screen_and_gives_it_back(go_shopping: GoShopping) -> None:
    shopper = go_shopping(width=360)
    shopper.open().say(shopper.words["find"])
    box = shopper.panel.bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"]) == (0, 0, 360)
    first = shopper.cards.first.bounding_box()
    assert first
    assert 240 <= first["width"] <= 320, "a card is read whole, and the next one shows that there is one"
    shopper.page.keyboard.press("Escape")
    expect(shopper.panel).to_be_hidden()
    assert shopper.page.evaluate(TOO_WIDE) <= 0


def test_on_another_site_without_cookies_a_shopper_orders_as_here(
    browser: Browser, shop: RunningShop, other_site: tuple[FastAPI, str]
) -> None:
    site, origin = other_site

    @site.get("/garden")
    def garden() -> HTMLResponse:
        body, headers = page_with_widget(shop.url, 'data-language="en"')
        return HTMLResponse(body, headers=headers)

    with Shopping(browser, origin, path="/garden") as shopper:
        block_other_sites_cookies(shopper.screen)
        shopper.page.reload()
        assert shopper.page.evaluate("localStorage.length") == 0
        shopper.open().say(shopper.words["find"])
        shopper.press(shopper.words["add"], within=shopper.cards.first)
        expect(shopper.last.locator("table.sheet")).to_be_visible()
        expect(shopper.panel.locator("daogou-card h3 a").first).to_have_attribute(
            "href", re.compile(re.escape(shop.url) + "/shop/")
        )
        said = shopper.said()
        shopper.page.reload()
        expect(shopper.panel.locator("daogou-turn")).to_have_count(2)
        assert shopper.said() == said
        assert shopper.screen.context.cookies() == []
        assert not shopper.screen.wrong


def block_other_sites_cookies(screen: Screen) -> None:
    """As browsers do that keep third parties' cookies out."""
    debugger = screen.context.new_cdp_session(screen.page)
    debugger.send("Network.enable")
    debugger.send(
        "Network.setCookieControls",
        {
            "enableThirdPartyCookieRestriction": True,
            "disableThirdPartyCookieMetadata": True,
            "disableThirdPartyCookieHeuristics": True,
        },
    )


def test_a_site_that_the_shop_did_not_name_gets_no_talk(
    browser: Browser, shop: RunningShop, other_site: tuple[FastAPI, str]
) -> None:
    site, origin = other_site

    @site.get("/stranger")
    def stranger() -> HTMLResponse:
        body, headers = page_with_widget(shop.url)
        return HTMLResponse(body, headers=headers)

    with Shopping(browser, origin.replace("localhost", "127.0.0.1"), path="/stranger") as shopper:
        shopper.launcher.click()
        expect(shopper.panel.locator(".line")).to_be_visible()
        shopper.write("a lamp")
        expect(shopper.panel.locator(".unsent")).to_have_count(1)
        assert shopper.page.evaluate("localStorage.length") == 0
