"""What somebody has tapped so far of an answer of several taps in a live quiz."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("live_players", sa.Column("position", sa.SmallInteger(), nullable=True))
    op.add_column("live_players", sa.Column("keys", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("live_players", "keys")
    op.drop_column("live_players", "position")
