"""Which questions a quiz asks: due reviews, recent mistakes and new facts, mixed for this learner."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from msgspec import Struct, field

from bot.learning.memory import Memory
from bot.learning.quiz import Item, lay_out
from content import questions
from content.making import key_of
from content.model import Bank, Fact, Question

ENOUGH = 8
"""First tries from which on a learner's share of right answers says something."""

HARDNESS = {
    "true-false": 0.0,
    "choice": 1.0,
    "place": 1.0,
    "number": 1.5,
    "when": 1.5,
    "match": 2.0,
    "several": 2.0,
    "order": 2.5,
    "name": 3.0,
}
"""How hard a kind of question is, next to the others: from recognising to recalling."""

QuestionKey = tuple[str, str]
"""Fact id, question id."""


class LastAnswer(Struct, frozen=True):
    """The last answer on a fact."""

    question_id: str
    is_right: bool


class Known(Struct, frozen=True):
    """What is known of a learner, to choose what to ask. ``share`` is of right answers among recent ones."""

    memories: Mapping[str, Memory] = field(default_factory=dict)
    questions: Mapping[str, AbstractSet[str]] = field(default_factory=dict)  # ever asked, by fact
    last: Mapping[str, LastAnswer] = field(default_factory=dict)
    share: float | None = None

    def is_new(self, fact: Fact) -> bool:
        return fact.id not in self.memories

    def was_missed(self, fact: Fact) -> bool:
        return fact.id in self.memories and fact.id in self.last and not self.last[fact.id].is_right


class Mix(Struct, frozen=True):
    """Shares of a quiz; what one part cannot fill, the others do."""

    due: float
    missed: float


BACKLOG = 2
"""Quizzes' worth of due facts from which on nothing new is asked before them."""

STEADY, STRUGGLING, STRONG = Mix(0.6, 0.2), Mix(0.6, 0.4), Mix(0.4, 0.1)


