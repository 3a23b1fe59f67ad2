"""The result card says what was reached, and nothing of who reached it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import fields, replace

from bot.pictures import result
from bot.pictures.palette import DARK, LIGHT, Theme
from bot.pictures.result import Score
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language
from tests.pictures.proof import hold, opened, watched

TEXTS = Catalogues()
SCORE = Score(8, 10, "The springs", date(2026, 11, 24), 33, "Rivers")
CHANGES: dict[str, int | str | date] = {
    "right": 9,
    "total": 11,
    "about": "The deltas",
    "on": date(2026, 11, 25),
    "streak": 34,
    "bank_title": "Lakes",
}


def words(score: Score, language: Language = "en") -> list[str]:
    with watched() as drawn:
        result.draw(TEXTS.to(language), score)
    return [text.text for text in drawn]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_values_fit(wordy: Bank, theme: Theme, language: Language) -> None:
    title = wordy.title.to(language)
    with watched() as drawn:
        png = result.draw(TEXTS.to(language), Score(9999, 9999, title, date(2026, 9, 30), 3650, title), theme)
    image = opened(png)
    assert image.size == (1080, 1080)
    assert len(png) <= 150_000
    hold(drawn, image.size)
    assert " ".join(text.text for text in drawn).count(title) == 2  # both whole


def test_it_says_everything() -> None:
    assert words(SCORE) == [
        "Rivers",
        "The springs",
        "8",
        "right of 10",
        "33 days in a row",
        "24 November 2026",
    ]


@pytest.mark.parametrize("score", [replace(SCORE, right=0), replace(SCORE, right=0, total=0, streak=0)])
def test_nothing_right_is_drawn(score: Score) -> None:
    with watched() as drawn:
        png = result.draw(TEXTS.to("tg"), score)
    hold(drawn, opened(png).size)


def test_without_a_streak_none_is_said() -> None:
    assert not [said for said in words(replace(SCORE, streak=0)) if "row" in said]


def test_same_values_same_bytes() -> None:
    assert result.draw(TEXTS.to("ru"), SCORE) == result.draw(TEXTS.to("ru"), replace(SCORE))


@pytest.mark.parametrize("part", [field.name for field in fields(Score)])
def test_what_differs_is_seen(part: str) -> None:
    speech = TEXTS.to("en")
    other = replace(SCORE, **{part: CHANGES[part]})
    assert result.draw(speech, other) != result.draw(speech, SCORE)


def test_the_ring_is_as_full_as_was_right() -> None:
    """Halfway round, at the bottom, it is full from one half on."""
    speech, bottom = TEXTS.to("en"), (530, 560 + 250 - 19)
    less, more = (
        opened(result.draw(speech, replace(SCORE, right=right))).convert("RGB").getpixel(bottom)
        for right in (4, 6)
    )
    assert less != more
