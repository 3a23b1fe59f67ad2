"""The contact sheets of a school: homework on paper, and questions of a teacher's own."""

from __future__ import annotations

import base64
import json
import sqlite3
import time
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.learning.grading import ALPHABETS
from bot.learning.homework import OWN
from content import questions
from content.answers import right_keys
from content.model import Bank, Language
from tests.end_to_end.contact_chat import Chat
from tests.end_to_end.contact_groups import CLASS
from tests.end_to_end.contact_together import PUPILS, Hall, payload_of, place_of

SHEETS = {
    "paper": (
        "paper-how",
        "paper-file",
        "paper-offer",
        "paper-line",
        "paper-slip",
        "paper-read",
        "paper-result",
        "paper-pile",
    ),
    "own": (
        "own-kinds",
        "own-answers",
        "own-right",
        "own-whole",
        "own-file",
        "own-shelf",
        "own-choose",
        "own-asked",
        "own-told",
    ),
}


@dataclass(frozen=True)
class Written:
    """A question of a teacher's own, and a table of two more, of which one has no answer that is right."""

    ask: str
    answers: str
    note: str
    source: str
    kinds: tuple[str, str]
    sound: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def table(self) -> str:
        """As a spreadsheet saves it: kind, question, six answers, what is right, explanation, source."""
        rows = []
        for kind, (ask, *answers, right) in zip(self.kinds, (self.sound, self.broken), strict=True):
            rows.append([kind, ask, *answers, *[""] * (6 - len(answers)), right, "", ""])
        return "\n".join(";".join(row) for row in rows)


WRITTEN: dict[Language, Written] = {
    "tg": Written(
        ask="Дар шаҳри мо кадом боғ соли 1997 кушода шуд?",
        answers="Боғи Ваҳдат\nБоғи Баҳор\nБоғи Соҳил",
        note="Мо соли гузашта ба он ҷо рафта будем.",
        source="Китоби «Шаҳри мо», саҳ. 12",
        kinds=("Як ҷавоби дуруст", "Як ҷавоби дуруст"),
        sound=("Мактаби мо кай кушода шуд?", "соли 1992", "соли 1998", "соли 2001", "2"),
        broken=("Музей дар кадом кӯча аст?", "Рӯдакӣ", "Сомонӣ", "5"),
    ),
    "ru": Written(
        ask="Какой парк открыли в нашем городе в 1997 году?",
        answers="Парк Единства\nПарк Весны\nНабережный парк",
        note="Мы были там в прошлом году.",
        source="Книга «Наш город», с. 12",
        kinds=("Один верный ответ", "Один верный ответ"),
        sound=("Когда открыли нашу школу?", "в 1992 году", "в 1998 году", "в 2001 году", "2"),
        broken=("На какой улице музей?", "Рудаки", "Сомони", "5"),
    ),
    "en": Written(
        ask="Which park opened in our town in 1997?",
        answers="Unity Park\nSpring Park\nRiverside Park",
        note="We went there last year.",
        source="The book “Our Town”, p. 12",
        kinds=("One right answer", "One right answer"),
        sound=("When did our school open?", "in 1992", "in 1998", "in 2001", "2"),
        broken=("In which street is the museum?", "Rudaki", "Somoni", "5"),
    ),
}

SLIP: dict[Language, str] = {"tg": "1а 2ъ", "ru": "1а 2ъ", "en": "1a 2w"}
"""A line with a letter that no option has."""


def open_class(hall: Hall) -> None:
    """A class with four pupils."""
    hall.teacher.say("/class")
    hall.teacher.tap("cb")
    hall.teacher.say(CLASS[hall.teacher.language])
    payload = payload_of(hall.teacher.messages()[-1]["text"])
    for pupil, name in zip(hall.pupils, PUPILS[hall.teacher.language], strict=True):
        pupil.say(f"/start {payload}")
        pupil.say(name)


def _room(teacher: Chat) -> None:
    teacher.say("/class")
    teacher.tap("cl")


def on_paper(hall: Hall, bank: Bank, database: Path) -> None:
    """Homework on an era, printed in two versions; one pupil types what is on the sheet, one is entered."""
    teacher, pupils = hall.teacher, hall.pupils
    _room(teacher)
    teacher.tap("cw")
    teacher.tap("ct", 1)
    teacher.tap("cx")
    time.sleep(0.3)
    _to_paper(teacher)
    teacher.tap("ppq")
    teacher.tap("ppq", 4)
    teacher.draw("paper-how")
    teacher.tap("ppg")
    file = _until_file(teacher)
    teacher.draw("paper-file")
    code = file.removeprefix("hamkori-").removesuffix(".pdf")
    pupils[0].say(f"/start s_{code}")
    pupils[0].draw("paper-offer")
    pupils[0].tap("pph")
    pupils[0].tap("pph", 1)
    pupils[0].draw("paper-line")
    pupils[0].say(SLIP[teacher.language])
    pupils[0].draw("paper-slip")
    line = _line(bank, _plan(database, code, "B"), teacher.language, wrong={2})
    pupils[0].say(line)
    pupils[0].draw("paper-read")
    pupils[0].tap("ppc")
    pupils[0].draw("paper-result")
    _enter(teacher, 1, _line(bank, _plan(database, code, "A"), teacher.language, wrong={1, 4}))
    teacher.draw("paper-pile")


