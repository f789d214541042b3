"""What the gateway refuses, and what fails behind it."""

from collections.abc import Mapping
from typing import Literal

from bot.errors import BotError

Code = Literal[
    "not_json",
    "not_one",
    "not_valid",
    "empty",
    "too_long",
    "too_large",
    "forged_token",
    "unknown_postback",
    "form_unknown",
    "fields_not_valid",
    "order_closed",
    "key_reused",
    "bad_key",
    "foreign_origin",
    "many_waiting",
    "many_listening",
    "widget_missing",
    "still_busy",
    "starting",
    "away",
    "not_found",
    "wrong_method",
    "fault",
]

STATUS: dict[Code, int] = {
    "not_json": 400,
    "not_one": 422,
    "not_valid": 422,
    "empty": 422,
    "too_long": 422,
    "too_large": 413,
    "forged_token": 401,
    "unknown_postback": 400,
    "form_unknown": 409,
    "fields_not_valid": 422,
    "order_closed": 409,
    "key_reused": 422,
    "bad_key": 400,
    "foreign_origin": 403,
    "many_waiting": 429,
    "many_listening": 429,
    "widget_missing": 404,
    "still_busy": 503,
    "starting": 503,
    "away": 503,
    "not_found": 404,
    "wrong_method": 405,
    "fault": 500,
}
RETRY_AFTER_S: dict[Code, int] = {
    "many_waiting": 2,
    "many_listening": 5,
    "still_busy": 2,
    "starting": 3,
    "away": 2,
}


class GatewayError(BotError):
    """Something the gateway could not do."""


class Refusal(GatewayError):  # noqa: N818 (it is no fault: the client gets its sentence as a 4xx or 503)
    """A request that is not taken, by code; nothing of it was kept. words/ has the sentence.

    `fields` are sentences on the fields of a form, by the field's name.
    """

    def __init__(
        self,
        code: Code,
        *,
        language: str | None = None,
        limit: int | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.language = language
        self.limit = limit
        self.fields = fields


class DialogueError(GatewayError):
    """Rasa could not be reached, or answered what is no answer; the message never quotes a shopper."""
