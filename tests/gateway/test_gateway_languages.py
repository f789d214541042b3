"""Somebody may ask to be answered in a language, in either; what only names one asks for nothing."""

import pytest

from bot.gateway.typed import Language
from bot.gateway.words import language_asked_for


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("switch to Chinese please", "zh"),
        ("switch from English to Chinese please", "zh"),
        ("can you speak English?", "en"),
        ("show me something cheaper in Chinese please", "zh"),
        ("请说英文", "en"),
        ("换中文吧", "zh"),
        ("能说英语吗", "en"),
        ("别用英文，用中文", "zh"),
        ("I don't speak Chinese", None),
        ("我不会说英语", None),
        ("有没有用英文写的书", None),
        ("这个翻译机能说英语吗", None),
        ("books that talk about Chinese history", None),
        ("show me boots", None),
    ],
)
def test_a_language_is_asked_for(text: str, language: Language | None) -> None:
    assert language_asked_for(text) == language
