"""What happened in each conversation, in one order, for who listens; events of pages have names of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# An answer before what was said behind it: shop/conversations.py.
_FIRST_AFTERWARDS = 1000
_TELL_WHAT_WAS_SAID = f"""
INSERT INTO told (conversation_id, n, name, turn_n, position, data)
SELECT conversation_id,
       row_number() OVER (PARTITION BY conversation_id ORDER BY turn_n, phase, position),
       name, turn_n, position, NULL
FROM (
  SELECT conversation_id, n AS turn_n, 0 AS phase, NULL AS position, 'said' AS name FROM turn
  UNION ALL
  SELECT conversation_id, turn_n, CASE WHEN position < {_FIRST_AFTERWARDS} THEN 1 ELSE 3 END, position, 'message'
  FROM message
  UNION ALL
  SELECT conversation_id, n, 2, NULL, 'done' FROM turn WHERE status <> 'pending'
) AS happened
"""
_COUNT = """
UPDATE conversation SET told =
  (SELECT coalesce(max(told.n), 0) FROM told WHERE told.conversation_id = conversation.id)
"""


def upgrade() -> None:
    """Make the table, fill it from what was said so far, and let events bear a page's name for them."""
    op.create_table(
        "told",
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "n", name="pk_told"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_told_conversation_id"),
    )
    op.add_column("conversation", sa.Column("told", sa.Integer(), nullable=False, server_default="0"))
    op.execute(_TELL_WHAT_WAS_SAID)
    op.execute(_COUNT)
    op.add_column("event", sa.Column("client_id", sa.String(), nullable=True))
    op.create_index("uq_event_client_id", "event", ["shopper_id", "client_id"], unique=True)
