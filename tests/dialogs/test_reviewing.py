"""Whether a native speaker has read a text: said where somebody looks closer, and nowhere else."""

from __future__ import annotations

import pytest

from bot.screens.fact import all_sources
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language, Reviews
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES

FACT = "springs/keepers"
REPORT = {"tg": "Хато ёфтед?", "ru": "Нашли ошибку?", "en": "Report a mistake"}
UNREVIEWED = {
    "tg": "ҳанӯз соҳибзабон нахондааст. Хато ёфтед? /suggest",
    "ru": "ещё не вычитывал носитель языка. Нашли ошибку? /suggest",
    "en": "has not been read by a native speaker yet. Found a mistake? /suggest",
}
STATE = {
    "tg": "20. Соҳибзабон санҷидааст: 3, хонандаи дуюм хондааст: 5.",
    "ru": "20. Вычитано носителем языка: 3, прочитано вторым читателем: 5.",
    "en": "a native speaker has reviewed 3 so far, and a second reader 5.",
}


def reviewed(bank: Bank, language: Language) -> Bank:
    """The bank whose fact was reviewed in one language."""
    of = Reviews(written=12, read=5, reviewed=3, facts=(FACT,))
    return Bank.model_validate({**bank.model_dump(), "reviews": {language: of}})


async def told(world: World, language: Language) -> Talk:
    talk = world.person(language=language)
    await talk.say(f"/start f_{FACT.replace('/', '_')}")
    await talk.tap(NAMES[language])
    return talk


@pytest.mark.parametrize("language", ["tg", "ru"])
async def test_text_that_nobody_reviewed_is_said_to_be_so_one_tap_deeper(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = await told(world, language)
    assert "/suggest" not in talk.text
    await talk.tap("⋯")
    await talk.tap(REPORT[language])
    assert UNREVIEWED[language] in talk.text
    world.app.house.bank = reviewed(rivers, language)
    await talk.tap(REPORT[language], talk.from_bot[-2])
    assert "/suggest" not in talk.text


@pytest.mark.parametrize("language", ["tg", "ru"])
def test_it_stands_under_the_sources_that_are_asked_for(rivers: Bank, language: Language) -> None:
    speech, fact = Catalogues().to(language), rivers.find_fact(FACT)
    assert fact is not None
    assert all_sources(speech, rivers, fact).endswith(UNREVIEWED[language])
    assert "/suggest" not in all_sources(speech, reviewed(rivers, language), fact)


async def test_english_says_nothing_since_the_sources_speak_it(world: World) -> None:
    talk = await told(world, "en")
    await talk.tap("⋯")
    await talk.tap(REPORT["en"])
    assert "/suggest" not in talk.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_tells_the_state_of_its_language_in_numbers(
    world: World, rivers: Bank, language: Language
) -> None:
    world.app.house.bank = reviewed(rivers, language)
    talk = await told(world, language)
    await talk.say("/help")
    assert STATE[language] in talk.text


async def test_help_counts_the_texts_of_a_bank_that_nobody_has_reviewed(world: World, rivers: Bank) -> None:
    of = rivers.reviews["en"]
    assert (of.read, of.reviewed) == (0, 0)
    talk = await told(world, "en")
    await talk.say("/help")
    assert f"Of {of.written} English texts" in talk.text
