"""The widget by keyboard and for those who listen; axe judges each state, in light and in dark."""

import pytest
from browser.axe import RULES, found_by_axe
from gateway.gateway_peers import DialoguePeer
from playwright.sync_api import Page, expect
from widget.conftest import OpenPage
from widget.messages import CARDS, EVERYTHING

FOCUSED = "document.querySelector('daogou-chat').shadowRoot.activeElement"


def judge(page: Page) -> list[str]:
    """What axe finds, by the rules of WCAG 2.2 AA too."""
    found = found_by_axe(page, [*RULES, "wcag22aa", "best-practice"])
    # The test's page shouts in red; that is its own affair.
    return [one for one in found if "daogou" in one]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_any_kind_of_message(
    page_of: OpenPage, dialogue: DialoguePeer, scheme: str, width: int
) -> None:
    dialogue.script["everything"] = EVERYTHING
    chat = page_of(width=width, scheme=scheme).expecting_faults()
    assert judge(chat.page) == []
    chat.open()
    assert judge(chat.page) == []
    chat.say("everything")
    expect(chat.bubble("Hello, let me look at that.")).to_be_visible()
    for choice in ("More choices: Trail backpack", "What is the same (1)"):
        chat.page.get_by_role("button", name=choice).click()
    chat.page.get_by_role("button", name="Compare: Metro commuter").click()
    assert judge(chat.page) == []
    chat.page.get_by_role("button", name="More", exact=True).click()
    assert judge(chat.page) == []


def test_escape_shuts_it_and_the_focus_is_on_the_launcher_again(page_of: OpenPage) -> None:
    chat = page_of()
    chat.launcher.focus()
    chat.page.keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_escape_shuts_the_menu_first(page_of: OpenPage) -> None:
    chat = page_of().open()
    menu = chat.page.get_by_role("button", name="More", exact=True)
    menu.press("Enter")
    expect(chat.page.get_by_role("button", name="Start again")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(chat.panel).to_be_visible()


def test_arrows_go_from_product_to_product_and_each_says_what_it_is(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of().expecting_faults().open().say("a backpack")
    carousel = chat.page.get_by_role("group", name="Products: 5")
    expect(carousel).to_have_attribute("aria-roledescription", "carousel")
    first = chat.page.get_by_role("group", name="1 of 5: Trail backpack, 59 euros, In stock", exact=True)
    first.focus()
    for name in ("2 of 5: Ridge daypack, 44.50 euros, Sold out", "3 of 5: Pocket pack"):
        chat.page.keyboard.press("ArrowRight")
        expect(chat.page.get_by_role("group", name=name, exact=True)).to_be_focused()
    chat.page.keyboard.press("End")
    last = chat.page.get_by_role("group", name="5 of 5: Summit roll-top, 89.90 euros, In stock")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport(ratio=0.95)
    chat.page.keyboard.press("Tab")
    assert chat.page.evaluate(f"{FOCUSED}.ariaLabel") == "Like: Summit roll-top"
    chat.page.keyboard.press("ArrowLeft")
    expect(chat.page.get_by_role("group", name="4 of 5", exact=False)).to_be_focused()


def test_each_message_is_said_once_and_cards_by_what_is_on_them(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a backpack"] = [{"text": "Here are five."}, CARDS]
    chat = page_of().expecting_faults().open().say("a backpack")
    expect(chat.panel.locator("daogou-card")).to_have_count(5)
    live = chat.page.locator("daogou-chat [aria-live]")
    expect(live).to_have_count(1)
    lines = live.locator("p").all_text_contents()
    assert lines[0] == "Shop: Here are five."
    assert lines[1].startswith("1 of 5: Trail backpack, 59 euros, In stock. 2 of 5: Ridge daypack")
    chat.page.wait_for_timeout(1000)
    assert live.locator("p").all_text_contents() == lines


def test_on_a_phone_tab_stays_within_the_panel(page_of: OpenPage) -> None:
    chat = page_of(width=360).open()
    expect(chat.panel).to_have_attribute("aria-modal", "true")
    for _ in range(8):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate(f"Boolean({FOCUSED}?.closest('.panel'))")


def test_read_from_right_to_left_the_arrows_follow(page_of: OpenPage, dialogue: DialoguePeer) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of('data-direction="rtl"').expecting_faults().open().say("a backpack")
    chat.page.get_by_role("group", name="1 of 5: Trail backpack", exact=False).focus()
    chat.page.keyboard.press("ArrowLeft")
    expect(chat.page.get_by_role("group", name="2 of 5", exact=False)).to_be_focused()
