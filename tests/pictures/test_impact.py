"""The sheet for a report says what the numbers say, and is read on a phone and in print."""

from __future__ import annotations

from datetime import date

import pytest

from bot.learning.impact import Earned, Impact, Reached, last_months
from bot.learning.tally import Seen
from bot.pictures import impact
from bot.pictures.palette import DARK, LIGHT, Theme
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language
from tests.pictures.conftest import LONG_TITLE
from tests.pictures.proof import hold, opened, watched

TEXTS = Catalogues()
TODAY = date(2026, 11, 24)
NAMES = {language: TEXTS.to(language).plain("language-name") for language in LANGUAGES}
EMPTY = Impact(TODAY, 0, {}, Reached(), Earned({}, tuple((month, 0) for month in last_months(TODAY))))
FULL = Impact(
    TODAY,
    1_840,
    {
        "tg": Seen(123_456, 12_345, 45_678, 98_765),
        "ru": Seen(4_321, 321, 1_234, 2_345),
        "en": Seen(7, 0, 1, 2),
    },
    Reached((119_000, 64_000, 31_000, 12_000, 4_567), 98_765_432, 34_567),
    Earned(
        {"tg": 20_100, "ru": 900, "en": 3},
        tuple((month, 12_345 + 7 * place) for place, month in enumerate(last_months(TODAY))),
    ),
)
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def drawn(made: Impact, title: str, language: Language = "en", theme: Theme = LIGHT) -> bytes:
    return impact.draw(TEXTS.to(language), title, NAMES, made, theme=theme)


@THEMES
@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("made", [EMPTY, FULL], ids=["empty", "full"])
def test_the_emptiest_and_the_fullest_sheet_are_legible(
    made: Impact, theme: Theme, language: Language
) -> None:
    with watched() as texts:
        png = drawn(made, LONG_TITLE.to(language), language, theme)
    assert len(png) <= 150_000
    image = opened(png)
    assert image.width == 1080
    hold(texts, image.size)


def test_it_says_the_numbers(rivers: Bank) -> None:
    seen: dict[Language, Seen] = {"tg": Seen(30, 4, 11, 20), "en": Seen(10, 1, 2, 5)}
    months = tuple((month, 3 if month == date(2026, 9, 1) else 0) for month in last_months(TODAY))
    made = Impact(TODAY, 12, seen, Reached((32, 16, 8, 4, 2), 611, 9), Earned({"tg": 5}, months))
    with watched() as texts:
        drawn(made, rivers.title.en)
    said = [text.text for text in texts]
    for words in (
        "40",
        "25",
        "611",
        "5",
        "began: 32",
        "in 7 days: 13",
        "on 12 facts",
        "exams finished: 9",
    ):
        assert words in said, words
    assert {"32 · 80%", "16 · 40%", "2 · 5%"} <= {*said}
    assert "there today 4, in 7 days 11, in 30 days 20" in said
    assert {"3", "in 12 months: 3", "24 November 2026", rivers.title.en} <= {*said}
