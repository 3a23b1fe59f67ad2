"""Memory, lessons, certificates, reports and their like."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without batch mode: copying quizzes or deliveries would lose that their ids are never used again.
    op.create_table(
        "corrections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("fact_id", sa.String(length=48), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("accepted", sa.String(length=160), nullable=False),
        sa.Column("bank_version", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("origin", name=op.f("uq_corrections_origin")),
    )
    op.create_table(
        "pauses",
        sa.Column("fact_id", sa.String(length=48), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fact_id", "question_id", name=op.f("pk_pauses")),
    )
    op.create_table(
        "lessons",
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.String(length=24), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("page", sa.SmallInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_lessons_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "scope", name=op.f("pk_lessons")),
    )
    op.create_table(
        "lookups",
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_lookups_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "kind", name=op.f("pk_lookups")),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("fact_id", sa.String(length=48), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("bank_version", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_reports_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "learner_id", "fact_id", "question_id", name=op.f("uq_reports_learner_id_fact_id_question_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_fact_id_question_id", "reports", ["fact_id", "question_id"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("quiz_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("right", sa.SmallInteger(), nullable=False),
        sa.Column("total", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("bank_version", sa.String(length=16), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name=op.f("fk_certificates_learner_id_learners"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_certificates_quiz_id_quizzes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint("quiz_id", name=op.f("uq_certificates_quiz_id")),
    )
    op.add_column("answers", sa.Column("is_slip", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("answers", sa.Column("is_again", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("answers", sa.Column("pace", sa.String(length=5), nullable=True))
    op.add_column("answers", sa.Column("confidence", sa.String(length=5), nullable=True))
    op.add_column("answers", sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_answers_fact_id_question_id", "answers", ["fact_id", "question_id"], unique=False)
    op.create_index("ix_answers_learner_id_fact_id", "answers", ["learner_id", "fact_id"], unique=False)

    op.add_column("deliveries", sa.Column("about", sa.String(length=64), nullable=True))

    op.add_column("expectations", sa.Column("about", sa.String(length=96), nullable=True))

    op.add_column("learners", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "learners", sa.Column("is_text_only", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("learners", sa.Column("is_dark", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "learners", sa.Column("asks_confidence", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "learners", sa.Column("scores_certainty", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "learners", sa.Column("reviews_a_day", sa.SmallInteger(), server_default="20", nullable=False)
    )
    op.add_column("learners", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))

    op.add_column("quizzes", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_quizzes_timed",
        "quizzes",
        ["ends_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL AND ends_at IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND ends_at IS NOT NULL"),
    )

    op.add_column(
        "subscriptions", sa.Column("follows_habit", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("subscriptions", "follows_habit")

    op.drop_index(
        "ix_quizzes_timed",
        table_name="quizzes",
        sqlite_where=sa.text("ended_at IS NULL AND ends_at IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND ends_at IS NOT NULL"),
    )
    op.drop_column("quizzes", "ends_at")

    op.drop_column("learners", "snoozed_until")
    op.drop_column("learners", "reviews_a_day")
    op.drop_column("learners", "scores_certainty")
    op.drop_column("learners", "asks_confidence")
    op.drop_column("learners", "is_dark")
    op.drop_column("learners", "is_text_only")
    op.drop_column("learners", "seen_at")

    op.drop_column("expectations", "about")

    op.drop_column("deliveries", "about")

    op.drop_index("ix_answers_learner_id_fact_id", table_name="answers")
    op.drop_index("ix_answers_fact_id_question_id", table_name="answers")
    op.drop_column("answers", "corrected_at")
    op.drop_column("answers", "confidence")
    op.drop_column("answers", "pace")
    op.drop_column("answers", "is_again")
    op.drop_column("answers", "is_slip")

    op.drop_table("certificates")
    op.drop_index("ix_reports_fact_id_question_id", table_name="reports")

    op.drop_table("reports")
    op.drop_table("lookups")
    op.drop_table("lessons")
    op.drop_table("pauses")
    op.drop_table("corrections")
