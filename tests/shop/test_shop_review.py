"""What staff's pages read of conversations, in the shop's own database: kept with the turn, found by its words."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from older_database import left_at
from sqlalchemy import select, text

from shop.conversations import Conversations
from shop.database import Database, sqlite_url
from shop.review.insights import Insight
from shop.review.listing import Filters, Talks
from shop.review.markup import KINDS, Span, fitting, marked, read_markup
from shop.review.tables import Spoken, TurnInsight
from shop.review.words import talks_saying
from shop.transcript import Said

TOLD: dict[str, Any] = {
    "intent": {"name": "find", "confidence": 0.9}, "ranking": [], "entities": [],
    "actions": [{"name": "action_find"}], "request": {}, "shown": [], "model": {"id": "m"},
    "ms": {"whole": 9.0}, "fallback": False, "no_result": True, "failure": None,
}  # fmt: skip


def found(database: Database, words: str) -> list[int]:
    return [one.conversation for one in Talks(database).page(Filters(words=words))]


def say(conversations: Conversations, talk: int, said: str, key: str | None = None) -> int:
    return conversations.begin_turn(talk, Said("text", said, "en", "hash"), idempotency_key=key).n


def test_a_turn_that_is_run_again_after_a_kill_keeps_the_words_and_the_insight_of_its_last_run(
    database: Database,
) -> None:
    conversations = Conversations(database)
    talk = conversations.open_new("hash", "en").conversation
    n = say(conversations, talk, "a kettle", "key")
    conversations.say(talk, n, [{"type": "text", "text": "Half an answer"}], position=0)
    conversations.finish_turn(talk, n, "interrupted", insight=Insight.read(None, failed=True))
    assert found(database, "half") == [talk]
    assert say(conversations, talk, "a kettle", "key") == n
    conversations.finish_turn(
        talk, n, "answered", [{"type": "text", "text": "Whole"}], insight=Insight.read(TOLD)
    )
    assert found(database, "half") == []
    assert found(database, "kettle whole") == [talk]
    with database.read() as books:
        (kept,) = books.scalars(select(TurnInsight)).all()
        assert (kept.intent, kept.no_result, kept.action_failed) == ("find", True, False)


@pytest.mark.parametrize(
    "told", [None, "x", 7, [], {}, {"intent": None}, TOLD | {"ms": 3}, TOLD | {"x": "y" * 200_000}]
)
def test_an_insight_that_cannot_be_read_never_loses_the_answer(told: object) -> None:
    assert Insight.read(told) is None
    failed = Insight.read(told, failed=True)
    assert failed is not None
    assert failed.action_failed


def test_what_was_said_before_an_upgrade_is_found_after_it(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with left_at("0002", file) as connection:
        now = "'2026-11-24 12:00:00'"
        connection.execute(text(f"INSERT INTO shopper VALUES ('s', {now})"))
        connection.execute(text(f"INSERT INTO conversation VALUES (1, 't', 's', 'zh', {now}, {now})"))
        connection.execute(
            text(
                "INSERT INTO turn VALUES (1, 1, 'text', '有没有帐篷', 'zh', 'answered', NULL, 'h', "
                f"{now}, {now})"
            )
        )
        payload = '{"type": "cards", "cards": [{"name": "Himalaya Four"}]}'
        connection.execute(
            text(f"INSERT INTO message VALUES (1, 1, 0, 'bot', :payload, {now})").bindparams(payload=payload)
        )
    database = Database(sqlite_url(file))
    assert found(database, "帐篷 himalaya") == [1]
    database.close()


def test_another_database_finds_the_same_by_the_plain_column(database: Database) -> None:
    conversations = Conversations(database)
    talk = conversations.open_new("hash", "zh").conversation
    say(conversations, talk, "有没有Acme的双人帐篷 50%_off")
    with database.read() as books:
        for asked in ("帐篷", "篷", "acme 双人", "Acm", "50"):
            wanted = talks_saying(asked, "postgresql")
            assert wanted is not None
            assert books.scalars(wanted).all() == [talk], asked
        for asked in ("帐双", "cme", "5"):
            wanted = talks_saying(asked, "postgresql")
            assert wanted is not None
            assert books.scalars(wanted).all() == [], asked


def test_the_index_follows_the_words_when_they_are_taken_away(database: Database) -> None:
    conversations = Conversations(database)
    talk = conversations.open_new("hash", "en").conversation
    say(conversations, talk, "a kettle")
    with database.change() as books:
        books.delete(books.get_one(Spoken, (talk << 20) + 1))
    assert found(database, "kettle") == []
    with database.read() as books:
        books.execute(text("INSERT INTO spoken_index(spoken_index) VALUES ('integrity-check')"))


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(KINDS)))
)
def test_markup_reads_back_as_the_entities_that_were_marked(
    sentence: str, drawn: list[tuple[int, int, str]]
) -> None:
    spans = fitting(sentence, [Span(*one) for one in drawn])
    plain, read = read_markup(marked(sentence, spans))
    assert [one.kind for one in read] == [one.kind for one in spans]
    assert "[" not in plain
    assert "]" not in plain
