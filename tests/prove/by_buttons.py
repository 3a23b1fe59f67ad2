"""Sixty who tap the answers of a live quiz that no poll can carry while its bot is killed."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from content.model import LANGUAGES
from db.engine import Session
from db.models import answers
from tests.banks import tiny_bank_files
from tests.end_to_end.process import BotProcess
from tests.prove.hall import FIRST_PERSON, START_PATIENCE, Hall

TAPPERS = 60
TAPPING = 11.0
"""Seconds, from when a question is seen, within which they tap."""
KILLED_AFTER = ((0.1, 3.0), (6.0, 10.0))
"""Seconds, from when a question is seen: some time between these. By the first its message is on its way."""
CHECK, ANEW = "check", "anew"
OTHERS = {"vd": CHECK, "vc": ANEW}
TAKEN = ("Your answer", "You have answered already", "So far", "Ticked", "Nothing is chosen", "Tick at least")
"""How the words over a tap begin that was taken."""
GIVEN = TAKEN[:2]

Touch = int | str
"""A tap on the option with this number, or on one of the two other buttons."""
At = tuple[int, int]
"""Who, and the position of the question."""
Answer = tuple[int, ...]


@dataclass(frozen=True)
class Tap:
    """One tap of somebody: ``at`` is in seconds from when the question was seen."""

    who: int
    position: int
    touch: Touch
    number: int
    at: float

    @property
    def id(self) -> str:
        return f"{self.who} {self.position} {self.number}"


@dataclass
class Question:
    """As its buttons show it."""

    kind: str  # one tap; several ticks and a check; all in their places
    data: dict[Touch, str]

    @classmethod
    def read(cls, offered: Iterable[str]) -> Question:
        data: dict[Touch, str] = {}
        for each in offered:
            code, *parts = each.split(":")
            if code == "vv":
                data[int(parts[2])] = each
            elif code in OTHERS:
                data[OTHERS[code]] = each
        return cls("several" if CHECK in data else "all" if ANEW in data else "one", data)

    @property
    def options(self) -> int:
        return sum(isinstance(each, int) for each in self.data)

    def touches(self, chance: random.Random) -> list[Touch]:
        """What somebody taps: mostly what they want, sometimes too early, too often or once more."""
        order: list[Touch] = list(chance.sample(range(self.options), self.options))
        if self.kind == "one":
            return order[: chance.choice((1, 1, 2))]
        if self.kind == "several":
            ticks: list[Touch] = [chance.randrange(self.options) for _ in range(chance.randint(1, 4))]
            early: list[Touch] = [CHECK] if chance.random() < 0.2 else []
            late: list[Touch] = [chance.randrange(self.options), CHECK]
            late = late if chance.random() < 0.2 else []
            return [*early, *ticks, CHECK, *late]
        begun: list[Touch] = [*order[: chance.randint(1, self.options - 2)], ANEW]
        begun = begun if chance.random() < 0.4 else []
        return [*begun, *chance.sample(order, self.options)]  # the last one follows by itself: it is too much


def answer_of(question: Question, touches: Iterable[Touch]) -> list[int] | None:
    """What these taps give by the rules that people are told, as numbers of options; None for no answer."""
    chosen: list[int] = []
    for touch in touches:
        if touch == ANEW:
            chosen = []
        elif touch in chosen and question.kind == "several":
            chosen.remove(int(touch))
        elif touch != CHECK and touch not in chosen:
            chosen.append(int(touch))
        if _is_whole(question, touch, chosen):
            return [*chosen, *({*range(question.options)} - {*chosen})] if question.kind == "all" else chosen
    return None


def _is_whole(question: Question, touch: Touch, chosen: Sequence[int]) -> bool:
    match question.kind:
        case "one":
            return True
        case "several":
            return touch == CHECK and bool(chosen)
        case _:
            return len(chosen) == question.options - 1


@dataclass
class Tappers:
    chance: random.Random
    taps: list[Tap] = field(default_factory=list)
    questions: dict[int, Question] = field(default_factory=dict)

    async def play(self, hall: Hall, bot: BotProcess) -> int:
        """The bot dies twice in each question, amid taps."""
        kills = 0
        while not hall.is_over.is_set():
            for position in sorted({*hall.opened} - {*self.questions}):
                began = time.monotonic()
                self.questions[position] = Question.read(hall.opened[position].values())
                tapping = asyncio.ensure_future(self._tap(hall, position, began))
                for instants in KILLED_AFTER:
                    await asyncio.sleep(began + self.chance.uniform(*instants) - time.monotonic())
                    await bot.kill()
                    kills += 1
                    await bot.start(START_PATIENCE)
                await tapping
            await asyncio.sleep(0.02)
        return kills

    async def _tap(self, hall: Hall, position: int, began: float) -> None:
        question, taps = self.questions[position], self._taps(position)
        for tap in taps:
            await asyncio.sleep(max(began + tap.at - time.monotonic(), 0.0))
            self.taps.append(tap)
            hall.tap(question.data[tap.touch], tap.who, tap.id)

    def _taps(self, position: int) -> list[Tap]:
        """Of everybody, in the order of time."""
        taps = []
        for who in range(FIRST_PERSON, FIRST_PERSON + TAPPERS):
            touches = self.questions[position].touches(self.chance)
            instants = sorted(self.chance.uniform(0.0, TAPPING) for _ in touches)
            taps += [
                Tap(who, position, touch, number, at)
                for number, (touch, at) in enumerate(zip(touches, instants, strict=True))
            ]
        return sorted(taps, key=lambda tap: tap.at)

    def count(self, hall: Hall, session: Session) -> dict[str, int]:
        """By the rules, applied to every tap that was taken: what was stored, and what people were told."""
        said = _said(hall)
        stored, due = self._stored(session), self._due(said)
        told = [
            ((tap.who, tap.position), self._told(tap, words))
            for tap in self.taps
            for words in said.get(tap.id, ())
            if words.startswith(GIVEN)
        ]
        wrong = {at for at, answer in stored.items() if due.get(at) != answer}
        wrong |= {at for at, answer in told if at in stored and stored[at] != answer}
        unheard = sum(tap.id not in said for tap in self.taps)
        return {
            "questions": len(self.questions),
            "sent": sum('"vv:' in call.fields.get("reply_markup", "") for call in hall.sent("sendMessage")),
            "given": len(self.taps),
            "due": len(due),
            "lost": len({*due, *(at for at, _ in told)} - {*stored}) + unheard,
            "otherwise": len(wrong),
            "late": sum(tap.id in said and not _is_taken(said[tap.id]) for tap in self.taps),
        }

    def _stored(self, session: Session) -> dict[At, Answer]:
        columns = (answers.c.learner_id, answers.c.position, answers.c.shown, answers.c.chosen)
        return {
            (who, position): self._answer(position, [shown.index(key) for key in chosen.split()])
            for who, position, shown, chosen in session.execute(select(*columns))
        }

    def _due(self, said: Mapping[str, Sequence[str]]) -> dict[At, Answer]:
        """What everybody's taps give, but for those that they were told came too late."""
        touches: dict[At, list[Touch]] = {}
        for tap in self.taps:
            if _is_taken(said.get(tap.id, ())):
                touches.setdefault((tap.who, tap.position), []).append(tap.touch)
        found = {at: answer_of(self.questions[at[1]], given) for at, given in touches.items()}
        return {at: self._answer(at[1], answer) for at, answer in found.items() if answer is not None}

    def _told(self, tap: Tap, words: str) -> Answer:
        """In letters, before the words of a single option."""
        letters = re.findall(r"(?<![A-Za-z])[A-Z](?![A-Za-z])", words.partition(": ")[2])
        is_one = self.questions[tap.position].kind == "one"
        return self._answer(tap.position, [ord(each) - ord("A") for each in letters[: 1 if is_one else None]])

    def _answer(self, position: int, numbers: Sequence[int]) -> Answer:
        """Ticks have no order."""
        return tuple(sorted(numbers) if self.questions[position].kind == "several" else numbers)


