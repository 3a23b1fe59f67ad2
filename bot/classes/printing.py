"""What a set and a class's homework put on paper, and who sees the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from bot.classes import assigning, roll
from bot.classes.values import Class, Homework, Pupil
from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.paper import VERSIONS
from bot.services import papers, sets
from bot.services.papers import Paper
from bot.services.sets import Set
from content.model import Bank
from content.own import OwnFact, with_own
from db import classes
from db.engine import Session


class Bundle(Struct, frozen=True):
    """What is to be printed: sets with their versions, and whether whoever prints may see the key."""

    papers: tuple[tuple[Set, Paper], ...]
    has_key: bool
    within: Class | None = None
    homework: Homework | None = None
    halves: tuple[tuple[Pupil, ...], ...] = ()  # of a test: who gets which version
    own: Mapping[str, OwnFact] = {}  # what its teacher wrote of it


def to_print(session: Session, bank: Bank, learner: Learner, *, code: str, count: int) -> Bundle:
    """The sheets of a set that is anybody's. Only whoever made it sees the key."""
    learner.refuse_in_exam()
    found = sets.find_open(session, bank, code)
    if found is None:
        raise Refusal("error-set-gone")
    made = [papers.make(session, bank, found, version, learner.now) for version in VERSIONS[:count]]
    return Bundle(tuple((found, each) for each in made), has_key=found.maker_id == learner.id)


def to_print_homework(
    session: Session, bank: Bank, learner: Learner, *, homework_id: int, count: int
) -> Bundle:
    """The sheets of a class's homework, with the key, for its teacher; of a test both its versions."""
    learner.refuse_in_exam()
    within, of = given(session, learner, homework_id)
    is_test = of.kind != "work"
    codes = of.codes if is_test else of.codes * min(max(count, 1), len(VERSIONS))
    made = []
    for code, version in zip(codes, VERSIONS, strict=False):
        found = sets.find(session, bank, code)
        if found is None:
            raise Refusal("error-set-gone")
        made.append((found, papers.make(session, bank, found, version, learner.now)))
    pupils = tuple(map(roll.pupil_of, classes.members(session, within.id))) if is_test else ()
    halves = tuple(tuple(each for each in pupils if each.half == half) for half in (0, 1)) if is_test else ()
    own = _own(with_own(bank), [paper for _, paper in made])
    return Bundle(tuple(made), has_key=True, within=within, homework=of, halves=halves, own=own)


def _own(bank: Bank, papers_: Iterable[Paper]) -> dict[str, OwnFact]:
    facts = (bank.find_fact(item.fact_id) for paper in papers_ for item in paper.items)
    return {fact.id: fact for fact in facts if isinstance(fact, OwnFact)}


def given(session: Session, learner: Learner, homework_id: int) -> tuple[Class, Homework]:
    within, of = assigning.find(session, learner, homework_id)
    if not of.is_given:
        raise Refusal("error-homework-gone")
    return within, of
