"""`python -m benchmarks.learners`: does it help that memory drives the choice? Simulated learners, 90 days.

Learners forget by two models, neither of which is that of FSRS:

- **half-life**: the chance to recall falls by half with each half-life (as in half-life regression, Settles
  and Meeder 2016); a recall lengthens it, the more the closer it was to being lost, a miss shortens it.
- **traces**: activation from several traces, each fading by a power law whose decay grows with the
  activation at its time, so that cramming fades fast (Pavlik and Anderson 2005, Cognitive Science 29, with
  their parameters but for the threshold).

The real rules pick the questions and move the memories. The control picks facts and questions at random, and
asks each learner on each day exactly as many questions.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Protocol

from msgspec.structs import replace

from bot.learning import memory, picking
from bot.learning.grading import Grade
from bot.learning.memory import Memory, Recall
from bot.learning.picking import Known, LastAnswer
from bot.learning.quiz import GAP, Item
from bot.learning.review import AT_ONCE
from content import questions
from content.loader import load
from content.model import Bank, Fact, Question

BEGIN = datetime(2026, 1, 5, 14, 0, tzinfo=UTC)
DAYS = 90
A_QUIZ = 10  # questions; misses come back on top
BANK = Path(__file__).resolve().parents[1] / "content" / "bank"

# Pavlik and Anderson 2005: decay scale and intercept, noise; time between sessions counts less. Their
# threshold is of foreign words seen for seconds; here whoever read a fact twice in a session recalls it next
# day in four of five cases, as Quizlet reports of its learners.
DECAY_SCALE, DECAY_LEAST = 0.217, 0.177
THRESHOLD, NOISE = -1.0, 0.255
BETWEEN_SESSIONS = 0.025

FIRST_HALF_LIFE = 1.5  # days, after a fact was read once
LENGTHENED = 4.0  # a recall that came at even odds makes the half-life three times as long
SHORTENED = 0.5

Moment = tuple[int, float]
"""The day's number, and seconds into its session."""


class Mind(Protocol):
    """What one simulated learner really remembers, which no rule of the bot can see."""

    def recall(self, fact_id: str, at: Moment) -> float:
        """The chance to recall it unaided."""

    def see(self, fact_id: str, at: Moment, *, recalled: bool) -> None:
        """It was asked, and then told."""


class Traces:
    def __init__(self, chance: random.Random) -> None:
        self._threshold = THRESHOLD + chance.gauss(0, 0.15)
        self._traces: dict[str, list[tuple[float, float]]] = {}  # (seconds, decay) by fact

    def recall(self, fact_id: str, at: Moment) -> float:
        activation = self._activation(fact_id, at)
        return 0.0 if activation == -math.inf else 1 / (1 + math.exp((self._threshold - activation) / NOISE))

    def see(self, fact_id: str, at: Moment, *, recalled: bool) -> None:
        activation = self._activation(fact_id, at)
        decay = DECAY_LEAST + (DECAY_SCALE * math.exp(activation) if activation > -math.inf else 0.0)
        self._traces.setdefault(fact_id, []).append((self._felt(at), decay))

    def _activation(self, fact_id: str, at: Moment) -> float:
        now = self._felt(at)
        strength = sum((now - then) ** -decay for then, decay in self._traces.get(fact_id, ()) if now > then)
        return math.log(strength) if strength else -math.inf

    def _felt(self, at: Moment) -> float:
        day, seconds = at
        return day * 86_400 * BETWEEN_SESSIONS + seconds


class HalfLife:
    def __init__(self, chance: random.Random) -> None:
        self._first = FIRST_HALF_LIFE * math.exp(chance.gauss(0, 0.3))
        self._held: dict[str, tuple[float, float]] = {}  # (day it was last seen, half-life in days) by fact

    def recall(self, fact_id: str, at: Moment) -> float:
        if fact_id not in self._held:
            return 0.0
        seen, half_life = self._held[fact_id]
        return math.exp2(-(self._days(at) - seen) / half_life)

    def see(self, fact_id: str, at: Moment, *, recalled: bool) -> None:
        half_life = self._first
        if fact_id in self._held:
            before = self._held[fact_id][1]
            longer = before * (1 + LENGTHENED * (1 - self.recall(fact_id, at)))
            half_life = longer if recalled else max(self._first, before * SHORTENED)
        self._held[fact_id] = (self._days(at), half_life)

    def _days(self, at: Moment) -> float:
        day, seconds = at
        return day + seconds / 86_400


MINDS: Mapping[str, Callable[[random.Random], Mind]] = {"half-life": HalfLife, "traces": Traces}


