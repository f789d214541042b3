"""Who asks: reads the conversation's token from cookie or bearer header, and gives a new one the same way.

The token is never in a URL, a log or a page.
"""

from dataclasses import dataclass
from typing import Self, cast

from fastapi import Request
from fastapi.responses import Response

from bot.gateway.errors import Refusal
from bot.gateway.gateway import Gateway
from bot.gateway.shield import is_own

TOKEN_HEADER = "Daogou-Token"
# A year: a shopper who comes back finds the conversation; how long it is kept in SQL is the shop's affair.
_COOKIE_AGE_S = 365 * 24 * 3600


def gateway_of(request: Request) -> Gateway:
    """The gateway that serves this request."""
    return cast(Gateway, request.app.state.gateway)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The holder of one token; `is_new` where it was minted just now."""

    token: str
    is_new: bool
    by_cookie: bool  # else by header: the request came from a page of another origin
    cookie: str
    secure: bool

    @classmethod
    def of(cls, request: Request, in_body: str | None = None) -> Self:
        """Who sent the request; raises Refusal: forged_token.

        `in_body` is the token that came in the body, of a request that can have no headers.
        """
        gateway = gateway_of(request)
        secure = gateway.settings.secure_cookie or request.url.scheme == "https"
        plain, over_https = gateway.tokens.cookie_names
        cookie = over_https if secure else plain
        by_cookie = is_own(request.headers)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        shown = bearer.strip() if scheme.lower() == "bearer" else in_body
        if shown is None and by_cookie:
            # Another origin's page must show what only it was given: a cookie would come along unasked.
            shown = request.cookies.get(cookie)
        if shown is not None and not gateway.tokens.is_ours(shown):
            raise Refusal("forged_token")
        return cls(shown or gateway.tokens.mint(), shown is None, by_cookie, cookie, secure)

    def give_token(self, response: Response) -> None:
        """Send the token along, if it is new."""
        if not self.is_new:
            return
        if self.by_cookie:
            response.set_cookie(
                self.cookie,
                self.token,
                max_age=_COOKIE_AGE_S,
                path="/",
                secure=self.secure,
                httponly=True,
                samesite="lax",
            )
        else:
            response.headers[TOKEN_HEADER] = self.token
