"""A shopper orders, calls a person, and gives stars without ever touching a mouse, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.conftest import GoShopping
from browser.screen import Screen, Window
from browser.shopping import CHOSEN, Shopping
from buyers import NUMBER, READER
from playwright.sync_api import expect
from running_shop import RunningShop

LAMP = {"en": "Lumivarre Orbit Pendant Lamp", "zh": "有台灯吗"}

Act = Callable[..., None]


def fill_in_by_tab(shopper: Shopping, **changed: str) -> None:
    """Every field of the form, in the order in which Tab reaches them."""
    form = shopper.panel.locator("form.form")
    for name, value in {**READER, **changed}.items():
        field = form.locator(f"[name={name}]")
        if name in CHOSEN:
            shopper.screen.choose(field, value)
        else:
            shopper.screen.write(field, value)


def act_of(shop: RunningShop, agent: Screen) -> Act:
    """What somebody of the shop does with the talk in which a person was called last."""
    ((talk,),) = shop.rows("SELECT max(conversation_id) FROM handover")

    def act(what: str, **fields: str) -> None:
        sent = agent.context.request.post(
            f"{shop.url}/console/waiting/{talk}/{what}", form=fields, headers={"Origin": shop.url}
        )
        assert sent.ok, sent.text()

    return act


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_order_is_placed_without_a_mouse(go_shopping: GoShopping, tmp_path: Path, language: str) -> None:
    shopper = go_shopping(language=language)
    screen, words = shopper.screen, shopper.words
    shopper.open()
    screen.page.keyboard.type(LAMP[language])
    screen.page.keyboard.press("Enter")
    shopper.answered(0)
    shopper.press(words["add"])
    expect(shopper.last.locator("table.sheet")).to_be_visible()
    screen.write(shopper.field, words["check_out"])
    screen.page.keyboard.press("Enter")
    form = shopper.panel.locator("form.form")
    expect(form).to_be_visible()
    screen.write(form.locator("[name=name]"), READER["name"])
    screen.expecting(422)
    screen.press(screen.button(words["go_on"], within=form))
    expect(form.locator("[name=email]")).to_be_focused()
    expect(form.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    screen.look()
    fill_in_by_tab(shopper)
    screen.page.screenshot(path=tmp_path / f"form-{language}.png")
    screen.press(screen.button(words["go_on"], within=form))
    expect(form).to_have_count(0)
    expect(shopper.field).to_be_focused()
    shopper.press(words["yes"], exact=True)
    expect(shopper.last.locator("table.sheet caption")).to_contain_text(NUMBER)
    screen.look()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_person_comes_speaks_and_goes_and_stars_are_given(
    go_shopping: GoShopping, window: Window, shop: RunningShop, language: str
) -> None:
    shopper, agent = go_shopping(language=language), window("agent")
    words, panel = shopper.words, shopper.panel
    shopper.open().say(LAMP[language])
    shopper.press(words["add"])
    shopper.say(words["person"])
    expect(panel.locator(".here")).to_be_visible()
    act = act_of(shop, agent)
    act("take")
    expect(panel.locator(".here")).to_contain_text("agent")
    act("say", text="<b>How</b> can I help?")
    heard = panel.locator(".person .bubble")
    expect(heard).to_contain_text("<b>How</b> can I help?")
    expect(heard).to_contain_text("agent")
    shopper.write("42")
    expect(panel.locator(".bubble.shopper").last).to_contain_text("42")
    expect(panel.locator(".unsent, .typing")).to_have_count(0)
    shopper.screen.look()
    act("hand-back")
    expect(panel.locator(".aside")).to_have_count(2)
    expect(panel.locator(".here")).to_have_count(0)
    shopper.page.reload()
    expect(heard).to_have_count(1)
    expect(panel.locator(".aside")).to_have_count(2)
    shopper.say(words["bye"])
    shopper.screen.look()
    shopper.press(words["stars"], exact=True)
    assert words["stars"] in shopper.said()[-1]
    ((talk,),) = shop.rows("SELECT max(conversation_id) FROM handover")
    assert shop.rows("SELECT stars FROM talk_rating WHERE conversation_id = ?", talk) == [(4,)]


def test_a_person_s_sentence_is_counted_while_the_chat_is_shut(
    go_shopping: GoShopping, window: Window, shop: RunningShop
) -> None:
    shopper, agent = go_shopping(), window("agent")
    shopper.open().say(shopper.words["person"])
    act = act_of(shop, agent)
    act("take")
    expect(shopper.panel.locator(".here")).to_contain_text("agent")
    shopper.page.keyboard.press("Escape")
    expect(shopper.launcher).to_be_focused()
    act("say", text="Hello there.")
    named = shopper.page.get_by_role("button", name="new", exact=False)
    expect(named).to_be_visible()
    expect(shopper.launcher.locator(".badge")).to_have_text("1")
    shopper.open()
    expect(shopper.panel.locator(".person .bubble")).to_contain_text("Hello there.")
    expect(shopper.launcher.locator(".badge")).to_have_text("")
    act("hand-back")
