"""Talk beside a wish: words that nothing here bears out neither empty the shelf nor stay for later turns."""

import pytest
from action_talk import Talk


@pytest.mark.parametrize("text", ["let's narrow that down to red", "hmm, changed my mind, red instead"])
def test_words_beside_a_trait_that_nothing_bears_out_are_told_and_let_go(talk: Talk, text: str) -> None:
    talk.say("find", "jackets")
    answer = talk.say("find", text)
    assert answer.ids == ["j1"]
    assert "text" not in talk.slots["request"]["now"]
    assert talk.say("find", "under 500").ids == ["j1"]


def test_something_cheaper_is_found_whatever_is_said_beside_it(talk: Talk) -> None:
    talk.say("find", "the Ember Floor Lamp")
    answer = talk.say("cheaper", "ouch, anything kinder to my wallet?")
    assert {"l1", "l3"} <= set(answer.ids)
    assert "text" not in talk.slots["request"]["now"]


def test_what_is_not_sold_is_still_told_beside_a_trait(talk: Talk) -> None:
    talk.say("find", "jackets")
    answer = talk.say("find", "a red kayak")
    assert "kayak" in answer.text
    assert not set(answer.ids) - {"j1"}


def test_an_empty_cart_is_no_dead_end(talk: Talk) -> None:
    for intent, text in (("show_cart", "my cart"), ("remove_from_cart", "take it out")):
        assert talk.say(intent, text).replies, intent
