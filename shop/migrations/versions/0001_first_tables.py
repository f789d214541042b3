"""The first tables: shoppers, conversations, turns, messages, carts, effects, events, interactions, stock."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TURN = ["turn.conversation_id", "turn.n"]
TIME = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables in the order of their foreign keys."""
    _make_conversations()
    _make_messages()
    _make_trade()
    _make_events()


def _make_conversations() -> None:
    op.create_table(
        "shopper",
        sa.Column("shopper_id", sa.String(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("shopper_id", name="pk_shopper"),
    )
    op.create_table(
        "conversation",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("shopper_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("active_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        sa.UniqueConstraint("token_hash", name="uq_conversation_token_hash"),
        sa.ForeignKeyConstraint(["shopper_id"], ["shopper.shopper_id"], name="fk_conversation_shopper_id"),
    )
    op.create_index("ix_conversation_shopper_id", "conversation", ["shopper_id"])


def _make_messages() -> None:
    op.create_table(
        "turn",
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=True),
        sa.Column("body_hash", sa.String(), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "n", name="pk_turn"),
        sa.UniqueConstraint("conversation_id", "idempotency_key", name="uq_turn_conversation_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_turn_conversation_id"),
        sa.CheckConstraint("kind IN ('text', 'postback')", name="ck_turn_kind"),
        sa.CheckConstraint(
            "status IN ('pending', 'answered', 'failed', 'interrupted')", name="ck_turn_status"
        ),
    )
    op.create_index("ix_turn_status", "turn", ["status"])
    op.create_table(
        "message",
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "turn_n", "position", name="pk_message"),
        sa.ForeignKeyConstraint(["conversation_id", "turn_n"], TURN, name="fk_message_conversation_id"),
        sa.CheckConstraint("speaker IN ('bot', 'shopper', 'staff')", name="ck_message_speaker"),
    )
    op.create_table(
        "effect",
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "turn_n", "n", name="pk_effect"),
        sa.ForeignKeyConstraint(["conversation_id", "turn_n"], TURN, name="fk_effect_conversation_id"),
    )


def _make_trade() -> None:
    op.create_table(
        "cart_line",
        sa.Column("shopper_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("shopper_id", "item_id", name="pk_cart_line"),
        sa.ForeignKeyConstraint(["shopper_id"], ["shopper.shopper_id"], name="fk_cart_line_shopper_id"),
        sa.CheckConstraint("quantity > 0", name="ck_cart_line_quantity"),
    )
    op.create_table(
        "stock",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "item_id", name="pk_stock"),
        sa.CheckConstraint("quantity >= 0", name="ck_stock_quantity"),
    )


def _make_events() -> None:
    op.create_table(
        "event",
        sa.Column("event_id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("shopper_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("model_id", sa.String(), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=True),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("delivered_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("event_id", name="pk_event"),
        sa.UniqueConstraint(
            "conversation_id", "turn_n", "n", "name", "item_id", name="uq_event_conversation_id"
        ),
    )
    op.create_index("ix_event_delivered_at", "event", ["delivered_at"])
    op.create_index("ix_event_shopper_id", "event", ["shopper_id"])
    op.create_table(
        "interaction",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("happened_at", TIME, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "user_id", "item_id", "kind", name="pk_interaction"),
    )
