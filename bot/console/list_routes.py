"""The list of conversations, with its filters in the address."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.console.addresses import FLAGS, HOME, place_words, read_filters
from bot.console.names import intent_names
from bot.web.staff.books import database
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, allow
from shop.review.listing import LOW_CONFIDENCE, PAGE, Talks

router = APIRouter()


@router.get(HOME)
def list_talks(request: Request, visit: Annotated[Visit, Depends(allow("talks.read"))]) -> Response:
    """A page of conversations, newest activity first."""
    asked = read_filters(request.query_params)
    talks = Talks(database(request))
    found = talks.page(asked.filters, asked.after, PAGE + 1)
    more = len(found) > PAGE
    found = found[:PAGE]
    return staff_page(
        request,
        visit,
        "console/list.html",
        talks=found,
        count=talks.count(asked.filters),
        asked=asked,
        flags=FLAGS,
        low=LOW_CONFIDENCE,
        intents=intent_names(request, visit.language, talks.intents()),
        labels=talks.labels(),
        next=asked.address(after=place_words(found[-1])) if more else None,
        first=asked.address() if asked.after else None,
    )
