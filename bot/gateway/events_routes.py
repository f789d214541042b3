"""What pages report that shoppers saw and clicked: taken by fetch and by beacon, kept once, never answered with why."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError

from bot.gateway.errors import Refusal
from bot.gateway.gateway import Gateway
from bot.gateway.limits import EVENTS, LARGEST_EVENTS_BYTES
from bot.gateway.problems import problem_responses
from bot.gateway.schemas import Counted, PageEvent, PageEvents
from bot.gateway.visitor import Visitor, gateway_of
from shop import page_events

router = APIRouter(tags=["events"])

_BODY: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/PageEvents"}}


@router.post(
    EVENTS,
    status_code=202,
    response_model=Counted,
    summary="Report what was seen and clicked",
    max_body_size=LARGEST_EVENTS_BYTES,
    responses=problem_responses(400, 401, 403, 413, 422, 500, 503),
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": _BODY, "text/plain": _BODY}}
    },
)
async def report(request: Request) -> Response:
    """At most 200 events; one that was reported before is not counted again, so a page may send until it is heard.

    Events of other conversations, on products that were not shown in the turn, and of unknown names are left
    out. `navigator.sendBeacon` sends the same as text/plain, with the token as the body's first field.
    """
    told = _read(await request.body())
    visitor = Visitor.of(request, told.token)
    new = 0
    if not visitor.is_new and told.events:
        new = await asyncio.to_thread(_keep, gateway_of(request), visitor, told)
    return JSONResponse({"new": new}, 202)


def _read(body: bytes) -> PageEvents:
    """What the body says, whatever it calls itself; raises Refusal: not_json, not_valid."""
    try:
        return PageEvents.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        is_json = first["type"] != "json_invalid" and first["loc"] != ()
        raise Refusal("not_valid" if is_json else "not_json") from error


def _keep(gateway: Gateway, visitor: Visitor, told: PageEvents) -> int:
    talk = gateway.shopfront.conversations().by_token_hash(gateway.tokens.hash_of(visitor.token))
    if talk is None:
        return 0
    reports = page_events.PageEvents(gateway.shopfront.database())
    return reports.keep(talk.shopper_id, [_seen(one) for one in told.events])


def _seen(one: PageEvent) -> page_events.Seen:
    return page_events.Seen(
        client_id=one.id,
        name=one.name,
        conversation=one.conversation,
        turn=one.turn,
        item_id=one.item_id,
        rank=one.rank,
        model_id=one.model,
        at=one.at,
    )
