"""The tables. Of a person only numeric ids, language, zone, wall times and answers are kept."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from db.engine import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    """A row's own number. 64 bits; SQLite counts only an INTEGER PRIMARY KEY by itself."""
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def _learner() -> Column[int]:
    """The learner a row belongs to; the row goes when the learner is forgotten."""
    return Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False)


learners = Table(
    "learners",
    metadata,
    # Telegram's user id, which is also the id of the private chat with that person.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

quizzes = Table(
    "quizzes",
    metadata,
    _id(),
    _learner(),
    # What started it (a button's own id, a delivery): a second tap or a repeated update finds the same quiz.
    Column("origin", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("scope", String(24), nullable=True),  # an era's or a theme's id; NULL = everything
    # [{"fact": id, "question": id, "options": [keys in the order shown]}, …], fixed when the quiz starts.
    Column("plan", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
    # Keys ticked, put in order or paired so far, in an answer of several taps; NULL = none yet.
    Column("selection", JSON(none_as_null=True), nullable=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=True),  # the message it is played in
    Column("bank_version", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    UniqueConstraint("learner_id", "origin"),
    Index(
        "ix_quizzes_open",
        "learner_id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    sqlite_autoincrement=True,  # buttons carry the id: one of a forgotten quiz must never fit a later one
)

answers = Table(
    "answers",
    metadata,
    _id(),
    Column("quiz_id", BigInteger, ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    _learner(),
    Column("fact_id", String(48), nullable=False),
    Column("question_id", String(32), nullable=False),
    Column("shown", JSON, nullable=False),  # option keys in the order the learner saw them
    # Option keys as they were tapped, apart by a space; NULL with no typed text = "don't know".
    Column("chosen", String(160), nullable=True),
    Column("typed", String(64), nullable=True),
    Column("is_right", Boolean, nullable=False),
    Column("is_half", Boolean, nullable=False, server_default=false()),
    Column("shown_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("language", String(2), nullable=False),
    Column("bank_version", String(16), nullable=False),
    UniqueConstraint("quiz_id", "position"),
    Index("ix_answers_learner_id_answered_at", "learner_id", "answered_at"),
)

memories = Table(
    "memories",
    metadata,
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("fact_id", String(48), primary_key=True),
    # The card of FSRS, field by field (package fsrs): a cache that the answers can rebuild.
    Column("state", SmallInteger, nullable=False),
    Column("step", SmallInteger, nullable=True),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("reviewed_at", UtcDateTime, nullable=False),
    Index("ix_memories_learner_id_due_at", "learner_id", "due_at"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("topic_id", BigInteger, nullable=False, server_default="0"),  # 0 = no forum topic
    Column("kind", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("local_time", String(5), nullable=False),  # HH:MM on the subscriber's wall clock
    Column("next_at", UtcDateTime, nullable=False),
    Column("next_on", String(10), nullable=False),  # the local date that next_at is meant for
    Column("created_at", UtcDateTime, nullable=False),
    Column("stopped_at", UtcDateTime, nullable=True),
    Column("stop_reason", String(16), nullable=True),  # asked, blocked, gone
    UniqueConstraint("chat_id", "topic_id", "kind"),
    Index(
        "ix_subscriptions_due",
        "next_at",
        sqlite_where=text("stopped_at IS NULL"),
        postgresql_where=text("stopped_at IS NULL"),
    ),
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("topic_id", BigInteger, nullable=False, server_default="0"),
    Column("kind", String(16), nullable=False),
    Column("occasion", String(32), nullable=False),  # the intended local date, or a broadcast's id
    Column("language", String(2), nullable=False),
    Column("fact_id", String(48), nullable=False),
    # pending -> sending -> sent | blocked | failed | stale; sending falls back to pending when its lease ends
    Column("state", String(8), nullable=False),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("due_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),  # when the next attempt may start
    Column("leased_until", UtcDateTime, nullable=True),
    Column("message_id", BigInteger, nullable=True),
    Column("sent_at", UtcDateTime, nullable=True),
    Column("reason", String(64), nullable=True),
    UniqueConstraint("chat_id", "topic_id", "kind", "occasion"),
    Index(
        "ix_deliveries_waiting",
        "not_before",
        sqlite_where=text("state IN ('pending', 'sending')"),
        postgresql_where=text("state IN ('pending', 'sending')"),
    ),
    sqlite_autoincrement=True,  # buttons carry the id
)

expectations = Table(
    "expectations",
    metadata,
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), nullable=False),  # what the bot waits for this person to type
    Column("expires_at", UtcDateTime, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),  # updates of one chat are handled in order; 0 = of none
    Column("body", Text, nullable=False),  # the update as Telegram sent it; emptied when handled
    Column("received_at", UtcDateTime, nullable=False),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    # Set with the handling; the row itself goes once Telegram has heard that it need not send it again.
    Column("handled_at", UtcDateTime, nullable=True),
)

bot_state = Table(
    "bot_state",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
