"""Review: insights, the words that turns are found by, marks, corrections; what was said before is indexed now."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from shop.review.words import TURNS_OF_A_TALK, parted_all, texts_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TURN = ["turn.conversation_id", "turn.n"]
TIME = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_ONCE = 500
INSIGHT_INDEXES = (
    "confidence",
    "action",
    "language",
    "fallback",
    "no_result",
    "action_failed",
    "model_id",
)


def upgrade() -> None:
    """Make the tables and the index, then index what was said before."""
    op.create_index("ix_conversation_active_at", "conversation", ["active_at", "id"])
    _make_insights()
    _make_words()
    _make_marks()
    _make_corrections()
    _index_what_was_said()


def _make_insights() -> None:
    op.create_table(
        "insight",
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("intent", sa.String(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("no_result", sa.Boolean(), nullable=False),
        sa.Column("action_failed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(), nullable=True),
        sa.Column("total_ms", sa.Double(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "turn_n", name="pk_insight"),
        sa.ForeignKeyConstraint(["conversation_id", "turn_n"], TURN, name="fk_insight_conversation_id"),
    )
    # Intent and confidence are asked for together: the least sure turns of one intent.
    op.create_index("ix_insight_intent", "insight", ["intent", "confidence", "conversation_id"])
    for column in INSIGHT_INDEXES:
        op.create_index(f"ix_insight_{column}", "insight", [column, "conversation_id"])
    op.create_index("ix_insight_total_ms", "insight", ["total_ms"])


def _make_words() -> None:
    op.create_table(
        "spoken",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spoken"),
        sa.ForeignKeyConstraint(["conversation_id", "turn_n"], TURN, name="fk_spoken_conversation_id"),
    )
    op.create_index("ix_spoken_conversation_id", "spoken", ["conversation_id"])
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE VIRTUAL TABLE spoken_index USING fts5(words, content='spoken', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    forget = "INSERT INTO spoken_index(spoken_index, rowid, words) VALUES ('delete', old.id, old.words);"
    learn = "INSERT INTO spoken_index(rowid, words) VALUES (new.id, new.words);"
    for when, steps in (("INSERT", learn), ("DELETE", forget), ("UPDATE", forget + learn)):
        op.execute(f"CREATE TRIGGER spoken_{when.lower()} AFTER {when} ON spoken BEGIN {steps} END")


def _make_marks() -> None:
    op.create_table(
        "message_flag",
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "turn_n", "position", name="pk_message_flag"),
        sa.ForeignKeyConstraint(["conversation_id", "turn_n"], TURN, name="fk_message_flag_conversation_id"),
    )
    op.create_table(
        "talk_label",
        _conversation("talk_label", nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "label", name="pk_talk_label"),
    )
    op.create_index("ix_talk_label_label", "talk_label", ["label"])
    op.create_table(
        "talk_note",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        _conversation("talk_note", nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_talk_note"),
    )
    op.create_index("ix_talk_note_conversation_id", "talk_note", ["conversation_id"])
    op.create_table(
        "talk_review",
        _conversation("talk_review", nullable=False),
        sa.Column("last_turn", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_talk_review"),
    )


def _conversation(table: str, *, nullable: bool) -> sa.Column[int]:
    return sa.Column(
        "conversation_id",
        NUMBER,
        sa.ForeignKey("conversation.id", name=f"fk_{table}_conversation_id"),
        nullable=nullable,
    )


def _make_corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("turn_n", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("markup", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("replaces", NUMBER, nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_correction"),
        sa.ForeignKeyConstraint(["conversation_id", "turn_n"], TURN, name="fk_correction_conversation_id"),
        sa.CheckConstraint(
            "status IN ('waiting', 'replaced', 'accepted', 'changed', 'dropped')", name="ck_correction_status"
        ),
    )
    op.create_index("ix_correction_status", "correction", ["status", "number"])
    waiting = sa.text("status = 'waiting'")
    op.create_index(
        "uq_correction_waiting", "correction", ["conversation_id", "turn_n"], unique=True,
        sqlite_where=waiting, postgresql_where=waiting,
    )  # fmt: skip


def _index_what_was_said() -> None:
    spoken = sa.table("spoken", *map(sa.column, ("id", "conversation_id", "turn_n", "words")))
    batch = []
    for conversation, turn, texts in _turns_before():
        number = conversation * TURNS_OF_A_TALK + turn
        batch.append(
            {"id": number, "conversation_id": conversation, "turn_n": turn, "words": parted_all(texts)}
        )
        if len(batch) == AT_ONCE:
            op.bulk_insert(spoken, batch)
            batch = []
    if batch:
        op.bulk_insert(spoken, batch)


def _turns_before() -> Iterator[tuple[int, int, list[str]]]:
    """Each turn that was kept before, with its texts: the shopper's, then the answer's."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT turn.conversation_id, turn.n, turn.text, message.payload FROM turn "
            "LEFT JOIN message ON message.conversation_id = turn.conversation_id AND message.turn_n = turn.n "
            "ORDER BY turn.conversation_id, turn.n, message.position"
        )
    )
    key, texts = None, []
    for conversation, n, said, payload in rows:
        if (conversation, n) != key:
            if key is not None:
                yield *key, texts
            key, texts = (conversation, n), [said]
        if payload is not None:
            texts += texts_of(json.loads(payload) if isinstance(payload, str) else payload)
    if key is not None:
        yield *key, texts
