"""The tables. Of a person ids, settings, answers and, encrypted, what they wrote to others are kept."""

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
    event,
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
WHERE = "where"
"""In the ``info`` of an index: of which rows it is. Told to a dialect here, it would load that dialect, and
PostgreSQL's is dear where the database is another.
"""


@event.listens_for(metadata, "before_create")
def tell_dialects(*_: object, **__: object) -> None:
    """Tell every dialect of which rows the indexes are: for whoever makes tables or compares them."""
    for table in metadata.tables.values():
        for index in table.indexes:
            for dialect in ("sqlite", "postgresql") if WHERE in index.info else ():
                index.dialect_options[dialect]["where"] = text(index.info[WHERE])


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
    Column("seen_at", UtcDateTime, nullable=True),  # the last touch, to the minute
    Column("is_text_only", Boolean, nullable=False, server_default=false()),
    Column("is_dark", Boolean, nullable=False, server_default=false()),  # of pictures
    Column("asks_confidence", Boolean, nullable=False, server_default=false()),
    Column("scores_certainty", Boolean, nullable=False, server_default=false()),
    Column("reviews_a_day", SmallInteger, nullable=False, server_default="20"),
    Column("snoozed_until", UtcDateTime, nullable=True),  # no review before; memories stay as they are
)

chats = Table(
    "chats",
    metadata,
    # A group or a channel: a chat is not a learner. A private chat needs no row, its learner has one.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(8), nullable=False, server_default="group"),  # group, channel
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("changed_by", String(16), nullable=False),  # who may change what is sent here: admins, everybody
    Column("created_at", UtcDateTime, nullable=False),
    Column("played_by", String(16), nullable=False, server_default="everybody"),  # who may begin a live quiz
    Column("scores_speed", Boolean, nullable=False, server_default=false()),  # a little, in live quizzes
)

quizzes = Table(
    "quizzes",
    metadata,
    _id(),
    # A quiz belongs to a learner or to a chat, and the other is NULL.
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), nullable=True),
    Column("chat_id", BigInteger, nullable=True),
    # What started it (a button's own id, a delivery): a second tap or a repeated update finds the same quiz.
    Column("origin", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("scope", String(24), nullable=True),  # an era's or a theme's id; NULL = everything
    # [{"fact": id, "question": id, "options": [keys in the order shown]}, …]. Fixed when the quiz starts, but
    # for misses, which come back in it as {…, "again": true} behind the present position, and for a hint that
    # was taken, {…, "hint": true}.
    Column("plan", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
    # Keys ticked, put in order or paired so far, in an answer of several taps; NULL = none yet.
    Column("selection", JSON(none_as_null=True), nullable=True),
    Column("message_id", BigInteger, nullable=True),  # the message it is played in
    Column("bank_version", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=True),  # its deadline
    Column("ended_at", UtcDateTime, nullable=True),
    # The set it is played on, to find who else played it; no reference: a set may go before its quizzes.
    Column("set_code", String(16), nullable=True),
    UniqueConstraint("learner_id", "origin"),
    Index("ix_quizzes_set_code", "set_code"),
    # The same for the quizzes of chats, since no two NULLs are equal.
    Index(
        "uq_quizzes_of_chat",
        "chat_id",
        "origin",
        unique=True,
        info={WHERE: "learner_id IS NULL"},
    ),
    Index(
        "ix_quizzes_open",
        "learner_id",
        info={WHERE: "ended_at IS NULL"},
    ),
    Index(
        "ix_quizzes_timed",
        "ends_at",
        info={WHERE: "ended_at IS NULL AND ends_at IS NOT NULL"},
    ),
    # One open exam at most: it shuts everything else, and two would lock their learner out.
    Index(
        "uq_quizzes_open_exam",
        "learner_id",
        unique=True,
        info={WHERE: "ended_at IS NULL AND kind = 'exam'"},
    ),
    sqlite_autoincrement=True,  # buttons carry the id: one of a forgotten quiz must never fit a later one
)

sets = Table(
    "sets",
    metadata,
    # Questions behind a code: the same ones, in the same order, for whoever opens its link.
    Column("code", String(16), primary_key=True),
    # Whoever made it, and takes it along when forgotten; NULL = nobody, as of the set of a day.
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), nullable=True),
    # The quiz whose questions they are, if it was made from a result.
    Column("quiz_id", BigInteger, ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=True),
    # [{"fact": id, "question": id}, …], with "options" where their order is the same for everybody, too.
    Column("plan", JSON, nullable=False),
    Column("source", String(16), nullable=False),  # what it was made from: result, topic, lesson, mix, …
    Column("scope", String(24), nullable=True),  # an era's or a theme's id; NULL = everything, or several
    # What it was drawn by, so that anybody can draw it again; NULL = it was drawn by nothing.
    Column("recipe", JSON(none_as_null=True), nullable=True),
    Column("bank_version", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("quiz_id"),
    Index("ix_sets_learner_id", "learner_id"),
)

