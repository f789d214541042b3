"""The whole way of a shopper in the chat, from a wish to an order and its state, in English and in Chinese."""

from pathlib import Path

import pytest
from browser.conftest import GoShopping
from browser.shopping import Shopping
from buyers import NUMBER, READER
from playwright.sync_api import expect
from running_shop import RunningShop

STARTERS = {
    "en": ("What's popular right now?", "Where is my order?"),
    "zh": ("有什么热卖商品？", "我的订单到哪了？"),
}


def in_the_cart(shopper: Shopping) -> str:
    """The first card's product is put in the cart; gives its name."""
    words = shopper.words
    name = shopper.cards.first.locator("h3").inner_text()
    shopper.press(words["add"], within=shopper.cards.first)
    expect(shopper.last.locator("table.sheet")).to_contain_text(name)
    return name


def at_the_form(shopper: Shopping) -> None:
    """A talk in which a product is in the cart, and the form of the order open."""
    shopper.open().say(shopper.words["find"])
    in_the_cart(shopper)
    shopper.say(shopper.words["check_out"])
    expect(shopper.panel.locator("form.form")).to_be_visible()


def transcript(shopper: Shopping, file: Path) -> str:
    """The talk as the shopper takes it away."""
    with shopper.page.expect_download() as coming:
        shopper.choose_in_menu(shopper.words["transcript"])
    coming.value.save_as(file)
    return file.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_a_wish_to_an_order_and_its_state(
    go_shopping: GoShopping, language: str, tmp_path: Path
) -> None:
    shopper = go_shopping(language=language)
    words = shopper.words
    shopper.open().say(words["find"])
    found = shopper.cards.count()
    assert found >= 2
    shopper.say(words["refine"])
    expect(shopper.cards.nth(1)).to_be_attached()
    names = [name.strip() for name in shopper.cards.locator("h3").all_text_contents()[:2]]
    shopper.compare_first_two()
    for name in names:
        expect(shopper.last.locator("table.compared thead")).to_contain_text(name)
    shopper.say(words["find"])
    like = shopper.cards.first.get_by_role("button", name=words["like"])
    like.press("Enter")
    expect(like).to_have_attribute("aria-pressed", "true")
    in_the_cart(shopper)
    shopper.say(words["check_out"])
    shopper.fill_in()
    shopper.press(words["go_on"])
    shopper.press(words["yes"], exact=True)
    expect(shopper.last.locator("table.sheet caption")).to_contain_text(NUMBER)
    number = NUMBER.search(shopper.last.locator("table.sheet caption").inner_text())
    assert number
    shopper.say(words["status"])
    expect(shopper.last).to_contain_text(number[0])
    told = transcript(shopper, tmp_path / "talk.txt")
    for said in (words["find"], words["refine"], words["check_out"], words["status"], number[0]):
        assert said in told
    assert READER["street"] not in told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_offered_to_begin_with_is_understood(go_shopping: GoShopping, language: str) -> None:
    popular, order = STARTERS[language]
    shopper = go_shopping(language=language).open().press(popular)
    expect(shopper.cards).to_have_count(5)
    assert shopper.said() == [popular]
    shopper = go_shopping(language=language).open().press(order)
    about = {"en": "order", "zh": "订单"}[language]
    expect(shopper.last.locator(".bubble.shop").first).to_contain_text(about)


def test_a_reload_in_the_middle_of_the_order_loses_and_doubles_nothing(go_shopping: GoShopping) -> None:
    shopper = go_shopping()
    at_the_form(shopper)
    form = shopper.panel.locator("form.form")
    with shopper.page.expect_response("**/api/checkout"):
        form.locator("[name=name]").fill(READER["name"])
    shopper.field.fill("do you deliver to")
    said = shopper.said()
    shopper.page.reload()
    expect(form.locator("[name=name]")).to_have_value(READER["name"])
    expect(shopper.field).to_have_value("do you deliver to")
    assert shopper.said() == said
    shopper.fill_in()
    shopper.press(shopper.words["go_on"])
    shopper.page.reload()
    shopper.press(shopper.words["yes"], exact=True)
    expect(shopper.last.locator("table.sheet caption")).to_contain_text(NUMBER)


def test_a_card_leads_to_the_product_s_page_and_the_talk_goes_along(go_shopping: GoShopping) -> None:
    shopper = go_shopping()
    shopper.open().say(shopper.words["find"])
    name = shopper.cards.first.locator("h3").inner_text()
    shopper.screen.go(shopper.cards.first.locator("h3 a"))
    expect(shopper.page.get_by_role("heading", level=1)).to_have_text(name)
    expect(shopper.cards.first.locator("h3")).to_have_text(name)
    assert shopper.said() == [shopper.words["find"]]


def test_a_card_that_was_seen_and_opened_is_told_to_the_shop_once(
    go_shopping: GoShopping, shop: RunningShop
) -> None:
    shopper = go_shopping()
    shopper.open().say(shopper.words["find"])
    with shopper.page.expect_response("**/api/events") as told:
        shopper.page.wait_for_timeout(1500)
    assert told.value.status == 202
    shopper.screen.go(shopper.cards.first.locator("h3 a"))
    expect(shopper.cards.first).to_be_attached()
    shopper.page.wait_for_timeout(5000)  # what the beacon told is told again, and must not count twice
    ((talk,),) = shop.rows("SELECT max(conversation_id) FROM turn")
    kept = shop.rows(
        "SELECT name, item_id FROM event WHERE conversation_id = ? AND name IN ('view_item_list', 'select_item')",
        talk,
    )
    assert len(kept) == len(set(kept))
    assert [name for name, _ in kept].count("select_item") == 1
    assert "view_item_list" in {name for name, _ in kept}
