"""A talk in the widget: what is said is sent, answered, kept and shown once, on a good line and on a bad one."""

import re

import pytest
from gateway.gateway_peers import DialoguePeer
from playwright.sync_api import Route, expect
from web.injections import ALL
from widget.conftest import OpenPage
from widget.messages import CARDS, CART, NOTICE, ORDER, PERSON, RATING, REPLIES, TABLE, card, custom

IN_ONE_SENTENCE = 24


def test_a_sentence_is_answered_and_both_are_there_again_after_a_reload(page_of: OpenPage) -> None:
    chat = page_of().open().say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    chat.field.fill("half a sen")
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    assert chat.said_by_shopper() == ["a lamp"]
    expect(chat.field).to_have_value("half a sen")


def test_two_windows_show_one_talk(page_of: OpenPage) -> None:
    chat = page_of().open().say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_be_visible()
    other = chat.window()
    other.locator(".launcher").click()
    expect(other.get_by_role("dialog").locator(".bubble", has_text="You said: a lamp")).to_be_visible()
    chat.say("a red one")
    expect(other.get_by_role("dialog").locator(".bubble", has_text="You said: a red one")).to_have_count(1)


def test_replies_stay_usable_after_the_talk_has_gone_on(page_of: OpenPage, dialogue: DialoguePeer) -> None:
    dialogue.script["a lamp"] = [{"text": "Here."}, REPLIES]
    chat = page_of().open().say("a lamp")
    chat.page.get_by_role("button", name="Cheaper").click()
    expect(chat.bubble("You said: /cheaper")).to_be_visible()
    chat.page.get_by_role("button", name="In red").click()
    expect(chat.bubble("You said: /in_red")).to_be_visible()
    assert chat.said_by_shopper() == ["a lamp", "Cheaper", "In red"]


@pytest.mark.parametrize("start", range(0, len(ALL), IN_ONE_SENTENCE))
def test_what_tries_to_be_more_than_text_stays_text(
    page_of: OpenPage, dialogue: DialoguePeer, start: int
) -> None:
    strings = list(ALL[start : start + IN_ONE_SENTENCE])
    hostile = [card(f"h{n}", text, reason=text, attributes={text: text}) for n, text in enumerate(strings)]
    for text in strings:
        hostile.append(card("u", "An address", url=text, image=text))
    dialogue.script["show all"] = [
        *({"text": text} for text in strings if text.strip()),
        custom({"type": "cards", "cards": hostile}),
    ]
    chat = page_of().expecting_faults().open()
    before = chat.page.evaluate("document.querySelectorAll('*').length")
    chat.say("show all")
    expect(chat.panel.locator("daogou-card")).to_have_count(len(hostile))
    names = chat.panel.locator("daogou-card h3").all_text_contents()
    assert [name.strip() for name in names[: len(strings)]] == [text.strip() for text in strings]
    assert chat.page.evaluate("document.querySelectorAll('*').length") == before
    followed = "elements => elements.map((element) => element.protocol || new URL(element.src).protocol)"
    assert set(chat.panel.locator("a, img").evaluate_all(followed)) <= {"http:", "https:"}
    assert chat.panel.locator("script, iframe, object, embed, form:not(.write), style, base").count() == 0


def test_what_the_shopper_types_is_shown_as_it_was_typed(page_of: OpenPage) -> None:
    text = "<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1))"
    chat = page_of().open().say(text)
    expect(chat.bubble("You said: ")).to_be_visible()
    assert chat.said_by_shopper() == [text]


