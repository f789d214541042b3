"""Pointing at what was shown: always the same thing is meant, and where two could be, the shopper is asked."""

import pytest
from action_talk import Talk

from actions.messages import Table


@pytest.mark.parametrize("asked", ["how heavy is the cheaper of the two", "这两个里便宜的那个多重"])
def test_of_a_pair_that_was_compared_the_cheaper_is_meant(talk: Talk, asked: str) -> None:
    talk.say("find", "lamps")
    talk.say("compare", "compare the Ember Table Lamp with the Ember Floor Lamp")
    assert "900" in talk.say("ask_fact", asked).text


def test_the_cheaper_of_the_two_is_one_thing_in_the_cart(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("compare", "compare the Ember Table Lamp with the Ember Floor Lamp")
    talk.say("add_to_cart", "add the cheaper of the two")
    assert talk.cart == {"l1": 1}


def test_the_lighter_one_is_found_by_its_figure(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("compare", "compare the Ember Floor Lamp with the Polar Desk Lamp with Clamp")
    assert "Polar Desk Lamp" in talk.say("ask_fact", "how much is the lighter one").text
    assert "极光书桌灯" in talk.say("ask_fact", "轻的那个多少钱").text


def test_what_cannot_be_told_lighter_is_asked_about(talk: Talk) -> None:
    talk.say("find", "tents")
    answer = talk.say("ask_fact", "how much is the lighter one")  # of one tent no weight is held
    assert len(answer.replies) == 3
    assert "€" not in answer.text


def test_the_red_one_is_the_red_one_of_those_shown(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("ask_fact", "how much is the red one")
    assert "Ember Table Lamp costs €49.90" in answer.text
    assert "Ember Table Lamp" not in talk.say("ask_fact", "绿色的那个多重").text


def test_a_question_on_the_one_spoken_of_is_not_taken_for_another_that_has_the_trait(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("ask_fact", "how heavy is the Ember Floor Lamp")
    answer = talk.say("ask_fact", "is it red?")
    assert "Ember Floor Lamp" in answer.text
    assert "Ember Table Lamp" not in answer.text


def test_two_that_are_grey_are_asked_about(talk: Talk) -> None:
    shown = talk.say("find", "jackets")
    answer = talk.say("ask_fact", "how much is the grey one")
    assert set(answer.replies) == {"Fjell Rain Jacket", "Fjell City Jacket"}
    assert len(shown.ids) == 3
    assert "€120.00" in talk.choose(answer.replies["Fjell City Jacket"]).text


@pytest.mark.parametrize(
    ("asked", "middle"), [("jackets", "how much is the middle one"), ("夹克", "中间那个多少钱")]
)
def test_the_middle_one_of_three_is_the_second(talk: Talk, asked: str, middle: str) -> None:
    shown = talk.say("find", asked)
    answer = talk.say("ask_fact", middle)
    assert len(shown.cards) == 3
    assert shown.cards[1].name in answer.text


def test_in_an_even_list_the_two_in_the_middle_are_asked_about(talk: Talk) -> None:
    talk.say("find", "lamps")
    assert talk.say("compare", "compare the Ember Table Lamp with the Ember Floor Lamp").all(Table)
    answer = talk.say("ask_fact", "how much is the middle one")
    assert set(answer.replies) == {"Ember Table Lamp", "Ember Floor Lamp"}


def test_that_tent_after_lamps_is_none_of_them(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("ask_fact", "how heavy is the first")
    answer = talk.say("ask_fact", "how heavy is that tent")
    assert "no “tent”" in answer.text
    assert not any(character.isdigit() for character in answer.text)


def test_that_lamp_is_the_one_spoken_of(talk: Talk) -> None:
    talk.say("find", "lamps")
    talk.say("ask_fact", "how heavy is the Ember Floor Lamp")
    assert "€79.00" in talk.say("ask_fact", "and what does that lamp cost").text


@pytest.mark.parametrize("both", ["how heavy are both", "这两个多重"])
def test_both_of_three_is_asked_about_with_pairs_to_choose(talk: Talk, both: str) -> None:
    shown = talk.say("find", "lamps")
    answer = talk.say("ask_fact", both)
    assert "3" in answer.text
    chosen = talk.choose(next(iter(answer.replies.values())))
    names = {card.item_id: card.name for card in shown.cards}
    assert all(name in chosen.text or both.startswith("这") for name in (names[shown.ids[0]],))
    assert len(chosen.text.splitlines()) == 2


def test_both_are_the_two_that_were_spoken_of_one_after_the_other(talk: Talk) -> None:
    shown = talk.say("find", "lamps")
    talk.say("ask_fact", "how heavy is the first")
    talk.say("ask_fact", "and the third?")
    (table,) = talk.say("compare", "compare both").all(Table)
    assert [column.item_id for column in table.columns] == [shown.ids[0], shown.ids[2]]


def test_it_is_compared_with_another_than_itself(talk: Talk) -> None:
    shown = talk.say("find", "lamps")
    talk.say("compare", "compare the first with the third")
    talk.say("ask_fact", "how heavy is the second")  # of the table: the third of the cards
    (table,) = talk.say("compare", "compare it with the second").all(Table)
    assert [column.item_id for column in table.columns] == [shown.ids[2], shown.ids[1]]


@pytest.mark.parametrize("intent", ["ask_fact", "compare", "add_to_cart"])
@pytest.mark.parametrize("said", ["both", "the cheaper of the two", "the second"])
def test_where_nothing_was_shown_it_is_asked_what_is_wanted(talk: Talk, intent: str, said: str) -> None:
    answer = talk.say(intent, said)
    assert answer.text
    assert not answer.cards
    assert not talk.cart


def test_the_lighter_is_told_with_both_figures(talk: Talk) -> None:
    talk.say("find", "lamps")
    answer = talk.say("compare", "compare the Ember Table Lamp with the Ember Floor Lamp")
    assert "Ember Table Lamp is lighter: 900 g, against 4200 g of Ember Floor Lamp." in answer.text


def test_a_no_is_said_once_and_plainly(talk: Talk) -> None:
    talk.say("find", "tents")
    answer = talk.say("ask_fact", "is the Fjell Sun Tent waterproof?")
    assert answer.text == "No, Fjell Sun Tent: not waterproof."


@pytest.mark.parametrize("both", ["add both", "两个都要"])
def test_both_go_into_the_cart_once_each(talk: Talk, both: str) -> None:
    talk.say("find", "lamps")
    talk.say("compare", "compare the Ember Table Lamp with the Ember Floor Lamp")
    talk.say("add_to_cart", both)
    assert talk.cart == {"l1": 1, "l2": 1}
