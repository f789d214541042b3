"""How the turns ended that were over before anything was told; an index goes that another one begins with."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# A row for each status, for no text becomes JSON in the same way in every database.
_SAY_HOW_IT_ENDED = """
UPDATE told SET data = '{{"status": "{status}"}}'
WHERE name = 'done' AND data IS NULL AND EXISTS (
  SELECT 1 FROM turn
  WHERE turn.conversation_id = told.conversation_id AND turn.n = told.turn_n AND turn.status = '{status}'
)
"""


def upgrade() -> None:
    """Let each end say whether the turn was answered, and drop the index that uq_event_client_id stands in for."""
    for status in ("answered", "failed", "interrupted"):
        op.execute(_SAY_HOW_IT_ENDED.format(status=status))
    op.drop_index("ix_event_shopper_id", "event")
