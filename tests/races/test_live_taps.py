"""Taps at the same moment on a question of a live quiz that no poll can carry: each answer counts once."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import pytest

from bot.errors import Refusal
from bot.learning import live as rules
from bot.learning.quiz import Item, lay_out
from bot.live import moving, tapping, telling
from bot.live.tapping import Touch
from bot.services import memories
from content.model import Bank
from db import lives as live_rows
from db import quizzes as quiz_rows
from db.engine import Database
from tests.races.playing import LEARNER, rows
from tests.races.race import Act, Race
from tests.races.test_lives import HERE, READ, begun, group, stepped

__all__ = ["group"]

DONE = READ + rules.open_for("30")
COUNTED = DONE + rules.GRACE


def asked(database: Database, bank: Bank, patch: pytest.MonkeyPatch, kind: str) -> tuple[int, Item]:
    """A quiz whose first question, of this kind, is open."""
    found = ((fact, q) for fact in bank.facts for q in fact.questions if q.kind == kind and q.options)
    item = lay_out(*next(found), random.Random(kind))
    patch.setattr(rules, "pick", lambda *_: (item, item))
    live_id = begun(database, bank)
    assert stepped(database, bank, live_id, READ) == "open"
    with database.begin() as session:
        moving.laid_open(session, live_id, 0, 77, READ)
    return live_id, item


def tapping_on(bank: Bank, live_id: int, option: int, person_id: int = LEARNER, at: Any = READ) -> Act:
    touch = Touch(live_id, 0, person_id, "UTC", at)
    return partial(tapping.choose, bank=bank, where=HERE, touch=touch, option=option)


async def test_of_two_taps_of_one_person_at_once_one_is_the_answer(
    race: Race, database: Database, lakes: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_id, _ = asked(database, lakes, monkeypatch, "number")
    race.meet_before(live_rows, "lock")
    both = [tapping_on(lakes, live_id, 0), tapping_on(lakes, live_id, 1)]
    became = sorted(each.became for each in await race.at_once(*both))
    assert became == ["answer", "before"]
    [answer] = rows(database, "answers")
    with database.begin() as session:
        held = memories.of_learner(session, LEARNER)[answer.fact_id]
        assert held == memories.from_rows(session, LEARNER, answer.fact_id)


async def test_two_ticks_of_one_person_at_once_both_stay(
    race: Race, database: Database, lakes: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_id, item = asked(database, lakes, monkeypatch, "several")
    race.meet_before(live_rows, "kept")
    await race.at_once(tapping_on(lakes, live_id, 0), tapping_on(lakes, live_id, 1))
    touch = Touch(live_id, 0, LEARNER, "UTC", READ)
    done = partial(tapping.finish, bank=lakes, where=HERE, touch=touch)
    race.meet_before(quiz_rows, "insert_answer")
    await race.at_once(done, done)
    [answer] = rows(database, "answers")
    assert set((answer.chosen or "").split()) == {*item.options[:2]}


async def test_a_tap_at_the_end_of_time_is_in_the_verdict_or_refused(
    race: Race, database: Database, lakes: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_id, _ = asked(database, lakes, monkeypatch, "number")
    assert stepped(database, lakes, live_id, DONE) == "close"
    with database.begin() as session:
        moving.closed(session, live_id, DONE)
    with database.begin() as session:
        assert moving.claim(session, COUNTED) == [live_id]
    race.meet_after(telling, "asked_at")
    step = partial(moving.step, bank=lakes, live_id=live_id, zone="UTC", now=COUNTED)
    tap = tapping_on(lakes, live_id, 0, at=COUNTED)
    tapped, made = await race.at_once(tap, step)
    assert made.state.verdict.answered == len(rows(database, "answers"))
    assert isinstance(tapped, Refusal) == (not rows(database, "answers"))
    with database.begin() as session, pytest.raises(Refusal):  # the verdict may be read by now
        tapping_on(lakes, live_id, 0, LEARNER + 1, COUNTED)(session)


async def test_a_tap_before_the_options_are_known_to_stand_counts(
    database: Database, lakes: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ((fact, q) for fact in lakes.facts for q in fact.questions if q.kind == "number" and q.options)
    item = lay_out(*next(found), random.Random(1))
    monkeypatch.setattr(rules, "pick", lambda *_: (item, item))
    live_id = begun(database, lakes)
    with database.begin() as session, pytest.raises(Refusal):  # nobody has seen them yet
        tapping_on(lakes, live_id, 0, at=READ - rules.GRACE)(session)
    assert stepped(database, lakes, live_id, READ) == "open"
    with database.begin() as session:
        tapping_on(lakes, live_id, 0)(session)
    assert stepped(database, lakes, live_id, READ + moving.LEASE) == "open"  # the process died: once more
    with database.begin() as session:
        moving.laid_open(session, live_id, 0, 77, READ + moving.LEASE)
    assert len(rows(database, "answers")) == 1
