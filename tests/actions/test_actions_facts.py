"""Questions on what was shown are answered by the catalogue, or said to be unknown."""

import pytest
from action_talk import Talk

from actions.messages import Table


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how heavy is the second one", "4200 g"),
        ("what colour is the third", "grey"),
        ("how much is the first", "€49.90"),
        ("is the first in stock", "12 left"),
        ("what brand is the third", "Polar"),
        ("tell me about the first", "linen shade"),
        ("is the first red?", "Yes"),
        ("is the first green?", "No"),
        ("how heavy is the Brook Kettle", "1200 g"),
        ("第二个多重", "4200克"),
        ("第一个多少钱", "€49.90"),
    ],
)
def test_a_fact_is_told_as_the_catalogue_has_it(talk: Talk, question: str, told: str) -> None:
    shown = talk.say("find", "lamps")
    assert shown.ids == ["l1", "l2", "l3"]
    answer = talk.say("ask_fact", question)
    assert told in answer.text
    assert not answer.cards


@pytest.mark.parametrize(
    "question",
    [
        "how long does the battery of the first last",
        "is the first waterproof",
        "what is the first made of",
        "how wide is the first",
        "does the first have bluetooth",
        "第一个续航多久",
    ],
)
def test_what_is_not_held_is_said_to_be_unknown_without_a_figure(talk: Talk, question: str) -> None:
    talk.say("find", "lamps")
    answer = talk.say("ask_fact", question)
    assert not any(letter.isdigit() for letter in answer.text)
    assert "can't tell" in answer.text or "不清楚" in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who wrote the first one", "doesn't say that about Ember Table Lamp"),
        ("does the first vibrate", "doesn't say that about Ember Table Lamp"),
        ("is the first waterproof", "doesn't say that about Ember Table Lamp"),
        ("how powerful is the first", "doesn't give the power of Ember Table Lamp"),
        ("第一个防水吗", "没有提到余烬台灯的这一点"),
    ],
)
def test_what_nobody_has_a_noun_for_is_not_put_as_one(talk: Talk, question: str, told: str) -> None:
    talk.say("find", "lamps")
    assert told in talk.say("ask_fact", question).text


def test_it_is_the_one_spoken_of_last(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("ask_fact", "how heavy is the second one")
    assert "Ember Floor Lamp" in talk.say("ask_fact", "what colour is it").text


def test_a_place_that_was_not_shown_is_asked_about(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("ask_fact", "how heavy is the ninth")
    assert "no number 9" in answer.text
    chosen = talk.choose(answer.replies["Ember Table Lamp"])
    assert "900 g" in chosen.text


def test_the_bot_tells_why_as_it_did_on_the_card(talk: Talk) -> None:
    shown = talk.say("find", "a lamp under 50")
    answer = talk.say("ask_why", "why did you pick the second?")
    assert answer.text.endswith(shown.cards[1].reason[1:])
    assert shown.cards[1].name in answer.text
    assert "did not pick" in talk.say("ask_why", "why the Brook Kettle").text


def test_two_things_are_set_side_by_side_with_what_differs_first(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("compare", "compare the first two")
    (table,) = answer.all(Table)
    assert "Ember Table Lamp" in table.caption
    rows = {row.label: row for row in table.rows}
    assert rows["price"].values == ["€49.90", "€79.00"]
    assert rows["weight"].values == ["900 g", "4200 g"]
    assert not rows["Brand"].differs
    differing = [row.differs for row in table.rows]
    assert differing == sorted(differing, reverse=True)
    assert "costs €29.10 less" in answer.text


def test_what_suits_the_wish_better_is_told_by_the_wish_alone(talk: Talk) -> None:
    talk.say("find", "jackets")
    talk.say("find", "under 100")
    answer = talk.say("compare", "compare the Brook Wind Jacket with the Fjell City Jacket")
    assert "Brook Wind Jacket fits better: up to €100.00." in answer.text
    assert "Fjell City Jacket lacks: up to €100.00." in answer.text


def test_which_is_better_speaks_of_what_was_compared_last_and_places_of_the_table(talk: Talk) -> None:
    shown = talk.say("find", "lamps")
    talk.say("compare", "compare the first and the third")
    again = talk.say("compare", "which is better?").all(Table)
    assert [column.item_id for column in again[0].columns] == [shown.ids[0], shown.ids[2]]
    talk.say("add_to_cart", "add the second")
    assert talk.cart == {shown.ids[2]: 1}


def test_what_was_spoken_of_is_compared_with_another(talk: Talk) -> None:
    shown = talk.say("find", "lamps")
    talk.say("ask_fact", "how heavy is the first")
    (table,) = talk.say("compare", "compare it with the third").all(Table)
    assert [column.item_id for column in table.columns] == [shown.ids[0], shown.ids[2]]


def test_one_thing_alone_cannot_be_compared(talk: Talk) -> None:
    assert talk.say("compare", "compare").replies
    talk.say("recommend", "surprise me")
    assert "which two" in talk.say("compare", "compare").text


def test_what_goes_with_a_thing_is_what_the_shop_says(talk: Talk) -> None:
    answer = talk.say("goes_with", "what goes with the Ember Table Lamp?")
    assert answer.ids == ["b1"]
    assert answer.cards[0].reason == (
        "Goes with Ember Table Lamp: Warm Bulb is an accessory of Ember Table Lamp"
    )
    assert "Warm Bulb is an accessory" in talk.say("ask_why", "why the first?").text
    assert not talk.say("goes_with", "what goes with the Brook Wind Jacket?").cards


def test_a_like_is_noted_and_counts_as_a_taste(talk: Talk) -> None:
    talk.say("find", "lamps")
    assert "Ember Floor Lamp" in talk.say("like", "I like the second one").text


@pytest.mark.parametrize("intent", ["ask_fact", "ask_why", "goes_with", "like", "similar"])
def test_with_nothing_shown_the_bot_asks_what_is_wanted(talk: Talk, intent: str) -> None:
    answer = talk.say(intent, "that one")
    assert answer.text
    assert not answer.cards
    assert answer.replies


@pytest.mark.parametrize(("said", "told"), [("and the delivery?", "working days"), ("运费呢", "4.90 欧元")])
def test_what_points_at_nothing_is_asked_of_the_shop(talk: Talk, said: str, told: str) -> None:
    talk.say("find", "the Fjell Rain Jacket")
    assert told in talk.say("ask_fact", said).text


def test_what_is_known_of_none_of_them_is_said_once(talk: Talk) -> None:
    talk.say("find", "jackets")
    answer = talk.say("ask_fact", "are these flammable")
    assert answer.text.count("can't tell") == 1
