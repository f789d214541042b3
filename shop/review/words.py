"""The words that a turn is found by: how they are parted, kept beside the messages, and asked for.

Latin words are folded (case, accents, plurals); each Han character stands alone, so that a Chinese word of
any length is a phrase. On SQLite an FTS5 index follows the table by triggers; elsewhere LIKE reads the column.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, insert, literal_column, select, text, update
from sqlalchemy.orm import Session

from knowledge_graph.fold import fold
from shop.database import Database
from shop.review.tables import Spoken

TURNS_OF_A_TALK = 1 << 20
"""A row's id is conversation * this + turn, so that the index alone tells the conversation."""
_FIRST = insert(Spoken)
_REPLACE = update(Spoken).where(Spoken.id == bindparam("number")).values(words=bindparam("more"))
_ADD = _REPLACE.values(words=Spoken.words + bindparam("more"))
_CHANGES = text("SELECT total_changes()")
_MERGE = text("INSERT INTO spoken_index(spoken_index, rank) VALUES ('merge', :pages)")
_PIECE = 500  # pages of the index
_NOTHING_LEFT = (
    2  # fewer changes than so many tell that nothing was merged: SQLite's FTS5, "The 'merge' command"
)
_BREAK = "ǁ"  # a letter that nobody types: no phrase runs over from one message to the next
_HAN = re.compile("([\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


def parted(said: str) -> str:
    """Folded words and single Han characters, with a blank between any two."""
    return " ".join(_HAN.sub(r" \1 ", fold(said, "zh")).split())


def texts_of(payload: Mapping[str, Any]) -> Iterable[str]:
    """What can be read in a message: its text, the names on its cards, the lines of a cart."""
    if isinstance(text_ := payload.get("text"), str):
        yield text_
    for thing in (*payload.get("cards", ()), *payload.get("lines", ())):
        yield str(thing["name"])


def parted_all(texts: Iterable[str]) -> str:
    """Several texts, each ended by a break."""
    return "".join(f" {words} {_BREAK}" for words in map(parted, texts) if words)


def keep_words(
    books: Session, conversation: int, turn: int, texts: Iterable[str], *, anew: bool = False
) -> None:
    """Add texts of a turn to what it is found by, or with `anew` replace it, in the caller's transaction."""
    words = parted_all(texts)
    changed = books.connection().execute(
        _REPLACE if anew else _ADD, {"number": _number(conversation, turn), "more": words}
    )
    if not changed.rowcount:
        keep_first_words(books, conversation, turn, words)


def keep_first_words(books: Session, conversation: int, turn: int, words: str) -> None:
    """The words of a turn that has none yet, parted, in the caller's transaction."""
    row = {"conversation_id": conversation, "turn_n": turn, "words": words}
    books.connection().execute(_FIRST, row | {"id": _number(conversation, turn)})


def _number(conversation: int, turn: int) -> int:
    return conversation * TURNS_OF_A_TALK + turn


def drop_deleted_words(database: Database) -> None:
    """Merge the parts of SQLite's index, a piece a transaction: until then a deleted word stands in an old part."""
    pages = -_PIECE  # below nought: begin, however few parts there are
    while database.is_sqlite:
        with database.change() as books:
            before = books.scalar(_CHANGES) or 0
            books.execute(_MERGE, {"pages": pages})
            if (books.scalar(_CHANGES) or 0) - before < _NOTHING_LEFT:
                return
        pages = _PIECE


def talks_saying(asked: str, dialect: str) -> Select[int] | None:
    """The numbers of conversations in which all of `asked` was said in one turn; None where it holds no word.

    What stands in double quotes, and Han characters that stand together, must be said in that order.
    """
    phrases = _phrases(asked)
    if not phrases:
        return None
    if dialect == "sqlite":
        query = " AND ".join(f'"{phrase}"{"*" if _open_ended(phrase) else ""}' for phrase in phrases)
        conversation: ColumnElement[int] = literal_column(f"spoken_index.rowid / {TURNS_OF_A_TALK}")
        matching = text("spoken_index MATCH :spoken_query").bindparams(spoken_query=query)
        return select(conversation).select_from(text("spoken_index")).where(matching)
    found = select(Spoken.conversation_id)
    for phrase in phrases:
        end = "" if _open_ended(phrase) else " "
        found = found.where(Spoken.words.contains(f" {phrase}{end}", autoescape=True))
    return found


def _phrases(asked: str) -> list[str]:
    found = []
    for quoted, loose in re.findall(r'"([^"]*)"|([^"\s]+)', asked):
        phrase = parted(quoted or loose).replace(_BREAK, " ").strip()
        if phrase and phrase not in found:
            found.append(phrase)
    return found


def _open_ended(phrase: str) -> bool:
    """A Latin word may go on: "jack" finds "jacket"."""
    return phrase[-1].isascii() and phrase[-1].isalpha()
