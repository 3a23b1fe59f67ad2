"""Where it was, of everything that ships: captions and messages keep within what Telegram carries."""

from __future__ import annotations

import re

import pytest

from bot.learning import where
from bot.screens import where as screens
from bot.texts import Catalogues
from content.model import LANGUAGES, Language
from tests.banks import shipped

CAPTION, MESSAGE = 1024, 4096


def length(html: str) -> int:
    return len(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_and_words_fit(language: Language) -> None:
    bank, texts = shipped(), Catalogues()
    speech, words = texts.to(language), texts.to(language, is_text_only=True)
    for scope in (*bank.eras, *bank.themes):
        spots = where.of_lesson(bank, scope.id)
        assert length(screens.lesson(speech, bank, scope, spots, None).html) <= CAPTION
        told = screens.lesson(words, bank, scope, spots, None).html
        assert length(told) <= MESSAGE
        assert all(spot.name.text.to(language) in told for spot in spots)
    for fact in bank.facts:
        assert length(screens.fact(speech, fact, where.of_fact(bank, fact)).html) <= CAPTION


def test_only_a_fact_with_a_place_leads_to_the_map() -> None:
    bank, speech = shipped(), Catalogues().to("en")
    for fact in bank.facts:
        assert bool(screens.fact_row(speech, bank, fact)) == bool(where.of_fact(bank, fact))
