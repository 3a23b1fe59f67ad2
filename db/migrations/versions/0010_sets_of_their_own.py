"""Sets with questions of their own, which need no quiz; and the set that a quiz is played on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_QUIZZES = sa.table(
    "quizzes",
    sa.column("id", sa.BigInteger),
    sa.column("learner_id", sa.BigInteger),
    sa.column("kind", sa.String),
    sa.column("scope", sa.String),
    sa.column("plan", sa.JSON),
    sa.column("origin", sa.String),
    sa.column("bank_version", sa.String),
    sa.column("set_code", sa.String),
)
_SETS = sa.table(
    "sets",
    sa.column("code", sa.String),
    sa.column("learner_id", sa.BigInteger),
    sa.column("quiz_id", sa.BigInteger),
    sa.column("plan", sa.JSON),
    sa.column("scope", sa.String),
    sa.column("bank_version", sa.String),
)


def upgrade() -> None:
    op.add_column("quizzes", sa.Column("set_code", sa.String(length=16), nullable=True))
    op.create_index("ix_quizzes_set_code", "quizzes", ["set_code"])
    with op.batch_alter_table("sets") as table:
        table.alter_column("learner_id", existing_type=sa.BigInteger(), nullable=True)
        table.alter_column("quiz_id", existing_type=sa.BigInteger(), nullable=True)
        # The empty values are of the rows that are there; each is given its own below.
        table.add_column(sa.Column("plan", sa.JSON(), server_default="[]", nullable=False))
        table.add_column(sa.Column("source", sa.String(length=16), server_default="result", nullable=False))
        table.add_column(sa.Column("scope", sa.String(length=24), nullable=True))
        table.add_column(sa.Column("recipe", sa.JSON(), nullable=True))
        table.add_column(sa.Column("bank_version", sa.String(length=16), server_default="", nullable=False))
    _fill()
    with op.batch_alter_table("sets") as table:
        for name, kind in (("plan", sa.JSON()), ("source", sa.String(16)), ("bank_version", sa.String(16))):
            table.alter_column(name, existing_type=kind, server_default=None)


def _fill() -> None:
    connection = op.get_bind()
    columns = (_SETS.c.code, _QUIZZES.c.id, _QUIZZES.c.scope, _QUIZZES.c.plan, _QUIZZES.c.bank_version)
    joined = sa.select(*columns).join_from(_SETS, _QUIZZES, _QUIZZES.c.id == _SETS.c.quiz_id)
    for code, quiz_id, scope, plan, version in connection.execute(joined).all():
        values = {"plan": _asked(plan), "scope": scope, "bank_version": version}
        connection.execute(sa.update(_SETS).where(_SETS.c.code == code).values(**values))
        connection.execute(sa.update(_QUIZZES).where(_QUIZZES.c.id == quiz_id).values(set_code=code))
    _fill_played(connection)


def _asked(plan: Any) -> list[dict[str, str]]:
    """The questions of a quiz without the misses that came back; the rows of a test may hold no plan."""
    entries = [each for each in plan if isinstance(each, dict)] if isinstance(plan, list) else []
    return [{"fact": each["fact"], "question": each["question"]} for each in entries if not each.get("again")]


def _fill_played(connection: sa.Connection) -> None:
    """Quizzes that were begun from a set say so in their origin: set-<code>/<nonce>."""
    origins = sa.select(_QUIZZES.c.id, _QUIZZES.c.origin).where(_QUIZZES.c.origin.startswith("set-"))
    for quiz_id, origin in connection.execute(origins).all():
        code = origin.removeprefix("set-").partition("/")[0][:16]
        connection.execute(sa.update(_QUIZZES).where(_QUIZZES.c.id == quiz_id).values(set_code=code))


def downgrade() -> None:
    # The older form knows a set only by its quiz.
    op.execute("DELETE FROM sets WHERE quiz_id IS NULL OR learner_id IS NULL")
    with op.batch_alter_table("sets") as table:
        for name in ("bank_version", "recipe", "scope", "source", "plan"):
            table.drop_column(name)
        table.alter_column("quiz_id", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column("learner_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_index("ix_quizzes_set_code", "quizzes")
    op.drop_column("quizzes", "set_code")
