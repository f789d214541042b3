"""Calling a person, complaints, insults, and how the talk was."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from action_talk import Answer, Talk
from sqlalchemy import update

from actions.messages import Form, Rating
from shop.handovers import leave_message
from shop.people_tables import Handover
from shop.shop import Shop


def stars_kept(shop: Shop, talk: Talk) -> int | None:
    return shop.shoppers.kept_of(talk.shopper).stars


def ask_to_be_served(talk: Talk) -> Answer:
    """Something is done for the shopper."""
    talk.say("find", "lamps")
    return talk.say("add_to_cart", "the first")


def let_time_pass(shop: Shop, talk: Talk) -> None:
    """As if the shopper had waited for as long as the shop lets them."""
    with shop.database.change() as books:
        books.execute(
            update(Handover)
            .where(Handover.conversation_id == talk.conversation)
            .values(due_at=datetime.now(UTC) - timedelta(seconds=1))
        )


def test_who_asks_for_a_person_waits_for_one_and_is_told_how_long(talk: Talk, market: Shop) -> None:
    answer = talk.say("talk_to_person", "a human please")
    assert "5 minutes" in answer.text
    assert "go on answering" in answer.text
    assert "nine to five" in answer.text
    handing = market.handovers.of(talk.conversation)
    assert handing is not None
    assert handing.state == "waiting"
    assert len(talk.say("find", "lamps").cards) == 3, "the bot goes on answering"


def test_who_asks_again_keeps_the_place_in_line_and_hears_other_words(talk: Talk, market: Shop) -> None:
    first = talk.say("talk_to_person", "a human please")
    asked = market.handovers.of(talk.conversation)
    second = talk.say("talk_to_person", "转人工")
    third = talk.say("talk_to_person", "a human!")
    assert len({first.text, second.text, third.text}) == 3
    assert "分钟" in second.text
    assert market.handovers.of(talk.conversation) == asked


def test_with_nobody_there_a_message_is_taken(talk: Talk, market: Shop) -> None:
    talk.say("talk_to_person", "a human please")
    let_time_pass(market, talk)
    answer = talk.say("talk_to_person", "is anybody there?")
    (form,) = answer.all(Form)
    assert [field.name for field in form.fields] == ["message", "email"]
    assert all(field.value is None for field in form.fields)
    with market.database.change() as books:
        leave_message(books, talk.conversation, {"message": "The zip is broken."})
    assert "message" in talk.say("talk_to_person", "did you get it?").text
    assert market.handovers.of(talk.conversation) is not None


def test_after_a_complaint_a_person_is_offered_and_comes_by_one_click(talk: Talk, market: Shop) -> None:
    answer = talk.say("complaint", "this is awful service")
    talk.choose(answer.replies["Talk to a person"])
    assert market.handovers.of(talk.conversation) is not None
    assert not talk.say("complaint", "太差了").replies, "a person is called already"


def test_an_insult_is_met_calmly_once_and_never_twice_with_the_same_words(talk: Talk) -> None:
    answers = [talk.say("abuse", text) for text in ("you idiot", "shut up", "you moron", "idiot!")]
    texts = [answer.text for answer in answers]
    assert "Talk to a person" in answers[0].replies
    assert all("Talk to a person" not in answer.replies for answer in answers[1:])
    assert all(one != other for one, other in pairwise(texts))
    assert "idiot" not in "".join(texts)


def test_stars_are_asked_for_once_and_only_where_something_was_done(talk: Talk, market: Shop) -> None:
    assert not talk.say("thanks", "thanks").all(Rating)
    talk.say("find", "lamps")
    assert not talk.say("thanks", "thanks").all(Rating), "looking alone is not much to judge by"
    ask_to_be_served(talk)
    (asked,) = talk.say("thanks", "thank you").all(Rating)
    assert len(asked.stars) == 5
    assert not talk.say("goodbye", "bye").all(Rating)
    answer = talk.choose(asked.stars[3])
    assert "4 of 5" in answer.text
    assert stars_kept(market, talk) == 4


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("5 stars", 5),
        ("I'd give this talk 2 of 5", 2),
        ("four out of five", 4),
        ("10/10", 5),
        ("8/10", 4),
        ("zero stars", 1),
        ("给你打五分", 5),
        ("四星", 4),
        ("这次服务打3分", 3),
        ("10分我给6分", None),
        ("how do I rate this chat?", None),
        ("打个分", None),
        ("12 stars", None),
    ],
)
def test_stars_in_words_are_understood_or_asked_for(
    talk: Talk, market: Shop, text: str, stars: int | None
) -> None:
    answer = talk.say("rate_talk", text)
    assert stars_kept(market, talk) == stars
    assert bool(answer.all(Rating)) is (stars is None)


def test_the_last_word_on_stars_counts_and_it_is_not_asked_again(talk: Talk, market: Shop) -> None:
    ask_to_be_served(talk)
    answer = talk.say("rate_talk", "one star")
    assert "Talk to a person" in answer.replies
    talk.say("rate_talk", "make it 3")
    assert stars_kept(market, talk) == 3
    assert not talk.say("goodbye", "bye").all(Rating)
