"""The questions of a quiz behind a code, for others to be asked the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sets",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_sets_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_sets_quiz_id_quizzes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sets")),
        sa.UniqueConstraint("quiz_id", name=op.f("uq_sets_quiz_id")),
    )
    op.create_index("ix_sets_learner_id", "sets", ["learner_id"])


def downgrade() -> None:
    op.drop_table("sets")
