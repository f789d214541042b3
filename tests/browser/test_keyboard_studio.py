"""The studio by keyboard: examples, inbox, files, two trainers, the checks, a try, the history."""

import re
from collections.abc import Callable

from browser.screen import EDITOR, Screen, Window
from playwright.sync_api import Locator, expect

CHECKED_WITHIN_S = 120  # the workbench may have to start first
LEARNT_WITHIN_S = 240
CART = "/studio/files/data/stories/cart.yml"


def row(screen: Screen, text: str) -> Locator:
    """An example in the list."""
    return screen.page.locator(".examples li").filter(has_text=text)


def search(screen: Screen, text: str, intent: str = "") -> None:
    """The examples with these words, in a list short enough for a walk by Tab."""
    screen.open(f"/studio/examples?q={text}" + (f"&intent={intent}" if intent else ""))


def type_at_the_end(screen: Screen, text: str) -> None:
    """Into the editor, below all that is there, and out of it as its hint says."""
    screen.reach(screen.page.locator(EDITOR))
    screen.page.keyboard.press("Control+End")
    screen.page.keyboard.insert_text(text)


def save(screen: Screen, reason: str, status: int = 200) -> None:
    """Leave the editor, give a reason, save."""
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("Tab")
    screen.write(screen.page.locator("#reason"), reason)
    if status != 200:
        screen.expecting(status)
    screen.go(screen.button("Save", exact=True))


def test_examples_are_added_changed_moved_and_deleted_each_with_undo(window: Window) -> None:
    screen = window("trainer").open("/studio/examples?intent=greet")
    screen.look()
    screen.write(screen.page.locator("#texts"), "yoohoo from the harbour\nyoohoo there, shopkeeper")
    screen.go(screen.button("Add", exact=True))
    screen.toast("Added.")
    screen.look().undo()
    screen.write(screen.page.locator("#texts"), "yoohoo from the harbour")
    screen.go(screen.button("Add", exact=True))
    screen.toast("Added.")
    search(screen, "yoohoo")
    expect(screen.page.locator(".examples li")).to_have_count(1)

    screen.go(screen.link("Change", within=row(screen, "yoohoo")))
    screen.write(screen.page.locator("#draft"), "yoohoo from the red harbour")
    screen.press(screen.button("Mark", exact=True))  # the words are those of the new text now
    expect(screen.page.locator(".word")).to_have_count(5)
    screen.press(screen.page.locator(".word input").nth(3), "Space")
    screen.choose(screen.page.locator("#kind"), "value")
    screen.press(screen.button("Mark", exact=True))
    expect(screen.page.locator("#draft")).to_have_value("yoohoo from the [red](value) harbour")
    screen.look()
    screen.go(screen.button("Save", exact=True))
    screen.toast("Changed.")
    search(screen, "yoohoo")
    expect(row(screen, "yoohoo").locator("mark")).to_contain_text("red")

    screen.go(screen.link("Change", within=row(screen, "yoohoo")))
    screen.choose(screen.page.locator("#to"), "goodbye")
    screen.go(screen.button("Save", exact=True))
    screen.toast("Moved.")
    screen.undo()
    search(screen, "yoohoo", "goodbye")
    expect(screen.page.locator(".empty")).to_be_visible()
    screen.look()

    search(screen, "yoohoo", "greet")
    screen.go(screen.button("Delete", within=row(screen, "yoohoo")))
    screen.toast("Deleted.")
    screen.undo()
    search(screen, "yoohoo", "greet")
    screen.press(row(screen, "yoohoo").locator("input[type=checkbox]"), "Space")
    screen.go(screen.page.locator("#several button.danger"))
    search(screen, "yoohoo")
    expect(screen.page.locator(".empty")).to_be_visible()


def test_a_sentence_has_but_one_intent(window: Window) -> None:
    screen = window("trainer").open("/studio/examples?intent=greet")
    screen.write(screen.page.locator("#texts"), "proceed to checkout")
    screen.expecting(422)
    screen.go(screen.button("Add", exact=True))
    expect(screen.page.get_by_role("alert")).to_contain_text("checkout")
    expect(screen.page.locator("#texts")).to_have_value(re.compile("proceed to checkout"))
    screen.look()


def test_corrections_are_accepted_changed_and_dropped(window: Window, say: Callable[[str], int]) -> None:
    sentences = ("cheerio then, my friend", "hullo and hurrah, shop")
    agent = window("agent")
    for text in sentences:
        agent.open(f"/console/talks/{say(text)}/turns/1/correct")
        agent.choose(agent.page.locator("#intent"), "goodbye" if "cheerio" in text else "greet")
        agent.go(agent.button("Send to the trainers"))
    trainer = window("trainer").open("/studio/inbox")
    first, second = (trainer.page.locator("article").filter(has_text=text) for text in sentences)
    trainer.look()
    trainer.go(trainer.button("Accept", within=first))
    trainer.toast("The sentence is an example now.")
    expect(first).to_have_count(0)
    trainer.look().undo()
    expect(first).to_have_count(1)
    trainer.go(trainer.link("Change first", within=second))
    trainer.look()
    trainer.write(trainer.page.locator("#draft"), "hullo and hurrah to the shop")
    trainer.go(trainer.button("Accept"))
    trainer.toast("The sentence is an example now.")
    trainer.undo()
    for one in (first, second):
        trainer.go(trainer.button("Drop", within=one))
        trainer.toast("Dropped.")
    search(trainer, "hullo and hurrah")
    expect(row(trainer, "hullo and hurrah")).to_have_count(0)


