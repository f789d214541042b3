"""Rasa component: takes back the names and pointers found in a sentence whose meaning has no use for them.

"Watch it, bye" names no watch. It runs after the intent is settled, and never adds an entity or changes the intent.
"""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message

_NAMES = frozenset({"category", "brand", "value", "item", "attribute"})
_POINTERS = frozenset({"place", "reference", "comparative", "order", "fact", "step"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityPruner(GraphComponent):
    """Drops entities by the sentence's intent."""

    def __init__(self, nameless: list[str], pointless: list[str]) -> None:
        self._unwanted = dict.fromkeys(pointless, _POINTERS) | dict.fromkeys(nameless, _NAMES | _POINTERS)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`nameless`: intents that name nothing and point at nothing; `pointless`: that point at nothing."""
        return {"nameless": [], "pointless": []}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Rasa's way to make a component."""
        return cls(config["nameless"], config["pointless"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave out of each message's entities what its intent has no use for."""
        for message in messages:
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            unwanted = self._unwanted.get(str(intent), frozenset())
            if unwanted and not str(message.get("text") or "").startswith("/"):
                kept = [one for one in message.get(ENTITIES, []) if one["entity"] not in unwanted]
                message.set(ENTITIES, kept, add_to_output=True)
        return messages
