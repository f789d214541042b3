"""Who visits a page: known by the session's cookie, and let in by the table of permissions or not at all.

A route says `visit: Annotated[Visit, Depends(allow("talks.read"))]`; one without it fails a test.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import Response

from bot.gateway.problems import language_for
from bot.gateway.shopfront import known_language
from bot.gateway.typed import Language
from bot.gateway.visitor import gateway_of
from bot.web.staff.books import database
from bot.web.staff.permissions import Permission, permissions_of
from shop.staff.audit import Actor
from shop.staff.sessions import LONGEST, Sessions, SignedIn

HOME = "/staff"
LOGIN = "/staff/login"
ME = "/staff/me"


@dataclass(frozen=True, slots=True)
class Visit:
    """A member of staff at a page, and all that they may do."""

    name: str
    role: str
    language: Language
    may: frozenset[str]
    session: int  # its public number; the id stays in the cookie
    must_change_password: bool = False


class SignInNeededError(Exception):
    """Nobody has signed in; `next` is where they wanted to go."""

    def __init__(self, next_path: str) -> None:
        super().__init__("sign in first")
        self.next = next_path


class PasswordDueError(Exception):
    """Somebody else knows this password; it must be changed before anything else."""


class NotAllowedError(Exception):
    """The table does not let this role do that."""

    def __init__(self, visit: Visit, permission: Permission) -> None:
        super().__init__(f"{visit.role} may not {permission}")
        self.visit = visit
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Gate:
    """The dependency behind `allow`; FastAPI runs it in a thread, for it asks the database."""

    permission: Permission
    keeps_awake: bool = True

    def __call__(self, request: Request) -> Visit:
        """Who visits; raises SignInNeededError, PasswordDueError, NotAllowedError, Refusal."""
        found = signed_in(request, used=self.keeps_awake)
        if found is None:
            raise SignInNeededError(wanted_path(request))
        visit = visit_of(request, found)
        request.state.visit = visit
        if visit.must_change_password and self.permission != "self":
            raise PasswordDueError
        if self.permission not in visit.may:
            raise NotAllowedError(visit, self.permission)
        return visit


def allow(permission: Permission, *, keeps_awake: bool = True) -> Gate:
    """What a route depends on: whoever may `permission` comes in.

    A route that open pages ask again and again says `keeps_awake=False`, or no session would ever be idle.
    """
    return Gate(permission, keeps_awake)


def signed_in(request: Request, *, used: bool = True) -> SignedIn | None:
    """The session of the request's cookie, if it holds; it blocks. Raises Refusal: starting."""
    session_id = request.cookies.get(cookie_name(request))
    return Sessions(database(request)).find(session_id, used=used) if session_id else None


def visit_of(request: Request, found: SignedIn) -> Visit:
    """A session as its pages see it."""
    return Visit(
        name=found.name,
        role=found.role,
        language=known_language(found.language) or language_for(request),
        may=permissions_of(found.role),
        session=found.number,
        must_change_password=found.password_is_given,
    )


def actor_of(request: Request, visit: Visit) -> Actor:
    """The visitor as the log of acts names them."""
    return Actor(visit.name, address_of(request))


def address_of(request: Request) -> str:
    """The network address that the request comes from, as far as it is known."""
    return request.client.host if request.client else ""


def own_path(path: str | None, otherwise: str = HOME) -> str:
    """`path` if it leads to a page of this shop, else `otherwise`: a link must not send people elsewhere."""
    if not path or not path.startswith("/") or any(ord(c) <= 32 or c == "\\" for c in path):
        return otherwise
    if path.startswith("//"):
        return otherwise
    parts = urlsplit(path)
    return otherwise if parts.scheme or parts.netloc else path


def wanted_path(request: Request) -> str:
    """Where the visitor wants to be: this page, or the page whose form or fragment this is."""
    headers = request.headers
    if request.method not in {"GET", "HEAD"} or is_fragment(request):
        try:
            page = urlsplit(headers.get("hx-current-url") or headers.get("referer") or "")
        except ValueError:  # no address at all, such as http://[
            return HOME
        own = page.netloc == headers.get("host")
        return own_path(_joined(page.path, page.query)) if own else HOME
    return own_path(_joined(request.url.path, request.url.query))


def is_fragment(request: Request) -> bool:
    """Whether htmx asks for a piece of a page."""
    return request.headers.get("hx-request") == "true"


def login_address(next_path: str) -> str:
    """The log-in page that leads to `next_path`."""
    return LOGIN if next_path == HOME else f"{LOGIN}?next={quote(next_path, safe='/')}"


def is_secure(request: Request) -> bool:
    """Whether cookies may go over https only."""
    return gateway_of(request).settings.secure_cookie or request.url.scheme == "https"


def cookie_name(request: Request) -> str:
    """The session's cookie: each shop of a host has its own, and over https the browser ties it to the host."""
    name = gateway_of(request).tokens.cookie_names[0].replace("daogou", "daogou_staff", 1)
    return f"__Host-{name}" if is_secure(request) else name


def give_session(request: Request, response: Response, session_id: str) -> None:
    """Send the session's id along; no script can read it."""
    response.set_cookie(
        cookie_name(request),
        session_id,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",  # a link to a filtered list works from a letter too; changes are guarded by Origin
    )


def take_session(request: Request, response: Response) -> None:
    """Let the browser forget the session."""
    response.delete_cookie(
        cookie_name(request), path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