def _said(hall: Hall) -> dict[str, list[str]]:
    """What was said over each tap, by its id."""
    said: dict[str, list[str]] = {}
    for call in hall.sent("answerCallbackQuery"):
        said.setdefault(call.fields["callback_query_id"], []).append(call.fields.get("text", ""))
    return said


def _is_taken(said: Sequence[str]) -> bool:
    return any(words.startswith(TAKEN) for words in said)


def bank_files() -> dict[str, str]:
    """The files of a bank whose questions no poll can carry."""
    facts = "".join(_fact(number, kind) for number, kind in enumerate(("number", "several", "order") * 2))
    of_eras = {"facts/springs.yaml": f"facts:\n{facts}", "facts/deltas.yaml": _MATCH}
    return tiny_bank_files() | of_eras | {"seed.yaml": _SEED}


def _fact(number: int, kind: str) -> str:
    year = 1901 + number
    return (
        f"  - id: springs/fact-{number}\n"
        f'    when: "{year}"\n'
        "    level: core\n"
        "    statement:\n"
        + _texts(f"Spring number {number} was found in {year}.", 6)
        + "    sources: [atlas]\n"
        "    questions:\n"
        "      - id: asked\n"
        f"        kind: {kind}\n"
        "        ask:\n" + _texts(f"What is said of spring number {number}?", 10) + _OPTIONS[kind]
    )


def _texts(words: str, indent: int) -> str:
    return "".join(f'{" " * indent}{language}: "{words}"\n' for language in LANGUAGES)


_OPTIONS = {
    "number": """\
        right: 12000
        wrong: [9000, 11000, 15000]
""",
    "several": """\
        right:
          vesk: "@vesk"
          olmara: "@olmara"
        wrong:
          lunda: "@lunda"
          tarnau: "@tarnau"
""",
    "order": """\
        events:
          vesk: {name: vesk, when: "1940"}
          olmara: {name: olmara, when: "1936"}
          lunda: {name: lunda, when: "1937"}
          tarnau: {name: tarnau, when: "1932"}
""",
}
_MATCH = """\
facts:
  - id: deltas/pairs
    when: "1938"
    level: core
    statement:
      en: "Three keepers looked after three rivers from 1938."
      ru: "Three keepers looked after three rivers from 1938."
      tg: "Three keepers looked after three rivers from 1938."
    sources: [survey]
    questions:
      - id: asked
        kind: match
        ask: {en: Who kept which river?, ru: Who kept which river?, tg: Who kept which river?}
        pairs:
          first: {left: "@olmara", right: {en: Ada, ru: Ada, tg: Ada}}
          second: {left: "@vesk", right: {en: Bert, ru: Bert, tg: Bert}}
          third: {left: "@lunda", right: {en: Cleo, ru: Cleo, tg: Cleo}}
"""
_SEED = """\
seed:
  - id: "01"
    statement: Springs were found, and kept.
    taught_by: [springs/fact-0, deltas/pairs]
"""
