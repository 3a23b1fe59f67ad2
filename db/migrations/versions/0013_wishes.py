"""What the daily fact of a private chat is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("era", sa.String(length=64), nullable=True))


def downgrade() -> None:
    # The program before asked nobody in private: whoever wants a question is told the fact instead.
    op.execute("UPDATE subscriptions SET form = 'fact' WHERE learner_id IS NOT NULL")
    op.execute(
        "UPDATE deliveries SET state = 'stale', reason = 'downgraded', leased_until = NULL "
        "WHERE kind = 'poll' AND learner_id IS NOT NULL AND state IN ('pending', 'sending')"
    )
    op.drop_column("subscriptions", "era")