@dataclass
class Learner:
    """One simulated learner, and what the bot holds of them."""

    id: int
    mind: Mind
    chance: random.Random
    presence: float
    memories: dict[str, Memory] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    last: dict[str, LastAnswer] = field(default_factory=dict)
    right_on: dict[str, set[date]] = field(default_factory=dict)
    tries: list[bool] = field(default_factory=list)
    mastered_on: dict[str, int] = field(default_factory=dict)  # fact -> day number
    waits: list[int] = field(
        default_factory=list
    )  # days present on which a due fact was not asked, per asking
    waiting: dict[str, int] = field(default_factory=dict)

    def known(self) -> Known:
        recent = self.tries[-20:]
        share = sum(recent) / len(recent) if len(recent) >= picking.ENOUGH else None
        return Known(self.memories, self.asked, self.last, share)


@dataclass(frozen=True)
class Outcome:
    """What became of one learner. Recall is the true chance on the last day, 0 to 1."""

    core_after: int | None  # days until the core was mastered; None = not within the time
    most_of_core_after: int | None  # nine tenths of it
    mastered: int
    recall_core: float
    recall_all: float
    waits: tuple[int, ...]
    starved: int  # facts that are due and waited for three days of presence or more, at the end
    answers: tuple[int, ...]  # per day


def make(number: int, mind: str) -> Learner:
    chance = random.Random(f"learner {number}")
    return Learner(number, MINDS[mind](chance), chance, presence=chance.uniform(0.5, 0.95))


def live(number: int, mind: str, days: int, answers: Sequence[int] | None = None) -> Outcome:
    """The days of one learner; with ``answers`` (per day) at random, as the control."""
    bank = _bank()
    learner = make(number, mind)
    counts = []
    for day in range(days):
        is_there = learner.chance.random() < learner.presence
        if answers is None:
            counts.append(_study(bank, learner, day) if is_there else 0)
        else:
            _study_at_random(bank, learner, day, answers[day])
    return _outcome(bank, learner, days, tuple(counts))


def _study(bank: Bank, learner: Learner, day: int) -> int:
    """A quiz, then a review if something is due; gives how many answers that took."""
    now = BEGIN + timedelta(days=day)
    due_before = now.replace(hour=0) + timedelta(days=1)
    due = {fact.id for fact in picking.due(bank.facts, learner.known(), due_before)}
    seed = f"{learner.id}/{day}"
    quiz = picking.pick(
        bank, bank.facts, count=A_QUIZ, seed=seed, asked=learner.known(), due_before=due_before
    )
    taken = _play(bank, learner, quiz, day, 0)
    left = picking.due(bank.facts, learner.known(), due_before)[:AT_ONCE]
    review = picking.one_of_each(bank, picking.apart(left), seed=f"{seed}/review", asked=learner.known())
    taken += _play(bank, learner, review, day, taken)
    _note_waits(learner, due, {item.fact_id for item in (*quiz, *review)})
    return taken


def _play(bank: Bank, learner: Learner, items: Sequence[Item], day: int, taken: int) -> int:
    """One miss comes back; gives how many answers that took."""
    plan, position = list(items), 0
    while position < len(plan):
        at = BEGIN + timedelta(days=day, seconds=20 * (taken + position))
        grade = _answer(bank, learner, plan[position], day, at)
        if grade != "right" and not any(each.is_again for each in plan):
            fact = bank.find_fact(plan[position].fact_id)
            assert fact is not None
            seed = f"{learner.id}/{day}/{taken + position}"
            [back] = picking.one_of_each(bank, [fact], seed=seed, asked=learner.known())
            plan.insert(min(position + GAP, len(plan)), replace(back, is_again=True))
        position += 1
    return position


def _note_waits(learner: Learner, due: set[str], asked: set[str]) -> None:
    for fact_id in due:
        if fact_id in asked:
            learner.waits.append(learner.waiting.pop(fact_id, 0))
        else:
            learner.waiting[fact_id] = learner.waiting.get(fact_id, 0) + 1


def _study_at_random(bank: Bank, learner: Learner, day: int, count: int) -> None:
    now = BEGIN + timedelta(days=day)
    for position in range(count):
        fact = learner.chance.choice(bank.facts)
        question = learner.chance.choice(fact.questions)
        item = Item(fact.id, question.id, tuple(option.key for option in question.options))
        _answer(bank, learner, item, day, now + timedelta(seconds=20 * position))


def _answer(bank: Bank, learner: Learner, item: Item, day: int, now: datetime) -> Grade:
    fact = bank.find_fact(item.fact_id)
    question = questions.find(bank, fact, item.question_id) if fact else None
    assert fact is not None
    assert question is not None
    at = (day, (now - BEGIN - timedelta(days=day)).total_seconds())
    recalled = learner.chance.random() < learner.mind.recall(fact.id, at)
    grade: Grade = "right" if recalled or learner.chance.random() < _by_chance(question) else "wrong"
    learner.mind.see(fact.id, at, recalled=recalled)
    recall = Recall(grade, now, options=len(item.options))
    moved = memory.move(learner.memories.get(fact.id), memory.rating(recall), now, f"{learner.id}/{fact.id}")
    learner.memories[fact.id] = moved
    learner.asked.setdefault(fact.id, set()).add(question.id)
    learner.last[fact.id] = LastAnswer(question.id, grade == "right")
    if not item.is_again:
        learner.tries.append(grade == "right")
        _note_mastery(learner, fact, grade, day, now)
    return grade


