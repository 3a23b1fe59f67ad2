"""Numbers and dates as people type them."""

from __future__ import annotations

import pytest

from content.dates import spell
from content.model import LANGUAGES
from content.partial_date import PartialDate
from content.reading import read_date, read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("26", 26), (" 26 ", 26), ("26 членов", 26), ("around 26", 26), ("1 350", 1350), ("1,350", 1350),
        ("1.350 км", 1350), ("12\u00a0000", 12000), ("0", 0), ("№ 1251", 1251),
        ("2.5", None), ("12 or 13", None), ("", None), ("many", None), ("1997-06", None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_numbers(typed: str, number: int | None) -> None:
    assert read_number(typed) == number


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
        ("31.02.1997", None), ("13.1997", None), ("27.06.97", None), ("June", None), ("27 June", None),
        ("", None), ("Rome", None), ("1997 1998", None), ("on Monday 1997", None),
    ],
)  # fmt: skip
def test_dates(typed: str, date: str | None) -> None:
    assert read_date(typed) == (PartialDate(date) if date else None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_what_the_bot_writes_it_reads(language: str, month: int) -> None:
    for spelling in (f"1997-{month:02}", f"1997-{month:02}-09", "1997"):
        date = PartialDate(spelling)
        assert read_date(spell(date, language)) == date  # type: ignore[arg-type]
