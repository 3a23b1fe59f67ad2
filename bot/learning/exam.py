"""The rules of the exam: which questions it draws, when it is passed, when it may be sat again."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

from msgspec import Struct

from bot.learning.picking import QuestionKey
from bot.learning.quiz import Item, Result, lay_out
from bot.learning.zones import zone_of
from content.model import Bank, Fact, Question

QUESTIONS = 20
TIME = timedelta(minutes=30)
PASSED_AT = 0.8
"""Share of right answers; half-right counts nothing."""
CORE = 0.8
"""Share of its questions, at least, that are on core facts; less where the bank has no more of them."""


def draw(bank: Bank, *, seed: str, paused: AbstractSet[QuestionKey] = frozenset()) -> tuple[Item, ...]:
    """Written questions on different facts, most of them core ones, each by weight over the eras.

    There are fewer if the bank has no more.
    """
    chance = random.Random(seed)
    askable = [fact for fact in bank.facts if _asking(fact, paused)]
    core = [fact for fact in askable if fact.level == "core"]
    more = [fact for fact in askable if fact.level != "core"]
    places = max(math.ceil(CORE * QUESTIONS), QUESTIONS - len(more))
    drawn = _by_era(bank, core, places, chance)
    drawn += _by_era(bank, more, QUESTIONS - len(drawn), chance)
    chance.shuffle(drawn)
    return tuple(lay_out(fact, chance.choice(_asking(fact, paused)), chance) for fact in drawn)


def _by_era(bank: Bank, facts: Sequence[Fact], places: int, chance: random.Random) -> list[Fact]:
    by_era = {era.id: [fact for fact in facts if fact.era == era.id] for era in bank.eras}
    shared = share_out({era: len(of_era) for era, of_era in by_era.items()}, places)
    return [fact for era, of_era in by_era.items() for fact in chance.sample(of_era, shared[era])]


def _asking(fact: Fact, paused: AbstractSet[QuestionKey]) -> list[Question]:
    return [question for question in fact.questions if (fact.id, question.id) not in paused]


def share_out(sizes: Mapping[str, int], places: int) -> dict[str, int]:
    """Places in proportion to sizes, by largest remainders; one at least for whoever has a size at all.

    Never more than a size; fewer than ``places`` in all only if the sizes do not reach.
    """
    present = {name: size for name, size in sizes.items() if size}
    total = sum(present.values())
    places = min(places, total)
    exact = {name: places * size / total for name, size in present.items()}
    shared = {name: min(max(1, math.floor(part)), present[name]) for name, part in exact.items()}
    while sum(shared.values()) < places:
        free = [name for name in present if shared[name] < present[name]]
        shared[max(free, key=lambda name: (exact[name] - shared[name], name))] += 1
    while sum(shared.values()) > places:
        several = [name for name in shared if shared[name] > 1] or list(shared)
        shared[max(several, key=lambda name: (shared[name] - exact[name], shared[name], name))] -= 1
    return {name: shared.get(name, 0) for name in sizes}


def needed(total: int) -> int:
    """Right answers that pass."""
    return math.ceil(PASSED_AT * total)


def is_passed(result: Result) -> bool:
    return result.total > 0 and result.right >= needed(result.total)


def free_on(begun: Sequence[datetime], today: date, zone: str) -> date:
    """The local day on which the next sitting may begin: the first is free, then one resit a day.

    ``begun`` are the beginnings of all sittings so far, in order.
    """
    resits = [moment.astimezone(zone_of(zone)).date() for moment in begun[1:]]
    return today + timedelta(days=1) if today in resits else today


class Sitting(Struct, frozen=True):
    """One sitting that is over. ``code`` is of its certificate, if it has one."""

    result: Result
    begun_at: datetime
    code: str | None

    @property
    def is_passed(self) -> bool:
        return is_passed(self.result)


class Standing(Struct, frozen=True):
    """Where a learner stands with the exam."""

    sittings: tuple[Sitting, ...]
    today: date
    free_on: date
    minutes_left: int | None = None  # of an open one
    open_quiz: int | None = None

    @property
    def last(self) -> Sitting | None:
        return self.sittings[-1] if self.sittings else None

    @property
    def best(self) -> Sitting | None:
        """The best one passed: a pass once given stays."""
        passed = [sitting for sitting in self.sittings if sitting.is_passed]
        return max(passed, key=lambda sitting: sitting.result.right, default=None)