def _to_paper(teacher: Chat) -> None:
    _room(teacher)
    teacher.tap("ch")
    teacher.tap("ppw")


def _enter(teacher: Chat, number: int, line: str) -> None:
    """The paper of a pupil, from the pile."""
    _to_paper(teacher)
    teacher.tap("ppe")
    teacher.tap("ppn", number)
    teacher.tap("ppn")
    teacher.say(line)
    teacher.tap("ppk")


def _until_file(chat: Chat) -> str:
    """The name of the file that the bot sends next."""
    for _ in range(200):
        file = chat.messages()[-1]["file"]
        if file:
            return str(file["name"])
        time.sleep(0.1)
    raise AssertionError("no file came")


def _plan(database: Path, code: str, version: str) -> list[dict[str, Any]]:
    """What stands on a sheet, as the bot keeps it: the page alone does not tell."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        statement = "SELECT plan FROM papers WHERE set_code = ? AND version = ?"
        [[plan]] = connection.execute(statement, (code, version)).fetchall()
    return list(json.loads(plan))


def _line(bank: Bank, plan: list[dict[str, Any]], language: Language, wrong: Collection[int]) -> str:
    """As it is written down from a sheet: `1а 2в …`, these numbers wrong."""
    told = []
    for number, item in enumerate(plan, start=1):
        found = questions.look_up(bank, item["fact"], item["question"])
        assert found is not None, "it was printed from this bank"
        right = {*right_keys(found[1])}
        places = [place for place, key in enumerate(item["options"]) if (key in right) != (number in wrong)]
        shown = places if found[1].kind == "several" else places[:1]
        told.append(f"{number}{','.join(ALPHABETS[language][place].lower() for place in shown)}")
    return " ".join(told)


def with_own(hall: Hall) -> None:
    """Questions of a teacher's own: one written in the chat, others from a table; asked in homework."""
    teacher, written = hall.teacher, WRITTEN[hall.teacher.language]
    _shelf(teacher)
    teacher.tap("qok")
    teacher.draw("own-kinds")
    teacher.tap("qob")
    teacher.say(written.ask)
    teacher.say(written.answers)
    teacher.draw("own-answers")
    teacher.tap("qon")
    teacher.draw("own-right")
    teacher.tap("qor")
    teacher.say(written.note)
    teacher.say(written.source)
    teacher.draw("own-whole")
    teacher.tap("qoy")
    _shelf(teacher)
    teacher.tap("qof")
    content = base64.b64encode(written.table.encode()).decode()
    before = len(teacher.messages())
    teacher.post("hand", person=teacher.person, name="questions.csv", content=content)
    _until_said(teacher, before + 2)
    teacher.draw("own-file")
    _shelf(teacher)
    teacher.draw("own-shelf")
    _ask_own(hall)


def _shelf(teacher: Chat) -> None:
    _room(teacher)
    teacher.tap("cm")
    teacher.tap("qo")


def _until_said(chat: Chat, count: int) -> None:
    for _ in range(100):
        if len(chat.messages()) >= count:
            return
        time.sleep(0.05)


def _ask_own(hall: Hall) -> None:
    """Homework of both of them, answered by a pupil."""
    teacher, pupil = hall.teacher, hall.pupils[0]
    _room(teacher)
    teacher.tap("cw")
    own = next(b["callback_data"] for b in teacher.buttons() if b["callback_data"].endswith(f":{OWN}"))
    teacher.tap("ct", place_of(teacher, "ct", own))
    teacher.tap("qoc")
    teacher.tap("qoc", 0)
    teacher.tap("qoc", 1)
    teacher.draw("own-choose")
    teacher.tap("qoh")
    shows = next(b["callback_data"] for b in teacher.buttons() if b["callback_data"].endswith(":shows:0"))
    teacher.tap("cc", place_of(teacher, "cc", shows))
    teacher.tap("cx")
    time.sleep(0.3)
    pupil.say("/class")
    pupil.tap("co")
    pupil.tap("cz")
    pupil.draw("own-asked")
    pupil.tap("a")
    pupil.draw("own-told")
