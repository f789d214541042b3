"""Staff: members, sessions, and the log of acts, to which rows can only be added."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSAL = "the log of acts can only be added to"


def upgrade() -> None:
    """Make the tables, then close the log against change."""
    _make_members()
    op.create_table(
        "staff_act",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_staff_act"),
    )
    op.create_index("ix_staff_act_who", "staff_act", ["who", "number"])
    op.create_index("ix_staff_act_act", "staff_act", ["act", "number"])
    _close_log()


def _make_members() -> None:
    op.create_table(
        "staff_member",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("password_is_given", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("disabled_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_staff_member"),
        sa.CheckConstraint("role IN ('owner', 'trainer', 'agent', 'viewer')", name="ck_staff_member_role"),
    )
    op.create_table(
        "staff_session",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_staff_session"),
        sa.UniqueConstraint("id_hash", name="uq_staff_session_id_hash"),
        sa.ForeignKeyConstraint(["name"], ["staff_member.name"], name="fk_staff_session_name"),
    )
    op.create_index("ix_staff_session_name", "staff_session", ["name"])


def _close_log() -> None:
    """Refuse UPDATE and DELETE, and on PostgreSQL TRUNCATE too, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER staff_act_no_{change.lower()} BEFORE {change} ON staff_act "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION staff_act_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER staff_act_closed BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_act "
        "FOR EACH STATEMENT EXECUTE FUNCTION staff_act_refuse()"
    )
