"""Members of staff: added, changed, disabled, and known by their password. Each change is in the log.

A shop always keeps one owner who can sign in. Disabling a member, giving a role or a password anew ends
all of that member's sessions.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.staff.audit import TERMINAL, Actor, record
from shop.staff.errors import LastOwnerError, MemberUnknownError, NameRefusedError, NameTakenError
from shop.staff.passwords import check_password, hash_password, is_outdated, is_password, nobodys_hash
from shop.staff.sessions import end_sessions
from shop.staff.tables import StaffMember

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


class Members:
    """The staff of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[StaffMember]:
        """Everybody, in the order of their names."""
        with self._database.read() as books:
            return books.scalars(select(StaffMember).order_by(StaffMember.name)).all()

    def get(self, name: str) -> StaffMember:
        """The member of this name; raises MemberUnknownError."""
        with self._database.read() as books:
            return _member(books, name)

    def has_owner(self) -> bool:
        """Whether somebody can sign in who may add the others."""
        with self._database.read() as books:
            return _owners(books) > 0

    def add(self, name: str, role: str, password: str, by: Actor, *, given: bool = False) -> None:
        """Add a member; `given`: somebody else has seen the password, so it must be changed at first.

        Raises NameRefusedError, NameTakenError, WeakPasswordError.
        """
        if not _NAME.fullmatch(name) or name == TERMINAL:
            raise NameRefusedError(name)
        check_password(name, password)
        member = StaffMember(
            name=name,
            role=role,
            password_hash=hash_password(password),
            password_is_given=given,
            language=None,
            created_at=datetime.now(UTC),
            disabled_at=None,
        )
        with self._database.change() as books:
            if books.get(StaffMember, name) is not None:
                raise NameTakenError(name)
            books.add(member)
            record(books, by, "member.add", name, role=role)

    def change(
        self, name: str, by: Actor, *, role: str | None = None, disabled: bool | None = None
    ) -> StaffMember:
        """Give another role, or close or open the way in. Raises MemberUnknownError, LastOwnerError."""
        with self._database.change() as books:
            member = _member(books, name)
            owners = _owners(books)
            if role is not None and role != member.role:
                record(books, by, "member.role", name, before=member.role, after=role)
                member.role = role
                end_sessions(books, name)
            if disabled is not None and disabled != (member.disabled_at is not None):
                record(books, by, "member.disable" if disabled else "member.enable", name)
                member.disabled_at = datetime.now(UTC) if disabled else None
                end_sessions(books, name)
            books.flush()
            if owners and not _owners(books):
                raise LastOwnerError(name)
            return member

    def set_password(
        self, name: str, password: str, by: Actor, *, given: bool = False, keep: int | None = None
    ) -> None:
        """A new password, and the end of all sessions save `keep`. Raises MemberUnknownError, WeakPasswordError."""
        check_password(name, password)
        hashed = hash_password(password)
        with self._database.change() as books:
            member = _member(books, name)
            member.password_hash, member.password_is_given = hashed, given
            end_sessions(books, name, but=keep)
            record(books, by, "member.reset" if by.name != name else "member.password", name)

    def set_language(self, name: str, language: str, by: Actor) -> None:
        """The language of this member's pages. Raises MemberUnknownError."""
        with self._database.change() as books:
            member = _member(books, name)
            if member.language != language:
                member.language = language
                record(books, by, "member.language", name, language=language)

    def known_by(self, name: str, password: str) -> StaffMember | None:
        """The member of this name and password, if they may come in; takes as long where there is none."""
        with self._database.read() as books:
            member = books.get(StaffMember, name)
        stored = member.password_hash if member is not None else nobodys_hash()
        right = is_password(stored, password)
        if member is None or not right or member.disabled_at is not None:
            return None
        if is_outdated(stored):
            with self._database.change() as books:
                _member(books, name).password_hash = hash_password(password)
        return member


def _member(books: Session, name: str) -> StaffMember:
    member = books.get(StaffMember, name)
    if member is None:
        raise MemberUnknownError(name)
    return member


def _owners(books: Session) -> int:
    wanted = select(func.count()).select_from(StaffMember)
    return books.scalar(wanted.where(StaffMember.role == "owner", StaffMember.disabled_at.is_(None))) or 0
