"""Whether a sentence can be answered, and if not, what is going on."""

import asyncio
import json
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError

from bot.gateway.gateway import Gateway
from bot.gateway.parts import State
from bot.gateway.schemas import Health, Steps
from bot.gateway.visitor import gateway_of

router = APIRouter(tags=["health"])


@router.get(
    "/health",
    response_model=Health,
    summary="Ask whether a sentence can be answered",
    responses={503: {"model": Health, "description": "Not yet, or not now"}},
)
async def health(request: Request) -> Response:
    """200 when each part is ok, 503 with each part's state until then."""
    found = await look(gateway_of(request))
    return JSONResponse(found.model_dump(), 200 if found.status == "ok" else 503)


async def look(gateway: Gateway) -> Health:
    """How the shop, the dialogue and the actions are now; who asks while others do shares their answer."""
    states = await asyncio.gather(*(part.look(fresh_s=0) for part in gateway.parts.values()))
    parts: dict[str, State] = {"shop": "ok" if gateway.shopfront.is_built else "starting"}
    parts |= dict(zip(gateway.parts, states, strict=True))
    if set(parts.values()) == {"ok"}:
        return Health(status="ok", parts=parts, steps=None)
    has_been_up = all(part.was_ok for part in gateway.parts.values())
    return Health(
        status="degraded" if has_been_up else "starting",
        parts=parts,
        steps=_read_steps(gateway.settings.shop / "run" / "status.json"),
    )


def _read_steps(file: Path) -> Steps | None:
    """What the supervisor says of the start; None where no supervisor is at work."""
    try:
        return Steps.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        return None
