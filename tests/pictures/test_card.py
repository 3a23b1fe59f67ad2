"""The progress card says what the values say, and is read on a phone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.learning.progress import Progress
from bot.learning.streak import Streak
from bot.pictures import card
from bot.pictures.palette import DARK, LIGHT, Theme
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language
from tests.pictures import samples
from tests.pictures.proof import hold, opened, watched

TEXTS = Catalogues()
MOST_BYTES = 150_000
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def drawn(progress: Progress, theme: Theme = LIGHT, language: Language = "tg") -> bytes:
    return card.draw(TEXTS.to(language), progress, theme=theme)


def words(progress: Progress, language: Language = "en") -> list[str]:
    with watched() as texts:
        drawn(progress, language=language)
    return [text.text for text in texts]


@THEMES
@IN_EVERY_LANGUAGE
def test_the_fullest_card_is_light_and_legible(wordy: Bank, theme: Theme, language: Language) -> None:
    with watched() as texts:
        png = drawn(samples.everything(wordy), theme, language)
    assert len(png) <= MOST_BYTES
    image = opened(png)
    assert image.width == 1080
    hold(texts, image.size)


@THEMES
@IN_EVERY_LANGUAGE
def test_a_card_of_nothing_is_drawn(rivers: Bank, theme: Theme, language: Language) -> None:
    with watched() as texts:
        png = drawn(samples.nothing(rivers), theme, language)
    hold(texts, opened(png).size)
    said = [text.text for text in texts]
    assert TEXTS.to(language).plain("picture-accuracy-none") in said


def test_a_bank_without_eras_is_drawn(rivers: Bank) -> None:
    assert drawn(replace(samples.progress(rivers), eras=()))


def test_the_numbers_are_said_and_not_only_shown(rivers: Bank) -> None:
    usual = samples.progress(rivers)
    said = words(usual)
    assert {str(count) for count in (usual.seen, usual.learning, usual.mastered)} <= set(said)
    assert f"of {usual.facts}" in said
    assert str(usual.streak.days) in said
    assert f"Spare days: {usual.streak.freezes}" in said
    for era in usual.eras:
        assert {era.era.title.en, f"{era.mastered} / {era.facts}"} <= set(said)
    assert {str(count) for count in usual.due if count} <= set(said)
    assert {str(week.percent) for week in usual.weeks if week.answered} <= set(said)
    assert f"{len(usual.days)} days" in said
    assert {"24 November 2026", "7 September", "23 November"} <= set(said)


def test_a_week_without_answers_has_a_dash_and_no_percent(rivers: Bank) -> None:
    usual = samples.progress(rivers)
    gaps = [week for week in usual.weeks if not week.answered]
    assert words(usual).count("–") == len(gaps) == 1


def test_the_days_of_the_week_begin_with_the_learners_today(rivers: Bank) -> None:
    said = words(samples.progress(rivers))  # a Tuesday
    today = said.index("Today")
    assert [word for word in said[today:] if len(word) == 1 and word.isalpha()] == list("WTFSSMTWTFSSM")


def test_same_values_same_bytes(rivers: Bank) -> None:
    assert drawn(samples.progress(rivers)) == drawn(samples.progress(rivers))


def test_cards_drawn_at_once_are_as_those_drawn_alone(rivers: Bank) -> None:
    usual = samples.progress(rivers)
    jobs = [(usual, theme, language) for language in LANGUAGES for theme in (LIGHT, DARK)]
    alone = [drawn(*job) for job in jobs]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda job: drawn(*job), jobs * 2)) == alone * 2


@pytest.mark.parametrize("part", ["days", "frozen", "due", "weeks", "eras", "on"])
def test_what_differs_is_seen(rivers: Bank, part: str) -> None:
    usual = samples.progress(rivers)
    day = usual.on - timedelta(days=100)
    other = {
        "days": replace(usual, days={**usual.days, day: 50}),
        "frozen": replace(usual, streak=replace(usual.streak, frozen=frozenset({day}))),
        "due": replace(usual, due=(24, *usual.due[1:])),
        "weeks": replace(usual, weeks=(replace(usual.weeks[0], right=1), *usual.weeks[1:])),
        "eras": replace(usual, eras=(replace(usual.eras[0], asked=0, mastered=0), *usual.eras[1:])),
        "on": replace(usual, on=usual.on + timedelta(days=1)),
    }[part]
    assert drawn(other) != drawn(usual)


def test_more_answers_make_a_day_stand_out_more(rivers: Bank) -> None:
    """The square of a day is lighter or darker in five steps, each further from the panel."""
    usual = samples.nothing(rivers)
    day = usual.on - timedelta(days=1)
    seen = {drawn(replace(usual, days={day: answers})) for answers in (0, 1, 4, 5, 9, 10, 19, 20, 99)}
    assert len(seen) == 5


def test_a_year_has_no_more_days_than_a_year(rivers: Bank) -> None:
    assert "365 days" in words(samples.everything(rivers))


def test_a_streak_of_nothing_is_a_plain_zero(rivers: Bank) -> None:
    assert words(replace(samples.progress(rivers), streak=Streak(0, 9, 0))).count("0") == 1
