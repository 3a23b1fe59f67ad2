"""A teacher's own questions at the same moment: one file twice, two teachers, the last room."""

from __future__ import annotations

import pytest

from bot.classes import own
from bot.classes.values import Kept
from bot.errors import Refusal
from bot.learning import drafting
from bot.learning.homework import MOST_OWN
from bot.services import learners
from bot.vault import Vault
from content.model import Bank
from content.own import Written
from db import own as own_rows
from db.engine import Database, Session
from tests.races.playing import arrive, rows, stranger
from tests.races.race import Act, Race
from tests.races.teaching import OTHER_TEACHER, TEACHER, make_class

BOX = Vault(["A" * 43 + "="])


@pytest.fixture
def class_id(database: Database) -> int:
    with database.begin() as session:
        return make_class(session)


def number(n: int) -> Written:
    return Written(kind="number", ask=f"How many {n}?", answers=(str(n),))


def sending(bank: Bank, class_id: int, teacher: int, origin: str, *asked: int, locks: bool = True) -> Act:
    """The act of keeping a file with some questions; one that locks nobody waits for nobody but the class."""
    written = list(enumerate(map(number, asked), start=1))

    def act(session: Session) -> Kept:
        learner = arrive(session, teacher) if locks else stranger(teacher)
        return own.keep_all(
            session, bank, learner, class_id=class_id, written=written, origin=origin, box=BOX
        )

    return act


@pytest.mark.parametrize("locks", [True, False])
async def test_same_file_sent_twice_at_once_is_kept_once(
    race: Race, database: Database, rivers: Bank, class_id: int, locks: bool
) -> None:
    race.meet_before(own_rows, "insert")
    outcomes = await race.at_once(
        *(sending(rivers, class_id, TEACHER, f"file-{n}", 1, 2, 3, locks=locks) for n in range(2))
    )
    assert sorted((each.kept, each.there) for each in outcomes) == [(0, 3), (3, 0)]
    assert len(rows(database, "own_questions")) == 3


async def test_same_update_handled_twice_at_once_says_the_same(
    race: Race, database: Database, rivers: Bank, class_id: int
) -> None:
    race.meet_before(own_rows, "insert")
    act = sending(rivers, class_id, TEACHER, "file-1", 1, 2, locks=False)
    assert await race.at_once(act, act) == [Kept(2, 0), Kept(2, 0)]
    assert len(rows(database, "own_questions")) == 2


async def test_two_teachers_of_a_class_keep_what_both_send_once(
    race: Race, database: Database, rivers: Bank, class_id: int
) -> None:
    race.meet_before(own_rows, "insert")
    outcomes = await race.at_once(
        sending(rivers, class_id, TEACHER, "file-1", 1, 2, 3),
        sending(rivers, class_id, OTHER_TEACHER, "file-2", 3, 4),
    )
    assert sum(each.kept for each in outcomes) == 4
    assert sum(each.there for each in outcomes) == 1
    assert len(rows(database, "own_questions")) == 4


async def test_no_two_files_take_the_last_room(
    race: Race, database: Database, rivers: Bank, class_id: int
) -> None:
    with database.begin() as session:
        sending(rivers, class_id, TEACHER, "file-0", *range(MOST_OWN - 1))(session)
    race.meet_before(own_rows, "insert")
    outcomes = await race.at_once(
        sending(rivers, class_id, TEACHER, "file-1", 1_001),
        sending(rivers, class_id, OTHER_TEACHER, "file-2", 1_002),
    )
    assert sorted((each.kept, each.left) for each in outcomes) == [(0, 1), (1, 0)]
    assert len(rows(database, "own_questions")) == MOST_OWN


async def test_two_drafts_of_one_text_that_are_kept_at_once_are_one(
    race: Race, database: Database, rivers: Bank, class_id: int
) -> None:
    poll = drafting.of_poll("Which?", ("a", "b"), (1,), "", is_several=False)
    drafts = []
    with database.begin() as session:
        for teacher in (TEACHER, OTHER_TEACHER):
            learner = arrive(session, teacher)
            drafts.append(
                own.begin(
                    session, rivers, learner, class_id=class_id, draft=poll, origin=f"poll-{teacher}", box=BOX
                ).id
            )

    def keeping(teacher: int, own_id: int) -> Act:
        return lambda session: own.keep(session, rivers, arrive(session, teacher), own_id=own_id, box=BOX)

    race.meet_before(own_rows, "change_draft")
    outcomes = await race.at_once(keeping(TEACHER, drafts[0]), keeping(OTHER_TEACHER, drafts[1]))
    assert sorted(isinstance(each, Refusal) for each in outcomes) == [False, True]
    assert sum(row.kept_at is not None for row in rows(database, "own_questions")) == 1


async def test_same_poll_handled_twice_at_once_begins_one_draft(
    race: Race, database: Database, rivers: Bank, class_id: int
) -> None:
    poll = drafting.of_poll("Which?", ("a", "b"), (), "", is_several=False)

    def beginning(session: Session) -> int:
        made = own.begin(
            session, rivers, stranger(TEACHER), class_id=class_id, draft=poll, origin="poll-1", box=BOX
        )
        return made.id

    race.meet_before(own_rows, "insert")
    outcomes = await race.at_once(beginning, beginning)
    assert len(set(outcomes)) == 1
    assert len(rows(database, "own_questions")) == 1


async def test_teacher_who_is_forgotten_meanwhile_leaves_no_question(
    race: Race, database: Database, rivers: Bank, class_id: int
) -> None:
    def forgetting(session: Session) -> None:
        learners.forget(session, arrive(session, TEACHER).id)

    race.meet_before(own_rows, "insert")
    await race.at_once(sending(rivers, class_id, TEACHER, "file-1", 1, 2), forgetting)
    assert [row for row in rows(database, "own_questions") if row.learner_id == TEACHER] == []
