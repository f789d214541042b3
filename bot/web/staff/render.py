"""Draws staff's pages and fragments: `console/list.html` is list.html of bot/console/templates, in its words.

Everything that is put in is escaped; no page holds a script or a style of its own.
"""

from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import FileSystemLoader, PrefixLoader
from markupsafe import Markup

from bot.gateway.problems import language_for
from bot.gateway.visitor import gateway_of
from bot.web import templates_of
from bot.web.staff.phrases import FOLDERS, filled, phrases
from bot.web.staff.visit import Visit

_FOLDERS = {name: folder / "templates" for name, folder in FOLDERS.items()}
_FOLDERS["web"] = FOLDERS["web"].parent / "templates"
_templates = templates_of(PrefixLoader({name: FileSystemLoader(folder) for name, folder in _FOLDERS.items()}))


def staff_page(
    request: Request, visit: Visit | None, template: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A whole page; `?done=key` of its address shows `w.done[key]`. Raises jinja2's errors for what it lacks."""
    given = _given(request, visit, template)
    done = request.query_params.get("done", "")
    given["done"] = done if done in given["w"]["done"] else None
    return HTMLResponse(_templates.get_template(template).render(given | values), status)


def fragment(
    request: Request, visit: Visit, template: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A piece of a page for htmx to put in; `done` is not known to it."""
    return HTMLResponse(
        _templates.get_template(template).render(_given(request, visit, template) | values), status
    )


def _given(request: Request, visit: Visit | None, template: str) -> dict[str, Any]:
    """What every template gets."""
    asked = request.query_params.get("language")
    language = visit.language if visit else asked if asked in {"en", "zh"} else language_for(request)
    return {
        "w": phrases(template.partition("/")[0], str(language)),
        "visit": visit,
        "language": language,
        "nonce": request.state.nonce,
        "path": request.url.path,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "shop": gateway_of(request).shopfront.profile.name(str(language)),
    }


def _fill(sentence: str, **values: object) -> str:
    """A sentence filled in; what is put in is escaped like everything else."""
    return filled(sentence, values)


def _moment(at: datetime) -> Markup:
    """A moment in UTC; staff.js shows it in the reader's own time."""
    return Markup('<time datetime="{}">{} UTC</time>').format(
        at.strftime("%Y-%m-%dT%H:%M:%SZ"), at.strftime("%Y-%m-%d %H:%M")
    )


_templates.filters["fill"] = _fill
_templates.filters["moment"] = _moment
