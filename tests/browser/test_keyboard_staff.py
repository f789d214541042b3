"""Staff come in and go out by keyboard, and a role meets its limits on a page that says so."""

import re

import pytest
from browser.screen import PASSWORD, Screen, Window
from playwright.sync_api import expect


def test_staff_sign_in_and_out_without_a_mouse(window: Window) -> None:
    screen = window(None).open("/console")
    expect(screen.page).to_have_url(re.compile(r"/staff/login\?next=/console$"))
    screen.look()
    name, keys = screen.page.locator("#name"), screen.page.keyboard
    expect(name).to_be_focused()
    keys.type("agent")
    keys.press("Tab")
    keys.type("not the password")
    screen.expecting(401)
    with screen.page.expect_navigation():
        keys.press("Enter")
    expect(screen.page.get_by_role("alert")).to_have_text("Name or password is not right.")
    screen.look()
    screen.write(name, "agent")
    screen.write(screen.page.locator("#password"), PASSWORD)
    screen.go(screen.button("Sign in"))
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Conversations")
    keys.press("Tab")
    expect(screen.link("Skip to the page")).to_be_focused()
    screen.go(screen.button("Log out"))
    screen.toast("You are logged out.")
    screen.look().open("/console")
    expect(screen.page.locator("#password")).to_be_visible()


@pytest.mark.parametrize(
    ("role", "page", "language", "said"),
    [
        ("viewer", "/staff/members", "en", "Your role does not let you do that."),
        ("agent", "/studio/examples", "en", "Your role does not let you do that."),
        ("trainer", "/staff/audit", "zh", "您的角色"),
    ],
)
def test_a_role_reads_why_a_page_is_not_for_it(
    window: Window, role: str, page: str, language: str, said: str
) -> None:
    screen = window(role, language=language).open(page, status=403)
    expect(screen.page.locator("main")).to_contain_text(said)
    screen.look()
    screen.go(screen.page.locator("main a.button"))
    assert screen.page.url.rsplit("/", 1)[1] in {"console", "studio"}
    expect(screen.page.locator(f".top nav a[href='{page.rsplit('/', 1)[0]}']")).to_have_count(0)


def test_the_language_is_changed_and_kept(window: Window) -> None:
    screen = window("viewer").open("/console")
    screen.go(screen.button("中文"))
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh")
    screen.look()
    _in_english(screen)


def _in_english(screen: Screen) -> None:
    screen.go(screen.button("English"))
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")


def test_an_owner_lets_somebody_in_who_then_chooses_a_password(window: Window) -> None:
    owner = window("owner").open("/staff/members")
    owner.write(owner.page.locator("#name"), "newcomer")
    owner.choose(owner.page.locator("#role"), "agent")
    owner.go(owner.button("Add", exact=True))
    password = owner.page.locator(".secret").inner_text()
    owner.look()
    newcomer = window(None).sign_in("newcomer", password)
    expect(newcomer.page.get_by_role("alert")).to_contain_text("choose one of your own first")
    newcomer.look()
    newcomer.write(newcomer.page.locator("#current"), password)
    newcomer.write(newcomer.page.locator("#new"), PASSWORD)
    newcomer.write(newcomer.page.locator("#again"), PASSWORD)
    newcomer.go(newcomer.button("Change it"))
    newcomer.toast("Your password is changed")
    newcomer.look()
    owner.go(owner.button("Disable"))
    owner.toast("Disabled; all sessions have ended.")
    owner.look()
    newcomer.open("/console")
    expect(newcomer.page.locator("#password")).to_be_visible()
