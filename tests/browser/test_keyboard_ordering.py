"""A shopper orders on the chat's page by keyboard alone, leaves the form and takes it up again."""

from pathlib import Path

import pytest
from browser.screen import Screen, Window
from buyers import NUMBER, READER
from playwright.sync_api import expect

# What is said and pressed along the way: a lamp, into the cart, to the form, to the total, yes.
WORDS = {
    "en": (
        "Lumivarre Orbit Pendant Lamp",
        "Add to cart",
        "I want to check out",
        "Go on to the total",
        "Yes, place the order",
    ),
    "zh": ("有台灯吗", "加入购物车", "结账", "下一步，看总价", "好，下单"),
}


def say(screen: Screen, text: str) -> None:
    """Write a sentence and send it by Enter."""
    screen.write(screen.page.locator("#text"), text)
    screen.page.keyboard.press("Enter")


def fill_in(screen: Screen, **changed: str) -> None:
    """Every field of the form, in the order in which Tab reaches them."""
    form = screen.page.locator(".order-form").last
    for name, value in {**READER, **changed}.items():
        field = form.locator(f"[name={name}]")
        if name in ("country", "delivery"):
            screen.choose(field, value)
        else:
            screen.write(field, value)


@pytest.mark.parametrize("language", WORDS)
def test_an_order_is_placed_without_a_mouse(window: Window, tmp_path: Path, language: str) -> None:
    lamp, cart_button, check_out, go_on, yes = WORDS[language]
    screen = window(None, language=language).open("/chat")
    page = screen.page
    say(screen, lamp)
    screen.press(screen.button(cart_button))
    expect(page.locator("table.cart")).to_be_visible()
    say(screen, check_out)
    form = page.locator(".order-form")
    expect(form).to_be_visible()
    screen.write(form.locator("[name=name]"), READER["name"])
    with page.expect_response("**/api/checkout") as kept:
        screen.write(form.locator("[name=city]"), READER["city"])
    assert kept.value.ok
    page.reload()
    expect(form.locator("[name=city]")).to_have_value(READER["city"])
    screen.look().expecting(422)
    screen.press(screen.button(go_on))
    expect(form.get_by_role("alert")).to_be_visible()
    expect(form.locator("[name=email]")).to_be_focused()
    expect(form.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    screen.look()
    fill_in(screen)
    page.screenshot(path=tmp_path / f"form-{language}.png", full_page=True)
    screen.press(screen.button(go_on))
    expect(form).to_have_count(0)
    screen.press(screen.button(yes, exact=True))
    expect(page.locator(".bubble.bot", has_text=NUMBER)).to_be_visible()
    expect(page.locator("table.cart caption").last).to_contain_text(NUMBER)
    screen.look()
    page.screenshot(path=tmp_path / f"ordered-{language}.png", full_page=True)
