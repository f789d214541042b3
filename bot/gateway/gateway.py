"""Puts the gateway together: what the routes need, opened at the start and closed at the end."""

import asyncio

import httpx

from bot.gateway.dialogue import Dialogue
from bot.gateway.listeners import Listeners
from bot.gateway.parts import Part, actions_part, dialogue_part
from bot.gateway.settings import GatewaySettings
from bot.gateway.shopfront import Shopfront
from bot.gateway.tokens import Tokens
from bot.gateway.turns import Turns
from bot.gateway.whereabouts import Whereabouts
from shop.telling import Mark, Telling


class Gateway:
    """One shop's gateway; made inside the event loop that serves it."""

    def __init__(self, settings: GatewaySettings) -> None:
        self.settings = settings
        self.tokens = Tokens(settings.secret)
        self.listeners = Listeners(self._how_far, self._ask_overdue)
        self.shopfront = Shopfront(settings, self.listeners.hear)
        # No time limit on reading: the limit is the turn's. No proxy: both parts are on loopback.
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(2.0, read=None, pool=None), trust_env=False)
        address = Whereabouts(settings.shop, settings.dialogue_url)
        self.parts: dict[str, Part] = {
            "dialogue": dialogue_part(self._client, address, settings.dialogue_token),
            "actions": actions_part(self._client, settings.actions_url, settings.actions_token),
        }
        dialogue = Dialogue(self._client, address, settings.dialogue_token)
        self.turns = Turns(
            settings, self.shopfront, self.tokens, dialogue, self.parts, opened=self.listeners.hear_opened
        )

    async def open_if_built(self) -> None:
        """Open the database, if the shop is there: what a kill cut off comes to its end now.

        Turns get an honest sentence; shoppers who asked to be forgotten are.
        """
        if self.shopfront.is_built:
            self.turns.forgetting.go_on(await asyncio.to_thread(self.shopfront.database))

    def _how_far(self, token_hashes: list[str]) -> dict[str, Mark]:
        return Telling(self.shopfront.database()).marks(token_hashes)

    def _ask_overdue(self, conversations: frozenset[int]) -> None:
        self.shopfront.attended().ask_overdue(conversations)

    async def close(self) -> None:
        """Let the turns that run come to their end, then close all that was opened."""
        self.listeners.close()
        await self.turns.drain()
        await self.turns.forgetting.stop()
        await self._client.aclose()
        self.shopfront.close()
