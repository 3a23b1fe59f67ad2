"""Sheets as they come out of a printer: all on them once, paper spared, and no key behind questions."""

from __future__ import annotations

import logging
from dataclasses import replace
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


def pages_of(language: Language, of: Booklet) -> list[list[str]]:
    """The texts of each page, as they were written on those that were kept at last."""
    tries: dict[FPDF, list[tuple[int, str]]] = {}
    kept: list[FPDF] = []
    measuring: list[str] = []
    write, put_out = FPDF.multi_cell, FPDF.output

    def multi_cell(self: FPDF, w: float, h: float | None = None, text: str = "", **given: Any) -> Any:
        # What only measures calls itself once more, as if it wrote.
        if not given.get("dry_run") and not measuring:
            tries.setdefault(self, []).append((self.page, text))
        measuring.append(text)
        told = write(self, w, h, text, **given)
        measuring.pop()
        return told

    def output(self: FPDF) -> Any:
        kept.append(self)
        return put_out(self)

    with patch.object(FPDF, "multi_cell", multi_cell), patch.object(FPDF, "output", output):
        sheets.pdf(TEXTS.to(language), of)
    [pages] = kept
    return [
        [text for page, text in tries[pages] if page == number] for number in range(1, 1 + len(pages.pages))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [10, 40])
def test_every_question_is_on_each_version_once_and_every_letter_is_in_the_typeface(
    shipped: Bank, language: Language, count: int, caplog: pytest.LogCaptureFixture
) -> None:
    of = booklet(shipped, language, count)
    with caplog.at_level(logging.WARNING):
        pages = pages_of(language, of)
    assert not [record for record in caplog.records if "missing" in record.message]
    words = [text for page in pages for text in page]
    for question in of.sheets[0].questions:
        assert sum(question.ask in text for text in words) >= len(VERSIONS)
        for option in question.options:
            assert words.count(option) >= len(VERSIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_questions_and_their_grid_are_one_page(shipped: Bank, language: Language) -> None:
    of = booklet(shipped, language, 10, ("A",), has_key=False)
    assert len(pages_of(language, of)) == 1


@pytest.mark.parametrize("count", [10, 20, 40])
def test_a_version_and_the_key_begin_on_the_front_of_a_leaf(shipped: Bank, count: int) -> None:
    of = booklet(shipped, "ru", count)
    pages = pages_of("ru", of)
    key = TEXTS.to("ru").plain("paper-key")
    first = next(number for number, page in enumerate(pages, 1) if f"{key} · {of.title}" in page)
    second = next(number for number, page in enumerate(pages, 1) if any("B 1а 2в" in text for text in page))
    assert first % 2 == second % 2 == 1
    assert first > second


def test_without_the_key_no_source_is_told(shipped: Bank) -> None:
    of = booklet(shipped, "en", 10)
    bare = replace(of, has_key=False)
    words = [text for page in pages_of("en", bare) for text in page]
    assert not [text for text in words if text.startswith(TEXTS.to("en").plain("paper-key"))]
    assert len(sheets.pdf(TEXTS.to("en"), bare)) < len(sheets.pdf(TEXTS.to("en"), of))


def test_the_same_booklet_gives_the_same_bytes(shipped: Bank) -> None:
    of = booklet(shipped, "tg", 10)
    assert sheets.pdf(TEXTS.to("tg"), of) == sheets.pdf(TEXTS.to("tg"), of)
