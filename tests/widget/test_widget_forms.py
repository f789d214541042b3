"""A form in the widget: its faults are said beside the fields, what is filled in is kept by the shop and not by the
browser, and the talk goes on from it once."""

import pytest
from gateway.gateway_peers import DialoguePeer
from playwright.sync_api import Route, expect
from widget.chat import Chat
from widget.conftest import OpenPage
from widget.messages import custom

from actions.forms import checkout_form
from actions.wording import Wording
from shop.ordering import Ordering

FORM = checkout_form(Ordering(), Wording.of("en"))
READER = {
    "name": "Quillfeather Q. Reader",
    "email": "quillfeather@postbox.example.org",
    "street": "17 Zyzzyva Lane",
    "city": "Riversidetown",
    "country": "France",
}


@pytest.fixture
def checking_out(page_of: OpenPage, dialogue: DialoguePeer) -> Chat:
    """A talk in which the form of an order is open."""
    dialogue.script["check out"] = [custom(FORM.model_dump(mode="json", exclude={"version"}))]
    chat = page_of().expecting_faults().open().say("check out")
    expect(chat.panel.locator("form.form")).to_be_visible()
    return chat


def fill_in(chat: Chat, **values: str) -> None:
    for name, value in values.items():
        chat.panel.locator(f"form.form [name={name}]").fill(value)


def give(chat: Chat) -> None:
    chat.panel.get_by_role("button", name=FORM.submit).click()


def test_a_form_is_given_once_and_the_talk_goes_on_with_the_focus_where_one_writes(
    checking_out: Chat, dialogue: DialoguePeer
) -> None:
    fill_in(checking_out, **READER)
    give(checking_out)
    expect(checking_out.bubble("You said: /checkout")).to_have_count(1)
    expect(checking_out.panel.locator("form.form")).to_have_count(0)
    expect(checking_out.field).to_be_focused()
    assert checking_out.said_by_shopper() == ["check out", "Filled in the form"]
    assert [asked["message"].split("{")[0] for asked in dialogue.asked] == ["check out", "/checkout"]


def test_what_is_wrong_is_said_beside_its_field_and_read_out(checking_out: Chat) -> None:
    fill_in(checking_out, **{**READER, "email": "no address", "city": ""})
    give(checking_out)
    email = checking_out.panel.locator("form.form [name=email]")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description(
        "This is no e-mail address; it should look like name@shop.example."
    )
    expect(email).to_be_focused()
    live = checking_out.page.locator("daogou-chat [aria-live]")
    expect(live).to_contain_text("Please fill this in.")
    email.fill(READER["email"])
    expect(email).to_have_attribute("aria-invalid", "false")


def test_half_a_form_is_there_again_after_a_reload_and_no_word_of_it_is_in_the_browser(
    checking_out: Chat,
) -> None:
    with checking_out.page.expect_response(lambda answer: answer.request.method == "POST"):
        fill_in(checking_out, name=READER["name"], street=READER["street"])
    checking_out.page.reload()
    expect(checking_out.panel.locator("form.form [name=street]")).to_have_value(READER["street"])
    stored = checking_out.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Zyzzyva" not in stored
    assert "Quillfeather" not in stored


def test_a_question_in_the_middle_of_a_form_is_answered_and_the_form_stays(checking_out: Chat) -> None:
    fill_in(checking_out, name=READER["name"])
    checking_out.say("do you deliver to France?")
    expect(checking_out.bubble("You said: do you deliver to France?")).to_be_visible()
    expect(checking_out.panel.locator("form.form [name=name]")).to_have_value(READER["name"])


def test_a_form_whose_answer_is_cut_off_is_given_again_by_itself_and_counts_once(
    checking_out: Chat, dialogue: DialoguePeer
) -> None:
    keys: list[str] = []

    def cut_first(route: Route) -> None:
        keys.append(route.request.headers.get("idempotency-key", ""))
        if len(keys) > 1:
            route.continue_()
            return
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])

    fill_in(checking_out, **READER)
    checking_out.page.wait_for_timeout(1500)  # what is kept meanwhile is kept
    checking_out.context.route("**/api/checkout", cut_first)
    give(checking_out)
    expect(checking_out.panel.locator("form.form")).to_have_count(0)
    expect(checking_out.bubble("You said: /checkout")).to_have_count(1)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert [asked["message"].split("{")[0] for asked in dialogue.asked] == ["check out", "/checkout"]
