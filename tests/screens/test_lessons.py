"""Every page of every lesson that ships, as a phone shows it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from bot.learning.lessons import steps
from bot.screens import lessons as screens
from bot.texts import Catalogues
from content.model import LANGUAGES, Language
from tests import banks
from tests.banks import shipped

LONGEST = 4096
"""Characters of a message, as Telegram counts them."""
READABLE = 1300
"""Characters that a phone shows in one view and a half; the longest story takes half of them."""


@cache
def pages(language: Language, *, text_only: bool, sources: bool = False) -> list[str]:
    """What every page says, as Telegram's HTML."""
    speech, bank = Catalogues().to(language, is_text_only=text_only), shipped()
    return [
        screens.page(speech, bank, step, index, "f" * 14, sources=sources).html
        for scope in banks.lessons()
        for step in steps(bank, scope.id)
        for index in range(len(step.pages))
    ]


def longest(html: list[str]) -> int:
    return max(len(re.sub(r"<[^>]+>", "", each)) for each in html)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text_only", [False, True], ids=["signs", "text only"])
def test_every_page_fits_and_is_read_at_a_glance(language: Language, text_only: bool) -> None:
    assert longest(pages(language, text_only=text_only)) <= READABLE
    assert longest(pages(language, text_only=text_only, sources=True)) <= LONGEST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text_only", [False, True], ids=["signs", "text only"])
def test_what_a_page_names_first_it_explains(language: Language, text_only: bool) -> None:
    explained = [html for html in pages(language, text_only=text_only) if "<blockquote>" in html]
    odihr = shipped().name("odihr").meaning
    assert odihr is not None
    assert len(explained) > 100
    assert any(odihr.to(language) in html for html in explained)
