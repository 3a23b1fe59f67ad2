"""answers of every kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without batch mode where it can be: copying quizzes would lose that its ids are never used again.
    op.add_column("quizzes", sa.Column("selection", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("answers", sa.Column("typed", sa.String(length=64), nullable=True))
    op.add_column("answers", sa.Column("is_half", sa.Boolean(), server_default=sa.false(), nullable=False))
    _resize_chosen(before=16, after=160)
    op.drop_column("expectations", "message_id")


def downgrade() -> None:
    op.add_column("expectations", sa.Column("message_id", sa.BigInteger(), nullable=True))
    # An answer of several taps, or a typed one, is a wrong or right one without its words in the older form.
    op.execute("UPDATE answers SET chosen = substr(chosen, 1, 16) WHERE length(chosen) > 16")
    _resize_chosen(before=160, after=16)
    op.drop_column("answers", "is_half")
    op.drop_column("answers", "typed")
    op.drop_column("quizzes", "selection")


def _resize_chosen(*, before: int, after: int) -> None:
    # Inside batch mode SQLite copies the table, any other database alters it in place.
    with op.batch_alter_table("answers") as batch:
        batch.alter_column(
            "chosen",
            existing_type=sa.String(length=before),
            type_=sa.String(length=after),
            existing_nullable=True,
        )
