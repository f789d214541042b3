"""Rasa component: cut a sentence of either language, or of both, into the words the classifier learns from.

Han text goes to rjieba, the rest to spaCy. A masked place becomes an ordinary word of its kind in the
language around it, so that word counts and sentence vectors see "a product under 50 dollars" in every shop.
The signs that the rules found follow the words, for the word counts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rjieba
import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.analysis import Mask
from bot.dialogue.extractor import MASKS, MEANT, SIGNS
from bot.dialogue.folding import plain_form
from bot.dialogue.language import HAN
from bot.dialogue.words import words

_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\u3400-\u9fff\uf900-\ufaff]+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class BilingualTokenizer(Tokenizer):
    """One tokenizer for sentences in English, in Chinese, or in both."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._latin = spacy.blank("en").tokenizer

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own settings of a tokenizer."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BilingualTokenizer:
        """Rasa's way to make a component."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of `attribute`; for a shopper's text, with its masked places replaced."""
        text = message.get(attribute)
        if attribute == TEXT and text:
            text = message.get(MEANT) or plain_form(text)
        masks: list[Mask] = message.get(MASKS, []) if attribute == TEXT else []
        stand_ins = words("zh" if HAN.search(text) else "en")["stand_ins"]
        tokens: list[Token] = []
        place = 0
        for mask in masks:
            tokens += self._cut(text[place : mask.start], place)
            tokens += [
                Token(word, mask.start, mask.end)
                for word in stand_ins[mask.kind].split()
                if mask.end > mask.start
            ]
            place = mask.end
        tokens += self._cut(text[place:], place)
        signs = message.get(SIGNS, []) if attribute == TEXT else []
        tokens += [Token(sign, len(text), len(text), data={SIGNS: True}) for sign in signs]
        return tokens or [Token(text or " ", 0)]

    def _cut(self, text: str, start: int) -> Iterator[Token]:
        for run in _RUNS.finditer(text):
            offset = start + run.start()
            if HAN.match(run[0]):
                for word in rjieba.cut(run[0]):
                    yield Token(word, offset)
                    offset += len(word)
            else:
                for token in self._latin(run[0]):
                    if not token.is_space:
                        yield Token(token.text, offset + token.idx)
