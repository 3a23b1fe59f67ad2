"""Groups and channels that subscribe: form, days, pause and sound, facts planned by date, and who came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OF_CHAT = "learner_id IS NULL"
ADDED = ("form", "days", "resumes_on", "is_silent")


def upgrade() -> None:
    op.add_column("chats", sa.Column("kind", sa.String(length=8), server_default="group", nullable=False))
    for column in (
        sa.Column("form", sa.String(length=8), server_default="fact", nullable=False),
        sa.Column("days", sa.SmallInteger(), server_default="127", nullable=False),
        sa.Column("resumes_on", sa.String(length=10), nullable=True),
        sa.Column("is_silent", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("subscriptions", column)
    op.create_index(
        "uq_quizzes_of_chat",
        "quizzes",
        ["chat_id", "origin"],
        unique=True,
        sqlite_where=sa.text(OF_CHAT),
        postgresql_where=sa.text(OF_CHAT),
    )
    op.create_table(
        "planned_facts",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fact_id", sa.String(length=48), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "topic_id", "fact_id", name=op.f("pk_planned_facts")),
        sa.UniqueConstraint(
            "chat_id", "topic_id", "occasion", name=op.f("uq_planned_facts_chat_id_topic_id_occasion")
        ),
    )
    op.create_table(
        "arrivals",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("arrived_on", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "arrived_on", name=op.f("pk_arrivals")),
    )


def downgrade() -> None:
    op.drop_table("arrivals")
    op.drop_table("planned_facts")
    # The older form knows neither polls that are owed nor quizzes of chats that it could show.
    op.execute("DELETE FROM deliveries WHERE kind = 'poll'")
    op.drop_index("uq_quizzes_of_chat", "quizzes")
    for name in reversed(ADDED):
        op.drop_column("subscriptions", name)
    op.drop_column("chats", "kind")
