"""Giving homework to a class, and what its teacher may change about it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from msgspec.structs import replace

from bot.classes import outcome, roll
from bot.classes.report import most_missed
from bot.classes.values import Class, Homework, Pupil
from bot.errors import Refusal
from bot.learning import recipe as recipes
from bot.learning.homework import (
    COUNTS,
    DAYS,
    EXTRA_DAYS,
    MISSES,
    MOST_ATTEMPTS,
    OWN,
    SHOWS,
    Kind,
    end_of,
    evening_before,
)
from bot.learning.learner import Learner
from bot.learning.picking import QuestionKey
from bot.learning.recipe import FEWEST, MOST, Recipe
from bot.learning.zones import zone_of
from bot.services import deliveries, known, sets
from content.model import Bank, Language
from content.own import QUESTION, id_of, row_of, with_own
from db import classes, homework, own
from db.engine import Session

DRAFT_KEPT = timedelta(days=1)
OWN_DRAFT_KEPT = timedelta(days=30)
"""What somebody wrote; a draft of homework was only tapped."""
MOST_CHOSEN = MOST - max(COUNTS)
"""Own questions beside those that are drawn."""
Pair = tuple[str, str]
_AT_ONCE = 50
"""Pieces of homework whose pupils are reminded in one beat."""


def draft(
    session: Session, _: Bank, learner: Learner, *, class_id: int, kind: Kind, scope: str | None, origin: str
) -> Homework:
    """Begin a piece of homework, or a test; the same tap begins it once."""
    of = roll.taught(session, learner, class_id)
    values = {
        "class_id": class_id,
        "origin": origin,
        "kind": kind,
        "scope": scope,
        "questions": COUNTS[1],
        "attempts": 1,
        "shows": "due",
        "created_at": learner.now,
        **_due_in(of, learner, 7),
    }
    homework.insert(session, values)
    return _made_by(session, origin)


def draft_after(session: Session, _: Bank, learner: Learner, *, pre_id: int, origin: str) -> Homework:
    """Begin the test after: as the one before, with its two versions swapped between the halves."""
    of, before = find(session, learner, pre_id)
    if before.kind != "pre" or not before.is_given:
        raise Refusal("error-button-old")
    values = {
        "class_id": of.id,
        "origin": origin,
        "kind": "post",
        "scope": before.scope,
        "questions": before.count,
        "pre_id": before.id,
        "attempts": 1,
        "shows": before.shows,
        "created_at": learner.now,
        **_due_in(of, learner, 7),
    }
    homework.insert(session, values)
    return _made_by(session, origin)


def _made_by(session: Session, origin: str) -> Homework:
    row = homework.made_by(session, origin)
    assert row is not None, "it was just inserted, or before"
    return roll.homework_of(row)


def _due_in(of: Class, learner: Learner, days: int) -> dict[str, object]:
    """The last day, by the clocks of the class."""
    day = learner.now.astimezone(zone_of(of.zone)).date() + timedelta(days=days)
    return {
        "due_on": day.isoformat(),
        "due_at": end_of(day, of.zone),
        "remind_at": evening_before(day, of.zone),
    }


def find(session: Session, learner: Learner, homework_id: int) -> tuple[Class, Homework]:
    """Homework of a class of this teacher; anybody else's is as good as none."""
    row = homework.find(session, homework_id)
    if row is None:
        raise Refusal("error-homework-gone")
    return roll.taught(session, learner, row.class_id), roll.homework_of(row)


