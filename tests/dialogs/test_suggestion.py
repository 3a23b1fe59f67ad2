"""Suggesting a fact or a correction: one text, kept sealed, read and answered by an administrator, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.services import deliveries
from bot.taps.trust import AnswerSuggestionTap, CloseSuggestionTap, SuggestionsTap
from bot.vault import Vault
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from db.models import deliveries as delivery_rows
from tests.dialogs.administration import administrator
from tests.dialogs.conversation import Talk, World, data_of
from tests.dialogs.playing import NAMES, rows

SUGGEST = {
    "tg": "Пешниҳоди далел ё ислоҳ",
    "ru": "Предложить факт или исправление",
    "en": "Suggest a fact or a correction",
}
REPORT = {"tg": "Хато ёфтед?", "ru": "Нашли ошибку?", "en": "Report a mistake"}
THANKS = {"tg": "Пешниҳоди шумо қайд шуд", "ru": "предложение записано", "en": "suggestion has been noted"}
ANSWERED = {
    "tg": "Ҷавоб ба пешниҳоди шумо",
    "ru": "Ответ на ваше предложение",
    "en": "An answer to your suggestion",
}
WORDS = "The bridge had <b>four</b> keepers & a\u202e dog"
OLD = "This button no longer works. Send /quiz or /start."
GONE = "closed already, or its author has deleted it"


async def learner(world: World, language: Language = "en", name: str = "Alice") -> Talk:
    talk = world.person(name, language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk


async def suggests(talk: Talk, text: str) -> None:
    await talk.say("/suggest")
    await talk.say(text)


async def suggestions(database: Database) -> list[Any]:
    return await rows(database, "suggestions")


async def answers(root: Talk, text: str) -> None:
    """From /admin to the answer to the first suggestion."""
    await root.say("/admin")
    await root.tap("Suggestions")
    await root.tap("Answer")
    await root.say(text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_suggestion_is_kept_sealed_and_thanked_for(
    world: World, database: Database, language: Language
) -> None:
    talk = await learner(world, language)
    await talk.say("/suggest")
    assert "1000" in talk.text
    await talk.say(WORDS)
    assert THANKS[language] in talk.text
    [kept] = await suggestions(database)
    assert (kept.learner_id, kept.language, kept.closed_at) == (talk.person.id, language, None)
    assert "keepers" not in kept.text
    assert world.app.house.vault.open(kept.text) == WORDS


async def test_suggestion_can_stand_behind_the_command(world: World, database: Database) -> None:
    talk = await learner(world)
    await talk.say(f"/suggest {WORDS}")
    assert THANKS["en"] in talk.text
    await talk.say("How many keepers lived at the bridge?")
    assert "Three keepers" in talk.text, "nothing is waited for"
    [kept] = await suggestions(database)
    assert world.app.house.vault.open(kept.text) == WORDS


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_reached_from_where_mistakes_are_reported(
    world: World, database: Database, language: Language
) -> None:
    talk = world.person(language=language)
    await talk.say("/start f_springs_keepers")
    await talk.tap(NAMES[language])
    assert SUGGEST[language] not in talk.labels
    await talk.tap("⋯")
    await talk.tap(REPORT[language])
    await talk.tap(SUGGEST[language])
    await talk.say(WORDS)
    assert THANKS[language] in talk.text
    assert len(await suggestions(database)) == 1


async def test_one_that_is_too_long_is_asked_for_again(world: World, database: Database) -> None:
    talk = await learner(world)
    await suggests(talk, "x" * 1001)
    assert talk.text == "That is too long. Please keep to 1000 characters."
    await talk.say("y" * 1000)
    assert len(await suggestions(database)) == 1


async def test_fourth_of_a_day_is_refused_before_it_is_written_and_taken_a_day_later(
    world: World, database: Database
) -> None:
    talk = await learner(world)
    for text in ("one", "two", "three"):
        await suggests(talk, text)
    await talk.say("/suggest")
    assert "3 suggestions within a day" in talk.text
    await talk.say("/suggest four")
    assert "3 suggestions within a day" in talk.text
    assert len(await suggestions(database)) == 3
    bob = await learner(world, name="Bob")
    await suggests(bob, "mine")
    assert THANKS["en"] in bob.text
    world.clock.turn(hours=24)
    await suggests(talk, "four")
    assert len(await suggestions(database)) == 5


async def test_limit_does_not_outlive_forgetting_nor_a_clock_that_was_ahead(
    world: World, database: Database
) -> None:
    talk = await learner(world)
    for text in ("one", "two", "three"):
        await suggests(talk, text)
    await talk.say("/forget")
    await talk.tap("Delete everything")
    assert await suggestions(database) == []
    world.clock.turn(days=400)
    for text in ("one", "two", "three"):
        await suggests(talk, text)
    world.clock.turn(days=-399)
    await suggests(talk, "four")
    assert len(await suggestions(database)) == 4


async def test_cancel_and_any_other_command_end_the_waiting(world: World, database: Database) -> None:
    talk = await learner(world)
    await talk.say("/suggest")
    await talk.say("/cancel")
    await talk.say("How many keepers lived at the bridge?")
    assert "Three keepers" in talk.text
    assert await suggestions(database) == []


async def test_administrator_reads_them_one_by_one_and_closes_them(world: World, database: Database) -> None:
    root = await administrator(world)
    await root.say("/admin")
    assert "Suggestions: 0" in root.text
    assert not [label for label in root.labels if "Suggestions" in label]
    await suggests(await learner(world, "ru"), WORDS)
    await suggests(await learner(world, "tg"), "Пули дуюм")
    await root.say("/admin")
    await root.tap("Suggestions: 2")
    assert "02.03.2026, ru" in root.text
    assert "The bridge had <b>four</b> keepers & a dog" in root.text, "as it was typed, and no markup"
    await root.tap("Next")
    assert "Пули дуюм" in root.text
    await root.tap("Next")
    assert "The bridge" in root.text, "behind the last one the first comes again"
    close = data_of(root.last, "Close")
    await root.tap("Close")
    assert "Пули дуюм" in root.text
    assert not [label for label in root.labels if "Next" in label]
    await root.press(root.last, close)
    assert "Пули дуюм" in root.text
    await root.tap("Close")
    assert "There is nothing here." in root.text
    assert all(row.closed_at for row in await suggestions(database))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_answer_goes_out_once_in_the_language_of_its_reader_and_is_sealed_until_then(
    world: World, database: Database, language: Language
) -> None:
    root = await administrator(world)
    talk = await learner(world, language)
    await suggests(talk, WORDS)
    await answers(root, "There were <i>three</i>; see the chronicle.")
    assert "on its way" in root.text
    [kept] = await suggestions(database)
    assert "three" not in kept.answer
    [owed] = await rows(database, "deliveries")
    assert (owed.learner_id, owed.kind, owed.language) == (talk.person.id, "suggestion", language)
    assert "three" not in str(owed)
    before = len(talk.from_bot)
    for _ in range(2):
        await world.beat()
    assert len(talk.from_bot) == before + 1
    assert ANSWERED[language] in talk.text
    assert "The bridge had <b>four</b> keepers & a dog" in talk.text
    assert "There were <i>three</i>; see the chronicle." in talk.text
    [kept] = await suggestions(database)
    assert (kept.answer, kept.closed_at is None) == (None, False)
    await root.say("/admin")
    assert "Suggestions: 0" in root.text


async def test_second_answer_is_not_sent_and_said_so(world: World, database: Database) -> None:
    root, other = await administrator(world), await administrator(world, name="Toor")
    talk = await learner(world)
    await suggests(talk, WORDS)
    for admin in (root, other):
        await admin.say("/admin")
        await admin.tap("Suggestions: 1")
    answer = data_of(other.last, "Answer")
    for admin in (root, other):
        await admin.tap("Answer")
    await root.say("x" * 1501)
    assert root.text == "That is too long. Please keep to 1500 characters."
    await root.say("Three, says the chronicle.")
    await other.say("Four, says my uncle.")
    assert GONE in other.text
    await other.say("How many keepers lived at the bridge?")
    assert "Three keepers" in other.text, "nothing is waited for any more"
    await other.press(other.last, answer)
    assert GONE in other.text
    await world.beat()
    assert "says the chronicle" in talk.text
    assert not any("uncle" in (message.text or "") for message in talk.from_bot)


async def test_whoever_is_forgotten_is_answered_no_more(world: World, database: Database) -> None:
    root = await administrator(world)
    talk = await learner(world)
    await suggests(talk, WORDS)
    await root.say("/admin")
    await root.tap("Suggestions: 1")
    await root.tap("Answer")
    await talk.say("/forget")
    await talk.tap("Delete everything")
    before = len(talk.from_bot)
    await root.say("Three, says the chronicle.")
    assert GONE in root.text
    await world.beat()
    assert len(talk.from_bot) == before
    assert await suggestions(database) == await rows(database, "deliveries") == []


async def test_nobody_but_administrators_sees_or_answers_them(world: World, database: Database) -> None:
    alice, bob = await learner(world), await learner(world, name="Bob")
    await suggests(alice, WORDS)
    [kept] = await suggestions(database)
    for tap in (SuggestionsTap(0), CloseSuggestionTap(kept.id), AnswerSuggestionTap(kept.id)):
        await bob.press(bob.last, tap.encode())
        assert bob.alerts[-1] == OLD
    [kept] = await suggestions(database)
    assert kept.closed_at is None


async def test_who_is_no_administrator_any_more_answers_nothing(world: World, database: Database) -> None:
    root = await administrator(world)
    await suggests(await learner(world), WORDS)
    await root.say("/admin")
    await root.tap("Suggestions: 1")
    await root.tap("Answer")
    settings = world.app.house.settings
    world.app.house.settings = replace(settings, admin_ids=frozenset())
    await root.say("Three, says the chronicle.")
    assert root.text == OLD
    assert await rows(database, "deliveries") == []


async def test_what_a_lost_key_sealed_is_said_to_be_unreadable(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    talk = await learner(world)
    await suggests(talk, WORDS)
    await answers(root, "Three.")
    await suggests(talk, "more")
    world.app.house.vault = Vault(["A" * 43 + "="])
    await root.say("/admin")
    await root.tap("Suggestions: 1")
    assert "(cannot be read with the present key)" in root.text
    await world.beat()
    assert "The answer can no longer be read." in talk.text


async def test_closed_ones_are_deleted_after_half_a_year_and_open_ones_stay(
    world: World, database: Database
) -> None:
    root = await administrator(world)
    talk = await learner(world)
    await suggests(talk, "one")
    await suggests(talk, "two")
    await root.say("/admin")
    await root.tap("Suggestions: 2")
    await root.tap("Close")
    world.clock.turn(days=180)
    await world.app.beat()
    assert len(await suggestions(database)) == 2
    world.clock.turn(minutes=1)
    await world.app.beat()
    [kept] = await suggestions(database)
    assert world.app.house.vault.open(kept.text) == "two"


async def test_answer_that_waited_too_long_is_stale(world: World, database: Database) -> None:
    root = await administrator(world)
    talk = await learner(world)
    await suggests(talk, WORDS)
    with database.begin() as session:
        deliveries.pause(session, world.clock().replace(month=4))
    await answers(root, "Three.")
    world.clock.turn(days=32)
    before = len(talk.from_bot)
    await world.beat()
    assert len(talk.from_bot) == before
    with database.begin() as session:
        assert session.execute(select(delivery_rows.c.state)).scalars().all() == ["stale"]
