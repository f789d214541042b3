"""A shop's database as an earlier version of the program left it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine

from shop import migrations
from shop.database import sqlite_url


@contextmanager
def left_at(revision: str, file: Path) -> Iterator[Connection]:
    """A new database of that revision, to be filled as it was then; it is closed afterwards."""
    engine = create_engine(sqlite_url(file))
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield connection
    engine.dispose()
