"""A set on paper: laying it out to be printed, reading a line of answers, and counting it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from bot.errors import Refusal
from bot.learning import paper as rules
from bot.learning import paper_line
from bot.learning.learner import Learner
from bot.learning.paper import ReadBack, ReadLine
from bot.learning.paper_line import Asked, Slip
from bot.learning.picking import QuestionKey
from bot.learning.play import PAPER, Play
from bot.learning.quiz import Item, Result, Turn
from bot.services import answering, known, quizzes, sets, turns
from bot.services.sets import Set
from content import questions
from content.model import Bank, Question, Several
from content.own import with_own
from db import papers
from db import quizzes as quiz_rows
from db.engine import Session
from db.papers import PaperRow, ReadingRow

KEPT = timedelta(days=1)
"""How long a line waits to be counted."""


class Paper(Struct, frozen=True):
    """One version of a set as it is printed. ``stand_ins`` questions of it are not the set's own, and
    ``left_out`` ones of the set are not on it, since letters cannot answer them."""

    version: str
    items: tuple[Item, ...]
    stand_ins: int
    left_out: int
    created_at: datetime


def make(session: Session, bank: Bank, found: Set, version: str, now: datetime) -> Paper:
    """Lay a version out when it is wanted first; from then on it stays as it was printed."""
    if version not in rules.VERSIONS or found.source == "daily":
        raise Refusal("error-button-old")
    made = _find(session, found, version)
    if made is None:
        paused = known.paused(session)
        entries = [Item(each.fact_id, each.question_id, each.options or ()) for each in found.entries]
        laid = rules.lay(with_own(bank), entries, paused, code=found.code, version=version)
        if not laid:
            raise Refusal("paper-nothing")
        values = {
            "set_code": found.code,
            "version": version,
            "plan": [turns.entry_of(item) for item in laid],
            "bank_version": bank.version,
            "created_at": now,
        }
        papers.insert(session, values)
        made = _find(session, found, version)
    if made is None:  # the set has gone this instant
        raise Refusal("error-set-gone")
    return made


def versions(session: Session, code: str) -> tuple[str, ...]:
    """Those that were made of a set."""
    return tuple(row.version for row in papers.of_set(session, code))


def _find(session: Session, found: Set, version: str) -> Paper | None:
    row = next((row for row in papers.of_set(session, found.code) if row.version == version), None)
    return _paper(found, row) if row else None


def _paper(found: Set, row: PaperRow) -> Paper:
    items = tuple(map(turns.item_of, row.plan))
    own = {(each.fact_id, each.question_id) for each in found.entries}
    return Paper(
        version=row.version,
        items=items,
        stand_ins=sum((item.fact_id, item.question_id) not in own for item in items),
        left_out=len(found.entries) - len(items),
        created_at=row.created_at,
    )


def is_done(session: Session, learner: Learner, code: str) -> int | None:
    """The quiz of the paper that somebody has handed in of a set already."""
    done = quiz_rows.find_by_origin(session, learner.id, _origin(code))
    return done.id if done else None


def _origin(code: str) -> str:
    return f"paper-{code}"


def begin(
    session: Session,
    learner: Learner,
    found: Set,
    *,
    version: str,
    origin: str,
    homework_id: int | None = None,
    member_id: int | None = None,
) -> int:
    """A reading of a paper, to be filled by what is typed."""
    values = {
        "learner_id": learner.id,
        "origin": origin,
        "set_code": found.code,
        "version": version,
        "homework_id": homework_id,
        "member_id": member_id,
        "created_at": learner.now,
    }
    return papers.insert_reading(session, values)


def get(session: Session, learner: Learner, reading_id: int) -> ReadingRow:
    """A paper that this learner enters; anybody else's is as good as none."""
    row = papers.find_reading(session, learner.id, reading_id)
    if row is None:
        raise Refusal("paper-gone")
    return row


def length(session: Session, bank: Bank, row: ReadingRow) -> int:
    """How many questions the paper has."""
    return len(_paper_of(session, bank, row).items)


def _paper_of(session: Session, bank: Bank, row: ReadingRow) -> Paper:
    found = sets.find(session, bank, row.set_code)
    paper = _find(session, found, row.version) if found else None
    if paper is None:
        raise Refusal("error-set-gone")
    return paper


def take(session: Session, bank: Bank, learner: Learner, *, reading_id: int, text: str) -> None:
    """Read a line, whole or not at all; it counts when the learner says so."""
    learner.refuse_in_exam()
    row = get(session, learner, reading_id)
    paper = _paper_of(session, bank, row)
    try:
        line = paper_line.read(text, [_asked(bank, item) for item in paper.items])
    except Slip as slip:
        raise Refusal(f"paper-slip-{slip.key}", about=slip.about, total=len(paper.items)) from None
    papers.keep_line(session, row.id, line.given, line.script)


