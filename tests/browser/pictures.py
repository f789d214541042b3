"""Pictures of staff's pages in both languages, for docs/pictures: `make pictures`.

pytest collects this file only where it is named. What the pages show is made here, by the real shop: talks,
marks, corrections, examples. WebP is written by Chromium itself, so that no other program is needed.
"""

import base64
from collections.abc import Callable

import pytest
from browser.screen import EDITOR, Screen, Window
from playwright.sync_api import Page, expect

from bot.settings import ROOT

FOLDER = ROOT / "docs/pictures"
TALLEST = 1500  # pixels: the rest of a long page says no more
QUALITY = 0.82
LEARNT_WITHIN_S = 240
ON_A_PHONE = ("login", "console", "talk", "correct", "studio", "examples", "inbox", "versions", "try")
_AS_WEBP = """async ([png, quality]) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + png;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const blob = await canvas.convertToBlob({type: "image/webp", quality});
  return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), byte => String.fromCharCode(byte)).join(""));
}"""
# Of each language: the talk that is marked and looked into, with its label and note; a talk whose second sentence is
# corrected to `cheaper`; an example that was added.
SAMPLES = {
    "en": ("tent", "camping", "Asked how heavy it is: the weight should be on the card.", "wallet"),
    "zh": ("tents_zh", "露营", "顾客很在意价格，可以先推荐两百以内的。", "wallet_zh"),
}
ADDED = {"en": "that one is out of my league", "zh": "这价钱我吃不消"}
TRIED = {"en": "a red lamp under 50 dollars", "zh": "两百以内的防水帐篷"}
BROKEN = "\n  - rule: [never closed\n"


def keep(png: bytes, name: str, darkroom: Page) -> None:
    """A picture as WebP, which a blank page makes of it."""
    webp = darkroom.evaluate(_AS_WEBP, [base64.b64encode(png).decode(), QUALITY])
    (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(webp))


class Camera:
    """Takes pictures of one language."""

    def __init__(self, screen: Screen, language: str) -> None:
        self.screen = screen
        self.language = language
        self._darkroom = screen.context.new_page()  # a blank page, whose policy lets the picture in

    def take(self, name: str) -> None:
        """The page as it stands; of some also as a phone shows it."""
        self._shoot(f"{name}-{self.language}")
        if name in ON_A_PHONE:
            self.screen.page.set_viewport_size({"width": 390, "height": 844})
            self._shoot(f"{name}-phone-{self.language}")
            self.screen.page.set_viewport_size({"width": 1280, "height": 900})

    def take_in_the_dark(self, name: str) -> None:
        """The page in the colours of the night."""
        self.screen.page.emulate_media(color_scheme="dark")
        self._shoot(f"{name}-dark-{self.language}")
        self.screen.page.emulate_media(color_scheme="light")

    def _shoot(self, name: str) -> None:
        page = self.screen.page
        page.evaluate("scrollTo(0, 0)")
        page.evaluate("document.activeElement.blur()")
        width = page.viewport_size["width"] if page.viewport_size else 1280
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        png = page.screenshot(
            full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}, caret="initial"
        )
        keep(png, name, self._darkroom)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pictures_are_taken(window: Window, talks: dict[str, int], language: str) -> None:
    screen = window("owner", language=language)
    camera = Camera(screen, language)
    nobody = Camera(window(None, language=language), language)
    nobody.screen.open("/staff/login")
    nobody.take("login")
    _sample(screen, talks, language)
    _of_the_console(camera, talks, language)
    _of_the_studio(camera, language)
    for name, path in (("members", "/staff/members"), ("member", "/staff/members/agent"), ("log", "/staff/audit"),
                       ("me", "/staff/me")):  # fmt: skip
        screen.open(path)
        camera.take(name)
    viewer = Camera(window("viewer", language=language), language)
    viewer.screen.open("/staff/members", status=403)
    viewer.take("refusal")


