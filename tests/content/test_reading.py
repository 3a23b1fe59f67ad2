"""Dates as people type them, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.dates import spell
from content.model import LANGUAGES
from content.partial_date import PartialDate
from content.reading import LONGEST, Parts, plain, read_date, read_parts


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("1997", "1997"), ("соли 1997", "1997"), ("в 1997 году", "1997"), ("1997 г.", "1997"),
        ("06.1997", "1997-06"), ("6/1997", "1997-06"), ("1997-06", "1997-06"), ("June 1997", "1997-06"),
        ("june, 1997", "1997-06"), ("Jun 1997", "1997-06"), ("июнь 1997", "1997-06"),
        ("в июне 1997 года", "1997-06"), ("в мае 1997", "1997-05"),
        ("июни соли 1997", "1997-06"), ("моҳи июни 1997", "1997-06"),
        ("27.06.1997", "1997-06-27"), ("27/6/1997", "1997-06-27"), ("1997-06-27", "1997-06-27"),
        ("27 июня 1997 года", "1997-06-27"), ("27 июни соли 1997", "1997-06-27"),
        ("27 June 1997", "1997-06-27"), ("June 27, 1997", "1997-06-27"), ("27th of June 1997", "1997-06-27"),
        ("31.02.1997", None), ("13.1997", None), ("June", None), ("27 June", None), ("27 июня", None),
        ("", None), ("Rome", None), ("1997 1998", None),
    ],
)  # fmt: skip
def test_dates(typed: str, date: str | None) -> None:
    assert read_date(typed) == (PartialDate(date) if date else None)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("1997г", "1997"), ("1997г.", "1997"), ("1997-го", "1997"), ("в июне 1997-го", "1997-06"),
        ("27.06.1997 г.", "1997-06-27"), ("27-го июня 1997", "1997-06-27"), ("27июня 1997", "1997-06-27"),
        ("27-уми июни соли 1997", "1997-06-27"), ("27уми июн 1997", "1997-06-27"),
        ("соли 1997-ум", "1997"), ("дар моҳи июн соли 1997", "1997-06"),
        ("27 июнь 1997", "1997-06-27"), ("сент. 1997", "1997-09"), ("27. 06. 1997", "1997-06-27"),
        ("27 06 1997", "1997-06-27"), ("1997/06/27", "1997-06-27"), ("27–06–1997", "1997-06-27"),
        ("27 iyunya 1997", "1997-06-27"), ("27-umi iyuni soli 1997", "1997-06-27"),
        ("fevral 1994", "1994-02"), ("dar sentyabri soli 1997", "1997-09"), ("mohi mayi 1998", "1998-05"),
        ("۱۹۹۷", "1997"), ("１９９７", "1997"), ("19\u200b97", "1997"),
    ],
)  # fmt: skip
def test_dates_with_their_endings_and_in_other_letters(typed: str, date: str) -> None:
    assert read_date(typed) == PartialDate(date)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("'97", "1997"), ("97", "1997"), ("97 г.", "1997"), ("в 97-м", "1997"), ("27.06.97", "1997-06-27"),
        ("июнь 97", "1997-06"), ("June ’97", "1997-06"), ("июни 97", "1997-06"), ("06.97", "1997-06"),
        ("27 июня 15 года", "2015-06-27"), ("соли 08", "2008"),
        ("июнь 15", None), ("June 8", None), ("05", None), ("27.06", None), ("97 people", None),
    ],
)  # fmt: skip
def test_two_digits_are_a_year_where_they_can_be_nothing_else(typed: str, date: str | None) -> None:
    assert read_date(typed) == (PartialDate(date) if date else None)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("i think it was 1997", "1997"), ("It may be 1997, maybe", "1997"),
        ("on Monday, 27 June 1997!", "1997-06-27"),
        ("кажется, в июне 1997", "1997-06"), ("думаю, это было 27.06.1997", "1997-06-27"),
        ("ба фикрам соли 1997 буд", "1997"), ("фикр мекунам, ки июни 1997", "1997-06"),
        ("decided in 1997", "1997"), ("маркази 1997", "1997"), ("1997, да, 1997", "1997"),
        ("the end of 1997", "1997"), ("в сентебре 1997", "1997-09"), ("feburary 1997", "1997-02"),
    ],
)  # fmt: skip
def test_one_date_in_a_sentence_is_that_date(typed: str, date: str) -> None:
    assert read_date(typed) == PartialDate(date)


@pytest.mark.parametrize(
    "typed",
    [
        "1997 or 1998", "1997 или 1998", "1997 ё 1998", "1992-1997", "1997/98", "июнь или июль 1997",
        "27.06.1997 28.06.1997", "27.06.1997, 1998", "27 1997", "27 28 июня 1997", "12 days in 1997",
        "not 1997", "не 1997", "1997 нест", "after 1997", "до 1997", "пеш аз соли 1997", "isn’t it 1997",
        "90-е", "1990s", "1990's", "1990-х", "1997½", "1997²", "123", "19975", "9999", "0830", "1997abc",
    ],
)  # fmt: skip
def test_what_is_not_one_date_is_not_half_read(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("27 июня", Parts(0, 6, 27)), ("27.06", Parts(0, 6, 27)), ("27-уми июн", Parts(0, 6, 27)),
        ("June 27th", Parts(0, 6, 27)), ("июнь", Parts(0, 6)), ("1997", Parts(1997)), ("привет", None),
    ],
)  # fmt: skip
def test_what_is_said_of_a_date(typed: str, parts: Parts | None) -> None:
    assert read_parts(typed) == parts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_what_the_bot_writes_it_reads(language: str, month: int) -> None:
    for spelling in (f"1997-{month:02}", f"1997-{month:02}-09", "1997"):
        date = PartialDate(spelling)
        assert read_date(spell(date, language)) == date  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_looked_for_in_a_text_too_long_for_a_date(language: str) -> None:
    date = spell(PartialDate("1997-06-27"), language)  # type: ignore[arg-type]
    assert read_date(date + " " * (LONGEST - len(date))) is not None
    assert read_date(date + " " * LONGEST) is None
    assert plain("а" * (LONGEST + 1)) == ""


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_date_or_none(typed: str) -> None:
    assert read_date(typed) is None or isinstance(read_date(typed), PartialDate)
