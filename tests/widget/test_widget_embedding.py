"""One line on a page: what it loads and stores, what its attributes do; page and widget leave each other be."""

import re

from gateway.gateway_peers import DialoguePeer
from playwright.sync_api import Route, expect
from widget.conftest import OpenPage
from widget.messages import CARDS, card, custom, reply

COUNT_BEACONS = """const send = navigator.sendBeacon;
navigator.sendBeacon = (...what) => {
  localStorage.beacons = Number(localStorage.beacons ?? 0) + 1;
  return send.apply(navigator, what);
};
null"""


def test_before_it_is_opened_nothing_is_asked_and_nothing_is_stored(page_of: OpenPage) -> None:
    chat = page_of()
    expect(chat.launcher).to_be_visible()
    chat.page.wait_for_timeout(500)
    assert chat.paths() == ["page", "widget.js"]
    assert chat.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert chat.context.cookies() == []
    chat.open()
    assert {path.split("?")[0] for path in chat.paths()} >= {"widget/panel.js", "widget/en.js", "api/chat"}


def test_the_panel_alone_loads_one_language(page_of: OpenPage) -> None:
    chat = page_of('data-language="zh-CN"')
    expect(chat.page.get_by_role("button", name="问问商店")).to_be_visible()
    chat.open()
    expect(chat.panel).to_contain_text("您好")
    assert not [path for path in chat.paths() if path.startswith("widget/en.js")]


def test_attributes_name_it_place_it_and_let_it_speak_first(page_of: OpenPage) -> None:
    chat = page_of(
        'data-title="Ask Ada" data-start-message="Which boots fit?" data-launcher="Need help?" '
        'data-position="left"'
    )
    expect(chat.page.get_by_role("button", name="Need help?")).to_be_visible()
    chat.open()
    expect(chat.page.get_by_role("dialog", name="Ask Ada")).to_be_visible()
    expect(chat.bubble("Which boots fit?")).to_be_visible()
    box = chat.page.locator("daogou-chat .panel").bounding_box()
    assert box
    assert box["x"] < 40


def test_it_is_open_where_the_owner_wants_it_and_shut_where_the_shopper_shut_it(page_of: OpenPage) -> None:
    chat = page_of("data-open")
    expect(chat.panel).to_be_visible()
    chat.field.press("Escape")
    expect(chat.panel).to_be_hidden()
    chat.page.reload()
    expect(chat.launcher).to_be_visible()
    chat.page.wait_for_timeout(500)
    expect(chat.panel).to_be_hidden()


def test_the_page_opens_it_says_something_and_hears_what_happens(page_of: OpenPage) -> None:
    chat = page_of()
    chat.page.evaluate(
        "window.heard = []; for (const name of ['open', 'message', 'close'])"
        " Daogou.on(name, (detail) => heard.push([name, detail && detail.type])); null"
    )
    chat.page.evaluate("Daogou.send('a lamp')")
    expect(chat.bubble("You said: a lamp")).to_be_visible()
    chat.page.evaluate("Daogou.close()")
    expect(chat.panel).to_be_hidden()
    assert chat.page.evaluate("heard") == [["open", None], ["message", "text"], ["close", None]]


def test_what_the_page_says_before_the_talk_is_known_opens_one_talk_and_is_heard_once(
    page_of: OpenPage,
) -> None:
    chat = page_of()
    tokens: list[str] = []

    def answer_late(route: Route) -> None:
        answer = route.fetch()
        tokens.extend(filter(None, [answer.headers.get("set-cookie")]))
        if route.request.method == "GET":
            chat.page.wait_for_timeout(700)
        route.fulfill(response=answer)

    chat.page.route(lambda url: url.endswith("/api/chat"), answer_late)
    chat.page.evaluate("window.heard = []; Daogou.on('message', (said) => heard.push(said.text)); null")
    chat.page.evaluate("Daogou.send('a lamp')")
    expect(chat.bubble("You said: a lamp")).to_be_visible()
    chat.page.wait_for_timeout(500)
    assert len(tokens) == 1
    assert chat.page.evaluate("heard") == ["You said: a lamp"]
    chat.page.reload()
    expect(chat.bubble("You said: a lamp")).to_have_count(1)


