"""Where it was, of everything that ships: captions and messages keep within what Telegram carries."""

from __future__ import annotations

import re

import pytest

from bot.learning import where
from bot.screens import fact as fact_screens
from bot.screens import where as screens
from bot.screens.screen import Button, Row
from bot.taps.home import FactWhereTap
from bot.texts import Catalogues
from content.model import LANGUAGES, Language
from tests import banks
from tests.banks import shipped

CAPTION, MESSAGE = 1024, 4096


def length(html: str) -> int:
    return len(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_and_words_fit(language: Language) -> None:
    bank, texts = shipped(), Catalogues()
    speech, words = texts.to(language), texts.to(language, is_text_only=True)
    for scope in banks.lessons():
        spots = where.of_lesson(bank, scope.id)
        assert length(screens.lesson(speech, bank, scope, spots, None).html) <= CAPTION
        told = screens.lesson(words, bank, scope, spots, None).html
        assert length(told) <= MESSAGE
        assert all(spot.name.text.to(language) in told for spot in spots)
    for fact in bank.facts:
        assert length(screens.fact(speech, fact, where.of_fact(bank, fact)).html) <= CAPTION


def test_only_a_fact_with_a_place_leads_to_the_map_one_tap_deep() -> None:
    bank, speech = shipped(), Catalogues().to("en")
    for fact in bank.facts:
        deep = fact_screens.more_rows(speech, bank, fact, ())
        daily = fact_screens.of_the_day_more(speech, bank, fact, 1)
        for rows in (deep, daily):
            assert any(leads_to_map(row) for row in rows) == bool(where.of_fact(bank, fact))
        assert not any(leads_to_map(row) for row in fact_screens.rows(speech, fact, (), None))


def leads_to_map(row: Row) -> bool:
    return any(isinstance(button, Button) and isinstance(button.tap, FactWhereTap) for button in row)
