"""The console by keyboard: find a talk, read it, mark it, correct it, take it along."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from browser.screen import Screen, Window
from playwright.sync_api import expect

Talks = dict[str, int]


def numbers(screen: Screen) -> list[int]:
    """The conversations that the list shows."""
    return [int(text) for text in screen.page.locator(".talks tbody th").all_inner_texts()]


def test_the_filters_of_the_list_are_its_address(window: Window, talks: Talks) -> None:
    screen = window("agent").open("/console")
    screen.look()
    assert set(talks.values()) <= set(numbers(screen))
    screen.write(screen.page.locator("#words"), "tent waterproof")
    screen.choose(screen.page.locator("#language"), "en")
    screen.go(screen.button("Show", exact=True))
    assert numbers(screen) == [talks["tent"]]
    assert "words=tent" in screen.page.url
    assert "language=en" in screen.page.url
    screen.look()
    colleague = window("viewer").open(screen.page.url)
    assert numbers(colleague) == [talks["tent"]]
    colleague.go(colleague.link("All conversations"))
    assert set(talks.values()) <= set(numbers(colleague))


def test_two_chinese_characters_find_their_talk(window: Window, talks: Talks) -> None:
    screen = window("agent", language="zh").open("/console")
    screen.write(screen.page.locator("#words"), "退货")
    screen.press(screen.page.locator("#words"), "Tab")
    with screen.page.expect_navigation():
        screen.reach(screen.page.locator("form.filters button")).press("Enter")
    assert talks["washing_zh"] in numbers(screen)
    assert talks["tent"] not in numbers(screen)
    screen.look()
    screen.open("/console?words=没有人说过的话")
    expect(screen.page.locator(".empty")).to_be_visible()
    screen.look()


def test_how_a_turn_came_about_is_opened_by_keyboard(window: Window, talks: Talks) -> None:
    for language, talk in (("en", talks["tent"]), ("zh", talks["tents_zh"])):
        screen = window("viewer", language=language).open(f"/console/talks/{talk}")
        screen.look()
        for turn in (1, 2):
            screen.press(screen.page.locator(f"#turn-{turn} .how > summary"))
        panel = screen.page.locator(".turn").first.locator(".panel")
        expect(panel.locator(".ranked").first).to_contain_text("find")
        expect(panel).to_contain_text("帐篷" if language == "zh" else "tent")
        screen.wait(lambda page=screen.page: page.locator(".panel").count() == 2, 20, "both are open")
        screen.look()


def test_each_mark_has_a_way_back(window: Window, say: Callable[[str], int]) -> None:
    talk = say("do you have a blue kettle?")
    screen = window("agent").open(f"/console/talks/{talk}")
    flag = screen.page.locator("#flag-1")
    for pressed in ("true", "false"):
        screen.press(flag)
        expect(flag).to_have_attribute("aria-pressed", pressed)
        expect(flag).to_be_focused()
        screen.look()
    marks = screen.page.locator("aside")
    screen.write(screen.page.locator("#new-label"), "kettles")
    screen.go(screen.button("Put on"))
    screen.toast("Labelled.")
    expect(marks.locator(".labels .tag")).to_have_text("kettles")
    screen.look().undo("The label is off.")
    expect(marks.locator(".labels")).to_have_count(0)
    screen.write(screen.page.locator("#note"), "Wants it in blue.\n<b>Not</b> in red.")
    screen.go(screen.button("Write", exact=True))
    expect(marks.locator(".note-of-staff p")).to_contain_text("<b>Not</b> in red.")
    screen.look().undo()
    expect(marks.locator(".note-of-staff")).to_have_count(0)
    screen.go(screen.button("Mark as reviewed"))
    screen.toast("Marked as reviewed.")
    expect(marks.locator(".tag").first).to_have_text("✓ reviewed")
    screen.look().undo("Marked as not reviewed.")
    expect(screen.button("Mark as reviewed")).to_be_visible()


def test_a_turn_is_corrected_by_choosing_words(window: Window, say: Callable[[str], int]) -> None:
    talk = say("something in olive for grandpa")
    screen = window("agent").open(f"/console/talks/{talk}")
    screen.go(screen.link("Correct"))
    screen.look()
    screen.choose(screen.page.locator("#intent"), "recommend")
    screen.press(screen.page.locator(".piece").nth(2).locator("input"), "Space")
    screen.choose(screen.page.locator("#kind"), "value")
    screen.press(screen.button("Mark", exact=True))
    expect(screen.page.locator("#correct code")).to_contain_text("[olive](value)")
    expect(screen.page.locator("#mark")).to_be_focused()
    screen.look()
    screen.go(screen.button("Send to the trainers"))
    screen.toast("Sent to the trainers.")
    expect(screen.page.locator(".turn").first).to_contain_text("waits for the trainers")
    screen.look().undo()
    expect(screen.page.locator(".turn").first).not_to_contain_text("waits for the trainers")


def test_talks_are_taken_along(window: Window, talks: Talks, tmp_path: Path) -> None:
    screen = window("agent").open(f"/console/talks/{talks['tents_zh']}")
    taken = {}
    for form in ("JSON", "CSV"):
        with screen.page.expect_download() as download:
            screen.press(screen.link(form, within=screen.page.locator("aside")))
        taken[form] = tmp_path / download.value.suggested_filename
        download.value.save_as(taken[form])
    assert "有没有防水的帐篷" in json.dumps(json.loads(taken["JSON"].read_text("utf-8")), ensure_ascii=False)
    with taken["CSV"].open(encoding="utf-8-sig", newline="") as rows:
        assert any("有没有防水的帐篷" in row.values() for row in csv.DictReader(rows))
    screen.open("/console?language=zh")
    with screen.page.expect_download() as download:
        screen.press(screen.link("CSV"))
    assert "language=zh" in download.value.url


def test_a_talk_becomes_a_test_story_and_is_taken_out_again(window: Window, talks: Talks) -> None:
    screen = window("trainer").open(f"/console/talks/{talks['boots']}")
    screen.go(screen.button("Make a test story"))
    screen.toast("The test story is made.")
    screen.look().undo()
    screen.open("/studio/files")
    expect(screen.page.locator("main")).not_to_contain_text("test_talks_en.yml")
