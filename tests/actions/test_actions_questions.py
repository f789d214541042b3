"""Questions on the shop, and what is not the shop's."""

from action_talk import Talk


def test_a_question_is_answered_in_the_shops_words_without_cards(talk: Talk) -> None:
    answer = talk.say("ask_faq", "how much is delivery?")
    assert answer.text == "Delivery costs 4.90 euros."
    assert not answer.cards
    assert talk.say("ask_faq", "运费多少").text == "运费 4.90 欧元。"


def test_what_the_shop_has_not_written_is_not_guessed(talk: Talk) -> None:
    answer = talk.say("ask_faq", "do you have a loyalty programme?")
    assert "person of the shop" in answer.text
    assert [reply.postback for reply in answer.replies.values()] == ["/talk_to_person"]


def test_off_topic_is_met_kindly_with_what_the_bot_can_do(talk: Talk) -> None:
    answer = talk.say("out_of_scope", "what's the weather like?")
    assert "shop" in answer.text
    assert answer.replies
    assert not answer.cards
    assert talk.say("out_of_scope", "sing me a song about tents").cards


def test_a_thing_that_is_named_is_found_though_nothing_else_was_understood(talk: Talk) -> None:
    assert len(talk.say("nlu_fallback", "thingamajig lamp whatsit").cards) == 3
    assert talk.say("nlu_fallback", "asdf qwer").replies
    assert talk.say("nlu_fallback", "delivery costs??").text == "Delivery costs 4.90 euros."


def test_trouble_with_an_order_is_for_a_person_who_is_named(talk: Talk) -> None:
    answer = talk.say("order_service", "one item is missing from my parcel")
    assert answer.text.splitlines() == [
        "I can't settle that from here. A person of the shop can look into your order.",
        "By telephone, nine to five.",
    ]
    assert talk.choose(answer.replies["Talk to a person"]).text.endswith("By telephone, nine to five.")


def test_a_yes_to_nothing_asks_what_is_wanted(talk: Talk) -> None:
    assert talk.say("affirm", "yes").replies
    assert talk.say("deny", "no").replies


def test_off_topic_or_not_a_kind_that_is_not_sold_is_named_where_it_may_be_a_wish(talk: Talk) -> None:
    unsure = talk.say("out_of_scope", "recommend me a good novel", ranking=["out_of_scope", "recommend"])
    assert "doesn't sell “novel”" in unsure.text
