"""A shopper calls a person on the chat's page, hears them there, and gives stars, all by keyboard."""

import pytest
from browser.screen import Screen, Window
from playwright.sync_api import expect
from running_shop import RunningShop

# A thing, what puts it in the cart, a call for a person, a farewell, and the title of four stars.
WORDS = {
    "en": ("Lumivarre Orbit Pendant Lamp", "Add to cart", "a human please", "goodbye", "4 of 5"),
    "zh": ("有台灯吗", "加入购物车", "转人工", "再见", "4分（满分5分）"),
}
SEEN_WITHIN_MS = 12_000  # the page asks every three seconds


def say(screen: Screen, text: str) -> None:
    """Write a sentence and send it by Enter."""
    screen.write(screen.page.locator("#text"), text)
    screen.page.keyboard.press("Enter")


@pytest.mark.parametrize("language", WORDS)
def test_a_person_comes_speaks_and_goes_on_the_shopper_s_page(
    window: Window, shop: RunningShop, language: str
) -> None:
    thing, cart_button, call, farewell, stars = WORDS[language]
    screen, agent = window(None, language=language).open("/chat"), window("agent")
    page = screen.page
    say(screen, thing)
    screen.press(screen.button(cart_button))
    expect(page.locator("table.cart")).to_be_visible()
    say(screen, call)
    expect(page.locator(".bubble.bot", has_text="5").last).to_be_visible()
    ((talk,),) = shop.rows("SELECT max(conversation_id) FROM handover")

    def act(what: str, **fields: str) -> None:
        sent = agent.context.request.post(
            f"{shop.url}/console/waiting/{talk}/{what}", form=fields, headers={"Origin": shop.url}
        )
        assert sent.ok, sent.text()

    act("take")
    act("say", text="<b>How</b> can I help?")
    heard = page.locator(".bubble.person")
    expect(heard).to_contain_text("<b>How</b> can I help?", timeout=SEEN_WITHIN_MS)
    expect(heard).to_contain_text("agent")
    say(screen, "42")
    expect(page.locator(".bubble.shopper").last).to_contain_text("42")
    expect(page.locator(".unsent")).to_have_count(0)
    screen.look()
    act("hand-back")
    expect(page.locator("#log > .note")).to_have_count(2, timeout=SEEN_WITHIN_MS)
    page.reload()
    expect(heard).to_have_count(1)
    expect(page.locator("#log > .note")).to_have_count(2)
    say(screen, farewell)
    screen.look()
    screen.press(screen.button(stars, exact=True))
    expect(page.locator(".bubble.shopper").last).to_contain_text(stars)
    expect(page.locator(".bubble.bot").last).to_contain_text("4")
    assert shop.rows("SELECT stars FROM talk_rating WHERE conversation_id = ?", talk) == [(4,)]
