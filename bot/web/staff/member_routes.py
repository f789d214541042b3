"""The owner's page of staff: add, change the role, close and open the way in, reset, end sessions.

A password that is made here is shown once, in the answer to the form, and must be changed by its member.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.web.staff.books import database
from bot.web.staff.numbers import RowNumber
from bot.web.staff.permissions import ROLES, Role
from bot.web.staff.refusals import redirect
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, actor_of, allow
from shop.staff.errors import MemberUnknownError, StaffError
from shop.staff.members import Members
from shop.staff.passwords import generate_password
from shop.staff.sessions import Sessions

MEMBERS = "/staff/members"
router = APIRouter(prefix=MEMBERS)
Owner = Annotated[Visit, Depends(allow("staff.manage"))]


@router.get("")
def list_members(request: Request, visit: Owner) -> Response:
    """Everybody, and the form that adds one."""
    return _list(request, visit)


@router.post("")
def add_member(
    request: Request,
    visit: Owner,
    name: Annotated[str, Form(max_length=200)],
    role: Annotated[Role, Form()],
) -> Response:
    """Add somebody under a password that is shown once."""
    name, password = name.strip().lower(), generate_password()
    try:
        Members(database(request)).add(name, role, password, actor_of(request, visit), given=True)
    except StaffError as error:
        return _list(request, visit, wrong=error.code, typed=name, chosen=role, status=422)
    return _member(request, visit, name, password=password)


@router.get("/{name}")
def show_member(request: Request, visit: Owner, name: str) -> Response:
    """One member, with their sessions."""
    return _member(request, visit, name)


@router.post("/{name}/role")
def change_role(request: Request, visit: Owner, name: str, role: Annotated[Role, Form()]) -> Response:
    """Another role, from the next sign-in on: all sessions end."""
    return _change(request, visit, name, done="role", role=role)


@router.post("/{name}/disable")
def disable(request: Request, visit: Owner, name: str) -> Response:
    """Keep somebody out; all sessions end at once."""
    return _change(request, visit, name, done="disabled", disabled=True)


@router.post("/{name}/enable")
def enable(request: Request, visit: Owner, name: str) -> Response:
    """Let somebody in again."""
    return _change(request, visit, name, done="enabled", disabled=False)


@router.post("/{name}/reset")
def reset(request: Request, visit: Owner, name: str) -> Response:
    """Another password, shown once; all sessions end at once. One's own is changed on one's own page."""
    if name == visit.name:
        return _member(request, visit, name, wrong="yourself", status=422)
    password = generate_password()
    try:
        Members(database(request)).set_password(name, password, actor_of(request, visit), given=True)
    except MemberUnknownError as error:
        raise HTTPException(404) from error
    return _member(request, visit, name, password=password)


@router.post("/{name}/sessions/end")
def end_sessions(request: Request, visit: Owner, name: str) -> Response:
    """End all sessions of a member, save the one that asks."""
    books = database(request)
    try:
        Members(books).get(name)
    except MemberUnknownError as error:
        raise HTTPException(404) from error
    Sessions(books).end_all(name, actor_of(request, visit), but=visit.session)
    return redirect(request, f"{MEMBERS}/{name}?done=sessions")


@router.post("/{name}/sessions/{number}/end")
def end_session(request: Request, visit: Owner, name: str, number: RowNumber) -> Response:
    """End one session of a member."""
    if not Sessions(database(request)).end(number, actor_of(request, visit), name=name):
        raise HTTPException(404)
    return redirect(request, f"{MEMBERS}/{name}?done=session")


def _change(
    request: Request,
    visit: Visit,
    name: str,
    *,
    done: str,
    role: Role | None = None,
    disabled: bool | None = None,
) -> Response:
    try:
        Members(database(request)).change(name, actor_of(request, visit), role=role, disabled=disabled)
    except MemberUnknownError as error:
        raise HTTPException(404) from error
    except StaffError as error:
        return _member(request, visit, name, wrong=error.code, status=422)
    return redirect(request, f"{MEMBERS}/{name}?done={done}")


def _list(
    request: Request,
    visit: Visit,
    *,
    wrong: str | None = None,
    typed: str = "",
    chosen: Role = "agent",
    status: int = 200,
) -> Response:
    return staff_page(
        request,
        visit,
        "web/members.html",
        status=status,
        members=Members(database(request)).all(),
        roles=ROLES,
        wrong=wrong,
        typed=typed,
        chosen=chosen,
    )


def _member(
    request: Request,
    visit: Visit,
    name: str,
    *,
    password: str | None = None,
    wrong: str | None = None,
    status: int = 200,
) -> Response:
    books = database(request)
    try:
        member = Members(books).get(name)
    except MemberUnknownError as error:
        raise HTTPException(404) from error
    return staff_page(
        request,
        visit,
        "web/member.html",
        status=status,
        member=member,
        roles=ROLES,
        sessions=Sessions(books).all(name),
        password=password,
        wrong=wrong,
    )