def pick(
    bank: Bank,
    facts: Sequence[Fact],
    *,
    count: int,
    seed: str,
    asked: Known,
    due_before: datetime,
    paused: AbstractSet[QuestionKey] = frozenset(),
    without_kinds: AbstractSet[str] = frozenset(),
) -> tuple[Item, ...]:
    """Up to ``count`` questions about some facts, the same for the same seed.

    No fact comes twice while another one has not come at all, nor any question twice in one quiz, nor the
    question that was asked of a fact last, while there is another. Neighbours are of different eras and
    kinds where that can be.
    """
    chance = random.Random(seed)
    chosen = apart(_choose(facts, count, asked, due_before, chance))
    each = -(-count // max(len(chosen), 1))
    left = {fact.id: _candidates(bank, fact, asked, chance, paused, each, without_kinds) for fact in chosen}
    level = _level(asked.share)
    kinds: Counter[str] = Counter()
    subjects: list[frozenset[str]] = []
    picked: list[Item] = []
    while len(picked) < count and any(left.values()):
        for fact in chosen:
            if left[fact.id] and len(picked) < count:
                question = _most_welcome(fact, left[fact.id], kinds, subjects, level)
                kinds[question.kind] += 1
                subjects.append(questions.subject(fact, question))
                picked.append(lay_out(fact, question, chance))
    return tuple(picked)


def first_quiz(
    bank: Bank, *, count: int, seed: str, paused: AbstractSet[QuestionKey] = frozenset()
) -> tuple[Item, ...]:
    """One of the bank's quizzes for newcomers, the same for the same seed; none if all miss a question.

    ``count`` is how many questions are wanted: no quiz is cut or filled up.
    """
    chance = random.Random(seed)
    for keys in chance.sample(bank.first, len(bank.first)):
        found = [questions.look_up(bank, *key) for key in keys if key not in paused]
        if len(found) == count and all(found):
            return tuple(lay_out(*each, chance) for each in found if each)
    return ()


def due(facts: Iterable[Fact], asked: Known, before: datetime) -> list[Fact]:
    """The facts whose memory is due, the longest due first: so none is ever passed over for ever."""
    found = [fact for fact in facts if fact.id in asked.memories and asked.memories[fact.id].due_at < before]
    return sorted(found, key=lambda fact: (asked.memories[fact.id].due_at, fact.id))


def one_of_each(
    bank: Bank,
    facts: Sequence[Fact],
    *,
    seed: str,
    asked: Known,
    paused: AbstractSet[QuestionKey] = frozenset(),
) -> tuple[Item, ...]:
    """One question about each of some facts, in their order; the kinds mix."""
    chance = random.Random(seed)
    kinds: Counter[str] = Counter()
    subjects: list[frozenset[str]] = []
    picked = []
    for fact in facts:
        candidates = _candidates(bank, fact, asked, chance, paused, 1)
        if candidates:
            question = _most_welcome(fact, candidates, kinds, subjects, _level(asked.share))
            kinds[question.kind] += 1
            subjects.append(questions.subject(fact, question))
            picked.append(lay_out(fact, question, chance))
    return tuple(picked)


def _choose(
    facts: Sequence[Fact], count: int, asked: Known, due_before: datetime, chance: random.Random
) -> list[Fact]:
    waiting = due(facts, asked, due_before)
    is_due = {fact.id for fact in waiting}
    missed = [fact for fact in facts if asked.was_missed(fact) and fact.id not in is_due]
    missed.sort(key=lambda fact: asked.memories[fact.id].reviewed_at)
    new = _in_turn([fact for fact in facts if asked.is_new(fact)], chance)
    places = _places(len(waiting), len(missed), count, asked.share)
    first = waiting[: places.due] + missed[: places.missed] + new[: places.new]
    rest = waiting[places.due :] + missed[places.missed :] + new[places.new :]
    known = {fact.id for fact in (*first, *rest)}
    ahead = [fact for fact in facts if fact.id not in known]
    ahead.sort(key=lambda fact: asked.memories[fact.id].due_at)
    return [*first, *rest, *ahead][:count]


class _Places(Struct, frozen=True):
    due: int
    missed: int
    new: int


def _places(waiting: int, missed: int, count: int, share: float | None) -> _Places:
    """How the places of a quiz are shared out: the more is waiting for review, the less new comes on top."""
    mix = _mix(share)
    room = max(0.0, 1 - waiting / (BACKLOG * count))
    new = round((1 - mix.due - mix.missed) * count * room)
    kept = min(missed, round(mix.missed * count))
    due = min(waiting, count - new - kept)
    return _Places(due, kept, count - due - kept)


def _mix(share: float | None) -> Mix:
    """More reviews for whoever struggles, more new facts for whoever flies."""
    if share is None:
        return STEADY
    return STRUGGLING if share < 0.6 else STRONG if share > 0.85 else STEADY


def _level(share: float | None) -> float:
    """The hardness of question that suits: about recognising at first, recalling when nearly all is right."""
    return 1.0 if share is None else min(max((share - 0.5) * 6, 0.0), 3.0)


def _in_turn(facts: Sequence[Fact], chance: random.Random) -> list[Fact]:
    """New facts in teaching order, core before the rest, the eras taking turns from a random one on."""
    ordered = sorted(facts, key=lambda fact: fact.level != "core")
    eras = list(dict.fromkeys(fact.era for fact in facts))
    first = chance.randrange(len(eras)) if eras else 0
    turns: Counter[str] = Counter()
    numbered = []
    for fact in ordered:
        turn = (fact.level != "core", turns[fact.era], (eras.index(fact.era) - first) % len(eras))
        turns[fact.era] += 1
        numbered.append((turn, fact))
    return [fact for _, fact in sorted(numbered, key=lambda pair: pair[0])]


def apart(facts: Sequence[Fact]) -> list[Fact]:
    """The facts in an order in which neighbours are of different eras, as far as that can be."""
    by_era: dict[str, list[Fact]] = {}
    for fact in facts:
        by_era.setdefault(fact.era, []).append(fact)
    ordered: list[Fact] = []
    while by_era:
        others = [era for era in by_era if not ordered or era != ordered[-1].era]
        era = max(others or by_era, key=lambda era: len(by_era[era]))
        ordered.append(by_era[era].pop(0))
        if not by_era[era]:
            del by_era[era]
    return ordered


_Candidates = list[list[Question]]
"""The questions of a fact in the order of preference; those of one inner list are equally welcome."""


def _candidates(
    bank: Bank,
    fact: Fact,
    asked: Known,
    chance: random.Random,
    paused: AbstractSet[QuestionKey],
    count: int,
    without_kinds: AbstractSet[str] = frozenset(),
) -> _Candidates:
    """``count`` is how many may be wanted; with fewer that were never asked, there are made ones too."""
    known = asked.questions.get(fact.id, frozenset())
    last = asked.last[fact.id].question_id if fact.id in asked.last else None
    written = [question for question in fact.questions if (fact.id, question.id) not in paused]
    new = [question for question in written if question.id not in known]
    seed = chance.randrange(questions.SEEDS)
    made: list[Question] = []
    if count > len(new):  # they take their time to make
        made = [
            each
            for each in questions.made_for(bank, fact, seed)
            if (fact.id, each.id) not in paused and _is_within(asked, fact, each)
        ]
    old = [question for question in (*(q for q in written if q.id in known), *made) if question.id != last]
    same = [question for question in (*written, *made) if question.id == last]
    tiers = ([each for each in tier if each.kind not in without_kinds] for tier in (new, old, same))
    return [chance.sample(tier, len(tier)) for tier in tiers if tier]


def _is_within(asked: Known, fact: Fact, question: Question) -> bool:
    """Whether a made order or match, which moves one memory, is about facts alone that were met."""
    events = questions.events_of(question)
    return not events or events <= {key_of(fact_id) for fact_id in (fact.id, *asked.memories)}


def _most_welcome(
    fact: Fact,
    candidates: _Candidates,
    kinds: Mapping[str, int],
    subjects: Sequence[frozenset[str]],
    level: float,
) -> Question:
    """Take out the most welcome question: of a kind that came little in this quiz, and that suits.

    One that repeats what was asked in this quiz in another way is taken only if there is no other.
    """
    fresh = [
        [each for each in tier if not questions.is_repeat(questions.subject(fact, each), subjects)]
        for tier in candidates
    ]
    place = next((place for place, tier in enumerate(fresh) if tier), None)
    tier = candidates[0] if place is None else fresh[place]
    question = min(tier, key=lambda each: kinds.get(each.kind, 0) + abs(HARDNESS[each.kind] - level) / 2)
    candidates[place or 0].remove(question)
    candidates[:] = [tier for tier in candidates if tier]
    return question
