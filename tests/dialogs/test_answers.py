"""An answer says first what was asked; what is unsure asks back; small talk gets one warm sentence."""

from __future__ import annotations

import pytest

from content.model import Language
from db.engine import Database
from tests.banks import shipped
from tests.dialogs.conversation import world_of


async def test_answers_of_the_shipped_bank(database: Database) -> None:
    async with world_of(shipped(), database) as world:
        talk = world.person()
        await talk.say("what is the osce")
        assert "Organization for Security and Co-operation in Europe" in talk.text
        await talk.say("when was the peace agreement signed?")
        assert talk.text.startswith("On 27 June 1997")
        await talk.say("and who signed it?")
        assert "Rahmonov" in talk.text
        await talk.say("hello")
        assert talk.text.startswith("Hello!")
        await talk.say("how to cook plov")
        assert "outside what I know" in talk.text


@pytest.mark.parametrize(
    ("language", "said", "begins"),
    [
        ("en", "thanks", "You’re welcome"),
        ("ru", "привет", "Здравствуйте"),
        ("ru", "спасибо большое", "Пожалуйста"),
        ("tg", "салом", "Салом"),
        ("tg", "ташаккур", "Саломат бошед"),
    ],
)
async def test_small_talk_is_answered_kindly(
    database: Database, language: Language, said: str, begins: str
) -> None:
    async with world_of(shipped(), database) as world:
        talk = world.person("Someone", language)
        await talk.say(said)
        assert talk.text.startswith(begins)


async def test_names_of_a_fact_are_explained_one_tap_deeper(database: Database) -> None:
    async with world_of(shipped(), database) as world:
        talk = world.person()
        await talk.say("when was the peace agreement signed?")
        await talk.tap("⋯")
        await talk.tap("What is …?")
        assert "Said Abdullo Nuri" in talk.labels
        await talk.tap("Said Abdullo Nuri")
        assert talk.text.startswith("Said Abdullo Nuri")
        assert "opposition" in talk.text
