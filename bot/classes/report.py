"""What became of a piece of homework: right and time apart, question by question, theme by theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from statistics import fmean, stdev

from msgspec import Struct
from msgspec.structs import replace

from bot.classes.values import Pupil, State
from bot.learning.pace import AWAY
from bot.learning.picking import QuestionKey
from content.answers import right_keys
from content.model import Bank, Choice, Number, Place, TrueFalse, When
from content.own import OwnFact
from content.questions import look_up

NEEDS_HELP = 0.5
"""Whoever has a smaller share right should be spoken to."""

_ONE_KEY = (Choice, Place, TrueFalse, Number, When)


class Given(Struct, frozen=True):
    """One answer of a pupil in an attempt."""

    pupil_id: int
    attempt: int
    key: QuestionKey
    chosen: str | None  # keys of options, apart by a space
    mark: float  # 1, 0.5, 0
    took: timedelta
    is_on_paper: bool = False


class Line(Struct, frozen=True):
    """What a pupil did: the best attempt counts, of equal ones the first."""

    pupil: Pupil
    state: State
    marks: Mapping[QuestionKey, float]
    seconds: int  # at the questions; whoever was away for longer than five minutes counts as five
    tried: int
    total: int  # questions that the pupil is asked
    due: int = 0  # facts of it that wait for review by now
    is_on_paper: bool = False  # answered there: nobody knows in which time

    @property
    def points(self) -> float:
        return sum(self.marks.values())


class Item(Struct, frozen=True):
    """How a question went in the class; ``wrong`` is the wrong option chosen most, if it has such options."""

    key: QuestionKey
    asked: int
    points: float
    wrong: str | None = None
    wrong_times: int = 0

    @property
    def share(self) -> float:
        return self.points / self.asked if self.asked else 0.0


class Share(Struct, frozen=True):
    """How an era or a theme went."""

    scope: str
    asked: int
    points: float


class Gain(Struct, frozen=True):
    """From the test before to the one after, in hundredths of the questions, of those who took both."""

    pupils: int
    before: float
    after: float
    mean: float
    spread: float | None  # the standard deviation of the gains; None of one pupil


class Report(Struct, frozen=True):
    """Of one piece of homework in one class."""

    lines: tuple[Line, ...]
    items: tuple[Item, ...]  # in the order of the set
    eras: tuple[Share, ...]
    themes: tuple[Share, ...]
    gain: Gain | None = None
    own: Mapping[str, OwnFact] = {}  # what its teacher wrote of it
    gone: int = 0  # of these, deleted since

    @property
    def done(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state == "done")

    @property
    def not_begun(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state == "new")

    @property
    def need_help(self) -> tuple[Line, ...]:
        return tuple(line for line in self.done if line.points < NEEDS_HELP * line.total)

    @property
    def most_missed(self) -> tuple[Item, ...]:
        """Those that somebody missed, the worst first."""
        missed = [item for item in self.items if item.points < item.asked]
        return tuple(sorted(missed, key=lambda item: item.share))


def make(
    bank: Bank,
    pupils: Sequence[Pupil],
    states: Mapping[int, tuple[State, int]],
    keys: Sequence[QuestionKey],
    given: Iterable[Given],
    totals: Mapping[int, int],
    due: Mapping[int, int],
) -> Report:
    """By pupil (id): state and attempts in ``states``, questions in ``totals``, facts to review in ``due``.

    ``keys`` are all questions in their order.
    """
    by_attempt: defaultdict[tuple[int, int], list[Given]] = defaultdict(list)
    for each in given:
        by_attempt[each.pupil_id, each.attempt].append(each)
    best = {pupil.id: _best(by_attempt, pupil.id) for pupil in pupils}
    lines = [
        replace(_line(pupil, *states[pupil.id], best[pupil.id], totals[pupil.id]), due=due[pupil.id])
        for pupil in pupils
    ]
    counted = [each for answers in best.values() for each in answers]
    return Report(
        lines=tuple(lines),
        items=tuple(item for key in keys if (item := _item(bank, key, counted)).asked),
        eras=_shares([era.id for era in bank.eras], bank, counted),
        themes=_shares([theme.id for theme in bank.themes], bank, counted),
    )


def _best(by_attempt: Mapping[tuple[int, int], list[Given]], pupil_id: int) -> list[Given]:
    attempts = [by_attempt[key] for key in sorted(by_attempt) if key[0] == pupil_id]
    return max(attempts, key=lambda answers: sum(each.mark for each in answers), default=[])


def _line(pupil: Pupil, state: State, tried: int, best: Sequence[Given], total: int) -> Line:
    """On paper there may be fewer questions than the set has."""
    is_on_paper = any(each.is_on_paper for each in best)
    seconds = sum(min(max(each.took, timedelta()), AWAY).total_seconds() for each in best)
    marks = {each.key: each.mark for each in best}
    total = len(best) if is_on_paper else total
    return Line(pupil, state, marks, round(seconds), tried, total, is_on_paper=is_on_paper)


def _item(bank: Bank, key: QuestionKey, counted: Sequence[Given]) -> Item:
    answers = [each for each in counted if each.key == key]
    item = Item(key, len(answers), sum(each.mark for each in answers))
    found = look_up(bank, *key)
    if found is None or not isinstance(found[1], _ONE_KEY):
        return item
    right = right_keys(found[1])
    wrong = Counter(each.chosen for each in answers if each.chosen and each.chosen not in right)
    if not wrong:
        return item
    option, times = wrong.most_common(1)[0]
    return replace(item, wrong=option, wrong_times=times)


def _shares(scopes: Sequence[str], bank: Bank, counted: Sequence[Given]) -> tuple[Share, ...]:
    shares = []
    for scope in scopes:
        facts = {fact.id for fact in bank.facts_in(scope)}
        marks = [each.mark for each in counted if each.key[0] in facts]
        if marks:
            shares.append(Share(scope, len(marks), sum(marks)))
    return tuple(shares)


def gain(before: Report, after: Report) -> Gain | None:
    """None if nobody has handed in both."""
    then = {line.pupil.id: _percent(line) for line in before.done}
    pairs = [(then[line.pupil.id], _percent(line)) for line in after.done if line.pupil.id in then]
    if not pairs:
        return None
    gains = [late - early for early, late in pairs]
    return Gain(
        pupils=len(pairs),
        before=fmean(early for early, _ in pairs),
        after=fmean(late for _, late in pairs),
        mean=fmean(gains),
        spread=stdev(gains) if len(gains) > 1 else None,
    )


def _percent(line: Line) -> float:
    return 100 * line.points / line.total if line.total else 0.0


def most_missed(given: Iterable[Given], count: int) -> tuple[QuestionKey, ...]:
    """The questions that went worst over all attempts, the worst first; none that went well throughout."""
    points: defaultdict[QuestionKey, list[float]] = defaultdict(list)
    for each in given:
        points[each.key].append(each.mark)
    missed = [(fmean(marks), key) for key, marks in points.items() if min(marks) < 1]
    return tuple(key for _, key in sorted(missed)[:count])
