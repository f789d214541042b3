"""A shopper and the shop's people, in the running shop: a person called, stars given, data told and forgotten."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

import httpx
import pytest
from buyers import READER, number_in
from held_talk import Talk
from running_shop import RunningShop
from sayings import sayings
from staff_browsers import signed_in
from talking import Answer, Shopper


@dataclass(frozen=True)
class Words:
    """One shopper's words, none of which the dialogue was trained on, and what the answers must say."""

    language: str
    person: tuple[str, ...]
    is_called: str
    complaint: str
    insults: tuple[str, ...]
    stars: tuple[tuple[str, int], ...]
    data: tuple[str, ...]
    forget: tuple[str, ...]
    yes: str
    no: str
    thanks: str
    is_forgotten: str


WAYS = [
    Words(
        "en",
        ("could somebody real speak with me please?", "I'd prefer a member of your staff"),
        "minutes",
        "honestly, this service is dreadful",
        ("you total idiot", "oh shut up, you dumb machine"),
        (("I'd give our chat 4 of 5", 4), ("this conversation earns two stars", 2)),
        ("which things have you stored about me?", "what personal data of mine do you hold?"),
        ("please wipe all my personal data", "I would like you to forget me entirely"),
        "yes please",
        "no, leave it",
        "thanks a lot for that",
        "forgotten",
    ),
    Words(
        "zh",
        ("能不能叫个真人来跟我讲", "我想跟你们店员说话"),
        "分钟",
        "你们的服务实在太糟糕了",
        ("你真是个白痴机器人", "闭嘴吧蠢东西"),
        (("这次聊天我打四分", 4), ("给这次对话两颗星", 2)),
        ("你们都存了我哪些资料呀", "想看看你们留着我的哪些资料"),
        ("请把我的个人数据全部删除掉", "麻烦你们彻底忘记我"),
        "是的",
        "不用了",
        "谢谢你啦",
        "删除",
    ),
]
each_language = pytest.mark.parametrize("words", WAYS, ids=lambda words: words.language)


def waiting(shop: RunningShop, conversation: int) -> bool:
    return bool(
        shop.rows("SELECT 1 FROM handover WHERE conversation_id = ? AND ended_at IS NULL", conversation)
    )


def person_reply(answer: Answer) -> dict[str, str] | None:
    return next((one for one in answer.replies if one["title"] in {"Talk to a person", "找人工"}), None)


@each_language
def test_a_person_is_called_answers_and_hands_back(running_demo: RunningShop, words: Words) -> None:
    with Shopper(running_demo.url, words.language) as shopper:
        answers = [shopper.say(text) for text in words.person]
        conversation = answers[0].conversation
        assert all(words.is_called in answer.text for answer in answers), answers
        assert answers[0].text != answers[1].text
        assert waiting(running_demo, conversation)
        opening = (
            next(iter(sayings("demo_opening"))) if words.language == "en" else sayings("demo_opening")[1]
        )
        assert shopper.say(opening.text).cards, "the bot goes on answering"
        with closing(signed_in(running_demo.url, running_demo.folder, "mei", role="agent")) as agent:
            _take_speak_and_hand_back(agent, shopper, conversation, opening.text)
        assert shopper.say(opening.text).cards
        assert not waiting(running_demo, conversation)


def _take_speak_and_hand_back(agent: httpx.Client, shopper: Shopper, conversation: int, text: str) -> None:
    assert agent.post(f"/console/waiting/{conversation}/take").status_code == 204
    assert shopper.post({"text": text}).messages == []
    agent.post(f"/console/waiting/{conversation}/say", data={"text": "How can I help?"})
    said = [message for turn in shopper.history()["turns"] for message in turn["messages"]]
    assert [message["text"] for message in said if message["type"] == "person"] == ["How can I help?"]
    assert agent.post(f"/console/waiting/{conversation}/hand-back").status_code == 204


@each_language
def test_a_complaint_and_an_insult_are_met_with_a_person(demo: Talk, words: Words) -> None:
    offer = person_reply(demo.say(words.complaint))
    assert offer is not None
    answers = [demo.say(text) for text in words.insults]
    assert person_reply(answers[0]) is not None, answers[0]
    assert answers[0].text != answers[1].text
    assert words.is_called in demo.choose(offer).text


@each_language
def test_stars_are_asked_for_after_an_order_once_and_kept(demo: Talk, words: Words) -> None:
    demo.open(words.language)
    demo.say(sayings("adding", words.language)[1].text)
    demo.say("check out" if words.language == "en" else "结账")
    demo.fill_in(READER)
    ordered = demo.say(words.yes)
    assert number_in(ordered), ordered
    rating = ordered.message("rating")
    assert rating is not None, ordered
    assert demo.say(words.thanks).message("rating") is None
    demo.choose(rating["stars"][4])
    kept = "SELECT stars FROM talk_rating WHERE conversation_id = ?"
    assert demo.rules.rows(kept, ordered.conversation) == [(5,)]
    for text, stars in words.stars:
        demo.say(text)
        assert demo.rules.rows(kept, ordered.conversation) == [(stars,)], text


@each_language
def test_what_is_kept_is_told(demo: Talk, words: Words) -> None:
    demo.open(words.language)
    for text in words.data:
        answer = demo.say(text)
        assert ("Forget me" if words.language == "en" else "忘记我") in [
            one["title"] for one in answer.replies
        ], answer


@each_language
def test_who_is_forgotten_is_in_no_database_any_more(running_demo: RunningShop, words: Words) -> None:
    with Shopper(running_demo.url, words.language) as shopper:
        secret = "zwiebelfisch quastenflosser"
        conversation = shopper.say(f"a lamp for {secret}").conversation
        shopper_id = running_demo.rows("SELECT shopper_id FROM conversation WHERE id = ?", conversation)[0][0]
        shopper.say(words.forget[0])
        shopper.say(words.no)
        assert len(shopper.history()["turns"]) == 3
        shopper.say(words.forget[1])
        answer = shopper.say(words.yes)
        assert words.is_forgotten in answer.texts[-1], answer
        assert shopper.history()["turns"] == []
        assert shopper.say("hello" if words.language == "en" else "你好").conversation > conversation
    with closing(sqlite3.connect(running_demo.folder / "dialogue.db")) as tracker:
        found = tracker.execute(
            "SELECT count(*) FROM events WHERE sender_id = ? OR data LIKE ?",
            (f"c{conversation}", f"%{secret}%"),
        )
        assert found.fetchone() == (0,)
    for table in ("turn", "message", "event", "cart_line", "shopper", "conversation", "spoken"):
        for row in running_demo.rows(f"SELECT * FROM {table}"):
            assert secret not in str(row), table
            assert shopper_id not in str(row), table
    for file in running_demo.folder.glob("*.db*"):
        # In no free page and no log either.
        assert not any(word.encode() in file.read_bytes() for word in secret.split()), file.name
