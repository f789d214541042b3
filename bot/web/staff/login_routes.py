"""Sign in, sign out, choose the language of the pages. One sentence for an unknown name and a wrong password."""

from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.gateway.shopfront import known_language
from bot.web.staff.books import database
from bot.web.staff.refusals import redirect
from bot.web.staff.render import staff_page
from bot.web.staff.tries import TooManyTriesError, tries_of
from bot.web.staff.visit import (
    HOME,
    LOGIN,
    ME,
    Visit,
    actor_of,
    address_of,
    allow,
    cookie_name,
    give_session,
    own_path,
    signed_in,
    take_session,
)
from shop.staff.audit import Actor, AuditLog
from shop.staff.members import Members
from shop.staff.sessions import Sessions

log = structlog.get_logger(__name__)
router = APIRouter()
Self = Annotated[Visit, Depends(allow("self"))]


@router.get(LOGIN)
def show_login(request: Request, next: str = HOME) -> Response:
    """The form, or on to `next` where somebody has signed in already."""
    if signed_in(request) is not None:
        return RedirectResponse(own_path(next), 303)
    return _login_page(request, next)


@router.post(LOGIN)
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form(max_length=2000)] = HOME,
) -> Response:
    """Let in who proves to be staff, with a new session id; 429 after five failures in five minutes."""
    name, books = name.strip().lower(), database(request)
    try:
        member = tries_of(request).attempt(
            name, address_of(request), lambda: Members(books).known_by(name, password)
        )
    except TooManyTriesError as error:
        log.warning("login.too_many", address=address_of(request))
        response = _login_page(request, next, status=429, wait_s=error.wait_s)
        response.headers["Retry-After"] = str(error.wait_s)
        return response
    if member is None:
        known = any(name == staff.name for staff in Members(books).all())
        # Whatever else was typed as a name may be a password, so it is not kept.
        AuditLog(books).add(Actor("", address_of(request)), "session.refuse", name if known else "")
        return _login_page(request, next, status=401, wrong=True)
    if old := request.cookies.get(cookie_name(request)):
        _end(request, old)
    session_id = Sessions(books).open(
        member.name, address=address_of(request), browser=request.headers.get("user-agent", "")
    )
    response = RedirectResponse(f"{ME}?due=1" if member.password_is_given else own_path(next), 303)
    give_session(request, response, session_id)
    return response


@router.post("/staff/logout")
def sign_out(request: Request, visit: Self) -> Response:
    """End this session."""
    Sessions(database(request)).end(visit.session, actor_of(request, visit))
    response = redirect(request, f"{LOGIN}?done=logged_out")
    take_session(request, response)
    return response


@router.post("/staff/language")
def choose_language(
    request: Request,
    visit: Self,
    language: Annotated[str, Form()],
    next: Annotated[str, Form()] = HOME,
) -> Response:
    """The language of this member's pages from now on."""
    if known := known_language(language):
        Members(database(request)).set_language(visit.name, known, actor_of(request, visit))
    return redirect(request, own_path(next))


@router.get(HOME)
def home(visit: Self) -> Response:
    """To the area that this member works in."""
    return RedirectResponse("/studio" if visit.role == "trainer" else "/console", 303)


def _end(request: Request, session_id: str) -> None:
    """End the session that this browser had before: a new sign-in never goes on under an old id."""
    sessions = Sessions(database(request))
    if (before := sessions.find(session_id)) is not None:
        sessions.end(before.number, Actor(before.name, address_of(request)))


def _login_page(
    request: Request, next_path: str, *, status: int = 200, wrong: bool = False, wait_s: int = 0
) -> Response:
    return staff_page(
        request, None, "web/login.html", status=status, next=own_path(next_path), wrong=wrong, wait_s=wait_s
    )
