"""What staff can know of a turn, from a real Rasa with a trained model, real actions and the demo shop."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from running_shop import RunningShop
from talking import Answer, Shopper


@pytest.fixture
def shopper(running_demo: RunningShop) -> Iterator[Shopper]:
    with Shopper(running_demo.url) as shopper:
        yield shopper


def insight_of(shop: RunningShop, answer: Answer) -> dict[str, Any]:
    """The row of a turn, its detail read."""
    columns = (
        "intent, confidence, action, language, fallback, no_result, action_failed, model_id, total_ms, detail"
    )
    (row,) = shop.rows(
        f"SELECT {columns} FROM insight WHERE conversation_id = ? AND turn_n = ?",
        answer.conversation,
        answer.turn,
    )
    found = dict(zip(columns.split(", "), row, strict=True))
    return {**found, "detail": json.loads(found["detail"])}


def test_a_turn_tells_how_it_was_understood_and_answered(running_demo: RunningShop, shopper: Shopper) -> None:
    first = shopper.say("a lamp under 80")
    told = insight_of(running_demo, first)
    detail = told["detail"]
    assert (told["intent"], told["action"], told["language"]) == ("find", "action_find", "en")
    assert (told["fallback"], told["no_result"], told["action_failed"]) == (0, 0, 0)
    assert told["model_id"] == detail["model"]["id"]
    ranking = detail["ranking"]
    assert ranking[0] == {"name": "find", "confidence": told["confidence"]}
    assert ranking == sorted(ranking, key=lambda one: -one["confidence"])
    lamp = next(one for one in detail["entities"] if one["entity"] == "category")
    assert (lamp["start"], lamp["end"], lamp["negated"]) == (2, 6, False)
    assert detail["actions"][0]["policy"].endswith("RulePolicy")
    assert detail["request"]["before"] in (None, {})
    assert detail["request"]["after"]["price"] == {"high": "80"}
    assert [one["item"] for one in detail["shown"]] == first.ids
    assert [one["rank"] for one in detail["shown"]] == list(range(1, len(first.ids) + 1))
    assert all(one["parts"] and "evidence" in one and one["matched"] for one in detail["shown"])
    ms = detail["ms"]
    parts = ms["understanding"] + ms["policies"] + ms["actions"]
    assert 0 < parts <= ms["whole"] == told["total_ms"]


# Which of them a model takes for a sentence changes with each lesson; it never takes all of them for one.
NO_SENTENCES = (
    "second order me less yes",
    "mine of to could never so it then who",
    "bish bash bosh, all boxed",
    "苹果 明天 跑 退 便宜 再见 第二",
    "no yes cart maybe second person forget",
    "my cart off place hand hair me please",
    "left to how should to it make that",
    "my mind we look you go the small",
    "one more the hall of that back and",
    "far from which shelves peace to here",
    "be proud can deal the first i come",
    "it genuine that kind for two both want",
)


def test_the_next_turn_begins_with_the_wish_that_the_last_one_left(
    running_demo: RunningShop, shopper: Shopper
) -> None:
    before = insight_of(running_demo, shopper.say("我想买台灯"))
    after = insight_of(running_demo, shopper.say("八十以内的"))
    assert after["language"] == "zh"
    assert after["detail"]["request"]["before"] == before["detail"]["request"]["after"]
    assert after["detail"]["request"]["after"]["price"] == {"high": "80"}
    assert "price" not in after["detail"]["request"]["before"]


def test_a_search_that_found_nothing_and_a_sentence_not_understood_are_marked(
    running_demo: RunningShop, shopper: Shopper
) -> None:
    nothing = insight_of(running_demo, shopper.say("a lamp under 1 dollar"))
    assert (nothing["no_result"], nothing["action_failed"]) == (1, 0)
    told = (insight_of(running_demo, shopper.say(text)) for text in NO_SENTENCES)
    puzzled = next(one for one in told if one["fallback"] == 1)
    assert puzzled["detail"]["shown"] == []


def test_a_button_and_a_fixed_reply_have_an_insight_too(running_demo: RunningShop, shopper: Shopper) -> None:
    greeted = insight_of(running_demo, shopper.say("hello"))
    assert (greeted["intent"], greeted["action"]) == ("greet", "utter_greet")
    assert "actions" not in greeted["detail"]["ms"]
    answer = shopper.say("show me lamps")
    chosen = insight_of(running_demo, shopper.choose(answer.cards[0]["actions"][0]))
    assert (chosen["intent"], chosen["action"]) == ("add_to_cart", "action_add_to_cart")


def test_a_turn_that_is_repeated_keeps_one_insight(running_demo: RunningShop, shopper: Shopper) -> None:
    once = shopper.say("tents for two", key="the same request")
    again = shopper.say("tents for two", key="the same request")
    assert once.turn == again.turn
    count = "SELECT count(*) FROM insight WHERE conversation_id = ?"
    assert running_demo.rows(count, once.conversation) == [(1,)]
