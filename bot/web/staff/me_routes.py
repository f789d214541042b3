"""One's own page: the password, the sessions. The language is changed in the bar of every page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.web.staff.books import database
from bot.web.staff.numbers import RowNumber
from bot.web.staff.refusals import redirect
from bot.web.staff.render import staff_page
from bot.web.staff.tries import TooManyTriesError, tries_of
from bot.web.staff.visit import ME, Visit, actor_of, address_of, allow
from shop.staff.errors import StaffError
from shop.staff.members import Members
from shop.staff.sessions import Sessions

router = APIRouter()
Self = Annotated[Visit, Depends(allow("self"))]
Word = Annotated[str, Form(max_length=1000)]


@router.get(ME)
def show_me(request: Request, visit: Self) -> Response:
    """The page."""
    return _page(request, visit)


@router.post(f"{ME}/password")
def change_password(request: Request, visit: Self, current: Word, new: Word, again: Word) -> Response:
    """Another password, by who knows the old one; all other sessions end."""
    members = Members(database(request))
    try:
        known = tries_of(request).attempt(
            visit.name, address_of(request), lambda: members.known_by(visit.name, current)
        )
    except TooManyTriesError as error:
        response = _page(request, visit, wrong="wait", status=429)
        response.headers["Retry-After"] = str(error.wait_s)
        return response
    if known is None:
        return _page(request, visit, wrong="password_current", status=422)
    if new != again:
        return _page(request, visit, wrong="password_again", status=422)
    if new == current:
        return _page(request, visit, wrong="password_same", status=422)
    try:
        members.set_password(visit.name, new, actor_of(request, visit), keep=visit.session)
    except StaffError as error:
        return _page(request, visit, wrong=error.code, status=422)
    return redirect(request, f"{ME}?done=password")


@router.post(f"{ME}/sessions/{{number}}/end")
def end_session(request: Request, visit: Self, number: RowNumber) -> Response:
    """End one of one's own sessions."""
    if not Sessions(database(request)).end(number, actor_of(request, visit), name=visit.name):
        raise HTTPException(404)
    return redirect(request, f"{ME}?done=session")


@router.post(f"{ME}/sessions/end-others")
def end_others(request: Request, visit: Self) -> Response:
    """End all of one's own sessions but this one."""
    Sessions(database(request)).end_all(visit.name, actor_of(request, visit), but=visit.session)
    return redirect(request, f"{ME}?done=sessions")


def _page(request: Request, visit: Visit, *, wrong: str | None = None, status: int = 200) -> Response:
    sessions = Sessions(database(request)).all(visit.name)
    return staff_page(
        request,
        visit,
        "web/me.html",
        status=status,
        wrong=wrong,
        due=visit.must_change_password,
        sessions=sessions,
    )
