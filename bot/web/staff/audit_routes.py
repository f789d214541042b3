"""The owner's page of the log: what staff did, newest first, by who and by act. Nothing can be changed here."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.web.staff.books import database
from bot.web.staff.phrases import FOLDERS, phrases
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, allow
from shop.staff.audit import AuditLog

AUDIT = "/staff/audit"
PAGE = 50
_NOBODY = "-"  # how an address says: by nobody who had signed in
router = APIRouter()


@router.get(AUDIT)
def show_log(
    request: Request,
    visit: Annotated[Visit, Depends(allow("audit.read"))],
    who: Annotated[str, Query(max_length=100)] = "",
    act: Annotated[str, Query(max_length=100)] = "",
    before: Annotated[int | None, Query(ge=1, lt=2**53)] = None,
) -> Response:
    """A page of the log; the filters are in the address."""
    log = AuditLog(database(request))
    found = log.page(
        who=("" if who == _NOBODY else who) if who else None, act=act or None, before=before, limit=PAGE + 1
    )
    people, acts = log.known()
    older = None
    if len(found) > PAGE:
        older = _address(who, act, before=found[PAGE - 1].number)
    return staff_page(
        request,
        visit,
        "web/audit.html",
        rows=found[:PAGE],
        people=people,
        acts=acts,
        act_words=_act_words(visit.language),
        who=who,
        act=act,
        older=older,
        newest=_address(who, act) if before is not None else None,
    )


def _act_words(language: str) -> dict[str, str]:
    """What each act is called: every package names its own under `acts`."""
    found: dict[str, str] = {}
    for package in FOLDERS:
        words = phrases(package, language)
        if "acts" in words:
            found |= {act: words["acts"][act] for act in words["acts"]}
    return found


def _address(who: str, act: str, **more: Any) -> str:
    asked = {name: value for name, value in {"who": who, "act": act, **more}.items() if value}
    return f"{AUDIT}?{urlencode(asked)}" if asked else AUDIT
