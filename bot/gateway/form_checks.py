"""Whether a form is filled in as it must be: a sentence for each field that is not, in the shopper's language.

Pure functions. Card numbers are refused wherever they stand; nothing that is typed is logged or repeated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, is_valid_number, parse

from actions.messages import Form, FormField
from bot.gateway.masking import holds_card
from bot.gateway.typed import tidy
from shop.ordering import Ordering


@dataclass(frozen=True, slots=True)
class Checked:
    """`values` may be kept, by field's name; `faults` are codes of the gateway's words, by field's name."""

    values: Mapping[str, str]
    faults: Mapping[str, str]


def check(form: Form, typed: Mapping[str, str], regions: Sequence[str]) -> Checked:
    """Every field of the form; what was typed for none of them is dropped.

    `regions` are the countries whose phone numbers need no +code. A value that is too long or holds a card
    number is in `faults` and never in `values`; any other is in both, so that a half filled form can be kept.
    """
    values, faults = {}, {}
    for field in form.fields:
        value = " ".join(tidy(typed.get(field.name, "")).split())
        fault = _fault(field, value, [*filter(None, [_country(form, typed)]), *regions])
        if fault is not None:
            faults[field.name] = fault
        if value and fault not in ("card_number", "too_long"):
            values[field.name] = value
    return Checked(values, faults)


def check_delivery(ordering: Ordering, values: Mapping[str, str]) -> str | None:
    """The code of what is wrong with the delivery that was chosen; None where it goes to that country."""
    chosen = ordering.delivery(values.get("delivery"))
    return None if chosen is None or chosen.goes_to(values.get("country", "")) else "not_there"


def _country(form: Form, typed: Mapping[str, str]) -> str | None:
    """The country's code, where the form lets choose among codes."""
    chosen = typed.get("country", "")
    codes = [one.value for field in form.fields if field.name == "country" for one in field.choices]
    return chosen if chosen in codes else None


def _fault(field: FormField, value: str, regions: Sequence[str]) -> str | None:
    if not value:
        return "required" if field.required else None
    if len(value) > field.longest:
        return "too_long"
    if field.type == "tel" and _is_phone(value, regions):
        return None  # before the check for cards: a long number of a phone may have a card's check digit
    if holds_card(value):
        return "card_number"
    if field.type == "tel":
        return "bad_phone"
    if field.type == "email" and not _is_email(value):
        return "bad_email"
    if field.choices and value not in [one.value for one in field.choices]:
        return "not_offered"
    return None


def _is_email(value: str) -> bool:
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _is_phone(value: str, regions: Sequence[str]) -> bool:
    for region in regions:
        try:
            if is_valid_number(parse(value, region)):
                return True
        except NumberParseException:
            continue
    return False
