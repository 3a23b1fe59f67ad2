"""Item statistics: how each question does, from the first answers of its learners.

Measures and thresholds are those of Moodle's quiz report (docs.moodle.org, "Quiz report statistics").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Literal

from msgspec import Struct

from bot.learning.picking import QuestionKey
from content.answers import right_keys
from content.model import Bank, Choice, Number, Option, Question, Several, TrueFalse, When
from content.questions import PREFIX

Flag = Literal["hard", "easy", "weak", "negative", "rival", "unused"]
"""Very hard; very easy; tells hardly who knows more; those who know more get it wrong; a wrong option is
chosen oftener than it is answered right; a wrong option that nobody chooses."""
SUSPECT: frozenset[Flag] = frozenset({"negative", "rival"})
"""The flags that say: its key is probably wrong."""

ENOUGH = 30
"""First answers from which on there are flags."""
VERY_HARD, VERY_EASY = 0.2, 0.95
WEAK = 0.1
UNUSED = 0.02
AWAY = 600
"""Seconds: whoever takes longer was away, and counts as this."""


class Try(Struct, frozen=True):
    """A learner's first answer to a question."""

    fact_id: str
    question_id: str
    is_right: bool
    is_half: bool
    chosen: tuple[str, ...]  # option keys
    is_typed: bool
    seconds: float

    @property
    def item(self) -> QuestionKey:
        """Fact and question. Those made from the bank in one way count together, whatever their number."""
        is_made = self.question_id.startswith(PREFIX)
        return self.fact_id, self.question_id.rpartition("-")[0] if is_made else self.question_id


class Figures(Struct, frozen=True):
    """How a question does. All shares are of ``n``, from 0 to 1."""

    item: QuestionKey
    n: int  # first answers
    facility: float  # share of right ones; half-right is apart
    half: float
    discrimination: float | None  # with the learners' other first answers, -1 to 1; None: cannot be told
    median_seconds: int
    options: Mapping[str, float]  # by key; of questions whose options are chosen
    unknown: float  # "don't know"
    typed: float
    unused: tuple[str, ...] = ()  # keys of wrong options that nobody chooses
    flags: tuple[Flag, ...] = ()


@dataclass
class _Sums:
    """Of one question: x is 1 for a right answer, y the share of right ones among the learner's others."""

    n: int = 0
    right: int = 0
    half: int = 0
    typed: int = 0
    unknown: int = 0
    chosen: Counter[str] = field(default_factory=Counter)
    seconds: Counter[int] = field(default_factory=Counter)
    pairs: int = 0
    x: int = 0
    y: float = 0.0
    yy: float = 0.0
    xy: float = 0.0


class Tally:
    """Adds up first answers, a learner at a time; it keeps sums and counts, and no answer."""

    def __init__(self) -> None:
        self._sums: dict[QuestionKey, _Sums] = {}

    def add(self, tries: Sequence[Try]) -> None:
        """All first answers of one learner, in their order."""
        firsts: dict[QuestionKey, Try] = {}
        for each in tries:
            firsts.setdefault(each.item, each)
        right, others = sum(each.is_right for each in firsts.values()), len(firsts) - 1
        for item, each in firsts.items():
            sums = self._sums.setdefault(item, _Sums())
            _count(sums, each)
            if others:
                _pair(sums, each.is_right, (right - each.is_right) / others)

    def figures(self, bank: Bank) -> list[Figures]:
        """Every question that was answered, in the bank's order; those that have left it come last."""
        order = {
            (fact.id, question.id): place
            for place, (fact, question) in enumerate(
                (fact, question) for fact in bank.facts for question in fact.questions
            )
        }
        items = sorted(self._sums, key=lambda item: (order.get(item, len(order)), item))
        return [_figures(item, self._sums[item], _question(bank, item)) for item in items]


def _count(sums: _Sums, each: Try) -> None:
    sums.n += 1
    sums.right += each.is_right
    sums.half += each.is_half
    sums.typed += each.is_typed
    sums.unknown += not each.chosen and not each.is_typed
    sums.chosen.update(set(each.chosen))
    sums.seconds[round(min(max(each.seconds, 0), AWAY))] += 1


def _pair(sums: _Sums, x: bool, y: float) -> None:
    sums.pairs += 1
    sums.x += x
    sums.y += y
    sums.yy += y * y
    sums.xy += x * y


def _question(bank: Bank, item: QuestionKey) -> Question | None:
    fact = bank.find_fact(item[0])
    return fact.question(item[1]) if fact else None


def _figures(item: QuestionKey, sums: _Sums, question: Question | None) -> Figures:
    options = _options(question)
    unused = tuple(key for key in _wrong(question) if _is_unused(sums, key))
    return Figures(
        item=item,
        n=sums.n,
        facility=sums.right / sums.n,
        half=sums.half / sums.n,
        discrimination=_discrimination(sums),
        median_seconds=_median(sums.seconds),
        options={option.key: sums.chosen[option.key] / sums.n for option in options},
        unknown=sums.unknown / sums.n,
        typed=sums.typed / sums.n,
        unused=unused,
        flags=tuple(_flags(sums, question, unused)),
    )


def _options(question: Question | None) -> tuple[Option, ...]:
    """The options that can be chosen or left; events are all put in order, and pairs all made."""
    return question.options if isinstance(question, Choice | Several | TrueFalse | Number | When) else ()


def _wrong(question: Question | None) -> list[str]:
    right = right_keys(question) if question else ()
    return [option.key for option in _options(question) if option.key not in right]


def _is_unused(sums: _Sums, key: str) -> bool:
    """Of two options one may well be chosen by nobody; and whoever types chooses none."""
    chose = sums.n - sums.typed
    return chose >= ENOUGH and sums.chosen[key] < UNUSED * chose


def _flags(sums: _Sums, question: Question | None, unused: Sequence[str]) -> Iterator[Flag]:
    if sums.n < ENOUGH:
        return
    if sums.right < VERY_HARD * sums.n:
        yield "hard"
    if sums.right > VERY_EASY * sums.n:
        yield "easy"
    discrimination = _discrimination(sums)
    if discrimination is not None and discrimination < WEAK:
        yield "negative" if discrimination < 0 else "weak"
    is_of_one = not isinstance(question, Several)
    if is_of_one and any(sums.chosen[key] > sums.right for key in _wrong(question)):
        yield "rival"
    if unused and not isinstance(question, TrueFalse):
        yield "unused"


def _discrimination(sums: _Sums) -> float | None:
    """The point-biserial correlation, which is Pearson's with one side 0 or 1."""
    n = sums.pairs
    spread_x, spread_y = n * sums.x - sums.x**2, n * sums.yy - sums.y**2
    if spread_x <= 0 or spread_y <= 1e-9 * n * n:
        return None  # all alike on one side
    return (n * sums.xy - sums.x * sums.y) / sqrt(spread_x * spread_y)


def _median(seconds: Counter[int]) -> int:
    """The lower one of the two in the middle."""
    middle = (seconds.total() + 1) // 2
    for value in sorted(seconds):
        middle -= seconds[value]
        if middle <= 0:
            return value
    return 0
