"""The history of the shop's tables as Alembic migrations, and the step that brings a database up to date.

A database that is at the head is recognised by one query, so that a start does not pay for Alembic's import.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from shop.errors import DatabaseTooNewError

HEAD = "0007"
"""The newest revision in `versions/`; a test holds this to what Alembic finds there."""


def bring_to_head(connection: Connection) -> None:
    """Run the migrations that `connection`'s database has not seen, inside the transaction it is in.

    Raises DatabaseTooNewError where the database is at a revision that is unknown here.
    """
    found = _revision(connection)
    if found == HEAD:
        return
    from alembic import command  # noqa: PLC0415 (see above)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    # Alembic's settings are an .ini in which a percent sign must be doubled.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNewError(found, HEAD)
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """The revision the database is at; None where no migration has ever run."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)