def change(
    session: Session, _: Bank, learner: Learner, *, homework_id: int, what: str, value: int
) -> tuple[Class, Homework]:
    """Change a draft: ``what`` is count, days or attempts, or shows by its place in SHOWS."""
    of, found = find(session, learner, homework_id)
    is_test = found.kind != "work"
    changed: dict[str, object]
    if what == "days" and value in DAYS:
        changed = _due_in(of, learner, value)
    elif what == "count" and value in COUNTS and found.kind != "post":
        changed = {"questions": value}
    elif what == "attempts" and 1 <= value <= MOST_ATTEMPTS and not is_test:
        changed = {"attempts": value}
    elif what == "shows" and value < len(SHOWS) and not (is_test and SHOWS[value] == "once"):
        changed = {"shows": SHOWS[value]}
    else:
        raise Refusal("error-button-old")
    if not homework.change_draft(session, homework_id, **changed):
        raise Refusal("error-button-old")
    return find(session, learner, homework_id)


def give(
    session: Session, bank: Bank, learner: Learner, *, homework_id: int, codes: Pair, seeds: Pair
) -> tuple[Class, Homework]:
    """Draw the questions and give them to the class. Given twice, by whomever, it is given once.

    ``codes`` and ``seeds`` are of its set, and of the other version of a test. A code leads to the questions,
    and so no seed, which is told once the keys are, says anything of a code or of the other seed.
    """
    of, found = find(session, learner, homework_id)
    classes.lock(session, of.id)
    of, found = find(session, learner, homework_id)
    if found.is_given:
        return of, found
    if found.is_over(learner.now):
        raise Refusal("homework-over")
    bank = with_own(bank)
    drawn = _sets(session, bank, learner, found, codes, seeds)
    values: dict[str, object] = dict(zip(("set_code", "twin_code"), drawn, strict=False))
    values["own"] = _own_in(session, bank, drawn) or None
    if learner.now >= evening_before(found.due_on, of.zone):
        values["reminded_at"] = learner.now  # whoever is told today need not be reminded today
    homework.change_draft(session, homework_id, given_at=learner.now, **values)
    return find(session, learner, homework_id)


def _own_in(session: Session, bank: Bank, codes: Sequence[str]) -> list[int]:
    """Which own questions some sets ask."""
    found = [sets.find(session, bank, code) for code in codes]
    rows = (row_of(entry.fact_id) for each in found if each for entry in each.entries)
    return sorted({row for row in rows if row is not None})


def _sets(
    session: Session, bank: Bank, learner: Learner, of: Homework, codes: Pair, seeds: Pair
) -> tuple[str, ...]:
    """The code of its set; of a test, of two."""
    if of.pre_id is not None:
        before = homework.find(session, of.pre_id)
        if before is None or before.set_code is None or before.twin_code is None:
            raise Refusal("error-homework-gone")
        return before.twin_code, before.set_code
    recipe = _recipe(session, bank, of, seeds[0])
    first = sets.make(session, bank, None, recipe=recipe, code=codes[0], now=learner.now)
    if of.kind == "work":
        return (first.code,)
    asked = frozenset((entry.fact_id, entry.question_id) for entry in first.entries)
    other = replace(recipe, seed=seeds[1], count=max(len(asked), COUNTS[0]), without=asked)
    return first.code, sets.make(session, bank, None, recipe=other, code=codes[1], now=learner.now).code


def _with_own(session: Session, bank: Bank, of: Homework, seed: str) -> Recipe:
    """The own questions that were chosen, or so many by lot, behind those that are drawn on its topic."""
    kept = [row.id for row in own.of_class(session, of.class_id) if row.kept_at is not None]
    drawn: tuple[QuestionKey, ...] = ()
    if of.scope == OWN:
        chosen = [each for each in of.own if each in kept]
        chosen = chosen or random.Random(seed).sample(sorted(kept), min(of.count, len(kept)))
    else:
        chosen = [each for each in of.own if each in kept]
        recipe = replace(_drawn(session, bank, of, seed), without=known.paused(session))
        drawn = tuple((item.fact_id, item.question_id) for item in recipes.draw(bank, recipe))
    if not drawn and not chosen:
        raise Refusal("own-none-kept")
    asked = (*drawn, *((id_of(each), QUESTION) for each in chosen))[:MOST]
    scope = None if of.scope in (OWN, MISSES) else of.scope
    return Recipe(min(max(len(asked), FEWEST), MOST), seed, "class", scope, questions=asked)


