"""Rasa component: a sentence that is nothing but the name of a kind of thing is a wish for it, as 表 or "dog bed".

What a lone name is likeliest to be taken for is chance, since it may be a word that no example holds. So it is with a
word or two that nothing knows ("salmon"), where the classifier is not sure. Nothing else of a sentence is looked at,
and no entity is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.words import any_of, listed

_NAMES = frozenset({"category", "brand", "value", "item"})
_KINDS = frozenset({"category", "item"})
_WORDS = frozenset({"text"})
_MOST_WORDS = 2  # that nothing knows
_BESIDE = frozenset(
    {"text", "language", "attribute"}
)  # what stands beside a name in a sentence of names alone


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class BareNames(GraphComponent):
    """Makes a wish of a sentence of names alone."""

    def __init__(self, intent: str, unless: list[str], unknown: list[str], sure: float) -> None:
        self._intent, self._unknown, self._sure = intent, frozenset(unknown), sure
        self._unless = frozenset({intent, *unless})
        self._particles = re.compile(rf"(?:{any_of(listed('particles'))}|[\W_])+", re.IGNORECASE)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`intent`: what such a sentence means; `unless`: intents that are left as they are.

        `unknown`: what a word or two that nothing knows may have been taken for, less sure than `sure`.
        """
        return {"intent": "find", "unless": [], "unknown": [], "sure": 0.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Rasa's way to make a component."""
        return cls(config["intent"], config["unless"], config["unknown"], config["sure"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Change the intent, and put the new one first in the ranking."""
        for message in messages:
            heard = message.get(INTENT) or {}
            intent = str(heard.get(INTENT_NAME_KEY))
            unsure = intent in self._unknown and float(heard.get("confidence") or 0.0) < self._sure
            named = intent not in self._unless and self._is_bare(message, _NAMES, _KINDS)
            if named or (unsure and self._is_bare(message, _WORDS, _WORDS)):
                sure = {"name": self._intent, "confidence": 1.0}
                others = [one for one in message.get("intent_ranking") or () if one["name"] != self._intent]
                message.set(INTENT, sure, add_to_output=True)
                message.set("intent_ranking", [sure, *others], add_to_output=True)
        return messages

    def _is_bare(self, message: Message, names: frozenset[str], needed: frozenset[str]) -> bool:
        """Whether entities of the kinds `names`, one of them of those `needed`, are all that the sentence has."""
        text, entities = str(message.get(TEXT) or ""), message.get(ENTITIES) or []
        kinds = {one["entity"] for one in entities}
        if text.startswith("/") or not kinds & needed or kinds - names - _BESIDE:
            return False
        left = list(text)
        for one in entities:
            if one["entity"] in names and not _refuses(one):
                if one["entity"] in _WORDS and not _is_said_together(text, one):
                    return False
                left[one["start"] : one["end"]] = " " * (one["end"] - one["start"])
        return not self._particles.sub("", "".join(left))


def _refuses(entity: Mapping[str, Any]) -> bool:
    return bool(entity.get("negated"))


def _is_said_together(text: str, entity: Mapping[str, Any]) -> bool:
    """Whether the words that nothing knows are a few, and stand side by side."""
    words = str(entity["value"]).split()
    return len(words) <= _MOST_WORDS and text[entity["start"] : entity["end"]].split() == words
