"""Refusals and faults as problem+json: one sentence in the reader's language, never what was sent."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.gateway.errors import RETRY_AFTER_S, STATUS, Code, Refusal
from bot.gateway.limits import largest_body
from bot.gateway.schemas import Problem
from bot.gateway.shopfront import known_language
from bot.gateway.typed import Language
from bot.gateway.words import words
from shop.errors import DatabaseBusyError

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
_BY_STATUS: dict[int, Code] = {404: "not_found", 405: "wrong_method", 413: "too_large", 400: "not_json"}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of a route that may refuse with these statuses."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": "Not taken", "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


class ProblemResponse(JSONResponse):
    """One problem, as the client gets it."""

    media_type = MEDIA_TYPE

    def __init__(
        self,
        code: Code,
        language: Language,
        *,
        limit: int | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        title, detail = words(language).problems[code]
        status = STATUS[code]
        problem = Problem(
            type=f"urn:daogou:problem:{code}",
            title=title,
            status=status,
            detail=detail.replace("{limit}", f"{limit:,}" if limit is not None else ""),
            code=code,
            fields=None if fields is None else dict(fields),
        )
        wait = {"Retry-After": str(RETRY_AFTER_S[code])} if code in RETRY_AFTER_S else {}
        super().__init__(
            problem.model_dump(exclude_none=True),
            status,
            headers={**wait, "Cache-Control": "no-store", "Content-Language": language},
        )


def asked_language(accepted: str, default: Language) -> Language:
    """The first language of an Accept-Language header that the gateway speaks, else `default`."""
    for part in accepted.split(","):
        if known := known_language(part.split(";")[0].split("-")[0].strip().lower()):
            return known
    return default


def language_for(request: Request) -> Language:
    """The language to answer this request's reader in, as far as the request itself tells."""
    front: Language = request.app.state.gateway.shopfront.language
    return asked_language(request.headers.get("accept-language", ""), front)


PageFor = Callable[[Request, Code], Response | None]


def add_handlers(app: FastAPI, page_for: PageFor) -> None:
    """Turn every way of failing into a problem, or into the page that `page_for` has for people."""

    def answer(request: Request, code: Code, limit: int | None = None) -> Response:
        return page_for(request, code) or ProblemResponse(code, language_for(request), limit=limit)

    @app.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        return page_for(request, refusal.code) or _refused(request, refusal)

    @app.exception_handler(DatabaseBusyError)
    async def busy(request: Request, error: DatabaseBusyError) -> Response:
        log.warning("database.busy", path=request.url.path, why=str(error))
        return answer(request, "away")

    @app.exception_handler(RequestValidationError)
    async def not_valid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, _code_of(error))

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        code = _BY_STATUS.get(error.status_code, "fault")
        return answer(request, code, largest_body(request.url.path))

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        log.error("request.broken", path=request.url.path, exc_info=error)
        return answer(request, "fault")


def _refused(request: Request, refusal: Refusal) -> Response:
    """The problem, in the language that the refusal knows of."""
    language = known_language(refusal.language) or language_for(request)
    response = ProblemResponse(refusal.code, language, limit=refusal.limit, fields=refusal.fields)
    if refusal.code == "forged_token":
        # A page cannot drop this cookie itself, and would be locked out for as long as it lasts.
        for name in request.cookies.keys() & set(request.app.state.gateway.tokens.cookie_names):
            response.delete_cookie(name, path="/", secure=name.startswith("__Host-"), httponly=True)
    return response


def _code_of(error: RequestValidationError) -> Code:
    """Which problem it is that a request is not what its route takes."""
    kinds = {fault["type"] for fault in error.errors()}
    body_is_no_object = any(
        fault["type"] in {"model_attributes_type", "missing"} and fault["loc"] == ("body",)
        for fault in error.errors()
    )
    if "json_invalid" in kinds or body_is_no_object:
        return "not_json"
    return "not_one" if "not_one" in kinds else "not_valid"
