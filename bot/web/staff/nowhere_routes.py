"""Addresses under staff's areas that lead nowhere: said in the frame and the language of whoever has signed in.

The gateway asks these routes last.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import Response

from bot.gateway.limits import STAFFS_AREAS
from bot.web.staff.visit import Visit, allow

router = APIRouter()


def nowhere(visit: Annotated[Visit, Depends(allow("self"))]) -> Response:  # noqa: ARG001 (it frames the page)
    """404."""
    raise HTTPException(404)


for area in STAFFS_AREAS:
    router.add_api_route(area + "/{rest:path}", nowhere, methods=["GET"])
