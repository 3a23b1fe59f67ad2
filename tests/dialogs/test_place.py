"""Where on the map was it? Letters on a map, or words for whoever wants no pictures."""

from __future__ import annotations

import pytest

from bot.acts import run
from bot.learning.learner import LearnerSettings
from bot.learning.play import ASIDE
from bot.learning.quiz import Item, Turn
from bot.services import learners, quizzes
from content.model import LANGUAGES, RIGHT, Bank, Language
from db.engine import Database, Session
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import rows

DUSHANBE, KHUJAND, KULOB = (38.56, 68.79), (40.28, 69.62), (37.91, 69.78)
WORDS = {"en": "Kulob", "ru": "Куляб", "tg": "Кӯлоб"}


def with_a_map(bank: Bank) -> Bank:
    """The tiny bank whose first fact asks for a place."""
    at = {RIGHT: KULOB, "dushanbe": DUSHANBE, "khujand": KHUJAND}
    points = [
        {"key": key, "text": WORDS if key == RIGHT else dict.fromkeys(LANGUAGES, key), "at": where}
        for key, where in at.items()
    ]
    ask = {"en": "Where was it?", "ru": "Где это было?", "tg": "Ин дар куҷо буд?"}
    written = bank.model_dump()
    written["facts"][0]["questions"].append({"id": "where", "type": "Place", "ask": ask, "options": points})
    return Bank.model_validate(written)


async def ask(world: World, talk: Talk, *, text_only: bool = False) -> None:
    """Open the question; its options are shown as Dushanbe, Kulob, Khujand."""
    bank = world.app.house.bank = with_a_map(world.app.house.bank)
    item = Item(bank.facts[0].id, "where", ("dushanbe", RIGHT, "khujand"))

    def begin(session: Session) -> Turn:
        learner = learners.arrive(session, talk.person.id, code="en", zone="UTC", now=world.clock())
        learners.choose(session, learner.id, LearnerSettings(is_text_only=text_only))
        turn = quizzes.open_quiz(session, bank, learner, play=ASIDE, origin="test", scope=None, items=(item,))
        assert isinstance(turn, Turn)
        return turn

    turn = await run(world.app.house.database, begin)
    await talk.say("what a lovely river it is")
    await talk.press(talk.last, f"r:{turn.quiz_id}")


@pytest.mark.parametrize(("language", "letters"), [("en", "ABC"), ("ru", "АБВ"), ("tg", "АБВ")])
async def test_map_shows_the_places_by_letters_and_names_none(
    world: World, database: Database, language: Language, letters: str
) -> None:
    talk = world.person("Someone", language)
    await talk.say("/start")
    await ask(world, talk)
    assert talk.last.json.get("photo")
    assert talk.labels[:3] == list(letters)
    assert WORDS[language] not in talk.text
    await talk.tap(letters[1])
    assert WORDS[language] in talk.text
    assert [row.is_right for row in await rows(database, "answers")] == [True]


async def test_without_pictures_the_places_are_words(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("/start")
    await ask(world, talk, text_only=True)
    assert not talk.last.json.get("photo")
    assert "Kulob" in talk.text
    await talk.say("B")
    assert [row.is_right for row in await rows(database, "answers")] == [True]
