"""A broad wish is asked one question at a time, by the facet that splits best; the shopper may ignore it."""

import pytest
from held_talk import Talk
from talking import Answer

OPENINGS = {"en": "backpacks", "zh": "双肩包"}


def answers(answer: Answer) -> list[dict[str, str]]:
    """The quick replies that tell how many they leave."""
    return [reply for reply in answer.replies if reply["title"].rstrip(")）")[-1:].isdigit()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_answer_leaves_as_many_as_it_says(demo: Talk, language: str) -> None:
    broad = demo.say(OPENINGS[language])
    offered = answers(broad)
    assert 2 <= len(offered) <= 4, broad
    count = int("".join(filter(str.isdigit, offered[0]["title"].replace("（", "(").rpartition("(")[2])))
    narrowed = demo.choose(offered[0])
    assert len(narrowed.cards) == min(5, count), narrowed


def test_it_can_be_ignored_and_is_not_asked_twice(demo: Talk) -> None:
    first = {reply["title"] for reply in answers(demo.say("backpacks"))}
    again = demo.say("other ones")
    assert again.cards
    assert not first & {reply["title"] for reply in answers(again)}
