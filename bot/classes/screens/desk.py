"""A class as one of its pupils sees it: what there is to do, and what the teacher sees."""

from __future__ import annotations

from datetime import datetime

from bot.classes.screens.words import day, name_of, title, topic
from bot.classes.values import Class, Desk, Task
from bot.learning.quiz import Result
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.classes import BeginHomeworkTap, ClassesTap, DeskTap, LeaveTap, RemindMeTap, SeenTap
from bot.taps.quiz import ResumeTap
from bot.texts import Markup, Speech
from content.model import Bank

NEWEST = 20
"""Pieces of homework that a pupil sees."""


def desk(speech: Speech, bank: Bank, of: Desk, now: datetime) -> Screen:
    tasks = of.tasks[:NEWEST]
    told = [_told(speech, bank, task, now) for task in tasks]
    html = lines(
        speech("desk", name=name_of(speech, of.of)),
        Markup("\n".join(told)) if told else speech("desk-nothing"),
    )
    buttons = [button for task in tasks if (button := _button(speech, bank, task, now)) is not None]
    seen = (Button(speech.plain("desk-seen"), SeenTap(of.of.id)), *home_row(speech))
    return Screen(html, (*rows_of(buttons, 1), seen))


def _told(speech: Speech, bank: Bank, task: Task, now: datetime) -> Markup:
    about, on = title(speech, bank, task.homework), day(speech, task.due_on)
    state = task.state if task.is_open(now) or task.state == "done" else "over"
    told = speech(f"desk-{state}", title=about, day=on)
    return Markup(f"{told}\n{speech('own-gone', n=task.gone)}") if task.gone else told


def _button(speech: Speech, bank: Bank, task: Task, now: datetime) -> Button | None:
    """The next thing to do about it: begin, go on, once more, or see the result."""
    about = title(speech, bank, task.homework)
    if task.state == "open" and task.is_open(now):
        return Button(speech.plain("desk-go-on", title=about), BeginHomeworkTap(task.homework.id))
    if task.may_begin(now):
        key = "desk-again" if task.tried else "desk-begin"
        return Button(speech.plain(key, title=about), BeginHomeworkTap(task.homework.id))
    if task.last_quiz is not None and task.is_told(now):
        return Button(speech.plain("desk-result", title=about), ResumeTap(task.last_quiz))
    return None


def seen(speech: Speech, bank: Bank, of: Desk) -> Screen:
    """What my teacher sees, and the way out."""
    entered = ", ".join(title(speech, bank, task.homework) for task in of.tasks if task.is_entered)
    html = lines(
        speech("seen-title"),
        speech("seen-name", name=name_of(speech, of.me)),
        speech("seen-entered", titles=entered) if entered else None,
        speech("class-seen"),
    )
    class_id = of.of.id
    word = "desk-remind-off" if of.me.is_reminded else "desk-remind-on"
    rows: tuple[Row, ...] = (
        (Button(speech.plain(word), RemindMeTap(class_id, int(not of.me.is_reminded))),),
        (Button(speech.plain("desk-leave"), LeaveTap(class_id, 0)),),
        (Button(speech.plain("button-back"), DeskTap(class_id)),),
    )
    return Screen(html, rows)


def leaving(speech: Speech, of: Desk) -> Screen:
    sure = (Button(speech.plain("desk-leave-sure"), LeaveTap(of.of.id, 1)),)
    back = (Button(speech.plain("button-back"), SeenTap(of.of.id)),)
    return Screen(speech("desk-leave-ask", name=name_of(speech, of.of)), (sure, back))


def handed_in(speech: Speech, ended: Result, to: Class | None) -> Screen:
    """The end of homework whose keys are not shown yet: no mark, no verdict."""
    back = to_desk_row(speech, to) if to else (Button(speech.plain("class-all"), ClassesTap()),)
    head = in_class(speech, to) if to else speech("homework-in")
    html = lines(head, speech("homework-handed-in", n=ended.answered))
    return Screen(html, (back, home_row(speech)))


def in_class(speech: Speech, to: Class) -> Markup:
    """That homework was handed in, and to which class."""
    return speech("homework-in-class", name=name_of(speech, to))


def to_desk_row(speech: Speech, to: Class) -> Row:
    """The way back to what else there is to do in a class."""
    return (Button(speech.plain("class-joined", name=name_of(speech, to)), DeskTap(to.id)),)


def due_tomorrow(speech: Speech, bank: Bank, about: str) -> Screen:
    """The word on the evening before; ``about`` is the homework's id and its era or theme."""
    homework_id, _, scope = about.partition(" ")
    begin = (Button(speech.plain("homework-begin"), BeginHomeworkTap(int(homework_id))),)
    return Screen(speech("homework-tomorrow", title=topic(speech, bank, scope or None)), (begin,))
