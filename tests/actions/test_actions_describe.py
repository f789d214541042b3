"""To be told about a thing: its description, also where the sentence holds words that name no fact."""

import pytest
from action_talk import Talk


@pytest.mark.parametrize(
    "text",
    ["tell me about the first", "walk me through the first one", "介绍一下第一款", "第一款给我科普一下"],
)
def test_a_thing_is_described_whatever_words_ask_for_it(talk: Talk, text: str) -> None:
    language = "zh" if "一" in text else "en"
    talk.say("find", "台灯" if language == "zh" else "table lamps")
    described = talk.say("describe", text)
    assert (
        described.text
        == talk.say("ask_fact", "介绍第一款" if language == "zh" else "describe the first").text
    )
    assert not described.cards
