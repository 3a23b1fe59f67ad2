"""During an exam no button, whatever it carries, shows a fact, an answer or the result of another quiz."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest
from msgspec.structs import fields

from bot import handlers
from bot.learning.concern import digest
from bot.taps import TAPS
from bot.taps.base import Tap
from bot.taps.home import ForgetTap
from content.model import Bank
from db.engine import Database
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import answer, rows, start_quiz

TOLD = ("✅", "❌", "💡", "🏁", "🟡")
"""What stands only where something is judged or told."""
VALUES: dict[str, tuple[object, ...]] = {
    "fact": ("springs/keepers",),
    "scope": ("", "springs"),
    "era": ("springs",),
    "payload": ("f_springs_keepers",),
    "onward": ("f_springs_keepers", ""),
    "language": ("en",),
    "name": ("olmara",),
    "month": (5,),
    "day": (14,),
    "nonce": ("forged",),
    "item": ("0" * 12, digest(("springs/keepers", ""))),
    "others": ("",),
    "which": ("paused",),
    "zone": ("Asia/Dushanbe",),
    "hhmm": ("0800",),
    "set": ("forged",),
    "where": ("", "-1000000000001"),
    "form": ("poll", "xlsx"),
    "token": ("0" * 12,),
    "what": ("shows", "count"),
    "kind": ("work", "pre"),
    "version": ("", "A"),
    "about": ("", "springs", "springs/0", "mix.11"),
    "weights": ("11",),
    "pace": ("20", "host"),
    "by": ("admins",),
    "span": ("week",),
}
LEFT_OUT = {ForgetTap}
"""What ends the exam by itself."""


def forged(kind: type[Tap], quiz_id: int) -> Iterator[Tap]:
    """Taps of a kind with whatever they may carry."""
    hints = get_type_hints(kind)
    choices = [
        (quiz_id,) if field.name == "quiz" else VALUES.get(field.name, (0, 1)) for field in fields(kind)
    ]
    for field in fields(kind):
        assert hints[field.name] is int or field.name in VALUES, f"what may {field.name} be?"
    for values in itertools.product(*choices):
        made: Any = kind
        yield made(*values)


async def examinee(world: World, bank: Bank, database: Database) -> tuple[Talk, int]:
    """Somebody in the midst of an exam, and a quiz that they had played before."""
    talk = await start_quiz(world, "en")
    await answer(talk, bank, right=False)
    await talk.tap("Next")
    await answer(talk, bank, right=True)
    [quiz] = await rows(database, "quizzes")
    await talk.say("/exam")
    await talk.tap("Begin the exam")
    return talk, quiz.id


@pytest.mark.parametrize("kind", [kind for kind in TAPS.values() if kind not in LEFT_OUT])
async def test_no_button_tells_anything(
    world: World, rivers: Bank, database: Database, kind: type[Tap]
) -> None:
    assert kind in handlers.TAPS
    talk, quiz_id = await examinee(world, rivers, database)
    shown = talk.last
    for tap in forged(kind, quiz_id):
        await talk.press(shown, tap.encode())
        for message in (shown, *(each for each in talk.from_bot if each.id > shown.id)):
            said = f"{message.text or ''}{message.caption or ''}"
            assert not [sign for sign in TOLD if sign in said], f"{tap} shows {said}"
            assert not [fact.id for fact in rivers.facts if fact.statement.en in said], f"{tap} shows {said}"
    exams = [quiz for quiz in await rows(database, "quizzes") if quiz.kind == "exam"]
    assert [exam.ended_at for exam in exams] == [None]


async def test_an_old_quiz_can_be_resumed_once_the_exam_is_over(
    world: World, rivers: Bank, database: Database
) -> None:
    talk, quiz_id = await examinee(world, rivers, database)
    await talk.press(talk.last, f"r:{quiz_id}")
    assert "exam" in talk.alerts[-1]
    world.clock.turn(minutes=31)
    await talk.press(talk.last, f"r:{quiz_id}")
    assert "🏁" in talk.text
