"""A live quiz: its paces, which questions it asks, and who stands where in its table."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from bot.learning import polls, tapped
from bot.learning.picking import QuestionKey, apart
from bot.learning.quiz import Item, lay_out
from content import questions
from content.model import Bank, Fact, Question

KIND = "live"
"""Of the quiz in its row."""

Phase = Literal["lobby", "reading", "asking", "counting", "telling", "over"]

Options = Literal["none", "polled", "open", "closed"]
"""Where those of a question stand: nowhere yet, in a poll, or under its words, with buttons or without."""

PACES = ("20", "30", "60", "all", "host")
"""Seconds for a question; until all have answered; until the host goes on."""
COUNTS = (5, 10, 15, 20)
TEAMS = (0, 2, 3, 4)
READING = timedelta(seconds=5)
"""The question stands alone for so long, before its options come."""
GRACE = timedelta(seconds=2)
"""Votes given at the last moment are on their way for so long."""
LONGEST = {"all": timedelta(seconds=90), "host": timedelta(minutes=10)}
"""How long a question stays open at most, where no clock closes it."""
PATIENCE = timedelta(hours=1)
"""A pause, or a lobby, that nobody ends is the end."""
MOST_UNANSWERED = 2
"""Questions that nobody answers, one after the other: then the quiz ends by itself."""

POINTS, MOST_BONUS = 10, 2
"""For a right answer; and on top for speed, where a chat wants that, evenly less until the time is up."""


class Given(Struct, frozen=True):
    """One answer. ``after`` is how long it took."""

    position: int
    learner_id: int
    is_right: bool
    after: timedelta
    team: int | None = None


class Line(Struct, frozen=True):
    """Where one player stands; those with equally much share a place."""

    place: int
    learner_id: int
    right: int
    answered: int
    points: int


class TeamLine(Struct, frozen=True):
    team: int
    right: int
    answered: int

    @property
    def share(self) -> float:
        return self.right / self.answered if self.answered else 0.0


class Table(Struct, frozen=True):
    """The players, the best first; and the teams, by their share of right answers."""

    lines: tuple[Line, ...]
    teams: tuple[TeamLine, ...]


def open_for(pace: str) -> timedelta:
    return LONGEST.get(pace) or timedelta(seconds=int(pace))


def closes_itself(pace: str) -> bool:
    return pace not in LONGEST


def points(given: Given, pace: str, *, scores_speed: bool) -> int:
    """Everybody who is right scores; speed is worth little, and nothing unless the chat wants it."""
    if not given.is_right:
        return 0
    if not scores_speed or not closes_itself(pace):
        return POINTS
    left = 1 - min(max(given.after / open_for(pace), 0.0), 1.0)
    return POINTS + round(MOST_BONUS * left)


def table(given: Iterable[Given], pace: str, *, scores_speed: bool, teams: int) -> Table:
    everything = list(given)
    right, answered, scored = Counter[int](), Counter[int](), Counter[int]()
    for each in everything:
        answered[each.learner_id] += 1
        right[each.learner_id] += each.is_right
        scored[each.learner_id] += points(each, pace, scores_speed=scores_speed)
    order = sorted(answered, key=lambda learner: (-scored[learner], learner))
    places = _places([scored[learner] for learner in order])
    lines = tuple(
        Line(place, learner, right[learner], answered[learner], scored[learner])
        for place, learner in zip(places, order, strict=True)
    )
    return Table(lines, _team_lines(everything, teams))


def _places(scores: Sequence[int]) -> list[int]:
    return [scores.index(score) + 1 for score in scores]


def _team_lines(given: Sequence[Given], teams: int) -> tuple[TeamLine, ...]:
    lines = []
    for team in range(1, teams + 1):
        of_team = [each for each in given if each.team == team]
        lines.append(TeamLine(team, sum(each.is_right for each in of_team), len(of_team)))
    return tuple(sorted(lines, key=lambda line: (-line.share, line.team)))


def most_missed(given: Iterable[Given]) -> int | None:
    """The position of the question with the least share of right answers; None if all were right."""
    asked, missed = Counter[int](), Counter[int]()
    for each in given:
        asked[each.position] += 1
        missed[each.position] += not each.is_right
    found = [position for position in missed if missed[position]]
    return max(found, key=lambda at: (missed[at] / asked[at], missed[at], -at), default=None)


def have_all_answered(given: Iterable[Given], position: int, members: Collection[int]) -> bool:
    """Whether everybody who plays has answered the question there: those who answered the one before, and
    at the first one the ``members`` of teams. Who has left holds nobody up for long."""
    everything = list(given)
    here = {each.learner_id for each in everything if each.position == position}
    before = {each.learner_id for each in everything if each.position == position - 1}
    expected = before if position else {*members}
    return bool(expected) and expected <= here


def pick(
    bank: Bank,
    facts: Sequence[Fact],
    count: int,
    seed: str,
    paused: Collection[QuestionKey],
    before: Mapping[str, int],
) -> tuple[Item, ...]:
    """Questions to ask a group, one a fact; what it was asked ``before`` (so often) comes last."""
    chance = random.Random(seed)
    shuffled = chance.sample(facts, len(facts))
    shuffled.sort(key=lambda fact: before.get(fact.id, 0))
    subjects: list[frozenset[str]] = []
    picked: list[tuple[Fact, Question]] = []
    for fact in shuffled:
        if len(picked) == count:
            break
        found = _question(bank, fact, paused, f"{seed}/{fact.id}")
        if found is not None and not questions.is_repeat(subject := questions.subject(fact, found), subjects):
            subjects.append(subject)
            picked.append((fact, found))
    by_fact = {fact.id: (fact, question) for fact, question in picked}
    return tuple(lay_out(*by_fact[fact.id], chance) for fact in apart([fact for fact, _ in picked]))


def playable(
    bank: Bank, items: Sequence[Item], seed: str, paused: Collection[QuestionKey]
) -> tuple[Item, ...]:
    """The same questions; where a group cannot be asked one, another on its fact stands in for it."""
    chance, found = random.Random(seed), []
    for item in items:
        known = questions.look_up(bank, item.fact_id, item.question_id)
        if known is None:
            continue
        if tapped.can_be_tapped(known[1]):
            found.append(item)
        elif other := _question(bank, known[0], paused, f"{seed}/{item.fact_id}"):
            found.append(lay_out(known[0], other, chance))
    return tuple(found)


def _question(bank: Bank, fact: Fact, paused: Collection[QuestionKey], seed: str) -> Question | None:
    """One that an author wrote, if it can be asked here; else one that was made for a poll."""
    written = [q for q in fact.questions if tapped.can_be_tapped(q) and (fact.id, q.id) not in paused]
    if written:
        return random.Random(seed).choice(written)
    chosen = polls.choose(bank, fact, paused, seed)
    return questions.find(bank, fact, chosen) if chosen else None


SPANS: Mapping[str, tuple[timedelta | None, int]] = {
    "week": (timedelta(days=7), 10),
    "month": (timedelta(days=30), 20),
    "all": (None, 30),
}
"""Of a chat's board: how far it looks back, and how many answers it takes to stand on it."""


