"""Sets on paper: as they were laid out, papers that are entered, and attempts that a teacher entered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OWNERS = {
    "learner_id": ("learners", "id"),
    "set_code": ("sets", "code"),
    "homework_id": ("homework", "id"),
    "member_id": ("class_members", "id"),
    "quiz_id": ("quizzes", "id"),
}


def upgrade() -> None:
    op.add_column(
        "homework_attempts",
        sa.Column("is_entered", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "papers",
        sa.Column("set_code", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=2), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("bank_version", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _belongs_to("papers", "set_code"),
        sa.PrimaryKeyConstraint("set_code", "version", name=op.f("pk_papers")),
    )
    op.create_table(
        "paper_readings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("set_code", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=2), nullable=False),
        sa.Column("homework_id", sa.BigInteger(), nullable=True),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("given", sa.JSON(), nullable=True),
        sa.Column("script", sa.String(length=8), nullable=True),
        sa.Column("quiz_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(_belongs_to("paper_readings", name) for name in _OWNERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_readings")),
        sa.UniqueConstraint("learner_id", "origin", name=op.f("uq_paper_readings_learner_id_origin")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_paper_readings_created_at", "paper_readings", ["created_at"])


def _belongs_to(table: str, column: str) -> sa.ForeignKeyConstraint:
    owner, key = _OWNERS[column]
    name = op.f(f"fk_{table}_{column}_{owner}")
    return sa.ForeignKeyConstraint([column], [f"{owner}.{key}"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    # The program before knows no quiz on paper: it plays on, and shows, such a one as any other.
    for kind, before in (
        ("paper", "practice"),
        ("homework-paper", "homework"),
        ("paper-later", "homework-later"),
    ):
        op.execute(f"UPDATE quizzes SET kind = '{before}' WHERE kind = '{kind}'")  # noqa: S608 - our own words
    op.drop_table("paper_readings")
    op.drop_table("papers")
    op.drop_column("homework_attempts", "is_entered")
