"""What Rasa's components of sentence vectors share: vectors of the masked sentences, kept between trainings.

It knows no encoder, and how much an encoder's vectors weigh is the classifier's affair.
"""

from __future__ import annotations

import logging
from abc import abstractmethod
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar, Self

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.extractor import SIGNS
from bot.dialogue.language import HAN
from bot.dialogue.vector_file import Vectors, vectors_of

_THREADS = 2

_log = logging.getLogger("daogou.dialogue")


def spoken(tokens: list[Token]) -> str:
    """The sentence that the tokens make, without signs: blanks between Latin words, none beside Han."""
    text = ""
    for token in tokens:
        if token.get(SIGNS):
            continue
        joins = not text or HAN.match(token.text) or HAN.match(text[-1])
        text += token.text if joins else f" {token.text}"
    return text


class VectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the vector of the masked sentence as a dense sentence feature; zeros where the encoder cannot read it."""

    ENCODER: ClassVar[str]  # name and version: vectors are kept under it
    WIDTH: ClassVar[int]  # numbers a sentence

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @abstractmethod
    def encoded(self, sentences: list[str]) -> Vectors:
        """Shape (len(sentences), WIDTH), each row of length 1."""

    @abstractmethod
    def reads(self, sentence: str) -> bool:
        """Whether the encoder knows the sentence's language."""

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads tokens."""
        return [Tokenizer]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to set but `alias`, the name that the classifier weighs the vectors by."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Rasa's way to make a component."""
        return cls(config, execution_context.node_name)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors of all examples, those that an earlier training kept among them."""
        _log.info("Working out sentence vectors")
        self._add(training_data.training_examples, kept=True)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector of each message that has tokens."""
        self._add(messages, kept=False)
        return messages

    def _add(self, messages: list[Message], *, kept: bool) -> None:
        with_tokens = [message for message in messages if message.get(TOKENS_NAMES[TEXT])]
        sentences = [spoken(message.get(TOKENS_NAMES[TEXT])) for message in with_tokens]
        places = [place for place, sentence in enumerate(sentences) if self.reads(sentence)]
        vectors = np.zeros((len(sentences), self.WIDTH), dtype=np.float32)
        if places:
            read = [sentences[place] for place in places]
            vectors[places] = vectors_of(self.ENCODER, read, self._by_two) if kept else self.encoded(read)
        for message, vector in zip(with_tokens, vectors, strict=True):
            every_token = np.broadcast_to(vector, (len(message.get(TOKENS_NAMES[TEXT])), self.WIDTH))
            self.add_features_to_message(every_token, vector[None, :], TEXT, message)

    def _by_two(self, sentences: list[str]) -> Vectors:
        """What `encoded` gives, worked out by two threads: a whole lesson takes a minute of one."""
        vectors = np.empty((len(sentences), self.WIDTH), dtype=np.float32)
        parts = min(_THREADS, len(sentences))
        with ThreadPoolExecutor(parts) as threads:
            shares = threads.map(self.encoded, [sentences[n::parts] for n in range(parts)])
            for n, share in enumerate(shares):
                vectors[n::parts] = share
        return vectors
