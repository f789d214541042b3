"""The forms, of an order or of a message to staff: read what is filled in, keep it half way, give it off to SQL.

Rasa learns that a form was given, by a postback of the gateway's own, and nothing of what is in it; neither do
the transcript, the logs and the events.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.orm import Session

from actions.forms import ADDRESS, CHECKOUT, address_form, checkout_form
from actions.handing import MESSAGE, message_form
from actions.messages import Form
from actions.postbacks import postback
from actions.wording import Wording
from bot.gateway.chat_routes import EVENT_STREAM, answer_with, checked_key, events_described
from bot.gateway.errors import Refusal
from bot.gateway.form_checks import check, check_delivery
from bot.gateway.gateway import Gateway
from bot.gateway.hearing import spoken
from bot.gateway.limits import LARGEST_BODY_BYTES
from bot.gateway.problems import language_for, problem_responses
from bot.gateway.schemas import Answer, FilledForm
from bot.gateway.turns import Given, Wish
from bot.gateway.typed import Language
from bot.gateway.visitor import Visitor, gateway_of
from bot.gateway.words import words
from shop.checkouts import Checkouts, Filled, fill_in, readdress
from shop.errors import NotWaitingError, OrderClosedError, OrderUnknownError
from shop.handovers import leave_message

router = APIRouter(prefix="/api", tags=["checkout"])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One shopper's form, with what is filled in of it."""

    form: Form
    filled: Filled
    shopper_id: str
    conversation: int
    language: Language


@router.get(
    "/checkout",
    response_model=Form,
    summary="Read a form with what is filled in of it",
    responses=problem_responses(401, 409, 500, 503),
)
async def read(
    request: Request,
    form: Annotated[str, Query(description="The form's id, as its message told it.")] = CHECKOUT,
) -> Response:
    """The form of the token's own shopper; where nothing was filled in yet, its values are null."""
    visitor = Visitor.of(request)
    sheet = await asyncio.to_thread(_open, gateway_of(request), visitor, form, language_for(request))
    return JSONResponse(sheet.form.model_dump(mode="json"))


@router.post(
    "/checkout",
    response_model=Answer | Form,
    summary="Fill in a form",
    max_body_size=LARGEST_BODY_BYTES,
    responses={
        200: events_described(
            "With `done` the answer of the turn that goes on from here; else the form as kept."
        ),
        **problem_responses(400, 401, 403, 409, 413, 422, 429, 500, 503),
    },
)
async def give(
    request: Request,
    filled: FilledForm,
    idempotency_key: Annotated[
        str | None, Header(description="Repeating a request with its key gives the form off once.")
    ] = None,
) -> Response:
    """Keep what is filled in (`done` false), or give the form off: then the conversation goes on.

    Where a field is not filled in as it must be, the problem's `fields` holds a sentence for each.
    """
    key = checked_key(idempotency_key)
    visitor, gateway = Visitor.of(request), gateway_of(request)
    sheet = await asyncio.to_thread(_open, gateway, visitor, filled.form, language_for(request))
    checked = check(sheet.form, filled.values, gateway.settings.phone_regions)
    if not filled.done:
        return await _keep(gateway, sheet, checked.values)
    values = {**_chosen_before(sheet), **checked.values}
    faults = dict(checked.faults)
    is_order = sheet.form.form != MESSAGE
    if is_order and not faults and (fault := check_delivery(gateway.shopfront.profile.ordering, values)):
        faults["delivery" if sheet.form.form == CHECKOUT else "country"] = fault
    if faults:
        sentences = words(sheet.language).fields
        raise Refusal(
            "fields_not_valid",
            language=sheet.language,
            fields={name: sentences[fault] for name, fault in faults.items()},
        )
    stream = EVENT_STREAM in request.headers.get("accept", "")
    wish = Wish(visitor.token, None, None, key, sheet.language, stream, _given(gateway, sheet, values))
    try:
        taken = await gateway.turns.take(wish)
    except OrderClosedError as error:
        raise Refusal("order_closed", language=sheet.language) from error
    except NotWaitingError as error:
        raise Refusal("form_unknown", language=sheet.language) from error
    return await answer_with(taken, visitor, stream=stream)


def _open(gateway: Gateway, visitor: Visitor, form: str, language: Language) -> Sheet:
    """The form of that id; raises Refusal: form_unknown where this shopper was never shown it."""
    talk, handing = gateway.shopfront.attended().talk_of(gateway.tokens.hash_of(visitor.token))
    if talk is None:
        raise Refusal("form_unknown")
    language = spoken(talk) or language
    ordering, wording = gateway.shopfront.profile.ordering, Wording.of(language)
    if form == MESSAGE:
        if handing is None or not handing.takes_message:
            raise Refusal("form_unknown", language=language)
        return Sheet(message_form(wording), Filled({}), talk.shopper_id, talk.conversation, language)
    checkouts = Checkouts(gateway.shopfront.database())
    if form == CHECKOUT:
        filled = checkouts.of(talk.shopper_id)
        sheet = checkout_form(ordering, wording, filled.values)
        return Sheet(sheet, filled, talk.shopper_id, talk.conversation, language)
    try:
        number = form.removeprefix(ADDRESS) if form.startswith(ADDRESS) else ""
        filled = checkouts.address_of(talk.shopper_id, number)
    except OrderUnknownError as error:
        raise Refusal("form_unknown", language=language) from error
    sheet = address_form(number, ordering, wording, filled.values)
    return Sheet(sheet, filled, talk.shopper_id, talk.conversation, language)


async def _keep(gateway: Gateway, sheet: Sheet, values: Mapping[str, str]) -> Response:
    """Keep the next order's form half way; an order that was placed keeps its address until a whole one is given."""
    if sheet.form.form == CHECKOUT:
        checkouts = Checkouts(gateway.shopfront.database())
        await asyncio.to_thread(checkouts.keep, sheet.shopper_id, values)
    kept = [field.model_copy(update={"value": values.get(field.name)}) for field in sheet.form.fields]
    return JSONResponse(sheet.form.model_copy(update={"fields": kept}).model_dump(mode="json"))


def _chosen_before(sheet: Sheet) -> dict[str, str]:
    """The delivery of an order whose address alone is changed."""
    kept = {} if sheet.form.form == CHECKOUT else sheet.filled.values
    return {"delivery": kept["delivery"]} if "delivery" in kept else {}


def _given(gateway: Gateway, sheet: Sheet, values: Mapping[str, str]) -> Given:
    form = sheet.form.form
    if form == CHECKOUT:
        message, keep = postback("checkout"), partial(_fill_in, values)
    elif form == MESSAGE:
        message, keep = postback("talk_to_person", given="yes"), partial(_leave, values, sheet.conversation)
    else:
        number = form.removeprefix(ADDRESS)
        message = postback("change_address", order_number=number, given="yes")
        keep = partial(_readdress, values, number)
    seal = gateway.tokens.seal(json.dumps([form, dict(values)], sort_keys=True))
    return Given(words(sheet.language).form_given, message, seal, keep)


def _fill_in(values: Mapping[str, str], books: Session, shopper_id: str) -> None:
    fill_in(books, shopper_id, values, given=True)


def _leave(values: Mapping[str, str], conversation: int, books: Session, _shopper_id: str) -> None:
    leave_message(books, conversation, values)


def _readdress(values: Mapping[str, str], number: str, books: Session, shopper_id: str) -> None:
    readdress(books, shopper_id, number, values)
