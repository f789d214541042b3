"""One browser window of a member of staff, used by keyboard; it notes whatever a page did wrong.

Errors that the browser prints (a broken script, a thing that the policy forbids) and everything that axe finds
are kept until the end of the test, which fails with them.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Self

from browser.axe import found_by_axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Response, expect

SCHEMES = ("light", "dark")
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
PASSWORD = "corner shop at seven"  # of each member of staff in these tests
WAIT_S = 30  # two cores may be shared with a training
TABS = 400  # farther than anybody would tab: a page whose control is not reached is not usable by keyboard
EDITOR = ".editor .cm-content"  # Playwright looks into open shadow roots
# Where the focus is, also within a shadow root.
_FOCUSED = """element => {
  let here = document.activeElement;
  while (here?.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
  return here === element;
}"""


class Screen(AbstractContextManager["Screen"]):
    """A window with cookies of its own."""

    def __init__(
        self, browser: Browser, url: str, *, language: str = "en", width: int = 1280, height: int = 900
    ) -> None:
        self.context = browser.new_context(
            base_url=url,
            locale=LANGUAGES[language],
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.set_default_timeout(WAIT_S * 1000)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.sure = True  # what is answered where a page asks once more
        self._expected: set[int] = set()
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("response", self._note_response)
        self.page.on("dialog", self._answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    # Going about

    def open(self, path: str, *, status: int = 200) -> Self:
        """A page by its address; another status than 200 must be said before."""
        self._expected.add(status)
        answer = self.page.goto(path)
        came = answer.status if answer else None
        assert came == status, f"{path}: {came}"
        self._expected.discard(status)
        return self

    def expecting(self, status: int) -> Self:
        """A refusal with this status is no fault from now on."""
        self._expected.add(status)
        return self

    def sign_in(self, name: str, password: str) -> Self:
        """By the form, with the keyboard; the name's field has the focus already."""
        self.open("/staff/login")
        expect(self.page.locator("#name")).to_be_focused()
        keys = self.page.keyboard
        keys.type(name)
        keys.press("Tab")
        keys.type(password)
        with self.page.expect_navigation():
            keys.press("Enter")
        return self

    # By keyboard

    def reach(self, target: Locator) -> Locator:
        """Tab until it has the focus; forward, as people do, and around where the end of the page is passed."""
        expect(target).to_be_visible()
        handle = target.element_handle()
        for _ in range(TABS):
            if handle.evaluate(_FOCUSED):
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached by Tab on {self.page.url}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach it and press the key, where the page stays."""
        self.reach(target)
        self.page.keyboard.press(key)

    def go(self, target: Locator, key: str = "Enter") -> None:
        """Reach a link or a button, press it, and wait for the page that follows."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, target: Locator, text: str) -> None:
        """Put this in place of what stands in a field."""
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, target: Locator, wanted: str) -> None:
        """An option of a list by its value, with Home and the arrow."""
        values: list[str] = target.evaluate("list => [...list.options].map(one => one.value)")
        self.reach(target)
        self.page.keyboard.press("Home")
        for _ in range(values.index(wanted)):
            self.page.keyboard.press("ArrowDown")
        expect(target).to_have_value(wanted)

    def button(self, name: str, *, within: Locator | None = None, exact: bool = False) -> Locator:
        """The first button of this name."""
        return (within or self.page).get_by_role("button", name=name, exact=exact).first

    def link(self, name: str, *, within: Locator | None = None, exact: bool = False) -> Locator:
        """The first link of this name."""
        return (within or self.page).get_by_role("link", name=name, exact=exact).first

    def undo(self, said: str = "Undone") -> None:
        """Take back what the toast tells of."""
        self.go(self.button("Undo", within=self.page.locator(".toast"), exact=True))
        self.toast(said)

    def toast(self, text: str) -> None:
        """The toast says this."""
        expect(self.page.locator(".toast").first).to_contain_text(text)

    # Judging

    def look(self) -> Self:
        """Let axe judge the page as it stands, in light and in dark."""
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            self.wrong += [f"axe, {scheme}, {self.page.url}: {found}" for found in found_by_axe(self.page)]
        self.page.emulate_media(color_scheme="light")
        return self

    def wait(self, met: Callable[[], bool], seconds: float, what: str) -> None:
        """Until it is so; the page goes on living meanwhile."""
        for _ in range(int(seconds * 4)):
            if met():
                return
            self.page.wait_for_timeout(250)
        raise AssertionError(f"waited {seconds:g} s in vain: {what} ({self.page.url})")

    def _note_message(self, message: ConsoleMessage) -> None:
        # A status that is not 200 is noted by its response, which tells which it is.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.wrong.append(f"console, {self.page.url}: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.wrong.append(f"{response.status}: {response.request.method} {response.url}")

    def _answer(self, dialog: Dialog) -> None:
        if self.sure or dialog.type == "beforeunload":
            dialog.accept()
        else:
            dialog.dismiss()


Window = Callable[..., Screen]  # the fixture `window`: opens one for a name, or for nobody
