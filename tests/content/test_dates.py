"""Dates in words, in three languages, at their own precision."""

from __future__ import annotations

import pytest

from content.dates import spell
from content.model import LANGUAGES
from content.partial_date import PartialDate

SPELLINGS = {
    "1994": ("1994", "1994 год", "соли 1994"),
    "1994-02": ("February 1994", "февраль 1994 года", "феврали соли 1994"),
    "1994-02-19": ("19 February 1994", "19 февраля 1994 года", "19 феврали соли 1994"),
    "1997-06-07": ("7 June 1997", "7 июня 1997 года", "7 июни соли 1997"),
    "1995-05": ("May 1995", "май 1995 года", "майи соли 1995"),
    "1992/1997": ("1992–1997", "1992–1997 годы", "солҳои 1992–1997"),
    "1994-02/1994-03": (
        "February – March 1994",
        "февраль – март 1994 года",
        "феврал – марти соли 1994",
    ),
    "1994-12/1995-01": (
        "December 1994 – January 1995",
        "декабрь 1994 года – январь 1995 года",
        "декабри соли 1994 – январи соли 1995",
    ),
    "1994-02-19/1994-02-21": ("19–21 February 1994", "19–21 февраля 1994 года", "19–21 феврали соли 1994"),
    "1994-02-19/1994-03-03": (
        "19 February – 3 March 1994",
        "19 февраля – 3 марта 1994 года",
        "19 феврал – 3 марти соли 1994",
    ),
    "1994-12-31/1995-01-01": (
        "31 December 1994 – 1 January 1995",
        "31 декабря 1994 года – 1 января 1995 года",
        "31 декабри соли 1994 – 1 январи соли 1995",
    ),
    "1992/1997-06": ("1992 – June 1997", "1992 год – июнь 1997 года", "соли 1992 – июни соли 1997"),
    "1994-02/1994-03-05": (
        "February 1994 – 5 March 1994",
        "февраль 1994 года – 5 марта 1994 года",
        "феврали соли 1994 – 5 марти соли 1994",
    ),
}


@pytest.mark.parametrize(("written", "spelled"), SPELLINGS.items(), ids=SPELLINGS)
def test_date_is_spelled_at_its_own_precision(written: str, spelled: tuple[str, str, str]) -> None:
    when = PartialDate(written)
    assert (spell(when, "en"), spell(when, "ru"), spell(when, "tg")) == spelled


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_months_have_twelve_words(language: str) -> None:
    months = [PartialDate(f"1994-{month:02}") for month in range(1, 13)]
    days = [PartialDate(f"1994-{month:02}-01") for month in range(1, 13)]
    for dates in (months, days):
        assert len({spell(when, language) for when in dates}) == 12  # type: ignore[arg-type]


@pytest.mark.parametrize("same", ["1992/1992", "1994-02/1994-02", "1994-02-19/1994-02-19"])
def test_range_of_one_is_spelled_once(same: str) -> None:
    assert spell(PartialDate(same), "en") == spell(PartialDate(same.partition("/")[0]), "en")
