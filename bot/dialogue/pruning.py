"""Rasa component: takes back the traits and pointers found in a sentence whose meaning has no use for them.

"It's grey here, bye" asks for no colour. It runs after the intent is settled, and never adds an entity or changes the
intent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityPruner(GraphComponent):
    """Drops entities by the sentence's intent."""

    def __init__(self, unused: Sequence[Mapping[str, Sequence[str]]], least_confidence: float) -> None:
        self._least_confidence = least_confidence
        self._unused: dict[str, list[Mapping[str, Sequence[str]]]] = {}
        for group in unused:
            for intent in group["intents"]:
                self._unused.setdefault(intent, []).append(group)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`unused`: groups of `intents`, each with the `kinds` of entities that they have no use for.

        Where a group has `attributes`, only values of these are meant. Nothing is dropped where the intent is less sure
        than `least_confidence`.
        """
        return {"unused": [], "least_confidence": 0.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Rasa's way to make a component."""
        return cls(config["unused"], config["least_confidence"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave out of each message's entities what its intent has no use for."""
        for message in messages:
            intent = message.get(INTENT) or {}
            groups = self._unused.get(str(intent.get(INTENT_NAME_KEY)))
            sure = float(intent.get("confidence") or 0.0) >= self._least_confidence
            if groups and sure and not str(message.get("text") or "").startswith("/"):
                kept = [
                    one
                    for one in message.get(ENTITIES, [])
                    if not any(_holds(group, one) for group in groups)
                ]
                message.set(ENTITIES, kept, add_to_output=True)
        return messages


def _holds(group: Mapping[str, Sequence[str]], entity: Mapping[str, Any]) -> bool:
    """Whether the entity is one of those that the group's intents have no use for."""
    if entity["entity"] not in group["kinds"]:
        return False
    attribute = str(entity.get("attribute") or "").rpartition(":")[2]
    return "attributes" not in group or attribute in group["attributes"]
