"""Rasa component: the entities of a sentence, by the shop's lexicon and by rules. Nothing is learnt.

In training the names come from the annotations and the amounts from the rules, so that the classifier
sees the same kinds then as in use, whatever the shop sells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.amounts import find_amounts
from bot.dialogue.analysis import Mask, analyse, masks_of, signs_of
from bot.dialogue.folding import plain_form
from bot.dialogue.language import language_of
from bot.dialogue.lexicon import Lexicon, LexiconFile
from bot.dialogue.references import find_facts, find_references
from bot.dialogue.spelling import spelt

MASKS = "daogou_masks"
MEANT = "daogou_meant"  # the sentence with its words of talk spelt well, in which the masks stand
SIGNS = "daogou_signs"


# Rasa prepares the training data with tokenizers and featurizers alone; an extractor's would never be called.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=False,
)
class ShoppingExtractor(GraphComponent):
    """Sets `entities` and, for the tokenizer after it, the places to be masked."""

    def __init__(self, default_language: str) -> None:
        self._default_language = default_language
        self._lexicon = LexiconFile()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`language`: of a sentence without letters when the gateway does not tell."""
        return {"language": "en"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ShoppingExtractor:
        """Rasa's way to make a component; the lexicon's place comes from the environment, never from the model."""
        return cls(config["language"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mark in each example what will be masked: annotated names, and prices by rule.

        What was marked while the files were read (lesson.py) is left as it is.
        """
        no_shop = Lexicon(())
        for example in training_data.training_examples:
            if example.get(TEXT) and example.get(MEANT) is None:
                _mark(example, no_shop)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each sentence, the language among them; a sentence of syntax is left alone."""
        lexicon = self._lexicon.current()
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            analysis = analyse(text, lexicon)
            metadata = message.get("metadata") or {}
            language = metadata.get("language") or language_of(text, self._default_language)
            spoken = {"entity": "language", "value": language, "start": 0, "end": 0}
            entities = [
                {**entity, "extractor": type(self).__name__} for entity in [*analysis.entities, spoken]
            ]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)
            message.set(MASKS, analysis.masks)
            message.set(MEANT, analysis.spelt)
            message.set(SIGNS, analysis.signs)
        return messages


def _mark(example: Message, no_shop: Lexicon) -> None:
    written = spelt(plain_form(example.get(TEXT)), no_shop)
    plain = written.text
    amounts = find_amounts(plain)
    names = [Mask(*written.meant(e["start"], e["end"]), e["entity"]) for e in example.get(ENTITIES, [])]
    amounts = [one for one in amounts if not _inside_one(*one.core, names)]
    mentions = [one for one in find_references(plain) if not _inside_one(one.start, one.end, names)]
    example.set(MASKS, sorted([*names, *masks_of([], amounts)], key=lambda mask: mask.start))
    example.set(SIGNS, signs_of(amounts, mentions, find_facts(plain)))
    example.set(MEANT, plain)


def _inside_one(start: int, end: int, names: Sequence[Mask]) -> bool:
    return any(start < name.end and name.start < end for name in names)
