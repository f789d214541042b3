"""The forms that an order needs: which fields, in which words. Used by the actions, empty, and by the gateway, filled.

What is filled in is no part of an action's answer, for that goes through Rasa and stays in the transcript.
"""

from collections.abc import Iterator, Mapping

from actions.messages import Form, FormChoice, FormField
from actions.wording import Wording
from shop.money import Money
from shop.ordering import Delivery, Ordering, country_name

CHECKOUT = "checkout"
ADDRESS = "address:"  # and the order's number
LONGEST_CHARS = 200
# Name, type, HTML's token for what a browser may fill in by itself, and whether it must be given.
_FIELDS = (
    ("name", "text", "name", True),
    ("email", "email", "email", True),
    ("phone", "tel", "tel", False),
    ("street", "text", "address-line1", True),
    ("street2", "text", "address-line2", False),
    ("city", "text", "address-level2", True),
    ("region", "text", "address-level1", False),
    ("postcode", "text", "postal-code", False),
)


def checkout_form(ordering: Ordering, wording: Wording, filled: Mapping[str, str] | None = None) -> Form:
    """What an order needs to know: whom it is for, where it goes, and how."""
    fields = list(_address(ordering, wording, filled or {}))
    if len(ordering.deliveries) > 1:
        fields.append(_delivery(ordering, wording, filled or {}))
    say = wording.say
    return Form(form=CHECKOUT, title=say("form_checkout"), fields=fields, submit=say("form_checkout_submit"))


def address_form(
    number: str, ordering: Ordering, wording: Wording, filled: Mapping[str, str] | None = None
) -> Form:
    """Where the order of that number shall go instead."""
    return Form(
        form=ADDRESS + number,
        title=wording.say("form_address", number=number),
        fields=list(_address(ordering, wording, filled or {})),
        submit=wording.say("form_address_submit"),
    )


def delivery_name(delivery: Delivery, wording: Wording) -> str:
    """What a delivery is called."""
    return delivery.name(wording.language) or wording.say("delivery_agreed")


def delivery_cost(price: Money | None, wording: Wording) -> str:
    """What delivery costs, in words."""
    if price is None:
        return wording.say("delivery_open")
    return price.spoken(wording.language) if price.minor else wording.say("delivery_free")


def _address(ordering: Ordering, wording: Wording, filled: Mapping[str, str]) -> Iterator[FormField]:
    labels = wording.words("form_fields")
    for name, type_, token, required in _FIELDS:
        yield FormField.model_validate(
            {
                "name": name,
                "label": labels[name],
                "type": type_,
                "required": required,
                "autocomplete": token,
                "longest": LONGEST_CHARS,
                "value": filled.get(name),
            }
        )
    yield FormField(
        name="country",
        label=labels["country"],
        type="select" if ordering.countries else "text",
        required=True,
        autocomplete="country" if ordering.countries else "country-name",
        longest=LONGEST_CHARS,
        choices=[
            FormChoice(value=code, label=country_name(code, wording.language)) for code in ordering.countries
        ],
        value=filled.get("country"),
    )


def _delivery(ordering: Ordering, wording: Wording, filled: Mapping[str, str]) -> FormField:
    return FormField(
        name="delivery",
        label=wording.words("form_fields")["delivery"],
        type="select",
        required=True,
        autocomplete="off",
        longest=LONGEST_CHARS,
        choices=[
            FormChoice(value=one.delivery_id, label=_delivery_choice(one, wording))
            for one in ordering.deliveries
        ],
        value=filled.get("delivery"),
    )


def _delivery_choice(delivery: Delivery, wording: Wording) -> str:
    name, cost = delivery_name(delivery, wording), delivery_cost(delivery.price, wording)
    if delivery.price is None or delivery.free_from is None:
        return wording.say("delivery_choice", name=name, cost=cost)
    floor = delivery.free_from.spoken(wording.language)
    return wording.say("delivery_choice_free", name=name, cost=cost, floor=floor)