def _note_mastery(learner: Learner, fact: Fact, grade: Grade, day: int, now: datetime) -> None:
    if grade == "right":
        learner.right_on.setdefault(fact.id, set()).add(now.date())
    if memory.is_mastered(learner.memories[fact.id], len(learner.right_on.get(fact.id, ()))):
        learner.mastered_on.setdefault(fact.id, day)


def _day_of(days: Sequence[int], number: int) -> int | None:
    return days[number - 1] if len(days) >= number else None


def _by_chance(question: Question) -> float:
    """The chance to be right without knowing."""
    if question.kind in {"name", "order", "match", "several"} or not question.options:
        return 0.03
    return 1 / len(question.options)


def _outcome(bank: Bank, learner: Learner, days: int, counts: tuple[int, ...]) -> Outcome:
    core = [fact.id for fact in bank.facts if fact.level == "core"]
    at = (days, 0.0)
    when = sorted(learner.mastered_on[fact_id] + 1 for fact_id in core if fact_id in learner.mastered_on)
    return Outcome(
        core_after=_day_of(when, len(core)),
        most_of_core_after=_day_of(when, math.ceil(0.9 * len(core))),
        mastered=len(learner.mastered_on),
        recall_core=mean(learner.mind.recall(fact_id, at) for fact_id in core),
        recall_all=mean(learner.mind.recall(fact.id, at) for fact in bank.facts),
        waits=tuple(learner.waits),
        starved=sum(count >= 3 for count in learner.waiting.values()),
        answers=counts,
    )


@cache
def _bank() -> Bank:
    return load(BANK, cache=BANK.parents[1] / "data" / "cache")


def _both(number: int, mind: str, days: int) -> tuple[Outcome, Outcome]:
    driven = live(number, mind, days)
    return driven, live(number, mind, days, driven.answers)


def run(mind: str, learners: int, days: int = DAYS) -> list[tuple[Outcome, Outcome]]:
    """(driven by memory, at random) for each learner."""
    with ProcessPoolExecutor() as processes:
        return list(processes.map(partial(_both, mind=mind, days=days), range(learners), chunksize=5))


def table(outcomes: Iterable[tuple[Outcome, Outcome]]) -> str:
    """The table of docs/learning.md."""
    driven, control = zip(*outcomes, strict=True)
    rows = ["| | memory drives | at random |", "| --- | --- | --- |"]
    rows += [f"| {name} | {figure(driven)} | {figure(control)} |" for name, figure in FIGURES.items()]
    waits = [wait for outcome in driven for wait in outcome.waits]
    on_time = 100 * sum(wait == 0 for wait in waits) / len(waits)
    answers = sum(sum(outcome.answers) for outcome in driven)
    told = (
        f"{answers} answers in each column. Due facts asked on the first day of presence: {on_time:.1f} %. "
        f"Days of presence that a due fact waited: median {median(waits):.0f}, "
        f"99th percentile {quantiles(waits, n=100)[-1]:.0f}, most {max(waits)}. "
        f"Facts that wait for three days or more at the end: {sum(o.starved for o in driven)}."
    )
    return "\n".join([*rows, "", told])


def _days(name: str, outcomes: Sequence[Outcome]) -> str:
    """The median over all learners, those who did not get there counted as never."""
    middle = median(getattr(outcome, name) or math.inf for outcome in outcomes)
    return "not within the time" if middle == math.inf else f"{middle:.0f}"


def _share(name: str, outcomes: Sequence[Outcome]) -> str:
    return f"{100 * mean(getattr(outcome, name) for outcome in outcomes):.0f} %"


FIGURES: Mapping[str, Callable[[Sequence[Outcome]], str]] = {
    "median days to master the core": partial(_days, "core_after"),
    "median days to master nine tenths of it": partial(_days, "most_of_core_after"),
    "learners who mastered the core": lambda all_: str(sum(o.core_after is not None for o in all_)),
    "facts mastered, of all, median": lambda all_: f"{median(o.mastered for o in all_):.0f}",
    "recall of the core on the last day": partial(_share, "recall_core"),
    "recall of all facts on the last day": partial(_share, "recall_all"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learners")
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--days", type=int, default=DAYS)
    arguments = parser.parse_args()
    for mind in MINDS:
        print(f"**{mind}**\n\n{table(run(mind, arguments.learners, arguments.days))}\n")


if __name__ == "__main__":
    main()
