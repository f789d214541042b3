"""One turn, ready to be answered: what was heard, what is remembered, in which words, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from actions.heard import Heard
from actions.memory import Memory
from actions.wording import Wording
from shop.effects import TurnRef
from shop.shop import Shop


@dataclass(frozen=True)
class Turn:
    """What an action is given. `shop` is the whole shop; an action asks one or two of its nouns."""

    shop: Shop
    heard: Heard
    memory: Memory
    wording: Wording
    ref: TurnRef

    @classmethod
    def read(cls, shop: Shop, tracker: Mapping[str, Any]) -> Self:
        """From a tracker as Rasa sends it; the gateway's metadata tells conversation and turn."""
        latest = tracker.get("latest_message") or {}
        slots = tracker.get("slots") or {}
        metadata = latest.get("metadata") or {}
        ref = TurnRef(*(int(metadata.get(name) or 0) for name in ("conversation", "turn", "part")))
        language = slots.get("language") or metadata.get("language") or shop.profile.language
        return cls(shop, Heard.read(latest), Memory.read(slots), Wording.of(language, ref.n), ref)

    @cached_property
    def shopper_id(self) -> str | None:
        """Who shops; None where Rasa is asked without the gateway (its own shell, its tests)."""
        return self.shop.conversations.shopper_of(self.ref.conversation) if self.ref.conversation else None

    def saying(self, heard: Heard) -> Self:
        """The same turn with other words heard."""
        return replace(self, heard=heard)

    def remembering(self, memory: Memory) -> Self:
        """The same turn with something more in mind."""
        return replace(self, memory=memory)
