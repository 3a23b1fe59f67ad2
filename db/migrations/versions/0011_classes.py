"""Classes, their teachers and pupils, and homework."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_NOT_REMINDED = sa.text("reminded_at IS NULL")


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    _make_classes()
    _make_homework()


def _make_classes() -> None:
    op.create_table(
        "classes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("invitation", sa.String(length=16), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("year", sa.String(length=9), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classes")),
        sa.UniqueConstraint("update_id", name=op.f("uq_classes_update_id")),
        sa.UniqueConstraint("code", name=op.f("uq_classes_code")),
        sa.UniqueConstraint("invitation", name=op.f("uq_classes_invitation")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "class_teachers",
        sa.Column("class_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", _INSTANT, nullable=False),
        _reference("class_teachers", "class_id", "classes"),
        _reference("class_teachers", "learner_id", "learners"),
        sa.PrimaryKeyConstraint("class_id", "learner_id", name=op.f("pk_class_teachers")),
    )
    op.create_index("ix_class_teachers_learner_id", "class_teachers", ["learner_id"])
    op.create_table(
        "class_members",
        sa.Column("id", _ID, nullable=False),
        sa.Column("class_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_mark", sa.String(length=64), nullable=False),
        sa.Column("half", sa.SmallInteger(), nullable=False),
        sa.Column("is_reminded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("joined_at", _INSTANT, nullable=False),
        _reference("class_members", "class_id", "classes"),
        _reference("class_members", "learner_id", "learners"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_members")),
        sa.UniqueConstraint("class_id", "learner_id", name=op.f("uq_class_members_class_id_learner_id")),
        sa.UniqueConstraint("class_id", "name_mark", name=op.f("uq_class_members_class_id_name_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_class_members_learner_id", "class_members", ["learner_id"])


def _make_homework() -> None:
    op.create_table(
        "homework",
        sa.Column("id", _ID, nullable=False),
        sa.Column("class_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("scope", sa.String(length=24), nullable=True),
        sa.Column("questions", sa.SmallInteger(), nullable=False),
        sa.Column("set_code", sa.String(length=16), nullable=True),
        sa.Column("twin_code", sa.String(length=16), nullable=True),
        sa.Column("pre_id", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("due_at", _INSTANT, nullable=False),
        sa.Column("remind_at", _INSTANT, nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("shows", sa.String(length=4), nullable=False),
        sa.Column("shown_at", _INSTANT, nullable=True),
        sa.Column("reminded_at", _INSTANT, nullable=True),
        sa.Column("given_at", _INSTANT, nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        _reference("homework", "class_id", "classes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homework")),
        sa.UniqueConstraint("origin", name=op.f("uq_homework_origin")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_homework_class_id", "homework", ["class_id"])
    op.create_index(
        "ix_homework_waiting",
        "homework",
        ["remind_at"],
        sqlite_where=_NOT_REMINDED,
        postgresql_where=_NOT_REMINDED,
    )
    op.create_table(
        "homework_attempts",
        sa.Column("homework_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        _reference("homework_attempts", "homework_id", "homework"),
        _reference("homework_attempts", "member_id", "class_members"),
        _reference("homework_attempts", "quiz_id", "quizzes"),
        sa.PrimaryKeyConstraint("homework_id", "member_id", "number", name=op.f("pk_homework_attempts")),
        sa.UniqueConstraint("quiz_id", name=op.f("uq_homework_attempts_quiz_id")),
    )
    op.create_index("ix_homework_attempts_member_id", "homework_attempts", ["member_id"])
    op.create_table(
        "extra_times",
        sa.Column("homework_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("due_at", _INSTANT, nullable=False),
        _reference("extra_times", "homework_id", "homework"),
        _reference("extra_times", "member_id", "class_members"),
        sa.PrimaryKeyConstraint("homework_id", "member_id", name=op.f("pk_extra_times")),
    )
    op.create_index("ix_extra_times_member_id", "extra_times", ["member_id"])


def downgrade() -> None:
    for table in (
        "extra_times",
        "homework_attempts",
        "homework",
        "class_members",
        "class_teachers",
        "classes",
    ):
        op.drop_table(table)
