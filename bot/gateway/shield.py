"""What stands before every route: who may ask, how much, and the headers that keep a page to itself."""

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.errors import Code
from bot.gateway.problems import LARGEST_BODY_BYTES, ProblemResponse, asked_language
from bot.gateway.typed import Language

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class Shield:
    """ASGI middleware; `origins` are those besides our own that may change anything."""

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
        if scope["method"] not in _SAFE and not self._may_change(headers):
            refused = "foreign_origin"
        # A body that does not say its length is counted as it comes, by the route.
        if (
            headers.get("content-length", "").isdecimal()
            and int(headers["content-length"]) > LARGEST_BODY_BYTES
        ):
            refused = refused or "too_large"
        guarded = _with_headers(send, nonce, scope["path"])
        if refused is not None:
            language = asked_language(headers.get("accept-language", ""), self._language)
            await ProblemResponse(refused, language, limit=LARGEST_BODY_BYTES)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _may_change(self, headers: Headers) -> bool:
        """Whether the page that asks is ours, or one the owner named; a program sends no Origin at all."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
        # By host alone: behind a proxy that ends TLS we see http where the page has https.
        return origin in self._origins or is_own(headers)


def is_own(headers: Headers) -> bool:
    """Whether the request comes from our own page, or from no page at all."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "") != ""


def _with_headers(send: Send, nonce: str, path: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _COMMON.items():
                headers.setdefault(name, value)
            headers["Content-Security-Policy"] = _policy(headers.get("content-type", ""), nonce)
            # A page's parts may be kept, but asked for anew: they change with the program.
            headers.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")
        await send(message)

    return guarded


def _policy(content_type: str, nonce: str) -> str:
    if not content_type.startswith("text/html"):
        return "default-src 'none'; frame-ancestors 'none'"
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
