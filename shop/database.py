"""The shop's SQL database: opens it, brings its tables up to date, hands out sessions to read or to change.

A change is one transaction, kept whole at the end of the block or not at all. On SQLite that is WAL with
`synchronous=FULL` (what was acknowledged survives a power cut) and BEGIN IMMEDIATE (two writers wait for
each other at the start, never fail at the end). Other databases come by their URL; nothing here but the
pragmas is SQLite's own.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from shop.errors import DatabaseBusyError
from shop.migrations import bring_to_head

BUSY_TIMEOUT_S = 5.0
_FOLD_TIMEOUT_S = 0.5
_TOLD_OF = "daogou_told_of"  # in a session's own notes: the conversations that its change touches
_CHANGES = "daogou_changes"  # the execution option that says: this transaction will write


Hearer = Callable[[frozenset[int]], None]


def sqlite_url(file: Path) -> str:
    """The address of an SQLite database in `file`."""
    return f"sqlite:///{file.resolve()}"


class Database:
    """One database, open; safe to share between threads. Opening it migrates it to this program's tables.

    Raises DatabaseTooNewError where a later version of the program wrote it.
    """

    def __init__(self, url: str) -> None:
        # hide_parameters: an error message must not hold what a shopper said.
        self._engine = create_engine(url, hide_parameters=True, pool_size=8, max_overflow=16)
        self._writer: Engine = self._engine.execution_options(**{_CHANGES: True})
        # SQLite lets waiting writers poll; inside one process they queue here instead.
        self._turnstile = threading.Lock() if self.is_sqlite else None
        self._hearers: list[Hearer] = []
        if self._turnstile is not None:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        with self._writer.begin() as connection:
            bring_to_head(connection)

    @contextmanager
    def change(self) -> Iterator[Session]:
        """A session whose work is kept at the end of the block, or dropped if the block raises.

        Raises DatabaseBusyError where another change, of this process or of another, does not let it begin.
        Do not nest: the inner change would wait for the outer one and raise DatabaseBusyError.
        """
        if self._turnstile is not None and not self._turnstile.acquire(timeout=BUSY_TIMEOUT_S):
            raise DatabaseBusyError(BUSY_TIMEOUT_S)
        try:
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                # SQLAlchemy begins at the first statement; the lock must be had from the first line on.
                try:
                    session.connection()
                except OperationalError as error:
                    raise DatabaseBusyError(BUSY_TIMEOUT_S) from error
                yield session
            told_of: frozenset[int] = frozenset(session.info.get(_TOLD_OF, ()))
        finally:
            if self._turnstile is not None:
                self._turnstile.release()
        if told_of:
            for hear in tuple(self._hearers):
                hear(told_of)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite's."""
        return self._engine.dialect.name == "sqlite"

    def hear(self, hearer: Hearer) -> None:
        """Call `hearer` after each change of this process that touched conversations, with their numbers.

        In the thread of whoever changed them, which waits for it; the changes of other processes are not heard.
        """
        self._hearers.append(hearer)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    def fold(self) -> bool:
        """Fold SQLite's write-ahead log into the file, so that nothing deleted stands in it; elsewhere there is none.

        False where a reader was in the way for a moment. Writers wait that long.
        """
        if not self.is_sqlite:
            return True
        with closing(self._engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(_FOLD_TIMEOUT_S * 1000)}")
            try:
                (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
        return not busy

    def close(self) -> None:
        """Close all connections; on SQLite that folds the write-ahead log into the file."""
        self._engine.dispose()


def touched(books: Session, conversation: int) -> None:
    """Let who hears of changes hear of this conversation, once the change is kept."""
    books.info.setdefault(_TOLD_OF, set()).add(conversation)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Settings that SQLite keeps for each connection."""
    assert isinstance(connection, sqlite3.Connection)
    # Python's driver would begin transactions by itself, and deferred ones; we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}",  # first: the next one may have to wait
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where the transaction is going to write."""
    changes = connection.get_execution_options().get(_CHANGES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if changes else "BEGIN")
