"""Playing a quiz in a dialog: which question is shown, and answering one of any kind as a learner does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot import taps
from bot.learning.grading import Grade
from bot.taps.quiz import DontKnowTap
from content import questions
from content.answers import right_answer
from content.dates import spell
from content.model import (
    RIGHT,
    Bank,
    Fact,
    Language,
    Match,
    Naming,
    Number,
    Option,
    Order,
    Question,
    Several,
    TrueFalse,
    When,
)
from db.engine import Database
from db.models import metadata
from tests.dialogs.conversation import Talk, World, buttons

NAMES = {"tg": "Тоҷикӣ", "ru": "Русский", "en": "English"}
EVERYTHING = {"tg": "Дар бораи ҳама", "ru": "Обо всём", "en": "Everything"}
CHECK = {"tg": "Санҷидан", "ru": "Проверить", "en": "Check"}
DONT_KNOW = {"tg": "Намедонам", "ru": "Не знаю", "en": "Don’t know"}
_BEFORE_OPTION = re.compile(r"^(☐ |☑ |\[.\] )?([A-HА-З]\. )?")


@dataclass(frozen=True)
class Shown:
    """The open question that a message shows."""

    quiz_id: int
    position: int
    fact: Fact
    question: Question
    options: tuple[str, ...]
    language: Language

    @property
    def right_text(self) -> str:
        """What the answer tells, whatever was answered: of a true or false statement, how it really was."""
        if isinstance(self.question, TrueFalse):
            return self.fact.statement.to(self.language)
        return right_answer(self.question, self.language)


async def start_quiz(world: World, language: Language = "en", count: int = 5) -> Talk:
    """A new person, five questions (or ten) of everything, at the first question."""
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/quiz")
    await talk.tap(EVERYTHING[language])
    await talk.tap(str(count))
    return talk


def open_tap(talk: Talk) -> DontKnowTap | None:
    """Which question the bot's last message asks; None if it asks none."""
    found = (taps.parse(button["callback_data"]) for button in buttons(talk.last))
    return next((tap for tap in found if isinstance(tap, DontKnowTap)), None)


async def question_on(talk: Talk, bank: Bank) -> Shown:
    """The question that the bot's last message asks, in the words of the bank."""
    tap = open_tap(talk)
    assert tap is not None, f"no question is asked in {talk.text!r}"
    database = talk.world.app.house.database
    [quiz] = [quiz for quiz in await rows(database, "quizzes") if quiz.id == tap.quiz]
    [learner] = [learner for learner in await rows(database, "learners") if learner.id == talk.person.id]
    item = quiz.plan[tap.position]
    fact = bank.find_fact(item["fact"])
    assert fact is not None
    question = questions.find(bank, fact, item["question"])
    assert question is not None
    assert question.ask.to(learner.language) in talk.text
    return Shown(quiz.id, tap.position, fact, question, tuple(item["options"]), learner.language)


def label_of(talk: Talk, shown: Shown, option: Option) -> str:
    """The button that stands for an option: its text, ticked or not, or its letter."""
    text = option.text.to(shown.language)
    labels = [label for label in talk.labels if _BEFORE_OPTION.sub("", label) == text]
    if labels:
        return labels[0]
    letter = next(line[0] for line in talk.text.splitlines() if line[1:] == f". {text}")
    return next(label for label in talk.labels if label.endswith(letter) and len(label) <= len("[x] A"))


async def tap_option(talk: Talk, shown: Shown, key: str) -> None:
    option = shown.question.option(key)
    assert option is not None
    await talk.tap(label_of(talk, shown, option))


async def answer(talk: Talk, bank: Bank, *, right: bool) -> Shown:
    """Answer the question shown, of whatever kind, right or altogether wrong."""
    shown = await question_on(talk, bank)
    await give(talk, shown, "right" if right else "wrong")
    return shown


async def give(talk: Talk, shown: Shown, grade: Grade) -> None:
    """Give an answer of this grade: tapped where there are buttons for it, typed where there are none."""
    question = shown.question
    if isinstance(question, Several):
        for key in _to_tick(question, grade):
            await tap_option(talk, shown, key)
        await talk.tap(CHECK[shown.language])
    elif isinstance(question, Order | Match):
        for key in _in_turn(question, grade)[:-1]:
            await tap_option(talk, shown, key)
    elif question.options and grade != "half":
        await tap_option(talk, shown, _to_tap(question, shown.options, grade))
    else:
        await talk.say(_to_type(question, shown.language, grade))


def _to_tick(question: Several, grade: Grade) -> Sequence[str]:
    wrong = [option.key for option in question.options if option.key not in question.right]
    least = question.right[: (len(question.right) + 1) // 2]
    return {"right": question.right, "half": least, "wrong": wrong}[grade]


def _in_turn(question: Order | Match, grade: Grade) -> list[str]:
    """The keys to tap: all in their places, two of them out of place, or all of them."""
    keys = [option.key for option in question.options]
    if grade == "right":
        return keys
    if grade == "half":
        return [*keys[:-2], keys[-1], keys[-2]]
    return keys[::-1] if isinstance(question, Order) else [*keys[1:], keys[0]]


def _to_tap(question: Question, options: Sequence[str], grade: Grade) -> str:
    right = ("true" if question.is_true else "false") if isinstance(question, TrueFalse) else RIGHT
    return right if grade == "right" else next(key for key in options if key != right)


def _to_type(question: Question, language: Language, grade: Grade) -> str:
    match question:
        case Number():
            return str(question.right if grade == "right" else question.right + question.tolerance + 1)
        case When():
            years_off = question.tolerance + 1
            other = {"half": str(question.right.first_on.year), "wrong": f"{1700 - years_off}"}
            return spell(question.right, language) if grade == "right" else other[grade]
        case Naming():
            return question.right.to(language) if grade == "right" else "Bielefeld"
        case _:
            raise TypeError(f"an answer to {question.kind} is not typed")


async def play_to_the_end(talk: Talk, bank: Bank, right: Callable[[int], bool]) -> list[Shown]:
    """Answer every question, the ``n``-th (from 1) right if ``right(n)``; gives the missed ones."""
    missed = []
    number = 0
    while open_tap(talk) is not None:
        number += 1
        shown = await answer(talk, bank, right=right(number))
        if not right(number):
            missed.append(shown)
        await talk.tap(talk.labels[0])
    return missed


async def miss_at_first(talk: Talk, bank: Bank) -> None:
    """Answer every question wrong, and right when it comes back."""
    while (tap := open_tap(talk)) is not None:
        [quiz] = [
            quiz for quiz in await rows(talk.world.app.house.database, "quizzes") if quiz.id == tap.quiz
        ]
        await answer(talk, bank, right="again" in quiz.plan[tap.position])
        await talk.tap(talk.labels[0])


async def rows(database: Database, table: str) -> list[Any]:
    with database.begin() as session:
        return list(session.execute(select(metadata.tables[table])))