def test_broken_yaml_is_shown_in_its_line_and_not_saved(window: Window) -> None:
    screen = window("trainer").open(CART)
    held = screen.page.locator("textarea[name=text]").input_value()
    screen.look()
    type_at_the_end(screen, "\n  - rule: [never closed\n")
    found = screen.page.locator("#findings li.error")
    screen.wait(lambda: found.count() > 0, CHECKED_WITHIN_S, "the error is found")
    expect(screen.page.locator(".editor .cm-lint-marker-error").first).to_be_visible()
    expect(found.first).to_contain_text("Expected ',' or ']'")
    screen.look()
    save(screen, "a broken one", status=422)
    expect(screen.page.get_by_role("alert").first).to_contain_text("Not saved")
    expect(screen.page.locator("textarea[name=text]")).to_have_value(re.compile("never closed"))
    screen.look().open(CART)
    expect(screen.page.locator("textarea[name=text]")).to_have_value(held)


def test_a_story_against_a_rule_is_found_before_a_training(window: Window) -> None:
    screen = window("trainer").open("/studio/files")
    screen.look()
    screen.write(screen.page.locator("#name"), "against")
    screen.go(screen.button("Begin"))
    screen.reach(screen.page.locator(EDITOR))
    screen.page.keyboard.press("Control+A")
    screen.page.keyboard.insert_text(
        'version: "3.1"\n\nstories:\n  - story: against the rule\n    steps:\n'
        "      - intent: show_cart\n      - action: action_checkout\n"
    )
    found = screen.page.locator("#findings li.error").filter(has_text="against the rule")
    screen.wait(lambda: found.count() > 0, CHECKED_WITHIN_S, "the story is found")
    expect(found).to_contain_text("goes on with action_checkout, but the rule “show cart”")
    screen.look()
    save(screen, "a story against a rule")
    screen.toast("Saved.")
    screen.wait(lambda: found.count() > 0, CHECKED_WITHIN_S, "the story is found again")
    screen.open("/studio/versions")
    screen.go(screen.button("Train", exact=True))
    mend = screen.page.locator(".mend")
    screen.wait(lambda: mend.count() > 0, CHECKED_WITHIN_S, "the training is refused")
    expect(screen.page.locator("#board .findings").first).to_contain_text("Not trained")
    screen.look().open("/studio/history?file=data/stories/against.yml")
    for place in (0, 2):  # what was saved, and, below that and its end, the file itself
        screen.go(screen.page.locator("tbody a").nth(place))
        screen.look()
        screen.go(screen.button("Take this change back"))
        screen.toast("That change is taken back.")
        screen.open("/studio/history?file=data/stories/against.yml")
    screen.open("/studio/files")
    expect(screen.page.locator("main")).not_to_contain_text("against.yml")


def test_two_trainers_in_one_file_lose_nothing(window: Window) -> None:
    first, second = window("trainer").open(CART), window("owner").open(CART)
    type_at_the_end(first, "\n# the first one's line\n")
    save(first, "the first one's")
    first.toast("Saved.")
    type_at_the_end(second, "\n# the second one's line\n")
    save(second, "the second one's", status=409)
    met = second.page.locator("section.findings")
    expect(met).to_contain_text("trainer changed the same lines meanwhile")
    expect(met.locator("pre").nth(0)).to_contain_text("the second one's line")
    expect(met.locator("pre").nth(1)).to_contain_text("the first one's line")
    second.look()
    type_at_the_end(second, "# the first one's line\n")
    save(second, "both lines")
    second.toast("Saved.")
    expect(second.page.locator("textarea[name=text]")).to_have_value(
        re.compile("the second one's line.*the first one's line", re.DOTALL)
    )
    second.look().undo()
    first.open("/studio/history?file=data/stories/cart.yml").look()
    first.go(first.page.locator("tr").filter(has_text="the first one's").first.get_by_role("link").first)
    expect(first.page.locator("ins").last).to_contain_text("the first one's line")
    first.look()
    first.go(first.button("Take this change back"))
    first.toast("That change is taken back.")
    first.open(CART)
    expect(first.page.locator("textarea[name=text]")).not_to_have_value(re.compile("one's line"))


def test_a_sentence_is_tried_in_both_models(window: Window) -> None:
    screen = window("viewer").open("/studio/try")
    expect(screen.page.locator("#text")).to_be_focused()
    screen.look()
    screen.page.keyboard.insert_text("a red lamp under 50 dollars")
    with screen.page.expect_navigation():
        screen.page.keyboard.press("Enter")
    screen.look()
    bars = screen.page.locator(".bars")
    screen.wait(lambda: bars.count() == 2, LEARNT_WITHIN_S, "the draft is learnt")
    expect(bars.nth(0)).to_contain_text("find")
    expect(bars.nth(1)).to_contain_text("find")
    expect(screen.page.locator(".found-words").first).to_contain_text("lamp")
    screen.look()
