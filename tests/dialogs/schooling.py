"""A class in a dialog: a teacher who makes it, pupils who come in, homework given and done."""

from __future__ import annotations

import re
from collections.abc import Callable

from content.model import Bank
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import answer, open_tap


async def known(world: World, name: str, language: str = "English") -> Talk:
    """A person who has chosen a language."""
    talk = world.person(name)
    await talk.say("/start")
    await talk.tap(language)
    return talk


async def make_class(world: World, name: str = "9B") -> tuple[Talk, str]:
    """A teacher at the screen of a new class, and the payload of its link."""
    teacher = await known(world, "Teacher")
    await teacher.say("/class")
    await teacher.tap("Make a class")
    await teacher.say(name)
    [payload] = re.findall(r"start=(c_\w+)", teacher.text)
    return teacher, payload


async def come_in(world: World, payload: str, *names: str) -> list[Talk]:
    """Pupils who follow the link, and choose a name."""
    pupils = []
    for name in names:
        pupil = await known(world, name)
        await pupil.say(f"/start {payload}")
        await pupil.say(name)
        pupils.append(pupil)
    return pupils


async def give(teacher: Talk, *choices: str, topic: str = "Everything") -> None:
    """Give homework from the screen of the class; ends below what can be sent on."""
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.tap("Give homework")
    await teacher.tap(topic)
    for choice in choices:
        await teacher.tap(choice)
    await teacher.tap("Give it to the class")


async def open_desk(pupil: Talk) -> None:
    await pupil.say("/class")
    await pupil.tap(pupil.labels[0])


async def open_homework(teacher: Talk, place: int = 0) -> None:
    """The piece of homework at a place, the newest first."""
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.tap([label for label in teacher.labels if label.startswith("📝")][place])


async def do(pupil: Talk, bank: Bank, right: Callable[[int], bool]) -> list[str]:
    """Begin the first homework that can be, answer every question, and give all that was said meanwhile.

    The ``n``-th answer (from 1) is right if ``right(n)``.
    """
    await open_desk(pupil)
    await pupil.tap(pupil.labels[0])
    number, said = 0, []
    while open_tap(pupil) is not None:
        number += 1
        await answer(pupil, bank, right=right(number))
        said.append(pupil.text)
        if open_tap(pupil) is None and pupil.labels[0].endswith("›"):
            await pupil.tap(pupil.labels[0])
    return said
