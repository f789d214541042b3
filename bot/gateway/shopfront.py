"""What the gateway knows of its shop: its face from shop.yml, its conversations from SQL.

Both may come after the gateway: at a first start the page is up while the shop is still being built.
The graph and the recommender are never opened here.
"""

import threading
from pathlib import Path

import structlog

from actions.messages import Text
from bot.gateway.attended import Attended
from bot.gateway.errors import Refusal
from bot.gateway.settings import GatewaySettings
from bot.gateway.typed import Language
from bot.gateway.words import LANGUAGES, words
from shop.conversations import Conversations
from shop.database import Database, Hearer, sqlite_url
from shop.errors import ShopError
from shop.profile import ShopProfile

log = structlog.get_logger(__name__)

NAMELESS = ShopProfile(names={"en": "Daogou", "zh": "导购"}, currency="USD", language="en")


def known_language(language: str | None) -> Language | None:
    """`language` if the gateway speaks it."""
    return next((known for known in LANGUAGES if known == language), None)


class Shopfront:
    """One shop as the gateway sees it."""

    def __init__(self, settings: GatewaySettings, hearer: Hearer | None = None) -> None:
        self._folder: Path = settings.shop
        self._url = settings.database_url or sqlite_url(settings.shop / "shop.db")
        self._hearer = hearer  # of what this process changes in conversations
        self._opening = threading.Lock()
        self._database: Database | None = None
        self._conversations: Conversations | None = None
        self._profile: ShopProfile | None = None

    @property
    def profile(self) -> ShopProfile:
        """The shop's own facts; a nameless shop's until shop.yml is there."""
        if self._profile is None:
            try:
                self._profile = ShopProfile.read(self._folder)
            except ShopError:
                return NAMELESS
        return self._profile

    @property
    def language(self) -> Language:
        """The language to speak where the shopper's is not known."""
        return known_language(self.profile.language) or "en"

    @property
    def is_built(self) -> bool:
        """Whether there is a shop in the folder yet."""
        return self.profile is not NAMELESS

    def conversations(self) -> Conversations:
        """The conversations in SQL, opened at the first call; it blocks. Raises Refusal: starting."""
        if not self.is_built:
            raise Refusal("starting")
        with self._opening:
            if self._conversations is None:
                self._database = Database(self._url)
                if self._hearer is not None:
                    self._database.hear(self._hearer)
                conversations = Conversations(self._database)
                close_interrupted(conversations)
                self._conversations = conversations
            return self._conversations

    def database(self) -> Database:
        """The shop's database, opened at the first call; it blocks. Raises Refusal: starting."""
        self.conversations()
        assert self._database is not None
        return self._database

    def attended(self) -> Attended:
        """The conversations that people are wanted in; opens the database, as `database` does."""
        return Attended(self.database(), self.profile.person_wait_min)

    def close(self) -> None:
        """Close the database, if it was opened."""
        if self._database is not None:
            self._database.close()


def close_interrupted(conversations: Conversations) -> None:
    """End the turns that a kill cut off with an honest sentence; a repeat with their key still runs them."""
    for turn in conversations.unfinished():
        sentence = Text(text=words(known_language(turn.said.language) or "en").faults["interrupted"])
        conversations.finish_turn(
            turn.conversation,
            turn.n,
            "interrupted",
            [sentence.model_dump(mode="json")],
            position=len(turn.messages),
        )
        log.info("turn.interrupted", conversation=turn.conversation, turn=turn.n)
