"""Sign-ins that hold: opened with a new id each, found by that id, ended by time or by hand.

Only the id's hash is stored. A session ends 30 minutes after it was last used, and 12 hours after it began.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from shop.database import Database
from shop.staff.audit import Actor, record
from shop.staff.tables import StaffMember, StaffSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_NOTED_EVERY = timedelta(seconds=30)  # a page asks several times a second; one write is enough
_ID_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds, with its member as they are now."""

    number: int
    name: str
    role: str
    language: str | None
    password_is_given: bool


class Sessions:
    """The sessions of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, name: str, *, address: str = "", browser: str = "") -> str:
        """Begin one for a member, and give its id: 256 random bits, to be shown by nobody but the cookie."""
        session_id, now = secrets.token_urlsafe(_ID_BYTES), datetime.now(UTC)
        with self._database.change() as books:
            books.execute(delete(StaffSession).where(_over(now)))
            books.add(
                StaffSession(
                    id_hash=_hash(session_id),
                    name=name,
                    address=address,
                    browser=browser[:200],
                    started_at=now,
                    seen_at=now,
                )
            )
            record(books, Actor(name, address), "session.start", name)
        return session_id

    def find(self, session_id: str, *, used: bool = True) -> SignedIn | None:
        """Whose session this is; None where it is over or its member is disabled.

        `used` notes that its member did something just now; a page that asks by itself is no use.
        """
        now = datetime.now(UTC)
        wanted = (
            select(StaffSession, StaffMember)
            .join(StaffMember, StaffMember.name == StaffSession.name)
            .where(StaffSession.id_hash == _hash(session_id), ~_over(now), StaffMember.disabled_at.is_(None))
        )
        with self._database.read() as books:
            found = books.execute(wanted).one_or_none()
        if found is None:
            return None
        session, member = found
        if used and now - session.seen_at > _NOTED_EVERY:
            with self._database.change() as books:
                noted = update(StaffSession).where(StaffSession.number == session.number)
                books.execute(noted.values(seen_at=now))
        return SignedIn(session.number, member.name, member.role, member.language, member.password_is_given)

    def all(self, name: str | None = None) -> Sequence[StaffSession]:
        """Those that hold, of one member or of everybody, last used first."""
        wanted = select(StaffSession).where(~_over(datetime.now(UTC))).order_by(StaffSession.seen_at.desc())
        if name is not None:
            wanted = wanted.where(StaffSession.name == name)
        with self._database.read() as books:
            return books.scalars(wanted).all()

    def end(self, number: int, by: Actor, *, name: str | None = None) -> bool:
        """End one, if it is `name`'s where a name is given; whether there was such a session."""
        wanted = select(StaffSession).where(StaffSession.number == number)
        if name is not None:
            wanted = wanted.where(StaffSession.name == name)
        with self._database.change() as books:
            session = books.scalars(wanted).one_or_none()
            if session is None:
                return False
            books.delete(session)
            record(books, by, "session.end", session.name, session=number)
        return True

    def end_all(self, name: str, by: Actor, *, but: int | None = None) -> int:
        """End all of a member's, save `but`; how many."""
        with self._database.change() as books:
            ended = end_sessions(books, name, but=but)
            record(books, by, "session.end_all", name, sessions=ended)
        return ended


def end_sessions(books: Session, name: str, *, but: int | None = None) -> int:
    """End all of a member's sessions, save `but`, inside another change; how many."""
    numbers = books.scalars(select(StaffSession.number).where(StaffSession.name == name)).all()
    ended = [number for number in numbers if number != but]
    books.execute(delete(StaffSession).where(StaffSession.number.in_(ended)))
    return len(ended)


def _over(now: datetime) -> ColumnElement[bool]:
    return or_(StaffSession.seen_at < now - IDLE, StaffSession.started_at < now - LONGEST)


def _hash(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
