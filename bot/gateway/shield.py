"""What stands before every route: who may ask, how much, and the headers that keep a page to itself."""

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.errors import Code
from bot.gateway.limits import is_staffs, largest_body
from bot.gateway.problems import ProblemResponse, asked_language
from bot.gateway.typed import Language

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ANY_ORIGIN = "*"
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class Shield:
    """ASGI middleware; `origins` are those besides our own that may change anything, `*` for all."""

    def __init__(self, app: ASGIApp, origins: frozenset[str], language: Language) -> None:
        self._app = app
        self._origins = origins
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        headers = Headers(scope=scope)
        refused: Code | None = None
        staffs, limit = is_staffs(scope["path"]), largest_body(scope["path"])
        if scope["method"] not in _SAFE and not self._may_change(headers, staffs):
            refused = "foreign_origin"
        elif _is_too_large(headers, limit, staffs):
            refused = "too_large"
        guarded = _with_headers(send, scope)
        if refused is not None:
            language = asked_language(headers.get("accept-language", ""), self._language)
            await ProblemResponse(refused, language, limit=limit)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _may_change(self, headers: Headers, staffs: bool) -> bool:
        """Whether the page that asks is ours, or one the owner named; a program sends no Origin at all.

        What the owner named may talk to the bot, and never act for staff.
        """
        origin = headers.get("origin")
        if origin is None or staffs:
            same_site = headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
            return same_site and is_own(headers)
        # By host alone: behind a proxy that ends TLS we see http where the page has https.
        return origin in self._origins or ANY_ORIGIN in self._origins or is_own(headers)


def is_own(headers: Headers) -> bool:
    """Whether the request comes from our own page, or from no page at all."""
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == headers.get("host", "") != ""
    except ValueError:  # no address at all, such as http://[
        return False


def _is_too_large(headers: Headers, limit: int, staffs: bool) -> bool:
    """Whether the body is larger than it may be, by what the request says of it."""
    length = headers.get("content-length", "")
    if length.isdecimal():
        return int(length) > limit
    # A sentence that does not say its length is counted as it comes, by the route; every form says it.
    return staffs and "transfer-encoding" in headers


def _with_headers(send: Send, scope: Scope) -> Send:
    state, path = scope["state"], scope["path"]

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _COMMON.items():
                headers.setdefault(name, value)
            # A page of the shop says what it needs, by `request.state.policy`.
            own = state.get("policy") if _is_page(headers) else None
            headers["Content-Security-Policy"] = own or _policy(headers, state["nonce"])
            # A page's parts may be kept, but asked for anew: they change with the program.
            headers.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")
        await send(message)

    return guarded


def _is_page(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("text/html")


def _policy(headers: Headers, nonce: str) -> str:
    if not _is_page(headers):
        return "default-src 'none'; frame-ancestors 'none'"
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