def _recipe(session: Session, bank: Bank, of: Homework, seed: str) -> Recipe:
    asks_own = of.scope == OWN or of.own
    return (_with_own if asks_own else _drawn)(session, bank, of, seed)


def _drawn(session: Session, bank: Bank, of: Homework, seed: str) -> Recipe:
    """``seed`` cannot be foretold: with it anybody could draw the questions before they are asked."""
    if of.scope not in (None, MISSES) and bank.find_scope(of.scope or "") is None:
        raise Refusal("error-button-old")
    if of.scope != MISSES:
        return Recipe(of.count, seed, "class", of.scope)
    before = [row.id for row in homework.given_to(session, of.class_id)]
    missed = most_missed(outcome.given(session, before), of.count)
    if not missed:
        raise Refusal("homework-nothing-missed")
    return Recipe(of.count, seed, "class", questions=missed)


def choose_own(
    session: Session, _: Bank, learner: Learner, *, homework_id: int, own_id: int
) -> tuple[Class, Homework]:
    """Ask an own question of the class in a draft as well, or no longer; 0 changes nothing."""
    of, found = find(session, learner, homework_id)
    if found.is_given or found.kind != "work":
        raise Refusal("error-button-old")
    if own_id:
        classes.lock(session, of.id)
        of, found = find(session, learner, homework_id)
        kept = [row.id for row in own.of_class(session, of.id) if row.kept_at is not None]
        chosen = [each for each in found.own if each in kept and each != own_id]
        if own_id in kept and own_id not in found.own:
            chosen.append(own_id)
        if len(chosen) > MOST_CHOSEN:
            raise Refusal("own-chosen-enough", n=MOST_CHOSEN)
        homework.change_draft(session, homework_id, own=chosen or None)
    return find(session, learner, homework_id)


def show(session: Session, _: Bank, learner: Learner, *, homework_id: int) -> tuple[Class, Homework]:
    """Show results and keys to the pupils from now on; two teachers who do it at once do it once."""
    of, found = find(session, learner, homework_id)
    if not found.is_given:
        raise Refusal("error-button-old")
    homework.show(session, homework_id, learner.now)
    return of, find(session, learner, homework_id)[1]


def withdraw(session: Session, _: Bank, learner: Learner, *, homework_id: int) -> Class:
    """Delete a piece of homework; gives the class that it was for."""
    of, _found = find(session, learner, homework_id)
    homework.drop(session, homework_id)
    return of


def give_longer(
    session: Session, _: Bank, learner: Learner, *, homework_id: int, pupil_id: int, days: int
) -> Pupil:
    """Let one pupil have so many days more than the class; done again, it is counted from the same day."""
    of, found = find(session, learner, homework_id)
    if days not in EXTRA_DAYS or not found.is_given:
        raise Refusal("error-button-old")
    pupil = roll.pupil(session, learner, of.id, pupil_id)
    day = found.due_on + timedelta(days=days)
    homework.put_extra(session, homework_id, pupil_id, day.isoformat(), end_of(day, of.zone))
    return pupil


def beat(session: Session, now: datetime) -> None:
    """Remind those who want it of what is due tomorrow, and drop drafts that nobody gave."""
    homework.drop_drafts(session, now - DRAFT_KEPT)
    own.drop_drafts(session, now - OWN_DRAFT_KEPT)
    for homework_id in homework.due_for_a_word(session, now, _AT_ONCE):
        row = homework.find(session, homework_id)
        if row is None or not homework.mark_reminded(session, homework_id, now):
            continue
        for _, learner_id, language in homework.to_remind(session, [homework_id]):
            deliveries.notify(
                session,
                learner_id=learner_id,
                language=cast(Language, language),
                kind="homework",
                occasion=f"homework-{homework_id}",
                about=f"{homework_id} {row.scope or ''}".strip(),
                now=now,
            )
