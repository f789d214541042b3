"""Conversations to take along: one, or a whole filtered list, as JSON or CSV. Each is logged."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import StreamingResponse

from bot.console.addresses import read_filters
from bot.web.staff.books import audit, database
from bot.web.staff.numbers import RowNumber
from bot.web.staff.visit import Visit, allow
from shop.errors import ConversationUnknownError
from shop.review.exports import as_csv, as_json
from shop.review.listing import Talks
from shop.review.reading import Reading

Exporter = Annotated[Visit, Depends(allow("talks.export"))]
Format = Literal["json", "csv"]
TYPES: dict[Format, str] = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
router = APIRouter()


@router.get("/console/export.{format_}")
def export_list(request: Request, visit: Exporter, format_: Format) -> StreamingResponse:
    """Every conversation that the filters of the address find."""
    asked, talks = read_filters(request.query_params), Talks(database(request))
    # The words that are looked for may be a shopper's own, and nothing leaves the log again.
    told = {name: value for name, value in asked.fields.items() if name != "words"}
    audit(request, visit, "talks.export", f"{talks.count(asked.filters)}", format=format_, **told)
    numbers = (listed.conversation for listed in talks.all(asked.filters))
    return _sent(request, format_, "talks", numbers)


@router.get("/console/talks/{conversation}/export.{format_}")
def export_talk(
    request: Request, visit: Exporter, conversation: RowNumber, format_: Format
) -> StreamingResponse:
    """One conversation."""
    try:
        Reading(database(request)).head(conversation)
    except ConversationUnknownError as error:
        raise HTTPException(404) from error
    audit(request, visit, "talk.export", str(conversation), format=format_)
    return _sent(request, format_, f"talk-{conversation}", iter([conversation]))


def _sent(request: Request, format_: Format, name: str, numbers: Iterator[int]) -> StreamingResponse:
    written = (as_json if format_ == "json" else as_csv)(database(request), numbers)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format_}"'}
    return StreamingResponse(written, media_type=TYPES[format_], headers=headers)
