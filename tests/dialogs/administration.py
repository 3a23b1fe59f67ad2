"""An administrator in a dialog, and learners who answer one question of the tiny bank."""

from __future__ import annotations

from dataclasses import replace

from content.model import Bank
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, Shown, give, question_on

FACT, QUESTION = "springs/keepers", "how-many"
ASK = "How many keepers were there?"


async def administrator(world: World, language: str = "en", name: str = "Root") -> Talk:
    talk = world.person(name, language)
    ids = world.app.house.settings.admin_ids | {talk.person.id}
    world.app.house.settings = replace(world.app.house.settings, admin_ids=ids)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk


async def answers(world: World, bank: Bank, option: str | None, language: str = "en") -> Talk:
    """A new learner who is asked how many keepers there were, and chooses this option (None: don't know)."""
    talk = world.person(language=language)
    await talk.say("/start f_springs_keepers")
    await talk.tap(NAMES[language])
    await choose(talk, bank, option)
    return talk


async def choose(talk: Talk, bank: Bank, option: str | None) -> Shown:
    """Answer the question on the fact that is told, which has to be the written one."""
    await talk.tap(
        {"en": "Quiz me", "ru": "Проверить себя", "tg": "Худро санҷидан"}[talk.person.language_code]
    )
    shown = await question_on(talk, bank)
    assert (shown.fact.id, shown.question.id) == (FACT, QUESTION)
    if option is None:
        await talk.tap({"en": "Don’t know", "ru": "Не знаю", "tg": "Намедонам"}[shown.language])
    elif option == "right":
        await give(talk, shown, "right")
    else:
        chosen = shown.question.option(option)
        assert chosen is not None
        await talk.tap(chosen.text.to(shown.language))
    return shown


async def reports(talk: Talk, reason: str, text: str = "") -> None:
    """The learner reports the question that was just answered."""
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    await talk.tap(reason)
    if text:
        await talk.tap("Add a sentence")
        await talk.say(text)
