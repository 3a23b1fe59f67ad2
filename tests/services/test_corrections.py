"""Putting a wrong key right, on both databases: marks, memories, messages; in parts, and once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.learning.correction import ANY, Effect, Told
from bot.learning.learner import Learner
from bot.learning.play import ASIDE
from bot.learning.quiz import Item, Turn
from bot.services import answering, corrections, learners, memories, quizzes
from content.model import Bank
from db.engine import Database
from db.models import answers as answer_rows
from db.models import metadata

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
FACT, QUESTION = "springs/keepers", "how-many"
KEY = (FACT, QUESTION)
ITEM = Item(FACT, QUESTION, ("two", "right", "seven", "four"))


async def answer(
    database: Database, bank: Bank, learner_id: int, key: str | None, at: datetime = NOW
) -> None:
    """Ask a learner the question, who chooses this option (None: don't know)."""
    with database.begin() as session:
        learners.arrive(session, learner_id, code="ru", zone="UTC", now=at)
        player = Learner(learner_id, "ru", "UTC", at)
        turn = quizzes.open_quiz(
            session, bank, player, play=ASIDE, origin=f"test-{at:%d%H%M}", scope=None, items=(ITEM,)
        )
        assert isinstance(turn, Turn)
        option = turn.options.index(key) if key else None
        answering.answer(session, bank, player, quiz_id=turn.quiz_id, position=0, option=option)


async def correct(
    database: Database, bank: Bank, accepted: str, origin: str = "tap-1", now: datetime = LATER
) -> int:
    """The whole correction, as a handler makes it; gives in how many parts."""
    with database.begin() as session:
        corrections.begin(session, bank, KEY, accepted, origin=origin, now=now)
    parts = 1
    while await go_on(database, bank, origin, now):
        parts += 1
    return parts


async def go_on(database: Database, bank: Bank, origin: str = "tap-1", now: datetime = LATER) -> bool:
    with database.begin() as session:
        return corrections.go_on(session, bank, origin, now)


async def killed_before_the_commit(database: Database, bank: Bank) -> None:
    with database.begin() as session:
        corrections.go_on(session, bank, "tap-1", LATER)
        raise RuntimeError("killed")


async def rows(database: Database, table: str) -> list[Any]:
    with database.begin() as session:
        found = session.execute(select(metadata.tables[table]).order_by(*metadata.tables[table].primary_key))
        return list(found)


async def marks(database: Database) -> dict[int, bool]:
    return {row.learner_id: row.is_right for row in await rows(database, "answers")}


async def told(database: Database) -> dict[int, Told]:
    return {row.chat_id: Told.read(row.about) for row in await rows(database, "deliveries")}


async def test_answers_are_marked_anew_and_everyone_is_told(either_database: Database, rivers: Bank) -> None:
    for learner_id, key in enumerate(("four", "right", "two", None), start=1):
        await answer(either_database, rivers, learner_id, key)
    with either_database.begin() as session:
        assert corrections.effect(session, KEY, "four") == Effect(4, 4, gained=1, lost=1)
    await correct(either_database, rivers, "four")
    assert await marks(either_database) == {1: True, 2: False, 3: False, 4: False}
    outcomes = {chat: each.outcome for chat, each in (await told(either_database)).items()}
    assert outcomes == {1: "gained", 2: "lost", 3: "wrong", 4: "wrong"}
    deliveries = await rows(either_database, "deliveries")
    assert {(row.kind, row.language, row.fact_id, row.state) for row in deliveries} == {
        ("correction", "ru", FACT, "pending")
    }
    assert {row.corrected_at for row in await rows(either_database, "answers")} == {LATER}
    assert [(row.fact_id, row.question_id, row.reason) for row in await rows(either_database, "pauses")] == [
        (*KEY, "admin")
    ]


async def test_memories_are_those_of_answers_that_were_right_at_once(
    database: Database, rivers: Bank
) -> None:
    """What one who chose "four" has after the correction, the other has who chose "right" all along."""
    for day in range(3):
        await answer(database, rivers, 1, "four", NOW + timedelta(days=day))
    await correct(database, rivers, "four")
    corrected = [row for row in await rows(database, "memories") if row.learner_id == 1]
    with database.begin() as session:
        rebuilt = memories.from_rows(session, 1, FACT)
        learners.forget(session, 1)
    assert rebuilt is not None
    assert (corrected[0].stability, corrected[0].due_at) == (rebuilt.stability, rebuilt.due_at)
    for day in range(3):
        await answer(database, rivers, 1, "right", NOW + timedelta(days=day))
    assert [row for row in await rows(database, "memories") if row.learner_id == 1] == corrected


async def test_memory_that_was_too_good_is_made_worse(database: Database, rivers: Bank) -> None:
    await answer(database, rivers, 1, "right")
    [before] = await rows(database, "memories")
    await correct(database, rivers, "four")
    [after] = await rows(database, "memories")
    assert after.stability < before.stability
    assert after.due_at < before.due_at


async def test_every_answer_counts_but_dont_know_is_none(either_database: Database, rivers: Bank) -> None:
    for learner_id, key in enumerate(("four", "right", "two", None), start=1):
        await answer(either_database, rivers, learner_id, key)
    with either_database.begin() as session:
        assert corrections.effect(session, KEY, ANY) == Effect(4, 4, gained=2, lost=0)
    await correct(either_database, rivers, ANY)
    assert await marks(either_database) == {1: True, 2: True, 3: True, 4: False}
    assert {each.mask for each in (await told(either_database)).values()} == {0}


async def test_twice_corrects_once(either_database: Database, rivers: Bank) -> None:
    await answer(either_database, rivers, 1, "four")
    await correct(either_database, rivers, "four")
    with either_database.begin() as session:  # the administrator has put it right meanwhile
        session.execute(metadata.tables["pauses"].delete())
    before = [await rows(either_database, table) for table in ("answers", "deliveries", "corrections")]
    await correct(either_database, rivers, "four", now=LATER + timedelta(hours=1))
    after = [await rows(either_database, table) for table in ("answers", "deliveries", "corrections")]
    assert after == before
    assert await rows(either_database, "pauses") == []


async def test_many_are_marked_in_parts_and_a_kill_in_between_loses_none(
    database: Database, rivers: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "AT_ONCE", 2)
    for learner_id in range(1, 6):
        await answer(database, rivers, learner_id, "four")
    with database.begin() as session:
        corrections.begin(session, rivers, KEY, "four", origin="tap-1", now=LATER)
    assert await go_on(database, rivers)
    with pytest.raises(RuntimeError, match="killed"):
        await killed_before_the_commit(database, rivers)
    assert sum((await marks(database)).values()) == 2
    assert set(await told(database)) == {1, 2}
    assert await correct(database, rivers, "four", now=LATER + timedelta(hours=1)) == 2
    assert all((await marks(database)).values())
    assert set(await told(database)) == {1, 2, 3, 4, 5}


async def test_answers_given_after_it_stay_as_they_were_marked(database: Database, rivers: Bank) -> None:
    await answer(database, rivers, 1, "four")
    with database.begin() as session:
        corrections.begin(session, rivers, KEY, "four", origin="tap-1", now=LATER)
        session.execute(metadata.tables["pauses"].delete())  # put right by its author
    await answer(database, rivers, 2, "right", LATER + timedelta(days=1))
    await correct(database, rivers, "four")
    assert await marks(database) == {1: True, 2: True}


async def test_second_correction_can_take_the_first_one_back(database: Database, rivers: Bank) -> None:
    for learner_id, key in enumerate(("four", "right"), start=1):
        await answer(database, rivers, learner_id, key)
    before = await rows(database, "memories")
    await correct(database, rivers, "four")
    await correct(database, rivers, "right", origin="tap-2", now=LATER + timedelta(minutes=5))
    assert await marks(database) == {1: False, 2: True}
    assert await rows(database, "memories") == before
    assert len(await rows(database, "deliveries")) == 4


async def test_all_answers_of_a_learner_decide_what_is_said(database: Database, rivers: Bank) -> None:
    await answer(database, rivers, 1, "four")
    await answer(database, rivers, 1, "right", NOW + timedelta(days=1))
    await correct(database, rivers, "four")
    assert (await told(database))[1].outcome == "gained"
    assert len(await rows(database, "deliveries")) == 1


async def test_half_right_and_slips_become_plain(database: Database, rivers: Bank) -> None:
    for learner_id, key in enumerate(("four", "right"), start=1):
        await answer(database, rivers, learner_id, key)
    with database.begin() as session:
        session.execute(
            update(answer_rows).where(answer_rows.c.learner_id == 1).values(is_half=True, is_slip=True)
        )
        session.execute(update(answer_rows).where(answer_rows.c.learner_id == 2).values(is_slip=True))
    await correct(database, rivers, ANY)
    found = [(row.is_right, row.is_half, row.is_slip) for row in await rows(database, "answers")]
    assert found == [(True, False, False), (True, False, True)]
