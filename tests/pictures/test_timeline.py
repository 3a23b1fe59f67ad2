"""The timeline shows every fact of its page, as exact as it is known, and what is mastered."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.pictures import timeline
from bot.pictures.palette import DARK, LIGHT, Theme
from bot.texts import Catalogues
from content.dates import spell
from content.model import LANGUAGES, Bank, Era, Fact, Language, Text
from content.partial_date import PartialDate
from tests.pictures.proof import Drawn, hold, opened, watched

TEXTS = Catalogues()
_LONG = ("Ҷамъбасти машваратҳои байналмилалии Шӯро ва Маҷлис " * 9)[:200]


@dataclass(frozen=True)
class Page:
    era: Era
    facts: tuple[Fact, ...]

    def draw(
        self, mastered: frozenset[str] = frozenset(), theme: Theme = LIGHT, language: Language = "tg"
    ) -> bytes:
        return timeline.draw(TEXTS.to(language), self.era, self.facts, mastered, 1, 2, theme)

    def texts(self, mastered: frozenset[str] = frozenset(), language: Language = "en") -> list[Drawn]:
        with watched() as drawn:
            self.draw(mastered, language=language)
        return drawn


def of_dates(bank: Bank, *spellings: str, statement: str | None = None) -> Page:
    """A page of copies of the bank's first fact at these dates; with a statement, they have no event."""
    first = bank.facts[0]
    said = {"statement": Text(en=statement, ru=statement, tg=statement), "event": None} if statement else {}
    facts = [
        first.model_copy(update={"id": f"springs/{number}", "when": PartialDate(spelling), **said})
        for number, spelling in enumerate(spellings)
    ]
    return Page(bank.eras[0], tuple(facts))


@pytest.fixture
def page(rivers: Bank) -> Page:
    return Page(rivers.eras[0], timeline.pages(rivers.facts_of(rivers.eras[0].id))[0])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_page_is_light_and_legible(wordy: Bank, theme: Theme, language: Language) -> None:
    dates = [f"{year}-09-01/{year + 9}-09" for year in range(1980, 2080, 10)]
    full = of_dates(wordy, *dates, statement=_LONG)
    with watched() as drawn:
        png = full.draw(frozenset(fact.id for fact in full.facts[::2]), theme, language)
    image = opened(png)
    assert len(png) <= 150_000
    assert image.width == 1080
    assert image.width + image.height <= 10_000
    hold(drawn, image.size)
    for when in (fact.when for fact in full.facts):  # a date is never cut short
        assert spell(when, language).replace(" ", "") in "".join(text.text for text in drawn).replace(" ", "")


@pytest.mark.parametrize(
    "spellings",
    [
        ["1994-02-19"],
        ["1994"] * 10,
        ["1994-12-31"] * 10,
        ["1994-01-01", "1994-12-31"],
        ["1992/1997", "1993", "1993-05", "1993-05/1995-02", "1994/1996", "1996-02-29"],
    ],
)
def test_any_crowd_of_dates_is_drawn_without_overlap(rivers: Bank, spellings: list[str]) -> None:
    crowd = of_dates(rivers, *spellings)
    hold(crowd.texts(), opened(crowd.draw(language="en")).size)


def test_every_fact_has_its_number_its_date_and_what_happened(page: Page) -> None:
    said = [text.text for text in page.texts()]
    for number, fact in enumerate(page.facts, 1):
        assert str(number) in said
        assert spell(fact.when, "en") in said
        what = (fact.event or fact.statement).en
        assert any(what.startswith(line.rstrip("…")) for line in said if len(line) > 8)
    assert page.era.title.en in said
    assert "1 of 2" in said


def test_numbers_are_those_of_the_facts_as_they_came(rivers: Bank) -> None:
    """Buttons count the same way, also where somebody else put the facts in their order."""
    texts = of_dates(rivers, "1996-05-01", "1994-02-19").texts()
    tops = {text.text: text.box[1] for text in texts}
    assert tops["2"] < tops["1"]
    assert abs(tops["2"] - tops["19 February 1994"]) < 30
    assert abs(tops["1"] - tops["1 May 1996"]) < 30


def test_the_axis_names_the_years_in_which_something_begins_or_ends(rivers: Bank) -> None:
    said = {text.text for text in of_dates(rivers, "1992/1997", "1994-02-19").texts()}
    assert {"1992", "1994", "1997"} <= said
    assert not {"1993", "1995", "1996"} & said


def test_dates_of_another_precision_look_different(rivers: Bank) -> None:
    """The words are taken away: what is left is the mark."""
    seen = set()
    for spelling in ("1994-02-01", "1994-02", "1994", "1994-02/1994-06"):
        image = opened(of_dates(rivers, spelling).draw()).convert("RGB")
        seen.add(image.crop((160, 160, 300, image.height - 200)).tobytes())
    assert len(seen) == 4


def test_a_mastered_fact_is_marked_by_more_than_a_colour(page: Page) -> None:
    """Both drawings in grey still differ where the tick stands."""
    one = frozenset({page.facts[0].id})
    plain, marked = (opened(page.draw(mastered)).convert("L") for mastered in (frozenset(), one))
    assert plain.size == marked.size
    dates = {text.text: text.box for text in page.texts(one, "tg")}
    _, top, right, bottom = dates[spell(page.facts[0].when, "tg")]
    beside = (round(right) + 4, round(top) - 6, round(right) + 60, round(bottom) + 6)
    extremes = [image.crop(beside).getextrema() for image in (plain, marked)]
    assert extremes[0] == (extremes[0][0], extremes[0][0])  # nothing there
    assert extremes[1] != extremes[0]


def test_same_values_same_bytes_and_others_others(page: Page) -> None:
    assert page.draw() == page.draw()
    assert page.draw() != page.draw(frozenset({page.facts[-1].id}))
    assert page.draw() != Page(page.era, page.facts[:-1]).draw()


def test_pages_are_in_order_full_and_complete(rivers: Bank) -> None:
    many = [fact for number in range(23, 0, -1) for fact in of_dates(rivers, f"{1970 + number}").facts]
    pages = timeline.pages(many)
    assert [len(page) for page in pages] == [7, 8, 8]
    assert [fact.when.spelling for page in pages for fact in page] == [
        str(year) for year in range(1971, 1994)
    ]
    assert timeline.pages([]) == []


def test_the_only_page_has_no_number(rivers: Bank) -> None:
    with watched() as drawn:
        page = of_dates(rivers, "1994")
        timeline.draw(TEXTS.to("en"), page.era, page.facts, frozenset(), 1, 1)
    assert not [text for text in drawn if text.text == "1 of 1"]
