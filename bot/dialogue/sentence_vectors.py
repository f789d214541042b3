"""Rasa component: the masked sentence's vectors, one of each encoder, kept between trainings.

Nothing is learnt here, and how much an encoder's vectors weigh is the classifier's affair. An encoder that cannot read
a sentence gives zeros, and the classifier goes by the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Self

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.encoders import ENCODERS, Encoder
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


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(GraphComponent):
    """Adds a dense sentence feature for each encoder, whose name is the feature's origin."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`encoders`: names of those that are asked, in this order."""
        return {"encoders": list(ENCODERS)}

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads tokens."""
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Rasa's way to make a component; raises InvalidConfigException where an encoder is unknown."""
        if unknown := [name for name in config["encoders"] if name not in ENCODERS]:
            known = ", ".join(ENCODERS)
            raise InvalidConfigException(f"config.yml: no encoder is called {unknown[0]}, only {known} are.")
        return cls({name: ENCODERS[name] for name in config["encoders"]})

    def __init__(self, encoders: dict[str, Encoder]) -> None:
        self._encoders = encoders
        self._threads = ThreadPoolExecutor(_THREADS, "encoder")

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors of all examples, those that an earlier training kept among them."""
        examples, sentences = _said(training_data.training_examples)
        for name, encoder in self._encoders.items():
            _log.info("Working out sentence vectors")
            kept = partial(vectors_of, encoder.name, encode=partial(self._shared, encoder))
            _add(examples, name, _rows(encoder, sentences, kept))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vectors of each message that has tokens; all encoders are at it at once."""
        heard, sentences = _said(messages)
        tasks = [partial(_rows, one, sentences, one.encode) for one in self._encoders.values()]
        beside = [self._threads.submit(task) for task in tasks[:-1]]
        here = [task() for task in tasks[-1:]]
        for name, rows in zip(self._encoders, [*(one.result() for one in beside), *here], strict=True):
            _add(heard, name, rows)
        return messages

    def _shared(self, encoder: Encoder, sentences: list[str]) -> Vectors:
        """What `encode` gives, worked out by two threads: a whole lesson takes a minute of one."""
        encoder.encode(sentences[:1])  # whoever is first reads its weights: two at once would read them twice
        vectors = np.empty((len(sentences), encoder.width), dtype=np.float32)
        parts = min(_THREADS, len(sentences))
        shares = self._threads.map(encoder.encode, [sentences[n::parts] for n in range(parts)])
        for n, share in enumerate(shares):
            vectors[n::parts] = share
        return vectors


def _said(messages: list[Message]) -> tuple[list[Message], list[str]]:
    """The messages that have tokens, and the sentence of each."""
    with_tokens = [message for message in messages if message.get(TOKENS_NAMES[TEXT])]
    return with_tokens, [spoken(message.get(TOKENS_NAMES[TEXT])) for message in with_tokens]


def _rows(encoder: Encoder, sentences: list[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
    """A row a sentence, by `encode`; zeros for one that the encoder cannot read."""
    vectors = np.zeros((len(sentences), encoder.width), dtype=np.float32)
    if places := [place for place, sentence in enumerate(sentences) if encoder.reads(sentence)]:
        vectors[places] = encode([sentences[place] for place in places])
    return vectors


def _add(messages: list[Message], origin: str, rows: Vectors) -> None:
    for message, row in zip(messages, rows, strict=True):
        message.add_features(Features(row[None, :], FEATURE_TYPE_SENTENCE, TEXT, origin))
