"""Sitting the exam: from a new person to one who has a certificate."""

from __future__ import annotations

from content.model import Bank, Language
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, answer, open_tap

BEGIN = {"tg": "Оғози имтиҳон", "ru": "Начать экзамен", "en": "Begin the exam"}
PASSED = {"tg": "Имтиҳон супорида шуд!", "ru": "Экзамен сдан!", "en": "Passed! Congratulations!"}
CERTIFICATE = {"tg": "Шаҳодатномаи ман", "ru": "Мой сертификат", "en": "My certificate"}
NAME = "Зарина Ҷӯраева"


async def begin(world: World, language: Language = "en", name: str = "Alice") -> Talk:
    """A new person at the first question of the exam."""
    talk = world.person(name, language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/exam")
    await talk.tap(BEGIN[language])
    return talk


async def sit(talk: Talk, bank: Bank, right: int) -> int:
    """Answer every question, the first ``right`` of them right; gives how many there were."""
    number = 0
    while open_tap(talk) is not None:
        await answer(talk, bank, right=number < right)
        number += 1
    return number


async def passed(world: World, bank: Bank, language: Language = "en", name: str = "Alice") -> Talk:
    talk = await begin(world, language, name)
    await sit(talk, bank, right=99)
    return talk


async def with_certificate(world: World, bank: Bank, language: Language = "en") -> Talk:
    talk = await passed(world, bank, language)
    await talk.tap(CERTIFICATE[language])
    await talk.say(NAME)
    return talk