def test_colours_are_the_owner_s_and_loud_styles_of_the_page_stay_outside(page_of: OpenPage) -> None:
    chat = page_of()
    chat.page.evaluate(
        "document.querySelector('daogou-chat').style.setProperty('--daogou-accent', 'rgb(90, 20, 120)')"
    )
    chat.open()
    style = (
        "element => { const own = getComputedStyle(element); return [own.color, own.fontSize, own.margin]; }"
    )
    assert chat.panel.locator("h2").evaluate(style) == ["rgb(23, 32, 29)", "18px", "0px"]
    mark = chat.panel.locator(".mark").evaluate("element => getComputedStyle(element).backgroundColor")
    assert mark == "rgb(90, 20, 120)"
    assert chat.page.locator("main p").evaluate(style)[0] == "rgb(255, 0, 0)", "the page lost its own style"


def test_what_is_seen_and_liked_is_told_to_the_gateway_and_to_the_page_that_asks(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of("data-datalayer").expecting_faults()
    chat.open().say("a backpack")
    chat.page.get_by_role("button", name="Like: Trail backpack").click()
    with chat.page.expect_request(re.compile("/api/events")) as asked:
        chat.page.wait_for_timeout(1500)
    events = asked.value.post_data_json["events"]
    seen = [(event["name"], event["item_id"], event["rank"], event["turn"]) for event in events]
    assert ("daogou_like", "b1", 1, 1) in seen
    assert ("view_item_list", "b1", 1, 1) in seen
    assert ("view_item_list", "b5", 5, 1) not in seen, "it is behind the edge, and was not seen"
    assert len({event["id"] for event in events}) == len(events)
    told = chat.page.evaluate("dataLayer.map((one) => [one.event, one.ecommerce.items[0].item_name])")
    assert ["daogou_like", "Trail backpack"] in told


def test_where_the_page_has_no_list_of_events_none_is_made(page_of: OpenPage, dialogue: DialoguePeer) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of().expecting_faults().open().say("a backpack")
    chat.page.get_by_role("button", name="Like: Trail backpack").click()
    assert chat.page.evaluate("window.dataLayer === undefined")


def test_on_another_site_it_works_without_a_cookie_and_is_the_same_talk_after_a_reload(
    page_of: OpenPage,
) -> None:
    chat = page_of(elsewhere=True)
    expect(chat.launcher).to_be_visible()
    assert chat.page.evaluate("localStorage.length") == 0
    chat.open().say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    chat.page.reload()
    expect(chat.bubble("You said: a lamp")).to_have_count(1)
    assert chat.context.cookies() == []
    assert not [path for path in chat.paths() if "token" in path.lower()]


def test_on_a_phone_a_product_s_page_is_not_hidden_by_the_chat_that_led_to_it(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a backpack"] = [custom({"type": "cards", "cards": [card("b1", "Pack", url="/page")]})]
    chat = page_of(width=360).expecting_faults().open().say("a backpack")
    with chat.page.expect_navigation():
        chat.panel.get_by_role("link", name="Pack").click()
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_be_hidden()


def test_the_button_that_buys_stands_out_wherever_it_comes_and_is_told_as_that(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    buttons = [reply("Details", "/ask_fact", "details"), reply("Take it", "/add_to_cart", "add")]
    dialogue.script["a backpack"] = [
        custom({"type": "cards", "cards": [card("b1", "Pack", actions=buttons)]})
    ]
    chat = page_of("data-datalayer").expecting_faults().open().say("a backpack")
    expect(chat.panel.locator("daogou-card .main")).to_have_text("Take it")
    chat.panel.locator("daogou-card .main").click()
    expect(chat.bubble("You said: /add_to_cart")).to_be_visible()
    told = chat.page.evaluate("dataLayer.map((one) => one.event)")
    assert "add_to_cart" in told
    assert "select_item" not in told


def test_the_focus_stays_when_further_choices_fold_away(page_of: OpenPage, dialogue: DialoguePeer) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of().expecting_faults().open().say("a backpack")
    more = chat.page.get_by_role("button", name="More choices: Trail backpack")
    more.press("Enter")
    chat.page.get_by_role("button", name="More like this: Trail backpack").press("Enter")
    expect(more).to_be_focused()
    expect(chat.bubble("You said: /similar")).to_be_visible()


def test_what_was_done_is_told_by_one_request_at_a_time_and_one_beacon_at_the_end(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of().expecting_faults().open().say("a backpack")
    expect(chat.panel.locator("daogou-card")).to_have_count(5)
    chat.page.evaluate(COUNT_BEACONS)
    chat.context.set_offline(True)
    for _ in range(13):
        for name in ("Like: Trail backpack", "Not for me: Trail backpack"):
            chat.page.get_by_role("button", name=name).click()
    assert chat.paths().count("api/events") <= 1
    chat.context.set_offline(False)
    chat.page.goto("/page")
    assert chat.page.evaluate("localStorage.beacons") == "1"


def test_a_language_is_understood_however_the_page_writes_it(page_of: OpenPage) -> None:
    for tag in ("en_US", "EN-us", "en-", "zh_Hans_CN"):
        chat = page_of(f'data-language="{tag}"').open().say("a lamp")
        expect(chat.bubble("You said: a lamp")).to_be_visible()
        expect(chat.panel.locator("time")).to_have_count(1)
        chat.context.close()


def test_a_chat_that_opens_by_itself_leaves_the_focus_where_it_is(page_of: OpenPage) -> None:
    chat = page_of().open().say("a lamp")
    expect(chat.bubble("You said: a lamp")).to_be_visible()
    chat.page.reload()
    expect(chat.bubble("You said: a lamp")).to_be_in_viewport()
    assert chat.page.evaluate("document.activeElement === document.body")


def test_a_chat_that_was_shut_is_loaded_again_in_silence(page_of: OpenPage) -> None:
    chat = page_of().expecting_faults().open()
    chat.field.press("Escape")
    chat.context.route("**/widget/panel.js*", lambda route: route.abort())
    with chat.page.expect_request("**/widget/panel.js*"):
        chat.page.reload()
    chat.page.wait_for_timeout(500)
    expect(chat.page.locator("daogou-chat .told")).to_be_hidden()
    expect(chat.page.locator("daogou-chat [aria-live]")).to_have_text("")
    chat.launcher.click()
    expect(chat.page.locator("daogou-chat .told")).to_be_visible()
    chat.wrong = [said for said in chat.wrong if "panel.js" not in said]


def test_what_was_taken_off_the_page_follows_the_system_s_colours_no_longer(page_of: OpenPage) -> None:
    chat = page_of()
    chat.page.evaluate("window.chat = document.querySelector('daogou-chat'); chat.remove()")
    chat.page.emulate_media(color_scheme="dark")
    chat.page.wait_for_timeout(500)
    assert chat.page.evaluate("chat.hasAttribute('dark')") is False
    chat.page.evaluate("document.body.append(chat)")
    assert chat.page.evaluate("chat.hasAttribute('dark')") is True


def test_read_from_right_to_left_the_signs_that_point_are_turned(
    page_of: OpenPage, dialogue: DialoguePeer
) -> None:
    dialogue.script["a backpack"] = [CARDS]
    chat = page_of('data-direction="rtl"').expecting_faults().open().say("a backpack")
    turned = "element => new DOMMatrix(getComputedStyle(element).transform).a"
    assert chat.panel.locator(".send .icon").evaluate(turned) == -1
    assert chat.panel.locator(".step .icon").first.evaluate(turned) == -1
