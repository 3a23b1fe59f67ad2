"""Texts that administrators send to many, and what administrators did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OF_A_BROADCAST = "kind = 'broadcast'"


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("languages", sa.String(length=16), nullable=False),
        sa.Column("whom", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_to", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("origin", name=op.f("uq_broadcasts_origin")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "broadcast_texts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name=op.f("fk_broadcast_texts_broadcast_id_broadcasts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_texts")),
        sa.UniqueConstraint(
            "broadcast_id", "language", name=op.f("uq_broadcast_texts_broadcast_id_language")
        ),
    )
    op.create_table(
        "broadcast_views",
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name=op.f("fk_broadcast_views_broadcast_id_broadcasts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "chat_id", name=op.f("pk_broadcast_views")),
    )
    op.create_table(
        "audits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=96), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
        sa.UniqueConstraint("update_id", "what", name=op.f("uq_audits_update_id_what")),
    )
    op.create_index("ix_audits_noted_at", "audits", ["noted_at"])
    op.create_index(
        "ix_deliveries_broadcast",
        "deliveries",
        ["occasion", "state"],
        sqlite_where=sa.text(_OF_A_BROADCAST),
        postgresql_where=sa.text(_OF_A_BROADCAST),
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_broadcast", table_name="deliveries")
    op.drop_table("audits")
    op.drop_table("broadcast_views")
    op.drop_table("broadcast_texts")
    op.drop_table("broadcasts")