class Standing(Struct, frozen=True):
    """One line of a chat's board."""

    place: int
    learner_id: int
    right: int
    answered: int


def board(tallies: Iterable[tuple[int, int, int]], least: int) -> tuple[Standing, ...]:
    """By share of right answers, of those with enough of them; (learner, right, answered) each."""
    enough = [each for each in tallies if each[2] >= least]
    enough.sort(key=lambda each: (-each[1] / each[2], -each[2], each[0]))
    shares = [right / answered for _, right, answered in enough]
    return tuple(
        Standing(shares.index(right / answered) + 1, learner, right, answered)
        for learner, right, answered in enough
    )


def since(span: str, now: datetime) -> datetime | None:
    back, _ = SPANS[span]
    return now - back if back else None


class Asked(Struct, frozen=True):
    """A question of a live quiz; ``number`` is 1-based."""

    fact: Fact
    question: Question
    item: Item
    position: int
    number: int
    total: int


class Verdict(Struct, frozen=True):
    """A question that is closed: how many answered, and who of them knew it."""

    asked: Asked
    answered: int
    knew: tuple[int, ...]


class Lobby(Struct, frozen=True):
    """What is settled before a live quiz begins; ``members`` is how many are in each team."""

    live_id: int
    scope: str | None
    is_of_set: bool
    count: int
    pace: str
    teams: int
    members: Mapping[int, int]


class State(Struct, frozen=True):
    """What the message of a live quiz tells. ``names`` are (sealed) of those who agreed to be shown."""

    live_id: int
    quiz_id: int
    position: int
    pace: str
    scores_speed: bool
    is_held: bool
    table: Table
    names: Mapping[int, str]
    verdict: Verdict | None = None  # of the question before
    coming: Asked | None = None  # the next one, or the open one
    options: Options = "none"
    answered: int = 0  # so many have answered the open one
    is_over: bool = False
    was_left: bool = False  # ended by itself, since nobody answered
    hardest: Asked | None = None  # at the end
