"""Live quizzes of groups: their state, who plays, under which name, and votes that wait for their poll."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = "ended_at IS NULL"
TABLES = ("votes", "live_names", "live_players", "lives")


def upgrade() -> None:
    _add_columns()
    _make_lives()
    op.create_table(
        "live_players",
        sa.Column("live_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_host", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("team", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["live_id"], ["lives.id"], name=op.f("fk_live_players_live_id_lives"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("live_id", "learner_id", name=op.f("pk_live_players")),
    )
    op.create_table(
        "live_names",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_names")),
        sa.UniqueConstraint("chat_id", "learner_id", name=op.f("uq_live_names_chat_id_learner_id")),
    )
    op.create_table(
        "votes",
        sa.Column("poll_id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("option", sa.SmallInteger(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("poll_id", "learner_id", name=op.f("pk_votes")),
    )


def _add_columns() -> None:
    played_by = sa.Column("played_by", sa.String(length=16), server_default="everybody", nullable=False)
    op.add_column("chats", played_by)
    op.add_column("chats", sa.Column("scores_speed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("polls", sa.Column("message_id", sa.BigInteger(), nullable=True))
    op.add_column("polls", sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True))


def _make_lives() -> None:
    op.create_table(
        "lives",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("scope", sa.String(length=24), nullable=True),
        sa.Column("set_code", sa.String(length=16), nullable=True),
        sa.Column("questions", sa.SmallInteger(), nullable=False),
        sa.Column("pace", sa.String(length=4), nullable=False),
        sa.Column("teams", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("scores_speed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_held", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_stopping", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("unanswered", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("sends", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_lives_quiz_id_quizzes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lives")),
        sa.UniqueConstraint("chat_id", "origin", name=op.f("uq_lives_chat_id_origin")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_lives_open",
        "lives",
        ["chat_id", "topic_id"],
        unique=True,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    op.create_index("ix_lives_quiz_id", "lives", ["quiz_id"])


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)
    # The older form cannot show the quizzes of a group that were played live.
    op.execute("DELETE FROM quizzes WHERE kind = 'live'")
    for table, name in (
        ("polls", "shown_at"),
        ("polls", "message_id"),
        ("chats", "scores_speed"),
        ("chats", "played_by"),
    ):
        op.drop_column(table, name)
