"""From what Rasa utters to messages for the shopper: checked against actions/messages.py, postbacks signed.

What is no message is dropped and logged by its shape, never by its content.
"""

from typing import Any

import structlog
from pydantic import ValidationError

from actions.messages import Replies, Reply, Text, read_message
from actions.rich_text import rich_text
from bot.gateway.tokens import Postback, Tokens

log = structlog.get_logger(__name__)

Payload = dict[str, Any]


def read_utterance(utterance: Payload, conversation: int, tokens: Tokens) -> list[Payload]:
    """The messages in one line of Rasa's stream, as JSON; empty where there is nothing to show."""
    messages = []
    for raw in _parts(utterance):
        try:
            message = read_message(raw).model_dump(mode="json")
        except ValidationError as error:
            faults = [(".".join(map(str, fault["loc"])), fault["type"]) for fault in error.errors()]
            log.warning("message.not_valid", type=str(raw.get("type"))[:40], faults=faults[:5])
            continue
        messages.append(_sign(message, conversation, tokens))
    return messages


def say_text(text: str) -> Payload:
    """A sentence of the gateway's own."""
    return Text(text=text).model_dump(mode="json")


def offer_reply(title: str, message: str, conversation: int, tokens: Tokens) -> Payload:
    """One quick reply of the gateway's own; `message` is what Rasa is told when it is chosen."""
    replies = Replies(replies=[Reply(title=title, postback=message)]).model_dump(mode="json")
    return _sign(replies, conversation, tokens)


def _parts(utterance: Payload) -> list[Payload]:
    if isinstance(custom := utterance.get("custom"), dict):
        return [custom]
    parts: list[Payload] = []
    text, buttons = utterance.get("text"), utterance.get("buttons")
    if isinstance(text, str) and text.strip():
        parts.append(rich_text(text.strip()).model_dump(mode="json"))
    if isinstance(buttons, list) and buttons:
        replies = [
            {"title": button.get("title"), "postback": button.get("payload")}
            for button in buttons
            if isinstance(button, dict)
        ]
        parts.append({"type": "replies", "replies": replies})
    if not parts:
        log.warning("dialogue.line_unknown", keys=sorted(utterance))
    return parts


def _sign(message: Payload, conversation: int, tokens: Tokens) -> Payload:
    """The message with each postback replaced by a token that is good in this conversation alone."""
    offers = [*message.get("replies", []), *message.get("stars", [])]
    for part in [*message.get("cards", []), *message.get("columns", [])]:
        offers = [*offers, *part["actions"]]
    for offer in offers:
        offer["postback"] = tokens.offer(conversation, Postback(offer["postback"], offer["title"]))
    return message
