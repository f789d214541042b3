"""A page with the widget on it, and what a shopper does there. The page lets nothing inline run, and no HTML be
written by scripts; its own styles are loud."""

from base64 import b64encode
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Self

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Route, expect

from bot.settings import ROOT

DIST = ROOT / "bot/widget/dist"
WAIT_MS = 15_000  # two cores may be shared with a training
POLICY = (
    "default-src 'none'; script-src {shop}; style-src 'sha256-{loud}'; img-src {shop} data:; connect-src {shop}; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
LOUD = "button, textarea, p, h2, div { color: red !important; font: 40px serif !important; margin: 9px !important }"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop's page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{loud}</style></head>
<body><main><h1>A shop's page</h1><p>Something to read.</p></main>
<script src="{shop}/widget.js" {attributes} async></script></body></html>"""


def page_with_widget(shop: str, attributes: str = "") -> tuple[str, dict[str, str]]:
    """A page that embeds the widget of the shop at this address, and the headers that it comes with."""
    loud = b64encode(sha256(LOUD.encode()).digest()).decode()
    policy = POLICY.format(loud=loud, shop=shop)
    return PAGE.format(loud=LOUD, attributes=attributes, shop=shop), {"Content-Security-Policy": policy}


class Chat(AbstractContextManager["Chat"]):
    """One window on a page of `site`, or of the gateway's own; `asked` is every request that it made, `wrong` what
    must not have happened."""

    def __init__(
        self, browser: Browser, url: str, attributes: str, *, width: int, scheme: str, site: str | None
    ) -> None:
        self.shop = url
        self.context = browser.new_context(
            base_url=site or url,
            locale="en-GB",
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(WAIT_MS)
        self.attributes = attributes
        self.wrong: list[str] = []
        self.asked: list[Request] = []
        self._expects_faults = False
        if site is None:
            self.context.route("**/page", self._page)
        self.context.route("**/widget.js*", self._part)
        self.context.route("**/widget/*", self._part)
        self.page = self.window()

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def window(self) -> Page:
        """A further window of the same shopper, on the same page."""
        page = self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request))  # noqa: PLW0108 (Playwright marks what it is given)
        page.goto("/page")
        page.locator("daogou-chat").wait_for(state="attached")
        return page

    def expecting_faults(self) -> Self:
        """From now on a request that fails is no fault of ours."""
        self._expects_faults = True
        return self

    # What a shopper does

    @property
    def launcher(self) -> Locator:
        return self.page.locator("daogou-chat .launcher")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def field(self) -> Locator:
        return self.panel.locator("daogou-composer textarea")

    def open(self) -> Self:
        self.launcher.click()
        expect(self.field).to_be_focused()
        return self

    def say(self, text: str) -> Self:
        """Write it and press Enter; what comes is for the test to wait for."""
        self.field.fill(text)
        self.field.press("Enter")
        return self

    def bubble(self, text: str) -> Locator:
        """What was said, by anybody, with these words."""
        return self.panel.locator(".bubble").filter(has_text=text)

    def said_by_shopper(self) -> list[str]:
        texts = self.panel.locator(".bubble.shopper").all_text_contents()
        return [text.removeprefix("You:").strip() for text in texts]

    def paths(self) -> list[str]:
        """Where requests went, in their order."""
        return [request.url.split("://", 1)[1].split("/", 1)[1] for request in self.asked]

    def _page(self, route: Route) -> None:
        body, headers = page_with_widget(self.shop, self.attributes)
        route.fulfill(body=body, content_type="text/html", headers=headers)

    def _part(self, route: Route) -> None:
        name = route.request.url.split("?")[0].split("/", 3)[3]
        route.fulfill(
            body=(DIST / name).read_bytes(),
            content_type="text/javascript",
            headers={"Access-Control-Allow-Origin": "*"},
        )

    def _note(self, message: ConsoleMessage) -> None:
        is_fault = any(sign in message.text for sign in ("Failed to load", "net::ERR", "Loading the image"))
        if message.type in {"error", "warning"} and not (is_fault and self._expects_faults):
            self.wrong.append(f"console: {message.text} {message.location.get('url', '')}")
