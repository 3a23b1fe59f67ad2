"""What the files of a report say, cell by cell, whatever kind of file it is."""

from __future__ import annotations

from msgspec import Struct

from bot.classes.report import Item, Line, Report
from bot.classes.screens.words import asked, name_of, percent, points, time_of, topic
from bot.texts import Speech
from content.answers import right_answer
from content.model import Bank
from content.own import beside
from content.questions import look_up

Cell = str | int | float


class Question(Struct, frozen=True):
    """A question in words, in the language of the class."""

    number: int
    ask: str
    right: str
    wrong: str  # the wrong option that was chosen most, and how often; empty if there is none
    share: int  # of a hundred


def questions(speech: Speech, bank: Bank, of: Report) -> tuple[Question, ...]:
    bank = beside(bank, of.own)
    return tuple(_question(speech, bank, number, item) for number, item in enumerate(of.items, start=1))


def _question(speech: Speech, bank: Bank, number: int, item: Item) -> Question:
    found = look_up(bank, *item.key)
    if found is None:
        return Question(number, speech.plain("class-report-gone"), "", "", percent(item.share))
    fact, question = found
    option = question.option(item.wrong) if item.wrong else None
    wrong = f"{option.text.to(speech.language)} ({item.wrong_times})" if option else ""
    right = right_answer(question, speech.language)
    return Question(number, asked(speech, fact, question), right, wrong, percent(item.share))


def heads(speech: Speech, of: Report) -> list[str]:
    """Of the matrix: name, right, of how many, time, to review, and a number for each question."""
    named = ("pupil", "right", "total", "time", "due")
    numbers = [str(number) for number, _ in enumerate(of.items, start=1)]
    return [*(speech.plain(f"class-file-{each}") for each in named), *numbers]


def row(speech: Speech, of: Report, line: Line) -> list[Cell]:
    """Marks as numbers: 1, 0.5, 0; empty is what was not asked."""
    marks: list[Cell] = [line.marks.get(item.key, "") for item in of.items]
    right, time = (line.points, time_of(speech, line)) if line.state != "new" else ("", "")
    return [name_of(speech, line.pupil), right, line.total, time, line.due, *marks]


def mark(value: Cell) -> str:
    """A mark as paper shows it: 1, ½, 0."""
    return points(float(value)) if value != "" else ""


def shares(speech: Speech, bank: Bank, of: Report) -> list[tuple[str, int]]:
    """Eras, then themes, each with its share of a hundred."""
    return [
        (topic(speech, bank, each.scope), percent(each.points / each.asked))
        for each in (*of.eras, *of.themes)
    ]