polls = Table(
    "polls",
    metadata,
    # A native poll, by Telegram's id of it, and the question it asks.
    Column("poll_id", String(32), primary_key=True),
    Column("quiz_id", BigInteger, ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("message_id", BigInteger, nullable=True),  # to close it by; NULL = it closes by itself
    Column("shown_at", UtcDateTime, nullable=True),
    Index("ix_polls_quiz_id", "quiz_id"),
)

lives = Table(
    "lives",
    metadata,
    # A live quiz of a group: who plays it together is in live_players, its questions are in quizzes.
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("topic_id", BigInteger, nullable=False, server_default="0"),
    Column("quiz_id", BigInteger, ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=True),
    Column("origin", String(64), nullable=False),  # the command that called it
    Column("language", String(2), nullable=False),
    # lobby -> reading -> asking -> counting -> reading … -> over; by buttons, telling after counting.
    Column("phase", String(8), nullable=False),
    Column("scope", String(24), nullable=True),  # an era's or a theme's id; NULL = everything, or a set
    Column("set_code", String(16), nullable=True),
    Column("questions", SmallInteger, nullable=False),
    Column("pace", String(4), nullable=False),  # seconds a question, or all, or host
    Column("teams", SmallInteger, nullable=False, server_default="0"),
    Column("scores_speed", Boolean, nullable=False, server_default=false()),
    Column("is_held", Boolean, nullable=False, server_default=false()),  # waits for somebody to go on
    Column("is_stopping", Boolean, nullable=False, server_default=false()),
    Column("unanswered", SmallInteger, nullable=False, server_default="0"),  # questions, one after the other
    Column("sends", SmallInteger, nullable=False, server_default="0"),  # of the present poll, begun
    Column("sent_at", UtcDateTime, nullable=True),  # when the first of these was begun
    Column("message_id", BigInteger, nullable=True),  # the message with the table
    Column("next_at", UtcDateTime, nullable=True),  # when something is to be done
    Column("edit_at", UtcDateTime, nullable=True),  # when that message is to be shown anew
    Column("leased_until", UtcDateTime, nullable=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    UniqueConstraint("chat_id", "origin"),
    # One at a time in a chat, or in a topic of it.
    Index(
        "uq_lives_open",
        "chat_id",
        "topic_id",
        unique=True,
        info={WHERE: "ended_at IS NULL"},
    ),
    Index("ix_lives_quiz_id", "quiz_id"),
    sqlite_autoincrement=True,  # buttons carry the id
)

live_players = Table(
    "live_players",
    metadata,
    # Who began a live quiz, who is in which team, and what was tapped so far of an answer of several taps;
    # whoever only answers by one needs no row.
    Column("live_id", BigInteger, ForeignKey("lives.id", ondelete="CASCADE"), primary_key=True),
    Column("learner_id", BigInteger, primary_key=True, autoincrement=False),
    Column("is_host", Boolean, nullable=False, server_default=false()),
    Column("team", SmallInteger, nullable=True),  # from 1
    Column("position", SmallInteger, nullable=True),  # of the question to which the keys belong
    Column("keys", JSON(none_as_null=True), nullable=True),
)

live_names = Table(
    "live_names",
    metadata,
    # Under which name somebody agreed to be shown in the tables of a chat.
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("learner_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),  # as it was typed, encrypted
    UniqueConstraint("chat_id", "learner_id"),
)

votes = Table(
    "votes",
    metadata,
    # Votes in polls that are not known yet: Telegram may tell of a vote before it has answered the sending.
    Column("poll_id", String(32), primary_key=True),
    Column("learner_id", BigInteger, primary_key=True, autoincrement=False),
    Column("option", SmallInteger, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False),
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
    Column("is_slip", Boolean, nullable=False, server_default=false()),  # right, typed with a slip
    Column("is_again", Boolean, nullable=False, server_default=false()),  # a miss that came back in its quiz
    Column("is_hinted", Boolean, nullable=False, server_default=false()),  # with half of the answer shown
    Column("pace", String(5), nullable=True),  # quick or slow for this learner at that time; NULL = neither
    Column("confidence", String(5), nullable=True),  # sure, think, guess; NULL = not said
    Column("corrected_at", UtcDateTime, nullable=True),  # marked anew since its key had been wrong
    Column("shown_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    # The learner's own date at that moment: a later move to another zone changes no day of the past.
    Column("answered_on", String(10), nullable=False),
    Column("language", String(2), nullable=False),
    Column("bank_version", String(16), nullable=False),
    UniqueConstraint("quiz_id", "position", "learner_id"),
    Index("ix_answers_learner_id_answered_at", "learner_id", "answered_at"),
    Index("ix_answers_learner_id_fact_id", "learner_id", "fact_id"),
    Index("ix_answers_fact_id_question_id", "fact_id", "question_id"),
)

memories = Table(
    "memories",
    metadata,
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("fact_id", String(48), primary_key=True),
    # The card of FSRS, field by field (package fsrs): a cache that answers and deliveries can rebuild.
    # State 0 is ours: a fact that was told and not yet asked.
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
    Column("learner_id", BigInteger, nullable=True),  # whose private chat it is
    Column("kind", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("local_time", String(5), nullable=False),  # HH:MM on the subscriber's wall clock
    Column("next_at", UtcDateTime, nullable=False),
    Column("next_on", String(10), nullable=False),  # the local date that next_at is meant for
    Column("created_at", UtcDateTime, nullable=False),
    Column("follows_habit", Boolean, nullable=False, server_default=false()),  # at the learner's usual hour
    Column("form", String(8), nullable=False, server_default="fact"),  # of a chat's fact: fact, poll, both
    # The weekdays on which it comes, as bits: Monday is the lowest.
    Column("days", SmallInteger, nullable=False, server_default="127"),
    Column("resumes_on", String(10), nullable=True),  # a pause: nothing before this local date
    Column("is_silent", Boolean, nullable=False, server_default=false()),  # without a sound
    Column("era", String(64), nullable=True),  # of which a learner wants their facts; null is everything
    Column("stopped_at", UtcDateTime, nullable=True),
    Column("stop_reason", String(16), nullable=True),  # asked, blocked, gone, ignored
    UniqueConstraint("chat_id", "topic_id", "kind"),
    Index(
        "ix_subscriptions_due",
        "next_at",
        info={WHERE: "stopped_at IS NULL"},
    ),
)

planned_facts = Table(
    "planned_facts",
    metadata,
    # What the administrators of a chat were shown as its next facts: each comes out on its date as it was
    # promised. A fact that they passed over has no date, and is not told there.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic_id", BigInteger, primary_key=True, autoincrement=False),
    Column("fact_id", String(48), primary_key=True),
    Column("occasion", String(10), nullable=True),  # the local date
    UniqueConstraint("chat_id", "topic_id", "occasion"),
)

arrivals = Table(
    "arrivals",
    metadata,
    # How many people came into their private chat from what was posted in a group or channel; not who.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("arrived_on", String(10), primary_key=True),
    Column("kind", String(8), nullable=False),  # group, channel
    Column("times", Integer, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("topic_id", BigInteger, nullable=False, server_default="0"),
    Column("learner_id", BigInteger, nullable=True),  # whose private chat it is
    Column("kind", String(16), nullable=False),
    Column("occasion", String(32), nullable=False),  # the intended local date; of days missed, first/last
    Column("language", String(2), nullable=False),
    Column("fact_id", String(48), nullable=False),  # empty where the kind is about no fact
    Column("about", String(64), nullable=True),  # what else the kind needs to know
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
    Index("ix_deliveries_learner_id", "learner_id"),
    Index(
        "ix_deliveries_waiting",
        "not_before",
        info={WHERE: "state IN ('pending', 'sending')"},
    ),
    Index(
        "ix_deliveries_broadcast",
        "occasion",
        "state",
        info={WHERE: "kind = 'broadcast'"},
    ),
    sqlite_autoincrement=True,  # buttons carry the id
)

expectations = Table(
    "expectations",
    metadata,
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), nullable=False),  # what the bot waits for this person to type
    Column("about", String(96), nullable=True),  # for which report, certificate or the like
    Column("expires_at", UtcDateTime, nullable=False),
)

lessons = Table(
    "lessons",
    metadata,
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("scope", String(24), primary_key=True),  # an era's or a theme's id
    Column("step", SmallInteger, nullable=False),  # 0-based
    Column("page", SmallInteger, nullable=False),  # 0-based, within the step
    Column("read_at", UtcDateTime, nullable=False),
)

certificates = Table(
    "certificates",
    metadata,
    _id(),
    _learner(),
    Column("quiz_id", BigInteger, ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=False),
    Column("code", String(16), nullable=False),
    Column("name", Text, nullable=False),  # as the learner typed it, encrypted
    Column("right", SmallInteger, nullable=False),
    Column("total", SmallInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("bank_version", String(16), nullable=False),
    Column("passed_at", UtcDateTime, nullable=False),
    UniqueConstraint("quiz_id"),
    UniqueConstraint("code"),
    Index("ix_certificates_learner_id", "learner_id"),
)

reports = Table(
    "reports",
    metadata,
    _id(),
    _learner(),
    Column("fact_id", String(48), nullable=False),
    Column("question_id", String(32), nullable=False),  # empty: the fact itself
    Column("reason", String(16), nullable=False),
    Column("text", Text, nullable=True),  # as the learner typed it, encrypted
    Column("language", String(2), nullable=False),
    Column("bank_version", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime, nullable=True),
    UniqueConstraint("learner_id", "fact_id", "question_id"),
    Index("ix_reports_fact_id_question_id", "fact_id", "question_id"),
    sqlite_autoincrement=True,  # buttons carry the id
)

suggestions = Table(
    "suggestions",
    metadata,
    _id(),
    _learner(),
    Column("update_id", BigInteger, nullable=False),  # what suggested it: repeated, it suggests once
    Column("text", Text, nullable=False),  # as the learner typed it, encrypted
    Column("language", String(2), nullable=False),
    Column("bank_version", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("answer", Text, nullable=True),  # of an administrator, encrypted; only until it was sent
    Column("closed_at", UtcDateTime, nullable=True),
    UniqueConstraint("learner_id", "update_id"),
    Index("ix_suggestions_closed_at", "closed_at"),
    sqlite_autoincrement=True,  # buttons carry the id
)

classes = Table(
    "classes",
    metadata,
    # What teachers have of their pupils. It is nobody's own: it goes with its last teacher.
    _id(),
    Column("update_id", BigInteger, nullable=False),  # that made it: repeated, it makes no second one
    Column("code", String(16), nullable=False),  # by which pupils join
    Column("invitation", String(16), nullable=True),  # by which one more teacher comes in, once
    Column("name", Text, nullable=False),  # as a teacher typed it, encrypted
    Column("language", String(2), nullable=False),  # of its reports
    Column("zone", String(64), nullable=False),  # in which homework is due
    Column("year", String(9), nullable=False),  # the school year, as 2026/2027
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("update_id"),
    UniqueConstraint("code"),
    UniqueConstraint("invitation"),
    sqlite_autoincrement=True,  # buttons carry the id
)

class_teachers = Table(
    "class_teachers",
    metadata,
    Column("class_id", BigInteger, ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Index("ix_class_teachers_learner_id", "learner_id"),
)

class_members = Table(
    "class_members",
    metadata,
    # A pupil in a class. Whoever leaves takes the row along, with the name and what was handed in there.
    _id(),
    Column("class_id", BigInteger, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
    _learner(),
    Column("name", Text, nullable=False),  # that the teacher sees, as the pupil typed it, encrypted
    Column("name_mark", String(64), nullable=False),  # keyed hash of it: no two of a class have one name
    Column("half", SmallInteger, nullable=False),  # 0 or 1: which of two versions a test begins with
    Column("is_reminded", Boolean, nullable=False, server_default=false()),  # on the evening before
    Column("joined_at", UtcDateTime, nullable=False),
    UniqueConstraint("class_id", "learner_id"),
    UniqueConstraint("class_id", "name_mark"),
    Index("ix_class_members_learner_id", "learner_id"),
    sqlite_autoincrement=True,  # buttons carry the id
)

homework = Table(
    "homework",
    metadata,
    # One set for a class until a day; until it is given it is a draft that no pupil sees.
    _id(),
    Column("class_id", BigInteger, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
    Column("origin", String(32), nullable=False),  # of the tap that made it
    Column("kind", String(8), nullable=False),  # work; pre and post, the tests before and after
    Column("scope", String(24), nullable=True),  # an era's or a theme's id, or +misses; NULL = everything
    Column("questions", SmallInteger, nullable=False),  # how many, as wanted
    Column("set_code", String(16), nullable=True),  # NULL = not given yet
    Column("twin_code", String(16), nullable=True),  # of a test: the version of the second half
    Column("pre_id", BigInteger, nullable=True),  # of a test after: the one before
    Column("due_on", String(10), nullable=False),  # the last local date of the class on which it is played
    Column("due_at", UtcDateTime, nullable=False),  # its end
    Column("remind_at", UtcDateTime, nullable=False),  # the evening before
    Column("attempts", SmallInteger, nullable=False),  # 1 to 3
    Column("shows", String(4), nullable=False),  # results and keys: once, due, hand
    Column("shown_at", UtcDateTime, nullable=True),  # shown by hand
    Column("own", JSON, nullable=True),  # own questions of the class that are asked too; NULL = none
    Column("reminded_at", UtcDateTime, nullable=True),
    Column("given_at", UtcDateTime, nullable=True),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("origin"),
    Index("ix_homework_class_id", "class_id"),
    Index(
        "ix_homework_waiting",
        "remind_at",
        info={WHERE: "reminded_at IS NULL"},
    ),
    sqlite_autoincrement=True,  # buttons carry the id
)

homework_attempts = Table(
    "homework_attempts",
    metadata,
    Column("homework_id", BigInteger, ForeignKey("homework.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", BigInteger, ForeignKey("class_members.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),  # from 1
    Column("quiz_id", BigInteger, ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=False),
    # A teacher entered it from paper.
    Column("is_entered", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("quiz_id"),
    Index("ix_homework_attempts_member_id", "member_id"),
)

papers = Table(
    "papers",
    metadata,
    # The questions of a set as they were laid out to be printed: what is on paper changes no more.
    Column("set_code", String(16), ForeignKey("sets.code", ondelete="CASCADE"), primary_key=True),
    Column("version", String(2), primary_key=True),  # A or B
    Column("plan", JSON, nullable=False),  # as that of a quiz
    Column("bank_version", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

paper_readings = Table(
    "paper_readings",
    metadata,
    # A paper that somebody enters: awaited, read, and counted when they say so.
    _id(),
    _learner(),  # who enters it: a teacher also those of pupils
    Column("origin", String(64), nullable=False),  # of the tap or command
    Column("set_code", String(16), ForeignKey("sets.code", ondelete="CASCADE"), nullable=False),
    Column("version", String(2), nullable=False),
    # Of homework: which, and whose paper it is.
    Column("homework_id", BigInteger, ForeignKey("homework.id", ondelete="CASCADE"), nullable=True),
    Column("member_id", BigInteger, ForeignKey("class_members.id", ondelete="CASCADE"), nullable=True),
    # [[places of options], …] by the numbers of the paper; NULL = nothing was read yet.
    Column("given", JSON(none_as_null=True), nullable=True),
    Column("script", String(8), nullable=True),  # of the letters that were typed
    Column("quiz_id", BigInteger, ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=True),  # counted
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("learner_id", "origin"),
    Index("ix_paper_readings_created_at", "created_at"),
    sqlite_autoincrement=True,  # buttons carry the id
)

own_questions = Table(
    "own_questions",
    metadata,
    # A question that a teacher wrote for a class. It goes with either; until it is kept it is a draft.
    _id(),
    Column("class_id", BigInteger, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
    _learner(),  # the teacher
    Column("origin", String(32), nullable=False),  # of the tap, or the update and the line, that made it
    Column("mark", String(64), nullable=True),  # keyed hash of its text: a class keeps the same one once
    Column("text", Text, nullable=False),  # as the teacher wrote it, encrypted
    Column("kept_at", UtcDateTime, nullable=True),  # NULL = a draft
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("origin"),
    UniqueConstraint("class_id", "mark"),
    Index("ix_own_questions_learner_id", "learner_id"),
    sqlite_autoincrement=True,  # buttons and plans carry the id
)

extra_times = Table(
    "extra_times",
    metadata,
    # One pupil has longer for a piece of homework than the others.
    Column("homework_id", BigInteger, ForeignKey("homework.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", BigInteger, ForeignKey("class_members.id", ondelete="CASCADE"), primary_key=True),
    Column("due_on", String(10), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Index("ix_extra_times_member_id", "member_id"),
)

pauses = Table(
    "pauses",
    metadata,
    # A question that is not asked for the time being.
    Column("fact_id", String(48), primary_key=True),
    Column("question_id", String(32), primary_key=True),
    Column("reason", String(16), nullable=False),  # reports, admin
    Column("paused_at", UtcDateTime, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    _id(),
    Column(
        "origin", String(32), nullable=False
    ),  # of the tap that made it: a second tap corrects nothing twice
    Column("fact_id", String(48), nullable=False),
    Column("question_id", String(32), nullable=False),
    Column(
        "accepted", String(160), nullable=False
    ),  # option keys that count as right from here on; * = any answer
    Column("bank_version", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("origin"),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    # One text that administrators send to many. Whom it has reached is told by its deliveries.
    _id(),
    Column("origin", String(32), nullable=False),  # of the tap that made it
    # draft -> sending -> done | cancelled; a draft that nobody sends is deleted
    Column("state", String(16), nullable=False),
    Column("languages", String(16), nullable=False),  # of those it is for, apart by a space
    Column("whom", String(16), nullable=False),  # all, week and the like, reported; groups, channels
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime, nullable=True),
    Column("ended_at", UtcDateTime, nullable=True),
    # Deliveries are made in the order of ids, chats' downwards: how far they are there; NULL when all are.
    Column("planned_to", BigInteger, nullable=True),
    UniqueConstraint("origin"),
    sqlite_autoincrement=True,  # buttons carry the id
)

broadcast_texts = Table(
    "broadcast_texts",
    metadata,
    # Encrypted, and gone as soon as the broadcast is over.
    _id(),
    Column("broadcast_id", BigInteger, ForeignKey("broadcasts.id", ondelete="CASCADE"), nullable=False),
    Column("language", String(2), nullable=False),  # empty: for everybody who has none of their own
    Column("text", Text, nullable=False),
    UniqueConstraint("broadcast_id", "language"),
)

broadcast_views = Table(
    "broadcast_views",
    metadata,
    # The message in which an administrator sees how far a broadcast is; until its end stands there.
    Column("broadcast_id", BigInteger, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
)

audits = Table(
    "audits",
    metadata,
    # What administrators did. Who is a keyed hash: it tells them apart, and leads to nobody without the key.
    _id(),
    Column("update_id", BigInteger, nullable=False),  # what did it: repeated, it is noted once
    Column("who", String(16), nullable=False),
    Column("what", String(32), nullable=False),
    Column("about", String(96), nullable=False),  # ids of a question, a suggestion, a broadcast
    Column("noted_at", UtcDateTime, nullable=False),
    UniqueConstraint("update_id", "what"),
    Index("ix_audits_noted_at", "noted_at"),
)

lookups = Table(
    "lookups",
    metadata,
    # How often a learner did what is allowed only so often; and, once, that they asked a question.
    Column("learner_id", BigInteger, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("times", SmallInteger, nullable=False),
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
    # What it was taken for, kept with its effect: whenever it is handled again, it means the same.
    Column("meant", String(64), nullable=True),
    Column(
        "said", SmallInteger, nullable=False, server_default="0"
    ),  # how many messages of its reply are out
    Index(
        "ix_inbox_waiting",
        "chat_id",
        "update_id",
        info={WHERE: "handled_at IS NULL"},
    ),
)

lanes = Table(
    "lanes",
    metadata,
    # Which process handles the updates of a chat: one at a time, as long as its lease is renewed.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", String(32), nullable=False),
    Column("leased_until", UtcDateTime, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    # What one of several processes does for all; each new owner raises the epoch. By the server's clock.
    Column("name", String(16), primary_key=True),
    Column("owner", String(32), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

bot_state = Table(
    "bot_state",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

unanswered = Table(
    "unanswered",
    metadata,
    # A question that was asked in vain: nobody's, and its words are sealed.
    Column("key", String(64), primary_key=True),  # keyed hash of its sounds: the same question is one row
    Column("text", Text, nullable=False),  # as it was typed last, encrypted
    Column("language", String(2), nullable=False),  # of who asked it last
    Column("times", Integer, nullable=False),
    Column("update_id", BigInteger, nullable=False),  # the update that counted last: it counts once
    Column("asked_at", UtcDateTime, nullable=False),  # the last time
    Index("ix_unanswered_asked_at", "asked_at"),
)
