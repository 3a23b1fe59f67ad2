"""The typeface has every letter that a picture may have to show."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po

from bot.pictures.fonts import can_draw, first_unknown
from bot.texts import LOCALES
from content.dates import month_names
from content.model import LANGUAGES, Language

TAJIK = "ҒғӢӣҚқӮӯҲҳҶҷ"


@pytest.mark.parametrize("letter", TAJIK)
def test_tajik_letters_are_there(letter: str) -> None:
    assert can_draw(letter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_of_the_pictures_words_is_there(language: Language) -> None:
    with (LOCALES / language / "LC_MESSAGES" / "hamkori.po").open("rb") as file:
        catalogue = read_po(file)
    said = ""
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key.startswith("picture-"):
            said += message.string if isinstance(message.string, str) else "".join(message.string)
    months = "".join(name for names in month_names(language) for name in names)
    assert said
    assert can_draw(said + months + "0123456789–…%/")


@pytest.mark.parametrize("unknown", ["한", "🦊", "\u0000", "a\nb", "a\u200fb"])
def test_what_has_no_letter_is_known(unknown: str) -> None:
    assert not can_draw(unknown)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("Kim 안나", "안"), ("محمد", "م"), ("Анна", None), ("Ҷӯраева", None), ("გიორგი", None)],
)
def test_the_letter_that_is_wanting_is_named(text: str, unknown: str | None) -> None:
    assert first_unknown(text) == unknown
