"""Speaks to Rasa's REST channel, and hands on what it says as it comes.

Nothing of an answer that came too late is ever seen: each turn has a stream of its own, closed with it.
"""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import structlog

from bot.gateway.errors import DialogueError

log = structlog.get_logger(__name__)

CHANNEL = "/webhooks/rest/webhook"
FORGET = "/webhooks/rest/forget"
FORGET_WITHIN_S = 5.0


class Dialogue:
    """Rasa, wherever it listens when it is asked; the caller sets the time limit of an answer."""

    def __init__(self, client: httpx.AsyncClient, address: Callable[[], str], token: str) -> None:
        self._client = client
        self._address = address
        self._token = token

    async def ask(
        self, conversation: int, turn: int, language: str, message: str
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Rasa's utterances in order, as many at once as have come; raises DialogueError."""
        body = {
            "sender": f"c{conversation}",
            "message": message,
            "metadata": {"conversation": conversation, "turn": turn, "language": language},
        }
        query = {"stream": "true", "token": self._token}
        address = self._address() + CHANNEL
        try:
            async with self._client.stream("POST", address, params=query, json=body) as response:
                if response.status_code != httpx.codes.OK:
                    raise DialogueError(f"Rasa answered {response.status_code}; look into its log.")
                rest = b""
                async for chunk in response.aiter_bytes():
                    *lines, rest = (rest + chunk).split(b"\n")
                    if said := _read_lines(lines):
                        yield said
                if said := _read_lines([rest]):
                    yield said
        except httpx.HTTPError as error:
            # The error's own text holds the address, and with it the token.
            raise DialogueError(f"Rasa could not be asked ({type(error).__name__}); is it up?") from None

    async def forget(self, conversation: int) -> None:
        """Let Rasa erase all that it keeps of a conversation; raises DialogueError where it has not."""
        try:
            answer = await self._client.post(
                self._address() + FORGET,
                params={"token": self._token},
                json={"sender": f"c{conversation}"},
                timeout=FORGET_WITHIN_S,
            )
        except httpx.HTTPError as error:
            raise DialogueError(f"Rasa could not be asked ({type(error).__name__}); is it up?") from None
        if answer.status_code != httpx.codes.NO_CONTENT:
            raise DialogueError(f"Rasa answered {answer.status_code}; look into its log.")


def _read_lines(lines: list[bytes]) -> list[dict[str, Any]]:
    said = []
    for line in lines:
        if not line.strip():
            continue
        try:
            utterance = json.loads(line)
        except ValueError:
            utterance = None
        if isinstance(utterance, dict):
            said.append(utterance)
        else:
            log.warning("dialogue.line_unreadable", length=len(line))
    return said
