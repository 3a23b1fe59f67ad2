"""Questions that teachers write for their classes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def _reference(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_own_questions_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "own_questions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("class_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", _INSTANT, nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        _reference("class_id", "classes"),
        _reference("learner_id", "learners"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_questions")),
        sa.UniqueConstraint("origin", name=op.f("uq_own_questions_origin")),
        sa.UniqueConstraint("class_id", "mark", name=op.f("uq_own_questions_class_id_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_own_questions_learner_id", "own_questions", ["learner_id"])
    op.add_column("homework", sa.Column("own", sa.JSON(), nullable=True))


def downgrade() -> None:
    # The program before knows none of them, and steps over what has left the bank.
    op.drop_column("homework", "own")
    op.drop_table("own_questions")
