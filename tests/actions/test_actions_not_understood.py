"""What is not understood: a question, then help, then a person; and never the same sentence again at once."""

from collections.abc import Callable

import pytest
from action_talk import Talk

LOST = {"en": "blorb the frimble", "zh": "咕噜咕噜嘟嘟"}


def lost(talk: Talk, language: str = "en", *likely: str) -> tuple[str, list[str]]:
    """What is said to a sentence that may mean `likely`, and what its quick replies send."""
    answer = talk.say("nlu_fallback", LOST[language], ranking=("nlu_fallback", *likely))
    return answer.text, [one.postback for one in answer.replies.values()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_first_the_likeliest_meanings_are_asked_then_help_then_a_person(talk: Talk, language: str) -> None:
    said, sent = lost(talk, language, "cheaper", "out_of_scope", "more", "undo")
    assert sent == ["/cheaper", "/more", "/what_can_you_do"]
    helped, starters = lost(talk, language, "cheaper", "more")
    assert starters[-1] == "/recommend"
    offered, ways = lost(talk, language, "cheaper", "more")
    assert ways[0] == "/talk_to_person"
    again, _ = lost(talk, language, "cheaper", "more")
    assert len({said, helped, offered, again}) == 4


def test_the_shoppers_own_words_are_on_the_reply_and_are_looked_for_when_it_is_chosen(talk: Talk) -> None:
    answer = talk.say("nlu_fallback", "smth glowy", ranking=("nlu_fallback", "find", "ask_faq", "like"))
    title, search = next(iter(answer.replies.items()))
    assert "smth glowy" in title
    assert search.postback.startswith("/find{")
    assert talk.choose(search)


def test_what_was_pointed_at_goes_with_the_reply(talk: Talk) -> None:
    talk.say("find", "table lamps")
    second = talk.say("ask_fact", "how much is the second?").text
    answer = talk.say("nlu_fallback", "thingy the second whatsit", ranking=("ask_why", "ask_fact"))
    told = next(one for one in answer.replies.values() if one.postback.startswith("/ask_fact"))
    name = second.partition(" costs")[0]
    assert name in talk.choose(told).text


def test_a_turn_that_was_understood_begins_it_anew(talk: Talk) -> None:
    first = lost(talk, "en", "cheaper", "more")[1]
    talk.say("find", "table lamps")
    assert lost(talk, "en", "cheaper", "more")[1] == first


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("nlu_fallback", "blorb frimble"),
        ("out_of_scope", "will it rain tomorrow"),
        ("ask_faq", "do you have a loyalty programme?"),
        ("affirm", "yes"),
        ("deny", "no"),
        ("undo", "undo"),
        ("start_over", "start over"),
        ("show_cart", "my cart"),
        ("checkout", "check out"),
        ("cheaper", "cheaper"),
        ("find", "I want to buy something"),
        ("ask_why", "why"),
        ("add_to_cart", "add it"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_thing_said_three_times_gets_three_answers(
    begin: Callable[[], Talk], intent: str, text: str, language: str
) -> None:
    talk = begin()
    if language == "zh":
        text = "嗯"
    answers = [talk.say(intent, text, ranking=(intent, "cheaper", "more")).text for _ in range(3)]
    assert len(set(answers)) == 3, answers
