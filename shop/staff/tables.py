"""The tables of staff: members, sessions, the audit log. The log's rows can only be added: triggers see to it.

No password and no session id is here, only what proves them.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from shop.columns import Number, Table


class StaffMember(Table):
    """Someone who works in the shop, by the name they sign in with."""

    __tablename__ = "staff_member"
    __table_args__ = (CheckConstraint("role IN ('owner', 'trainer', 'agent', 'viewer')", name="role"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    password_is_given: Mapped[bool]  # true: somebody else has seen it, so it must be changed first of all
    language: Mapped[str | None]  # None: as their browser asks
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class StaffSession(Table):
    """One sign-in that still holds; its row goes when it ends."""

    __tablename__ = "staff_session"
    __table_args__ = (Index(None, "name"),)

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    id_hash: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(ForeignKey("staff_member.name"))
    address: Mapped[str]
    browser: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class StaffAct(Table):
    """One act of staff. `who` is empty where nobody had signed in, `terminal` for the command line."""

    __tablename__ = "staff_act"
    __table_args__ = (Index(None, "who", "number"), Index(None, "act", "number"))

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    who: Mapped[str]
    act: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]]
    address: Mapped[str]
