"""Alembic's way in: migrates on the connection that shop.migrations hands over, in its transaction."""

from alembic import context

import shop.people_tables
import shop.review.tables
import shop.staff.tables  # noqa: F401 (these tables belong to the same metadata)
from shop.tables import Shopper

# SQLite cannot alter a table in place; batch mode copies it instead.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Shopper.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