def _of_the_console(camera: Camera, talks: dict[str, int], language: str) -> None:
    screen, talk = camera.screen, talks[SAMPLES[language][0]]
    screen.open("/console")
    camera.take("console")
    camera.take_in_the_dark("console")
    screen.open(f"/console/talks/{talk}")
    screen.press(screen.page.locator("#turn-1 .how > summary"))
    expect(screen.page.locator(".panel")).to_be_visible()
    camera.take("talk")
    camera.take_in_the_dark("talk")
    screen.open(f"/console/talks/{talk}/turns/2/correct")
    camera.take("correct")


def _of_the_studio(camera: Camera, language: str) -> None:
    screen = camera.screen
    for name, path in (
        ("studio", "/studio"),
        ("examples", f"/studio/examples?intent=cheaper&language={language}"),
        ("example", _first_example(screen, language)),
        ("intent", "/studio/intents/new"),
        ("inbox", "/studio/inbox"),
        ("files", "/studio/files"),
        ("history", "/studio/history"),
        ("upgrade", "/studio/upgrade"),
        ("versions", "/studio/versions"),
    ):
        screen.open(path)
        checking = screen.page.locator("#checked[hx-trigger]")
        _wait(screen, lambda waiting=checking: waiting.count() == 0, "what is wrong is told")
        camera.take(name)
    screen.open("/studio/history")
    screen.go(screen.page.locator("tbody a").first)
    camera.take("change")
    screen.open("/studio/files/data/stories/cart.yml")
    screen.reach(screen.page.locator(EDITOR))
    screen.page.keyboard.press("Control+End")
    screen.page.keyboard.insert_text(BROKEN)
    _wait(screen, lambda: screen.page.locator("#findings li.error").count() > 0, "the error is found")
    camera.take("editor")
    screen.open(f"/studio/try?text={TRIED[language]}")
    _wait(screen, lambda: screen.page.locator(".bars").count() == 2, "the draft is learnt")
    camera.take("try")
    if screen.page.locator("html").get_attribute("lang") == "en":
        screen.open("/studio/tests")
        screen.go(screen.page.locator("#tests .button").first)
        _wait(screen, lambda: screen.page.locator(".results").count() > 0, "the tests are run")
    screen.open("/studio/tests")
    camera.take("tests")
    screen.open("/studio/versions")
    screen.go(screen.page.locator("#train"))
    _wait(screen, lambda: screen.page.locator(".stages .past").count() > 1, "the training goes on")
    camera.take("training")
    screen.go(screen.page.locator("#cancel"))
    _wait(screen, lambda: screen.page.locator("#train").count() > 0, "the training is cancelled")


def _sample(screen: Screen, talks: dict[str, int], language: str) -> None:
    """Marks on a talk, corrections that wait, and an example that was added."""
    marked, label, note, corrected = SAMPLES[language]
    screen.open("/console")
    at = f"/console/talks/{talks[marked]}"
    _post(screen, f"{at}/labels", label=label)
    _post(screen, f"{at}/notes", text=note)
    _post(screen, f"{at}/turns/3/flag", position="0")
    for talk, turn, intent in ((corrected, 2, "cheaper"), (marked, 4, "ask_why")):
        _post(screen, f"/console/talks/{talks[talk]}/turns/{turn}/correct", intent=intent, step="send")
    _post(screen, f"/console/talks/{talks[corrected]}/review", on="1")
    _post(screen, "/studio/examples/add", intent="cheaper", language=language, texts=ADDED[language])


def _post(screen: Screen, path: str, **fields: str) -> None:
    headers = screen.page.evaluate("({Origin: location.origin, 'Accept-Language': navigator.language})")
    answer = screen.context.request.post(path, form=fields, headers=headers, max_redirects=0)
    assert answer.status == 303, f"{path}: {answer.status} {answer.text()[:500]}"


def _first_example(screen: Screen, language: str) -> str:
    screen.open(f"/studio/examples?q={ADDED[language]}")
    link = screen.page.locator(".examples a[href*='/edit']").first
    return str(link.get_attribute("href"))


def _wait(screen: Screen, met: Callable[[], bool], what: str) -> None:
    screen.wait(met, LEARNT_WITHIN_S, what)
