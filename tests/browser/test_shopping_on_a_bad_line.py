"""The chat while gateway or net are away, in two tabs, and when a talk ends: nothing lost, nothing twice."""

from browser.conftest import GoShopping
from browser.screen import Screen
from browser.shopping import Shopping
from playwright.sync_api import expect
from running_shop import RunningShop

UNREACHABLE = "The shop can't be reached just now"
OFFLINE = "You are offline"


def without_the_cut(screen: Screen) -> None:
    """What the browser prints of connections that were cut is no fault."""
    screen.wrong = [said for said in screen.wrong if "net::ERR" not in said]


def test_a_gateway_that_is_killed_and_comes_back_loses_and_doubles_nothing(
    go_shopping: GoShopping, shop: RunningShop
) -> None:
    shopper = go_shopping()
    shopper.open().say(shopper.words["find"])
    shopper.screen.expecting(502).expecting(503)
    killed = shop.kill("gateway")
    expect(shopper.panel).to_contain_text(UNREACHABLE, timeout=10_000)
    shopper.write("waterproof ones")
    expect(shopper.panel.locator(".unsent")).to_contain_text("waterproof ones")
    shopper.field.fill("and for win")
    shop.wait_until_back("gateway", killed)
    shopper.answered(1)
    expect(shopper.panel).not_to_contain_text(UNREACHABLE)
    expect(shopper.panel.locator(".unsent")).to_have_count(0)
    expect(shopper.field).to_have_value("and for win")
    shopper.page.wait_for_timeout(3000)  # a second sending would come by now
    shopper.page.reload()
    expect(shopper.panel.locator("daogou-turn")).to_have_count(2)
    assert shopper.said() == [shopper.words["find"], "waterproof ones"]
    expect(shopper.field).to_have_value("and for win")
    without_the_cut(shopper.screen)


def test_what_is_written_without_a_net_goes_out_once_when_it_is_back(go_shopping: GoShopping) -> None:
    shopper = go_shopping()
    shopper.open().say(shopper.words["find"])
    shopper.screen.context.set_offline(True)
    expect(shopper.panel).to_contain_text(OFFLINE)
    shopper.write("waterproof ones").write("anything cheaper?")
    expect(shopper.panel.locator(".unsent")).to_have_count(2)
    shopper.screen.context.set_offline(False)
    shopper.answered(2)
    expect(shopper.panel).not_to_contain_text(OFFLINE)
    assert shopper.said() == [shopper.words["find"], "waterproof ones", "anything cheaper?"]
    without_the_cut(shopper.screen)


def test_two_tabs_show_one_talk_as_it_goes_on(go_shopping: GoShopping, shop: RunningShop) -> None:
    shopper = go_shopping()
    shopper.open().say(shopper.words["find"])
    other = shopper.screen.context.new_page()
    other.goto(f"{shop.url}/shop/tent-02")
    other.locator("daogou-chat .launcher").click()
    turns = other.locator("daogou-chat daogou-turn")
    expect(turns).to_have_count(1)
    shopper.say("waterproof ones")
    expect(turns).to_have_count(2)
    expect(turns.last.locator(".entry").first).to_be_attached()
    other.locator("daogou-chat textarea").fill("what is in my cart?")
    other.keyboard.press("Enter")
    expect(shopper.panel.locator("daogou-turn")).to_have_count(3)
    assert shopper.said() == [shopper.words["find"], "waterproof ones", "what is in my cart?"]


def with_a_cart(shopper: Shopping) -> None:
    shopper.open().say(shopper.words["find"])
    shopper.press(shopper.words["add"], within=shopper.cards.first)
    expect(shopper.last.locator("table.sheet")).to_be_visible()


def test_start_again_empties_the_window_and_keeps_the_cart(go_shopping: GoShopping) -> None:
    shopper = go_shopping()
    with_a_cart(shopper)
    shopper.choose_in_menu(shopper.words["start_again"])
    shopper.screen.press(shopper.screen.button(shopper.words["start_again_yes"], within=shopper.panel))
    expect(shopper.panel.locator("daogou-turn")).to_have_count(0)
    shopper.page.reload()
    expect(shopper.panel.locator(".bubble").first).to_contain_text("Tell me what you are looking for")
    assert shopper.said() == []
    shopper.say(shopper.words["cart"])
    expect(shopper.last.locator("table.sheet")).to_be_visible()


def test_who_asks_to_be_forgotten_is_asked_once_more_and_then_is(go_shopping: GoShopping) -> None:
    shopper = go_shopping()
    with_a_cart(shopper)
    before = shopper.count()
    shopper.choose_in_menu(shopper.words["forget"])
    shopper.answered(before)
    shopper.screen.press(shopper.screen.button(shopper.words["forget_yes"], within=shopper.last))
    expect(shopper.panel.locator(".bubble", has_text="two people")).to_have_count(0)
    shopper.page.reload()
    expect(shopper.field).to_be_visible()
    assert shopper.said() == []
    shopper.say(shopper.words["cart"])
    expect(shopper.last.locator("table.sheet")).to_have_count(0)
