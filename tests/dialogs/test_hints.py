"""A hint: once a question, where one helps, and never where it would be half the answer."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.acts import run
from bot.services import memories
from bot.taps.hint import HintTap
from content.model import LANGUAGES, RIGHT, Bank, Language, Naming
from db.engine import Database, Session
from tests.dialogs import sitting
from tests.dialogs.conversation import Talk, World, buttons, world_of
from tests.dialogs.lakes import KNOW, TREATY, be_asked
from tests.dialogs.playing import Shown, give, rows
from tests.dialogs.test_every_kind import ask
from tests.dialogs.test_place import ask as ask_for_a_place

HINT = {"en": "💡 Hint", "ru": "💡 Подсказка", "tg": "💡 Ишора"}
ONE_OF_TWO = {
    "en": "It is one of these two.",
    "ru": "Верен один из этих двух ответов.",
    "tg": "Яке аз ин ду дуруст аст.",
}
BEGINS = {"en": "It begins with O.", "ru": "Ответ начинается на О.", "tg": "Ҷавоб бо О сар мешавад."}
HALVED = {"choice", "number", "when"}


@pytest.fixture
async def world(lakes: Bank, database: Database) -> AsyncIterator[World]:
    async with world_of(lakes, database) as made:
        yield made


def hint_of(shown: Shown) -> str:
    return HintTap(shown.quiz_id, shown.position).encode()


def left_of(shown: Shown, labels: list[str]) -> list[str]:
    """The options that have a button."""
    options = [option for key in shown.options if (option := shown.question.option(key))]
    return [option.key for option in options if option.text.to(shown.language) in labels]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_hint_stands_beside_dont_know_and_is_taken_once(
    world: World, lakes: Bank, database: Database, language: Language
) -> None:
    for kind in (*sorted(HALVED), "name"):
        talk, shown = await ask(world, lakes, kind, language, to_tap=kind in HALVED)
        assert [button["text"] for button in last_row(talk)] == [f"🤷 {KNOW[language]}", HINT[language]]
        await talk.tap(HINT[language])
        assert [button["text"] for button in last_row(talk)] == [f"🤷 {KNOW[language]}"]
        if isinstance(shown.question, Naming):
            assert BEGINS[language] in talk.text
        else:
            assert ONE_OF_TWO[language] in talk.text
            left = left_of(shown, talk.labels)
            assert RIGHT in left
            assert len(left) == 2
        told = talk.text, talk.labels
        await talk.press(talk.last, hint_of(shown))
        assert (talk.text, talk.labels) == told, "taken again it says the same"
        assert not talk.alerts
        await give(talk, shown, "right")
        assert (await rows(database, "answers"))[-1].is_hinted
        answered = talk.text, talk.labels
        assert "✅" in talk.text
        assert not any("💡" in label for label in talk.labels)
        await talk.press(talk.last, hint_of(shown))
        assert (talk.text, talk.labels) == answered, "after the answer it changes nothing"
        assert await memory_is_that_of_the_rows(database, talk, shown)


@pytest.mark.parametrize("kind", ["several", "true-false", "order", "match"])
async def test_where_half_would_be_the_answer_there_is_none(
    world: World, lakes: Bank, database: Database, kind: str
) -> None:
    talk, shown = await ask(world, lakes, kind)
    assert len(last_row(talk)) == 1
    before = talk.text
    await talk.press(talk.last, hint_of(shown))
    assert talk.alerts, "a forged one is refused"
    assert talk.text == before
    await give(talk, shown, "right")
    assert not (await rows(database, "answers"))[-1].is_hinted


async def memory_is_that_of_the_rows(database: Database, talk: Talk, shown: Shown) -> bool:
    def compare(session: Session) -> bool:
        made = memories.from_rows(session, talk.person.id, shown.fact.id)
        return made is not None and made == memories.of_learner(session, talk.person.id)[shown.fact.id]

    return await run(database, compare)


def last_row(talk: Talk) -> list[dict[str, str]]:
    row: list[dict[str, str]] = talk.last.json["reply_markup"]["inline_keyboard"][-1]
    return row


async def test_hint_of_somebody_elses_question_is_none(world: World, lakes: Bank, database: Database) -> None:
    talk, stranger = world.person(), world.person("Bob")
    for each in (talk, stranger):
        await each.say("/start")
        await each.tap("English")
    shown = await be_asked(talk, lakes, "choice")
    await stranger.press(stranger.last, hint_of(shown))
    await talk.press(talk.last, HintTap(shown.quiz_id, shown.position + 1).encode())
    assert stranger.alerts
    assert talk.alerts
    assert not any("hint" in entry for quiz in await rows(database, "quizzes") for entry in quiz.plan)


async def test_option_that_the_hint_took_away_counts_from_an_older_screen(
    world: World, lakes: Bank, database: Database
) -> None:
    talk = world.person()
    await talk.say("/start")
    await talk.tap("English")
    shown = await be_asked(talk, lakes, "choice")
    before = {button["text"]: button["callback_data"] for button in buttons(talk.last)}
    await talk.tap("💡 Hint")
    gone = next(label for label in before if label not in talk.labels and "Hint" not in label)
    await talk.press(talk.last, before[gone])
    assert "❌" in talk.text
    [answer] = [row for row in await rows(database, "answers") if row.quiz_id == shown.quiz_id]
    assert (answer.fact_id, answer.is_right, answer.is_hinted) == (TREATY, False, True)
    assert list(answer.shown) == list(shown.options)


async def test_map_keeps_two_letters(world: World) -> None:
    talk = world.person()
    await talk.say("/start")
    await ask_for_a_place(world, talk)
    assert len(talk.labels) == 5
    await talk.tap("💡 Hint")
    assert ONE_OF_TWO["en"] in talk.text
    assert "B" in talk.labels
    assert len(talk.labels) == 3


async def test_exam_gives_none(world: World, database: Database) -> None:
    talk = await sitting.begin(world)
    [quiz] = [row for row in await rows(database, "quizzes") if row.kind == "exam"]
    assert not any("💡" in label for label in talk.labels)
    for position in range(len(quiz.plan)):
        await talk.press(talk.last, HintTap(quiz.id, position).encode())
    assert not any("hint" in row for row in (await rows(database, "quizzes"))[-1].plan)
