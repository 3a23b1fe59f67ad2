"""Playing a quiz in a dialog: which question is shown, and answering it by its label."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from content.model import Bank, Fact, Language, Option, Question
from db.engine import Database
from db.models import metadata
from tests.dialogs.conversation import Talk, World

NAMES = {"tg": "Тоҷикӣ", "ru": "Русский", "en": "English"}
EVERYTHING = {"tg": "Дар бораи ҳама", "ru": "Обо всём", "en": "Everything"}
LETTERS = "ABCD"


@dataclass(frozen=True)
class Shown:
    """The question a message shows."""

    fact: Fact
    question: Question
    language: Language


async def start_quiz(world: World, language: Language = "en", count: int = 5) -> Talk:
    """A new person, five questions (or ten) of everything, at the first question."""
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/quiz")
    await talk.tap(EVERYTHING[language])
    await talk.tap(str(count))
    return talk


def question_on(talk: Talk, bank: Bank) -> Shown:
    for language in ("en", "ru", "tg"):
        for fact in bank.facts:
            for question in fact.questions:
                if question.ask.to(language) in talk.text:
                    return Shown(fact, question, language)
    raise AssertionError(f"no question of the bank in {talk.text!r}")


def label_of(talk: Talk, shown: Shown, option: Option) -> str:
    """The button that stands for an option: its text, or its letter."""
    text = option.text.to(shown.language)
    if text in talk.labels:
        return text
    line = next(line for line in talk.text.splitlines() if line.endswith(text))
    return line[0]


async def answer(talk: Talk, bank: Bank, *, right: bool) -> Shown:
    shown = question_on(talk, bank)
    option = shown.question.right if right else shown.question.options[1]
    await talk.tap(label_of(talk, shown, option))
    return shown


async def play_to_the_end(talk: Talk, bank: Bank, right: Callable[[int], bool]) -> list[Shown]:
    """Answer every question, the ``n``-th (from 1) right if ``right(n)``; gives the missed ones."""
    missed = []
    number = 0
    while "Question" in talk.text or "Вопрос" in talk.text or "Саволи" in talk.text:
        number += 1
        shown = await answer(talk, bank, right=right(number))
        if not right(number):
            missed.append(shown)
        await talk.tap(talk.labels[0])
    return missed


async def rows(database: Database, table: str) -> list[Any]:
    async with database.begin() as session:
        return list(await session.execute(select(metadata.tables[table])))
