"""What happened in a conversation: in one order without a gap, whoever kept it, and told from any place on."""

import threading
from pathlib import Path

import pytest
from older_database import left_at
from sqlalchemy import text

from shop.afterwards import Spot, say_afterwards
from shop.conversations import Conversations
from shop.database import Database, sqlite_url
from shop.starting_again import start_again
from shop.telling import MOST_AT_ONCE, Mark, Telling
from shop.transcript import Said

HELLO = Said(kind="text", text="hello", language="en", body_hash="h1")
WRITERS, EACH = 4, 40


def answer(text_: str) -> dict[str, object]:
    return {"version": 1, "type": "text", "text": text_}


def names(telling: Telling, token: str, mark: Mark | None = None) -> list[str]:
    return [one.name for one in telling.since(token, mark or Mark()).happened]


def test_an_answer_that_was_cut_off_is_taken_back_before_it_comes_anew(database: Database) -> None:
    conversations, telling = Conversations(database), Telling(database)
    talk = conversations.open_new("t", "en").conversation
    conversations.begin_turn(talk, HELLO, idempotency_key="k")
    conversations.say(talk, 1, [answer("half")], position=0)
    with database.change() as books:
        say_afterwards(books, talk, [answer("staff")])
    conversations.finish_turn(talk, 1, "interrupted", [answer("sorry")], position=1)
    before = telling.since("t", None).mark
    assert names(telling, "t") == ["said", "message", "message", "message", "done"]
    conversations.begin_turn(talk, HELLO, idempotency_key="k")
    assert telling.since("t", before).answering == 1
    conversations.finish_turn(talk, 1, "answered", [answer("whole")])
    assert names(telling, "t", before) == ["again", "message", "done"]
    news = telling.since("t", Mark())
    assert [(one.name, one.payload.get("text")) for one in news.happened] == [
        ("said", None), ("message", "staff"), ("again", None), ("message", "whole"), ("done", None),
    ]  # fmt: skip
    assert (news.happened[0].key, news.answering) == ("k", None)


def test_a_change_that_fails_tells_nothing_and_leaves_no_number_out(database: Database) -> None:
    conversations, telling = Conversations(database), Telling(database)
    talk = conversations.open_new("t", "en").conversation
    conversations.begin_turn(talk, HELLO)

    def fail_half_way() -> None:
        with database.change() as books:
            say_afterwards(books, talk, [answer("never said")])
            books.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    conversations.finish_turn(talk, 1, "answered", [answer("said")])
    assert [one.n for one in telling.since("t", Mark()).happened] == [1, 2, 3]


