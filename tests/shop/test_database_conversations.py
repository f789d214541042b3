"""Conversations as they are kept: turns are numbered, keyed, answered, and found again after a kill."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from shop.conversations import Conversations
from shop.database import Database, sqlite_url
from shop.errors import ConversationUnknownError, KeyReusedError, TurnUnknownError
from shop.transcript import Said

HELLO = Said(kind="text", text="hello", language="en", body_hash="h1")
ANSWER = {"version": 1, "type": "text", "text": "Hello!"}


@pytest.fixture
def conversations(tmp_path: Path) -> Iterator[Conversations]:
    database = Database(sqlite_url(tmp_path / "shop.db"))
    yield Conversations(database)
    database.close()


def test_one_token_is_one_conversation_with_a_shopper_of_its_own(conversations: Conversations) -> None:
    first = conversations.open_new("t1", "en")
    assert conversations.open_new("t1", "zh") == first == conversations.by_token_hash("t1")
    second = conversations.open_new("t2", "zh")
    assert second.shopper_id != first.shopper_id
    assert conversations.shopper_of(second.conversation) == second.shopper_id
    assert conversations.by_token_hash("t3") is None


def test_turns_count_up_from_one_and_the_language_is_the_last_one_spoken(
    conversations: Conversations,
) -> None:
    talk = conversations.open_new("t", "en")
    numbers = [conversations.begin_turn(talk.conversation, HELLO).n for _ in range(2)]
    conversations.begin_turn(talk.conversation, replace(HELLO, language="zh"))
    assert numbers == [1, 2]
    assert conversations.open_new("t", "en").language == "zh"


def test_a_repeated_key_is_the_same_turn_with_the_same_answer(conversations: Conversations) -> None:
    talk = conversations.open_new("t", "en").conversation
    first = conversations.begin_turn(talk, HELLO, idempotency_key="k")
    conversations.finish_turn(talk, first.n, "answered", [ANSWER])
    again = conversations.begin_turn(talk, HELLO, idempotency_key="k")
    assert (again.n, again.status, again.messages) == (1, "answered", (ANSWER,))
    with pytest.raises(KeyReusedError, match="turn 1"):
        conversations.begin_turn(talk, replace(HELLO, body_hash="h2"), idempotency_key="k")
    other = conversations.open_new("t2", "en").conversation
    assert conversations.begin_turn(other, HELLO, idempotency_key="k").messages == ()


def test_one_key_from_many_threads_at_once_is_one_turn(conversations: Conversations) -> None:
    talk = conversations.open_new("t", "en").conversation
    with ThreadPoolExecutor(8) as pool:
        begun = [pool.submit(conversations.begin_turn, talk, HELLO, idempotency_key="k") for _ in range(8)]
        turns = [future.result(30) for future in begun]
    assert {turn.n for turn in turns} == {1}


def test_a_turn_that_a_kill_cut_off_runs_again_under_its_number_without_its_half_answer(
    conversations: Conversations,
) -> None:
    talk = conversations.open_new("t", "en").conversation
    conversations.begin_turn(talk, HELLO, idempotency_key="k")
    conversations.say(talk, 1, [ANSWER], position=0)
    assert [(turn.n, turn.messages) for turn in conversations.unfinished()] == [(1, (ANSWER,))]
    conversations.finish_turn(talk, 1, "interrupted", [ANSWER], position=1)
    assert conversations.unfinished() == []
    again = conversations.begin_turn(talk, HELLO, idempotency_key="k")
    assert (again.n, again.status, again.messages) == (1, "pending", ())


def test_history_is_every_turn_with_its_answer_in_order(conversations: Conversations) -> None:
    talk = conversations.open_new("t", "en").conversation
    conversations.begin_turn(talk, HELLO)
    conversations.say(talk, 1, [ANSWER, {"n": 1}], position=0)
    conversations.finish_turn(talk, 1, "answered", [{"n": 2}], position=2)
    conversations.begin_turn(talk, replace(HELLO, kind="postback", text="Cheaper"))
    first, second = conversations.history(talk)
    assert first.messages == (ANSWER, {"n": 1}, {"n": 2})
    assert (second.said.text, second.status, second.messages) == ("Cheaper", "pending", ())


def test_a_conversation_or_turn_that_does_not_exist_is_named(conversations: Conversations) -> None:
    with pytest.raises(ConversationUnknownError, match="7"):
        conversations.begin_turn(7, HELLO)
    talk = conversations.open_new("t", "en").conversation
    with pytest.raises(TurnUnknownError, match="no turn 3"):
        conversations.finish_turn(talk, 3, "answered")
