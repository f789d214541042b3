"""What staff's pages answer where they cannot give what was asked: a page, or a line for htmx to put in."""

from typing import Literal
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from bot.gateway.errors import STATUS, Code
from bot.gateway.limits import is_staffs
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import (
    ME,
    NotAllowedError,
    PasswordDueError,
    SignInNeededError,
    Visit,
    is_fragment,
    login_address,
)

Kind = Literal[
    "starting", "busy", "not_found", "wrong_method", "not_valid", "too_large", "forbidden", "fault"
]
_KINDS: dict[Code, Kind] = {
    "starting": "starting",
    "away": "busy",
    "not_found": "not_found",
    "wrong_method": "wrong_method",
    "not_valid": "not_valid",
    "not_json": "not_valid",
    "too_large": "too_large",
    "fault": "fault",
}


def refusal(request: Request, kind: Kind, status: int) -> Response:
    """One sentence, in the frame that the visitor knows."""
    visit: Visit | None = getattr(request.state, "visit", None)
    if is_fragment(request) and visit is not None:
        return fragment(request, visit, "web/refusal_fragment.html", status=status, kind=kind)
    response = staff_page(request, visit, "web/refusal.html", status=status, kind=kind)
    if kind in {"starting", "busy"}:
        response.headers["Retry-After"] = "3"
    return response


def page_for(request: Request, code: Code) -> Response | None:
    """What staff's pages say for a refusal of the gateway; None where the address is not staff's."""
    if not is_staffs(request.url.path):
        return None
    return refusal(request, _KINDS.get(code, "fault"), STATUS[code])


def redirect(request: Request, address: str) -> Response:
    """Send the visitor on; a form's answer is fetched with GET, and htmx loads the whole page."""
    if is_fragment(request):
        # Headers are Latin-1, addresses may name a Chinese label: quoted as RedirectResponse does it.
        return Response(status_code=200, headers={"HX-Redirect": quote(address, safe=":/%#?=@[]!$&'()*+,;")})
    return RedirectResponse(address, 303)


def add_staff_handlers(app: FastAPI) -> None:
    """Turn what `allow` raises into answers."""

    @app.exception_handler(SignInNeededError)
    async def sign_in(request: Request, error: SignInNeededError) -> Response:
        return redirect(request, login_address(error.next))

    @app.exception_handler(PasswordDueError)
    async def password_due(request: Request, error: PasswordDueError) -> Response:  # noqa: ARG001
        return redirect(request, f"{ME}?due=1")

    @app.exception_handler(NotAllowedError)
    async def not_allowed(request: Request, error: NotAllowedError) -> Response:  # noqa: ARG001
        return refusal(request, "forbidden", 403)
