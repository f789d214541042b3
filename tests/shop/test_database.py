"""The shop's database, by its public surface, on real files."""

import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, StatementError

from shop import migrations
from shop.database import Database, sqlite_url
from shop.errors import DatabaseTooNewError
from shop.tables import CartLine, Shopper, Stock

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.usefixtures("database")
def test_the_tables_of_a_new_database_are_those_that_the_program_knows(file: Path) -> None:
    engine = create_engine(sqlite_url(file))
    with engine.connect() as connection:
        # SQLite's word index and its own tables are no tables of the program.
        known = {
            "compare_type": True,
            "include_name": lambda name, *_: not str(name).startswith("spoken_index"),
        }
        context = MigrationContext.configure(connection, opts=known)
        assert compare_metadata(context, Shopper.metadata) == []


def test_the_newest_migration_is_the_one_a_start_looks_for() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_current_head() == migrations.HEAD


@pytest.mark.usefixtures("database")
def test_opening_a_database_that_is_up_to_date_does_not_load_the_migration_tool(file: Path) -> None:
    program = (
        "import sys; from shop.database import Database; "
        f"Database({sqlite_url(file)!r}).close(); sys.exit('alembic.command' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == 0


def test_a_database_of_a_later_version_is_refused_and_left_as_it_is(database: Database, file: Path) -> None:
    with database.change() as books:
        books.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNewError, match="9999"):
        Database(sqlite_url(file))


def test_a_change_that_fails_leaves_nothing_behind(database: Database) -> None:
    def fail_half_way() -> None:
        with database.change() as books:
            books.add(Stock(item_id="a", generation=1, quantity=3))
            books.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with database.read() as books:
        assert books.get(Stock, (1, "a")) is None


def test_two_writers_wait_for_each_other_and_lose_no_sale(database: Database, file: Path) -> None:
    with database.change() as books:
        books.add(Stock(item_id="a", generation=1, quantity=100))
    other = Database(sqlite_url(file))  # as another process would

    def sell(through: Database) -> None:
        for _ in range(20):
            with through.change() as books:
                stock = books.get_one(Stock, (1, "a"))
                stock.quantity -= 1

    sellers = [
        threading.Thread(target=sell, args=(through,)) for through in (database, other, database, other)
    ]
    for seller in sellers:
        seller.start()
    for seller in sellers:
        seller.join(timeout=60)
    with other.read() as books:
        assert books.get_one(Stock, (1, "a")).quantity == 20
    other.close()


def test_what_was_acknowledged_is_written_through_to_the_disk(database: Database, file: Path) -> None:
    with database.read() as books:
        assert books.scalar(text("PRAGMA journal_mode")) == "wal"
        assert books.scalar(text("PRAGMA synchronous")) == 2
    assert sqlite3.connect(file).execute("SELECT count(*) FROM shopper").fetchone() == (0,)


def test_a_cart_line_of_a_shopper_whom_nobody_knows_is_refused(database: Database) -> None:
    line = CartLine(
        shopper_id="nobody",
        item_id="a",
        quantity=1,
        price_minor=100,
        currency="USD",
        generation=1,
        added_at=NOW,
    )
    with pytest.raises(IntegrityError), database.change() as books:
        books.add(line)


def test_a_moment_comes_back_in_utc_and_one_without_a_zone_is_refused(database: Database) -> None:
    in_shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    with database.change() as books:
        books.add(Shopper(shopper_id="s1", created_at=in_shanghai))
    with database.read() as books:
        kept = books.get_one(Shopper, "s1").created_at
    assert (kept, kept.tzinfo) == (NOW, UTC)
    with pytest.raises(StatementError, match="no time zone"), database.change() as books:
        books.add(Shopper(shopper_id="s2", created_at=NOW.replace(tzinfo=None)))


def test_an_error_of_the_database_does_not_quote_what_was_to_be_stored(database: Database) -> None:
    with database.change() as books:
        books.add(Shopper(shopper_id="a secret", created_at=NOW))
    with pytest.raises(IntegrityError) as caught, database.change() as books:
        books.add(Shopper(shopper_id="a secret", created_at=NOW))
    assert "a secret" not in str(caught.value)
