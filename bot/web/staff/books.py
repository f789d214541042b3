"""The shop's database as pages reach it, and the log of what staff did. Everything here blocks."""

from typing import TYPE_CHECKING, Any

from fastapi import Request

from bot.gateway.visitor import gateway_of
from shop.database import Database
from shop.staff.audit import Actor, AuditLog

if TYPE_CHECKING:
    from bot.web.staff.visit import Visit


def database(request: Request) -> Database:
    """The running gateway's database. Raises Refusal, which is a 503 page, while the shop is being built."""
    return gateway_of(request).shopfront.database()


def audit(request: Request, visit: "Visit", act: str, subject: str = "", **detail: Any) -> None:
    """Write an act into the log; `act` is `noun.verb`, `subject` what it was done to.

    Where the act changes SQL, give `shop.staff.audit.record` the same transaction instead.
    """
    address = request.client.host if request.client else ""
    AuditLog(database(request)).add(Actor(visit.name, address), act, subject, **detail)
