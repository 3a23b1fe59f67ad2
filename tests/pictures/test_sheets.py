"""Sheets as they come out of a printer: all on them once, paper spared, and no key behind questions."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from fpdf import FPDF

from bot.learning import paper
from bot.learning.paper import VERSIONS, Booklet, Sheet
from bot.learning.quiz import Item
from bot.learning.recipe import Recipe, draw
from bot.pictures import sheets
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language

TEXTS = Catalogues()
CODE, GONE = "k7mp2qxa", "gone"


def booklet(
    bank: Bank, language: Language, count: int, versions: tuple[str, ...] = VERSIONS, *, has_key: bool = True
) -> Booklet:
    drawn = [Item(each.fact_id, each.question_id, ()) for each in draw(bank, Recipe(count, "a", "topic"))]
    laid = [paper.lay(bank, drawn, frozenset(), code=CODE, version=version) for version in versions]
    url = f"https://t.me/hamkori_bot?start=s_{CODE}"
    of = tuple(
        Sheet(CODE, version, url, paper.printed(bank, items, language, GONE))
        for version, items in zip(versions, laid, strict=True)
    )
    return Booklet("Everything", "9B", "hamkori_bot", of, has_key=has_key, on=date(2026, 12, 1))


@dataclass(frozen=True)
class Written:
    page: int
    text: str
    bottom: float


@contextmanager
def watched() -> Iterator[list[list[Written]]]:
    """What is written on the pages of each try, measuring left out."""
    tries: dict[FPDF, list[Written]] = {}
    really = FPDF.multi_cell

    def multi_cell(self: FPDF, w: float, h: float | None = None, text: str = "", **given: Any) -> Any:
        told = really(self, w, h, text, **given)
        if not given.get("dry_run"):
            tries.setdefault(self, []).append(Written(self.page, text, self.get_y()))
        return told

    found: list[list[Written]] = []
    with patch.object(FPDF, "multi_cell", multi_cell):
        yield found
    found += tries.values()


def pages_of(bank: Bank, language: Language, of: Booklet) -> list[list[str]]:
    """The texts of each page of what was kept at last."""
    with watched() as tries:
        sheets.pdf(TEXTS.to(language), of)
    kept = max(tries, key=lambda each: sum(of.title in line.text for line in each))
    return [
        [line.text for line in kept if line.page == page]
        for page in range(1, 1 + max(line.page for line in kept))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [10, 40])
def test_every_question_is_on_each_version_once_and_every_letter_is_in_the_typeface(
    shipped: Bank, language: Language, count: int, caplog: pytest.LogCaptureFixture
) -> None:
    of = booklet(shipped, language, count)
    with caplog.at_level(logging.WARNING):
        pages = pages_of(shipped, language, of)
    assert not [record for record in caplog.records if "missing" in record.message]
    words = [text for page in pages for text in page]
    for question in of.sheets[0].questions:
        assert sum(question.ask in text for text in words) >= len(VERSIONS)
        for option in question.options:
            assert words.count(option) >= len(VERSIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_questions_and_their_grid_are_one_page(shipped: Bank, language: Language) -> None:
    of = booklet(shipped, language, 10, ("A",), has_key=False)
    assert len(pages_of(shipped, language, of)) == 1


@pytest.mark.parametrize("count", [10, 20, 40])
def test_a_version_and_the_key_begin_on_the_front_of_a_leaf(shipped: Bank, count: int) -> None:
    of = booklet(shipped, "ru", count)
    pages = pages_of(shipped, "ru", of)
    key = TEXTS.to("ru").plain("paper-key")
    first = next(number for number, page in enumerate(pages, 1) if f"{key} · {of.title}" in page)
    second = next(number for number, page in enumerate(pages, 1) if any("B 1а 2в" in text for text in page))
    assert first % 2 == second % 2 == 1
    assert first > second


def test_without_the_key_no_source_is_told(shipped: Bank) -> None:
    of = booklet(shipped, "en", 10)
    bare = replace(of, has_key=False)
    words = [text for page in pages_of(shipped, "en", bare) for text in page]
    assert not [text for text in words if text.startswith(TEXTS.to("en").plain("paper-key"))]
    assert len(sheets.pdf(TEXTS.to("en"), bare)) < len(sheets.pdf(TEXTS.to("en"), of))


def test_the_same_booklet_gives_the_same_bytes(shipped: Bank) -> None:
    of = booklet(shipped, "tg", 10)
    assert sheets.pdf(TEXTS.to("tg"), of) == sheets.pdf(TEXTS.to("tg"), of)
