"""Draws the shop's pages in the reader's language; every text is escaped, and none stands in code."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import FileSystemLoader

from bot.gateway.problems import language_for
from bot.gateway.shopfront import known_language
from bot.gateway.typed import Language
from bot.gateway.visitor import gateway_of
from bot.gateway.words import LANGUAGES
from bot.storefront.policy import page_policy
from bot.web import TEMPLATES, read_words, templates_of

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_templates = templates_of(FileSystemLoader([_HERE / "templates", TEMPLATES]))


@cache
def shop_words(language: str) -> dict[str, Any]:
    """The words of the shop's pages in `language`."""
    return read_words(_HERE / "words" / f"{language}.yml")


def reader_language(request: Request) -> Language:
    """The language of `?language=`, else the browser's, else the shop's."""
    return known_language(request.query_params.get("language")) or language_for(request)


def shop_page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    pictures: Iterable[str | None] = (),
    **values: object,
) -> HTMLResponse:
    """A page that shows these pictures; raises jinja2.UndefinedError where the template lacks a value."""
    language = reader_language(request)
    profile = gateway_of(request).shopfront.profile
    request.state.policy = page_policy(request.state.nonce, pictures)
    asked = known_language(request.query_params.get("language"))
    given: dict[str, object] = {
        "language": language,
        "words": shop_words(language),
        "shop": profile.name(language),
        "simulated": profile.simulated,
        "nonce": request.state.nonce,
        "at": lambda address: _in_language(address, asked),
        "others": [
            (other, shop_words(other)["own_name"], _in_language(quote(request.url.path), other))
            for other in LANGUAGES
            if other != language
        ],
    }
    return HTMLResponse(_templates.get_template(template).render(given | values), status)


def _in_language(address: str, language: Language | None) -> str:
    """The address of one of our pages; a language that was asked for by the address is asked for again."""
    if language is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}language={language}"