def _asked(bank: Bank, item: Item) -> Asked:
    question = _question(bank, item)
    return Asked(len(item.options), takes_several=question is None or isinstance(question, Several))


def _question(bank: Bank, item: Item) -> Question | None:
    """None if it, or an option of it, has left the bank since it was printed."""
    found = questions.look_up(with_own(bank), item.fact_id, item.question_id)
    if found is None or not all(found[1].option(key) for key in item.options):
        return None
    return found[1]


def read_back(session: Session, bank: Bank, learner: Learner, *, reading_id: int) -> ReadBack:
    """The line as it was understood."""
    learner.refuse_in_exam()
    row = get(session, learner, reading_id)
    if row.given is None:
        raise Refusal("paper-gone")
    items, paused = _paper_of(session, bank, row).items, known.paused(session)
    return ReadBack(
        reading_id=row.id,
        version=row.version,
        script=row.script or "",
        lines=tuple(
            _told(bank, number, item, given, paused)
            for number, (item, given) in enumerate(zip(items, row.given, strict=True), start=1)
        ),
        is_counted=row.quiz_id is not None,
        homework_id=row.homework_id,
    )


def _told(bank: Bank, number: int, item: Item, given: list[int], paused: frozenset[QuestionKey]) -> ReadLine:
    question = _question(bank, item)
    if question is None or (item.fact_id, item.question_id) in paused:
        return ReadLine(number, tuple(given), (), is_asked=False)
    options = [question.option(item.options[place]) for place in given]
    return ReadLine(number, tuple(given), tuple(option.text for option in options if option is not None))


def count(session: Session, bank: Bank, learner: Learner, row: ReadingRow) -> Result:
    """Grade a paper of a set; done twice it is done once, and so is a second paper of the same set."""
    paper = _paper_of(session, bank, row)
    found = sets.find(session, bank, row.set_code)
    assert found is not None, "it has a paper"
    # Beside others stands only who was asked the very same.
    code = None if paper.stand_ins or paper.left_out else row.set_code
    return hand_in(
        session, bank, learner, row, play=PAPER, origin=_origin(found.code), scope=found.scope, code=code
    )


def hand_in(
    session: Session,
    bank: Bank,
    learner: Learner,
    row: ReadingRow,
    *,
    play: Play,
    origin: str,
    scope: str | None,
    code: str | None,
) -> Result:
    """A quiz that is answered at once, by what was read; what has no letter is not known.

    What is asked no longer is passed over. It moves the memory as if each question had been tapped.
    """
    if row.given is None:
        raise Refusal("paper-gone")
    paused, given = known.paused(session), dict[QuestionKey, tuple[str, ...]]()
    items = []
    for item, places in zip(_paper_of(session, bank, row).items, row.given, strict=True):
        key = (item.fact_id, item.question_id)
        if _question(bank, item) is not None and key not in paused:
            items.append(item)
            given[key] = tuple(item.options[place] for place in places)
    at = quizzes.open_quiz(
        session, bank, learner, play=play, origin=origin, scope=scope, items=tuple(items), set_code=code
    )
    quiz_id = at.quiz_id
    for _ in items:
        if isinstance(at, Turn):
            at = _answer(session, bank, learner, at, given)
    papers.mark_counted(session, row.id, quiz_id)
    return at if isinstance(at, Result) else turns.result(session, bank, turns.get(session, learner, quiz_id))


def _answer(
    session: Session, bank: Bank, learner: Learner, at: Turn, given: Mapping[QuestionKey, tuple[str, ...]]
) -> Turn | Result:
    """Answer the question where the quiz stands, and go on to the next one."""
    keys = given.get((at.fact.id, at.question.id), ())
    here = {"quiz_id": at.quiz_id, "position": at.position}
    after: Turn | Result = at
    if at.given is None and keys and isinstance(at.question, Several):
        after = answering.answer_whole(session, bank, learner, keys=keys, **here)
    elif at.given is None:
        option = at.options.index(keys[0]) if keys else None
        after = answering.answer(session, bank, learner, option=option, **here)
    if isinstance(after, Turn) and after.given is not None:
        return answering.advance(session, bank, learner, **here)
    return after


def beat(session: Session, now: datetime) -> None:
    """Let go of what nobody counted."""
    papers.drop_readings(session, now - KEPT)
