"""The log of what staff did: written in the transaction of the act, read by the owner, never changed.

It never holds a password, a session's id, or what a shopper typed; `detail` is small and told in plain values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import Database
from shop.staff.tables import StaffAct

TERMINAL = "terminal"
"""Who acts on the command line; nobody can be called so."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where: a network address, or the user of this machine for the command line."""

    name: str
    address: str = ""


def record(books: Session, by: Actor, act: str, subject: str = "", **detail: Any) -> None:
    """Add an act to the transaction that does it; `act` is `noun.verb`, such as `talk.flag`."""
    books.add(
        StaffAct(
            at=datetime.now(UTC), who=by.name, act=act, subject=subject, detail=detail, address=by.address
        )
    )


class AuditLog:
    """The log of one shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, by: Actor, act: str, subject: str = "", **detail: Any) -> None:
        """Add an act that changes nothing else in SQL."""
        with self._database.change() as books:
            record(books, by, act, subject, **detail)

    def page(
        self, *, who: str | None = None, act: str | None = None, before: int | None = None, limit: int = 50
    ) -> Sequence[StaffAct]:
        """At most `limit` acts, newest first, of those numbered below `before`."""
        wanted = select(StaffAct).order_by(StaffAct.number.desc()).limit(limit)
        if who is not None:
            wanted = wanted.where(StaffAct.who == who)
        if act is not None:
            wanted = wanted.where(StaffAct.act == act)
        if before is not None:
            wanted = wanted.where(StaffAct.number < before)
        with self._database.read() as books:
            return books.scalars(wanted).all()

    def known(self) -> tuple[list[str], list[str]]:
        """Everybody who has acted, and every act there has been, in order."""
        with self._database.read() as books:
            who = books.scalars(select(StaffAct.who).distinct().order_by(StaffAct.who)).all()
            acts = books.scalars(select(StaffAct.act).distinct().order_by(StaffAct.act)).all()
        return list(who), list(acts)
