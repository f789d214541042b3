"""Between shoppers and the shop's people: handovers, ratings of talks, and whom to forget."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "handover",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("offered_at", TIME, nullable=True),
        sa.Column("message", sa.JSON(), nullable=True),
        sa.Column("message_at", TIME, nullable=True),
        sa.Column("taken_by", sa.String(), nullable=True),
        sa.Column("taken_at", TIME, nullable=True),
        sa.Column("ended_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_handover"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_handover_conversation_id"),
    )
    op.create_index("ix_handover_conversation_id", "handover", ["conversation_id"])
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_handover_open", "handover", ["conversation_id"], unique=True,
        sqlite_where=is_open, postgresql_where=is_open,
    )  # fmt: skip
    op.create_table(
        "talk_rating",
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_talk_rating"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_talk_rating_conversation_id"
        ),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="ck_talk_rating_stars"),
    )
    op.create_table(
        "erasure",
        sa.Column("conversation_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_erasure"),
    )
