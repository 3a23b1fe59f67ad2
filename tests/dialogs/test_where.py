"""Where it was: the map of a lesson, of the timeline and of a fact, or the places in words."""

from __future__ import annotations

import pytest

from content.model import LANGUAGES, Bank, Language
from tests.dialogs.conversation import Talk, World, labels
from tests.dialogs.playing import NAMES

WHERE = {"tg": "Дар куҷо буд", "ru": "Где это было", "en": "Where it was"}
HOME = {"tg": "Саҳифаи асосӣ", "ru": "На главную", "en": "Home"}
BACK = {"tg": "Бозгашт", "ru": "Назад", "en": "Back"}
PLACES = {"one": (38.56, 68.79), "two": (40.28, 69.62), "three": (37.91, 69.78)}


@pytest.fixture
def mapped(rivers: Bank) -> Bank:
    """The tiny bank, whose first era names three places of the map."""
    written = rivers.model_dump()
    for number, (key, at) in enumerate(PLACES.items()):
        text = {language: f"{key.title()}-{language}" for language in LANGUAGES}
        written["names"].append({"id": key, "kind": "place", "text": text, "at": at, "meaning": text})
        written["facts"][number]["names"].append(key)
    return Bank.model_validate(written)


async def come(world: World, bank: Bank, language: Language = "en", *, text_only: bool = False) -> Talk:
    world.app.house.bank = bank
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    if text_only:
        await talk.say("/settings")
        await talk.tap("Text only: off")
    return talk


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_lesson_leads_to_its_map_and_the_map_on_with_it(
    world: World, mapped: Bank, language: Language
) -> None:
    talk = await come(world, mapped, language)
    await talk.say("/learn")
    await talk.tap(mapped.eras[0].title.to(language))
    lesson, begin = talk.last, talk.labels[0]
    await talk.tap(WHERE[language])
    assert talk.last.photo
    assert begin in labels(lesson), "the lesson stays"
    await talk.tap(mapped.eras[0].title.to(language))
    assert mapped.facts[0].questions[0].ask.to(language) in talk.text, "on to the page after the opening"


async def test_a_lesson_of_few_places_has_no_such_button(world: World, mapped: Bank) -> None:
    talk = await come(world, mapped)
    await talk.say("/learn")
    await talk.tap(mapped.eras[1].title.en)
    assert not [label for label in talk.labels if WHERE["en"] in label]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_timeline_turns_into_the_map_and_back(
    world: World, mapped: Bank, language: Language
) -> None:
    talk = await come(world, mapped, language)
    await talk.say("/timeline")
    assert not [label for label in talk.labels if WHERE[language] in label], "one tap deep"
    await talk.tap(mapped.eras[0].title.to(language))
    timeline, before = talk.last.id, talk.last.json["photo"]
    await talk.tap(WHERE[language])
    assert talk.last.id == timeline, "in its place"
    assert talk.last.json["photo"] != before
    await talk.tap(BACK[language])
    assert talk.last.id == timeline
    assert any(WHERE[language] in label for label in talk.labels)


async def test_without_pictures_the_places_are_words_with_what_happened(world: World, mapped: Bank) -> None:
    talk = await come(world, mapped, text_only=True)
    await talk.say("/timeline")
    await talk.tap(mapped.eras[0].title.en)
    await talk.tap(WHERE["en"])
    assert talk.last.photo is None
    assert all(f"{key.title()}-en" in talk.text for key in PLACES)
    bridge = mapped.find_fact("springs/first-bridge")
    assert bridge is not None
    assert (bridge.event or bridge.statement).en[:40] in talk.text
    await talk.say("/learn")
    await talk.tap(mapped.eras[0].title.en)
    await talk.tap(WHERE["en"])
    assert talk.last.photo is None
    assert "One-en" in talk.text


@pytest.mark.parametrize("text_only", [False, True], ids=["map", "words"])
async def test_a_fact_is_shown_on_the_map(world: World, mapped: Bank, *, text_only: bool) -> None:
    talk = await come(world, mapped, text_only=text_only)
    await talk.say(f"/start f_{mapped.facts[0].id.replace('/', '_')}")
    assert not [label for label in talk.labels if WHERE["en"] in label], "one tap deep"
    await talk.tap("More" if text_only else "⋯")
    await talk.tap(WHERE["en"])
    assert (talk.last.photo is None) == text_only
    assert mapped.facts[0].statement.en in talk.text
    assert ("One-en" in talk.text) == text_only
    await talk.tap(HOME["en"])
    assert talk.labels


async def test_a_fact_without_a_place_has_no_map(world: World, mapped: Bank) -> None:
    talk = await come(world, mapped)
    await talk.press(talk.last, f"fw:{mapped.facts[-1].id}")
    assert talk.alerts


async def test_in_an_exam_no_map_tells_answers(world: World, mapped: Bank) -> None:
    talk = await come(world, mapped)
    await talk.say("/exam")
    await talk.tap("Begin")
    for data in ("lw:springs", "tw:springs:0", f"fw:{mapped.facts[0].id}"):
        before = len(talk.alerts)
        await talk.press(talk.last, data)
        assert len(talk.alerts) == before + 1
