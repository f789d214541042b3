"""The one table of who may do what. Nothing else in the program decides it; a test walks every route by it."""

from collections.abc import Mapping
from typing import Literal

Role = Literal["owner", "trainer", "agent", "viewer"]
Permission = Literal[
    "talks.read",  # conversations, with what the bot understood
    "talks.review",  # flag, label, note, reviewed, correct
    "talks.answer",  # shoppers who wait for a person: take, say, hand back
    "talks.export",  # JSON and CSV
    "training.read",  # examples, files, history, versions
    "training.write",  # examples, files, inbox, tests
    "training.release",  # train, cancel, activate, roll back
    "staff.manage",  # members of staff and their sessions
    "audit.read",  # the audit log
    "self",  # one's own password, language and sessions
]

ROLES: tuple[Role, ...] = ("owner", "trainer", "agent", "viewer")
TABLE: Mapping[Permission, frozenset[Role]] = {
    "talks.read": frozenset({"owner", "trainer", "agent", "viewer"}),
    "talks.review": frozenset({"owner", "trainer", "agent"}),
    "talks.answer": frozenset({"owner", "agent"}),
    "talks.export": frozenset({"owner", "trainer", "agent"}),
    "training.read": frozenset({"owner", "trainer", "viewer"}),
    "training.write": frozenset({"owner", "trainer"}),
    "training.release": frozenset({"owner", "trainer"}),
    "staff.manage": frozenset({"owner"}),
    "audit.read": frozenset({"owner"}),
    "self": frozenset({"owner", "trainer", "agent", "viewer"}),
}


def permissions_of(role: str) -> frozenset[str]:
    """All that a role may do; nothing for a role that is not in the table."""
    return frozenset(permission for permission, roles in TABLE.items() if role in roles)