def test_who_reads_while_many_write_misses_nothing_and_is_told_nothing_twice(
    database: Database, file: Path
) -> None:
    other = Database(sqlite_url(file))  # as another process would
    talk = Conversations(database).open_new("t", "en").conversation
    Conversations(database).begin_turn(talk, HELLO)

    def write(through: Database, writer: int) -> None:
        for n in range(EACH):
            with through.change() as books:
                say_afterwards(books, talk, [answer(f"{writer}.{n}")])

    writers = [threading.Thread(target=write, args=((database, other)[n % 2], n)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    mark, heard = Mark(), []
    while len(heard) < WRITERS * EACH + 1:
        news = Telling(other).since("t", mark)
        mark = news.mark
        heard += list(news.happened)
    for writer in writers:
        writer.join(timeout=60)
    other.close()
    assert [one.n for one in heard] == list(range(1, WRITERS * EACH + 2))
    assert len({one.payload.get("text") for one in heard}) == WRITERS * EACH + 1


def test_much_is_told_in_parts(database: Database) -> None:
    conversations, telling = Conversations(database), Telling(database)
    talk = conversations.open_new("t", "en").conversation
    conversations.begin_turn(talk, HELLO)
    conversations.say(talk, 1, [answer(str(n)) for n in range(MOST_AT_ONCE)], position=0)
    first = telling.since("t", Mark())
    rest = telling.since("t", first.mark)
    assert (len(first.happened), first.more) == (MOST_AT_ONCE, True)
    assert ([one.payload["text"] for one in rest.happened], rest.more) == ([str(MOST_AT_ONCE - 1)], False)


def test_who_changes_a_conversation_is_heard_once_it_is_kept(database: Database) -> None:
    heard: list[frozenset[int]] = []
    conversations = Conversations(database)
    talk = conversations.open_new("t", "en").conversation
    database.hear(heard.append)
    conversations.begin_turn(talk, HELLO)
    start_again(database, "t")
    assert heard == [frozenset({talk})] * 2


def test_a_mark_that_is_further_than_a_restored_database_begins_anew(database: Database) -> None:
    conversations = Conversations(database)
    talk = conversations.open_new("t", "en").conversation
    conversations.begin_turn(talk, HELLO)
    news = Telling(database).since("t", Mark(talk, 7))
    assert (news.anew, [one.name for one in news.happened]) == (True, ["said"])


def test_what_was_said_before_the_upgrade_is_told_too(file: Path) -> None:
    with left_at("0005", file) as connection:
        at = "2026-11-01 09:00:00"
        for row in (
            f"shopper VALUES ('s', '{at}')",
            f"conversation VALUES (1, 't', 's', 'en', '{at}', '{at}')",
            f"conversation VALUES (2, 'u', 's', 'en', '{at}', '{at}')",
            f"turn VALUES (1, 1, 'text', 'one', 'en', 'answered', NULL, 'h', '{at}', '{at}')",
            f"turn VALUES (1, 2, 'text', 'two', 'en', 'pending', NULL, 'h', '{at}', NULL)",
            f"message VALUES (1, 1, 1000, 'staff', '{{\"text\": \"later\"}}', '{at}')",
            f"message VALUES (1, 1, 0, 'bot', '{{\"text\": \"first\"}}', '{at}')",
        ):
            connection.execute(text(f"INSERT INTO {row}"))
    database = Database(sqlite_url(file))
    news = Telling(database).since("t", Mark())
    assert [(one.name, one.text or one.payload.get("text")) for one in news.happened] == [
        ("said", "one"), ("message", "first"), ("done", None), ("message", "later"), ("said", "two"),
    ]  # fmt: skip
    Conversations(database).finish_turn(1, 2, "answered")
    assert names(Telling(database), "t", news.mark) == ["done"]
    assert names(Telling(database), "u") == []
    database.close()


@pytest.mark.parametrize("left", ["0005", "0006"])
def test_it_is_told_how_a_turn_ended_before_the_upgrade(file: Path, left: str) -> None:
    ended = ("answered", "failed", "interrupted")
    with left_at("0005", file) as connection:
        at = "2026-11-01 09:00:00"
        connection.execute(text(f"INSERT INTO shopper VALUES ('s', '{at}')"))
        connection.execute(text(f"INSERT INTO conversation VALUES (1, 't', 's', 'en', '{at}', '{at}')"))
        for n, status in enumerate(ended, start=1):
            row = f"(1, {n}, 'text', 'one', 'en', '{status}', NULL, 'h', '{at}', '{at}')"
            connection.execute(text(f"INSERT INTO turn VALUES {row}"))
    with left_at(left, file):
        pass
    database = Database(sqlite_url(file))
    happened = Telling(database).since("t", Mark()).happened
    database.close()
    assert [one.data for one in happened if one.name == "done"] == [{"status": status} for status in ended]


@pytest.mark.parametrize(
    "told", ["", ".", "1", "1.", ".1", "1.2.3", "1.x", "-1.2", "１.２", "1.2\n", f"1.{'1' * 15}"]
)
def test_what_is_no_place_in_a_conversation_is_refused(told: str) -> None:
    for place in (Mark, Spot):
        with pytest.raises(ValueError, match="no place"):
            place.read(told)


def test_a_place_is_read_as_it_is_told() -> None:
    assert (Mark.read(str(Mark(12, 3))), Mark.read(str(Mark()))) == (Mark(12, 3), Mark())
    assert Spot.read(str(Spot(3, 1000))) == Spot(3, 1000)
