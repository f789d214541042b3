"""Ordering: the form of the next order, orders, and their lines."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables in the order of their foreign keys."""
    op.create_table(
        "checkout_form",
        sa.Column("shopper_id", sa.String(), nullable=False),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("shopper_id", name="pk_checkout_form"),
        sa.ForeignKeyConstraint(["shopper_id"], ["shopper.shopper_id"], name="fk_checkout_form_shopper_id"),
    )
    _make_orders()
    op.create_table(
        "order_line",
        sa.Column("order_id", NUMBER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_order_line"),
        sa.ForeignKeyConstraint(["order_id"], ["customer_order.order_id"], name="fk_order_line_order_id"),
        sa.CheckConstraint("quantity > 0", name="ck_order_line_quantity"),
    )


def _make_orders() -> None:
    op.create_table(
        "customer_order",
        sa.Column("order_id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("shopper_id", sa.String(), nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("goods_minor", sa.BigInteger(), nullable=False),
        sa.Column("delivery_minor", sa.BigInteger(), nullable=True),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("delivery_names", sa.JSON(), nullable=False),
        sa.Column("contact", sa.JSON(), nullable=False),
        sa.Column("placed_at", TIME, nullable=False),
        sa.Column("status_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("order_id", name="pk_customer_order"),
        sa.UniqueConstraint("number", name="uq_customer_order_number"),
        sa.UniqueConstraint("conversation_id", "turn_n", name="uq_customer_order_conversation_id"),
        sa.ForeignKeyConstraint(["shopper_id"], ["shopper.shopper_id"], name="fk_customer_order_shopper_id"),
        sa.CheckConstraint(
            "status IN ('placed', 'sent', 'cancelled', 'return_asked', 'returned')",
            name="ck_customer_order_status",
        ),
    )
    op.create_index("ix_customer_order_shopper_id", "customer_order", ["shopper_id"])
