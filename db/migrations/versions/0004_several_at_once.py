"""Quizzes of chats, answers of several learners, chats that are no learners, and updates that are held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN_EXAM = "ended_at IS NULL AND kind = 'exam'"
AT_ONCE = 1000


def upgrade() -> None:
    _make_tables()
    _let_quizzes_belong_to_chats()
    _keep_the_local_date()
    with op.batch_alter_table("answers") as batch:
        batch.alter_column("answered_on", existing_type=sa.String(length=10), nullable=False)
        batch.drop_constraint("uq_answers_quiz_id_position", type_="unique")
        batch.create_unique_constraint(
            "uq_answers_quiz_id_position_learner_id", ["quiz_id", "position", "learner_id"]
        )
    _tell_learners_from_chats()
    op.add_column("inbox", sa.Column("meant", sa.String(length=64), nullable=True))
    op.add_column("inbox", sa.Column("said", sa.SmallInteger(), server_default="0", nullable=False))
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["chat_id", "update_id"],
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_index("ix_certificates_learner_id", "certificates", ["learner_id"])


def _make_tables() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("changed_by", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chats")),
    )
    op.create_table(
        "lanes",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_lanes")),
    )
    op.create_table(
        "polls",
        sa.Column("poll_id", sa.String(length=32), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_polls_quiz_id_quizzes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_polls")),
    )
    op.create_index("ix_polls_quiz_id", "polls", ["quiz_id"])


def _let_quizzes_belong_to_chats() -> None:
    with _same_numbers("quizzes"), op.batch_alter_table("quizzes", table_kwargs=_NEVER_AGAIN) as batch:
        batch.alter_column("learner_id", existing_type=sa.BigInteger(), nullable=True)
        batch.alter_column("chat_id", existing_type=sa.BigInteger(), nullable=True)
    # Until now it was the learner's own chat, and nothing ever read it.
    op.execute("UPDATE quizzes SET chat_id = NULL")
    # Two exams begun at once locked their learner out; the last one stays.
    op.execute(
        "UPDATE quizzes SET ended_at = ends_at WHERE ended_at IS NULL AND kind = 'exam' AND EXISTS "
        "(SELECT 1 FROM quizzes AS later WHERE later.learner_id = quizzes.learner_id "
        "AND later.kind = 'exam' AND later.ended_at IS NULL AND later.id > quizzes.id)"
    )
    op.create_index(
        "uq_quizzes_open_exam",
        "quizzes",
        ["learner_id"],
        unique=True,
        sqlite_where=sa.text(OPEN_EXAM),
        postgresql_where=sa.text(OPEN_EXAM),
    )


_NEVER_AGAIN = {"sqlite_autoincrement": True}


@contextmanager
def _same_numbers(table: str) -> Iterator[None]:
    """SQLite copies a table to change it, and forgets the numbers of rows that were deleted: they stand on
    buttons, and a later row must never get one of them."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        yield
        return
    last = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    before = bind.execute(last, {"name": table}).scalar()
    yield
    if before is not None:
        bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        bind.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"),
            {"name": table, "seq": before},
        )


def _keep_the_local_date() -> None:
    """By the zone that each learner has now, which is all that is known of the days before."""
    op.add_column("answers", sa.Column("answered_on", sa.String(length=10), nullable=True))
    bind = op.get_bind()
    answers = sa.table(
        "answers",
        sa.column("id", sa.BigInteger()),
        sa.column("learner_id", sa.BigInteger()),
        sa.column("answered_at", sa.DateTime(timezone=True)),
        sa.column("answered_on", sa.String()),
    )
    learners = sa.table("learners", sa.column("id", sa.BigInteger()), sa.column("zone", sa.String()))
    dated = sa.update(answers).where(answers.c.id == sa.bindparam("row"))
    rows = sa.select(answers.c.id, answers.c.answered_at, learners.c.zone).join(
        learners, learners.c.id == answers.c.learner_id
    )
    last = 0
    while chunk := bind.execute(rows.where(answers.c.id > last).order_by(answers.c.id).limit(AT_ONCE)).all():
        last = chunk[-1].id
        dates = [{"row": id_, "answered_on": _local(moment, zone)} for id_, moment, zone in chunk]
        bind.execute(dated, dates)


def _local(moment: datetime, zone: str) -> str:
    instant = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        return instant.astimezone(ZoneInfo(zone)).date().isoformat()
    except (KeyError, ValueError, OSError):  # a zone that the zone data no longer has
        return instant.astimezone(UTC).date().isoformat()


def _tell_learners_from_chats() -> None:
    for table in ("subscriptions", "deliveries"):
        op.add_column(table, sa.Column("learner_id", sa.BigInteger(), nullable=True))
        op.execute(
            f"UPDATE {table} SET learner_id = chat_id WHERE chat_id IN (SELECT id FROM learners)"  # noqa: S608
        )
    op.create_index("ix_deliveries_learner_id", "deliveries", ["learner_id"])


def downgrade() -> None:
    op.drop_index("ix_certificates_learner_id", "certificates")
    op.drop_index("ix_inbox_waiting", "inbox")
    op.drop_column("inbox", "said")
    op.drop_column("inbox", "meant")
    op.drop_index("ix_deliveries_learner_id", "deliveries")
    for table in ("deliveries", "subscriptions"):
        op.drop_column(table, "learner_id")
    op.drop_table("polls")
    # The older form knows no quizzes of chats.
    op.execute("DELETE FROM answers WHERE quiz_id IN (SELECT id FROM quizzes WHERE learner_id IS NULL)")
    op.execute("DELETE FROM quizzes WHERE learner_id IS NULL")
    with op.batch_alter_table("answers") as batch:
        batch.drop_constraint("uq_answers_quiz_id_position_learner_id", type_="unique")
        batch.create_unique_constraint("uq_answers_quiz_id_position", ["quiz_id", "position"])
        batch.drop_column("answered_on")
    op.drop_index("uq_quizzes_open_exam", "quizzes")
    op.execute("UPDATE quizzes SET chat_id = learner_id")
    with _same_numbers("quizzes"), op.batch_alter_table("quizzes", table_kwargs=_NEVER_AGAIN) as batch:
        batch.alter_column("chat_id", existing_type=sa.BigInteger(), nullable=False)
        batch.alter_column("learner_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_table("lanes")
    op.drop_table("chats")
