"""A shopper's window on a page of the shop, with the chat in its corner; what they say there, and what comes of it."""

from contextlib import AbstractContextManager
from typing import Self

from browser.screen import Screen
from buyers import READER
from playwright.sync_api import Browser, Locator, Page, expect

CHOSEN = ("country", "delivery")  # the fields of the order's form that are lists
ANSWERED_MS = 30_000

# What is said and pressed from a wish to an order, and how the page says what is asked of it.
WORDS = {
    "en": {
        "find": "I need a tent for two people",
        "refine": "waterproof ones under 200",
        "add": "Add to cart",
        "compare": "Compare",
        "like": "Like:",
        "cart": "what is in my cart?",
        "check_out": "I want to check out",
        "go_on": "Go on to the total",
        "yes": "Yes, place the order",
        "status": "where is my order?",
        "person": "a human please",
        "bye": "goodbye",
        "stars": "4 of 5",
        "close": "Close the chat",
        "menu": "More",
        "transcript": "Download this talk",
        "start_again": "Start again",
        "start_again_yes": "Yes, start again",
        "forget": "Forget me",
        "forget_yes": "Yes, forget me",
    },
    "zh": {
        "find": "有没有防水的帐篷",
        "refine": "三百以内的",
        "add": "加入购物车",
        "compare": "对比",
        "like": "喜欢：",
        "cart": "购物车里有什么",
        "check_out": "结账",
        "go_on": "下一步，看总价",
        "yes": "好，下单",
        "status": "我的订单到哪了",
        "person": "转人工",
        "bye": "再见",
        "stars": "4分（满分5分）",
        "close": "关闭对话",
        "menu": "更多",
        "transcript": "下载对话记录",
        "start_again": "重新开始",
        "start_again_yes": "重新开始",
        "forget": "忘记我",
        "forget_yes": "是的，忘记我",
    },
}


class Shopping(AbstractContextManager["Shopping"]):
    """One shopper on the shop's front page, or on another that has the chat; the window may have several tabs."""

    def __init__(
        self, browser: Browser, url: str, *, language: str = "en", width: int = 1280, path: str = "/"
    ) -> None:
        self.screen = Screen(browser, url, language=language, width=width)
        self.words = WORDS[language]
        self.screen.open(path)

    def __exit__(self, *_: object) -> None:
        self.screen.context.close()

    @property
    def page(self) -> Page:
        return self.screen.page

    @property
    def launcher(self) -> Locator:
        return self.page.locator("daogou-chat .launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("daogou-chat .panel")

    @property
    def field(self) -> Locator:
        return self.panel.locator("daogou-composer textarea")

    @property
    def last(self) -> Locator:
        """The last turn."""
        return self.panel.locator("daogou-turn").last

    @property
    def cards(self) -> Locator:
        """Those of the last turn."""
        return self.last.locator("daogou-card")

    def open(self) -> Self:
        """By keyboard, as all that these tests do can be done."""
        self.screen.press(self.launcher)
        expect(self.field).to_be_focused()
        return self

    def write(self, text: str) -> Self:
        """Send a sentence, and wait for nothing."""
        self.field.fill(text)
        self.field.press("Enter")
        return self

    def say(self, text: str) -> Self:
        """Send a sentence and wait until it is answered."""
        before = self.count()
        self.write(text)
        return self.answered(before)

    def press(self, name: str, *, within: Locator | None = None, exact: bool = False) -> Self:
        """Press a button of the chat by keyboard, one that says something, and wait for the answer."""
        self.screen.reach(self.screen.button(name, within=within or self.panel, exact=exact))
        before = self.count()
        self.page.keyboard.press("Enter")
        return self.answered(before)

    def answered(self, before: int) -> Self:
        """One more turn is there than `before`, and it has its answer whole."""
        expect(self.panel.locator("daogou-turn")).to_have_count(before + 1, timeout=ANSWERED_MS)
        expect(self.last.locator(".entry").first).to_be_attached(timeout=ANSWERED_MS)
        expect(self.panel.locator(".typing")).to_have_count(0, timeout=ANSWERED_MS)
        return self

    def count(self) -> int:
        """How many turns are shown."""
        return self.panel.locator("daogou-turn").count()

    def fill_in(self, **changed: str) -> Self:
        """Every field of the form that is open."""
        form = self.panel.locator("form.form")
        for name, value in {**READER, **changed}.items():
            field = form.locator(f"[name={name}]")
            if name in CHOSEN:
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def compare_first_two(self) -> Self:
        """Choose the first two cards for a comparison, and ask for it."""
        compare = self.words["compare"]
        for place in (0, 1):
            self.cards.nth(place).locator("button[aria-pressed]", has_text=compare).press("Enter")
        before = self.count()
        self.panel.locator(".compare").get_by_role("button", name=compare, exact=True).press("Enter")
        self.answered(before)
        expect(self.last.locator("table.compared")).to_be_visible()
        return self

    def said(self) -> list[str]:
        """What the shopper said, in the order in which it is shown; of old turns too, which are not drawn."""
        mark = "elements => elements.map((one) => [...one.childNodes].filter((n) => n.nodeType === 3)"
        texts: list[str] = self.panel.locator(".bubble.shopper").evaluate_all(
            mark + ".map((n) => n.data).join('').trim())"
        )
        return texts

    def choose_in_menu(self, name: str) -> None:
        """One of the things that are done with the whole talk."""
        self.screen.press(self.screen.button(self.words["menu"], within=self.panel, exact=True))
        self.screen.press(self.screen.button(name, within=self.panel.locator(".menu"), exact=True))
