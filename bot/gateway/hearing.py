"""From a request to what the shopper said: tidied, masked, its language told; a postback translated back.

What leaves here holds no personal number and no syntax of Rasa that we did not offer ourselves.
"""

import asyncio
import hashlib
from dataclasses import dataclass

from bot.gateway.errors import Refusal
from bot.gateway.masking import mask
from bot.gateway.settings import GatewaySettings
from bot.gateway.shopfront import known_language
from bot.gateway.tokens import Tokens
from bot.gateway.typed import Language, disarm, language_of, tidy
from bot.gateway.words import language_asked_for, words
from shop.transcript import Kind, Said, Talk

# Hiding numbers in a long text takes up to a quarter of a second: others must not wait for that.
_SHORT_CHARS = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, as it is kept, and what Rasa is to be told."""

    said: Said
    message: str


class Hearing:
    """Understands requests of one shop as far as the gateway may."""

    def __init__(self, settings: GatewaySettings, tokens: Tokens) -> None:
        self._settings = settings
        self._tokens = tokens

    async def text(self, typed: str, talk: Talk | None, default: Language) -> Heard:
        """A typed sentence; `default` is the language where neither it nor the talk so far tells.

        Raises Refusal: too_long, empty.
        """
        short = len(typed) <= _SHORT_CHARS
        language = (
            (language_asked_for(typed) if short else None) or language_of(typed) or spoken(talk) or default
        )
        if len(typed) > self._settings.longest_text_chars:
            raise Refusal("too_long", limit=self._settings.longest_text_chars, language=language)
        if len(typed) > _SHORT_CHARS:
            clean = await asyncio.to_thread(self._clean, typed, language)
        else:
            clean = self._clean(typed, language)
        if not clean:
            raise Refusal("empty", language=language)
        return Heard(_said("text", clean, language, clean), disarm(clean))

    def postback(self, token: str, talk: Talk | None, default: Language) -> Heard:
        """A choice that was offered; raises Refusal: unknown_postback."""
        language = spoken(talk) or default
        offered = self._tokens.read_offer(talk.conversation, token) if talk else None
        if offered is None:
            raise Refusal("unknown_postback", language=language)
        return Heard(_said("postback", offered.title, language, offered.message), offered.message)

    def given(self, title: str, message: str, seal: str, language: Language) -> Heard:
        """A form that was given off, which the transcript knows by its title alone."""
        return Heard(_said("postback", title, language, f"{message}\0{seal}"), message)

    def _clean(self, typed: str, language: Language) -> str:
        return mask(tidy(typed), words(language).masked, self._settings.phone_regions)


def spoken(talk: Talk | None) -> Language | None:
    """The language spoken last in the talk, if there was one."""
    return known_language(talk.language) if talk else None


def _said(kind: Kind, text: str, language: Language, body: str) -> Said:
    # Over the masked text: the hash of a card number could be undone by trying.
    digest = hashlib.sha256(f"{kind}\0{body}".encode()).hexdigest()
    return Said(kind=kind, text=text, language=language, body_hash=digest)