def test_what_is_written_without_a_net_is_kept_and_goes_out_once(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    chat = page_of().expecting_faults().open().say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_be_visible()
    chat.context.set_offline(True)
    expect(chat.panel).to_contain_text("You are offline")
    chat.say("a red one").say("and a blue one")
    expect(chat.panel.get_by_text("Not sent yet").first).to_be_visible()
    chat.context.set_offline(False)
    expect(chat.bubble("You said: and a blue one")).to_have_count(1)
    expect(chat.panel).not_to_contain_text("You are offline")
    assert chat.said_by_shopper() == ["a lamp", "a red one", "and a blue one"]
    assert [asked["message"] for asked in dialogue.asked] == ["a lamp", "a red one", "and a blue one"]


def test_the_end_of_an_answer_begun_before_the_net_went_does_not_hide_that_it_is_gone(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a slow lamp"] = [{"text": "Let me see."}, 1.0, {"text": "Here it is."}]
    chat = page_of().expecting_faults().open().say("a slow lamp")
    expect(chat.bubble("Let me see.")).to_be_visible()
    chat.context.set_offline(True)
    chat.page.wait_for_timeout(2000)  # the answer is over, whether it came through or not
    expect(chat.panel).to_contain_text("You are offline")
    chat.context.set_offline(False)
    expect(chat.bubble("Here it is.")).to_have_count(1)
    expect(chat.panel).not_to_contain_text("You are offline")


def test_an_answer_that_is_lost_on_the_way_is_asked_for_again_and_shown_once(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    chat = page_of().expecting_faults().open()
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or len(lost) >= 2:
            route.continue_()
            return
        lost.append(route.request.headers["idempotency-key"])
        route.fetch()  # the gateway has it, and the page never learns
        route.abort()

    chat.context.route(re.compile("/api/chat$"), lose)
    chat.say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    chat.page.wait_for_timeout(2500)
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    assert chat.said_by_shopper() == ["a lamp"]
    assert len(dialogue.asked) == 1
    assert len(set(lost)) == 1


def test_what_was_not_sent_goes_out_after_a_reload(page_of: OpenPage, dialogue: DialoguePeer) -> None:
    chat = page_of().expecting_faults().open()
    chat.context.route(re.compile("/api/chat$"), lambda route: route.abort())
    chat.say("a lamp")
    expect(chat.panel.get_by_text("Not sent yet")).to_be_visible()
    chat.context.unroute(re.compile("/api/chat$"))
    chat.page.reload()
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    assert len(dialogue.asked) == 1


def test_what_is_refused_goes_back_to_where_it_was_written(page_of: OpenPage) -> None:
    chat = page_of().expecting_faults().open().say("x" * 2001)
    expect(chat.panel).to_contain_text("Please write at most 2,000 characters at a time.")
    expect(chat.field).to_have_value("x" * 2001)
    assert chat.said_by_shopper() == []


def test_what_comes_while_it_is_shut_is_counted_on_the_launcher(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a lamp"] = [1.0, {"text": "Here."}, {"text": "And here."}]
    chat = page_of().open().say("a lamp")
    chat.field.press("Escape")
    expect(chat.page.get_by_role("button", name="Ask the shop, 2 new")).to_be_visible()
    chat.launcher.click()
    expect(chat.bubble("And here.")).to_be_visible()
    chat.field.press("Escape")
    expect(chat.page.get_by_role("button", name="Ask the shop", exact=True)).to_be_visible()


def test_two_products_of_the_cards_are_compared_by_asking_for_it(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of().expecting_faults().open().say("a backpack")
    chat.page.get_by_role("button", name="Compare: Trail backpack").click()
    expect(chat.panel).to_contain_text("Choose another product to compare with Trail backpack.")
    chat.page.get_by_role("button", name="Compare: Ridge daypack").click()
    chat.panel.locator(".compare").get_by_role("button", name="Compare", exact=True).click()
    expect(chat.bubble("You said: Compare Trail backpack and Ridge daypack")).to_be_visible()


def test_enter_that_ends_the_composing_of_a_word_sends_nothing(page_of: OpenPage) -> None:
    chat = page_of().open()
    chat.field.fill("台灯")
    # Safari tells of the end of composing first, and then of the key.
    chat.field.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    expect(chat.field).to_have_value("台灯")
    chat.field.press("Enter")
    expect(chat.bubble("You said: 台灯")).to_be_visible()


def test_who_reads_the_newest_goes_on_reading_it_as_the_answer_comes(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script |= {
        "a backpack": [CARDS, REPLIES],
        "order": [CART, ORDER, TABLE],
        "bye": [RATING, NOTICE, PERSON],
    }
    chat = page_of(width=360).expecting_faults().open()
    for sentence, last in {"a backpack": ".replies", "order": ".compared", "bye": ".person"}.items():
        chat.say(sentence)
        expect(chat.panel.locator(last).first).to_be_visible()
        chat.page.wait_for_timeout(500)
    expect(chat.panel.locator(".person")).to_be_in_viewport()
    expect(chat.panel.locator(".newest")).to_have_count(0)
