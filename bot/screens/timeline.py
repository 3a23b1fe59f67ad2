"""The screens of the timeline: which eras there are, and the facts of one, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, cut, lines, rows_of
from bot.taps.home import FactTap
from bot.taps.lessons import EraTap, EraWhereTap, TimelineTap
from bot.texts import Markup, Speech, escape
from content.dates import spell
from content.model import Bank, Era, Fact

SHORT = 64
"""Characters of a fact in the list; ten of them stand in a caption."""
IN_A_ROW = 5


def menu(speech: Speech, bank: Bank) -> Screen:
    rows = [(Button(era.title.to(speech.language), EraTap(era.id, 0)),) for era in bank.eras]
    return Screen(speech("timeline-menu"), (*rows, home_row(speech)))


def era(
    speech: Speech,
    era: Era,
    facts: Sequence[Fact],
    mastered: AbstractSet[str],
    page: int,
    pages: int,
    *,
    has_map: bool = False,
) -> Screen:
    """The facts of a page (0-based): text-only as a list, else for the picture that shows them."""
    title = speech("timeline-title", title=era.title.to(speech.language), page=page + 1, pages=pages)
    listed = [speech("timeline-lead")]
    if speech.is_text_only:
        listed = [_line(speech, number, fact, mastered) for number, fact in enumerate(facts, start=1)]
    buttons = [Button(str(number), FactTap(fact.id)) for number, fact in enumerate(facts, start=1)]
    rows = (*rows_of(buttons, IN_A_ROW), *_pages(speech, era.id, page, pages))
    others = Button(speech.plain("timeline-others"), TimelineTap())
    where = (Button(speech.plain("button-where"), EraWhereTap(era.id, page)),) if has_map else ()
    return Screen(lines(title, Markup("\n".join(listed))), (*rows, (others, *where), home_row(speech)))


def _line(speech: Speech, number: int, fact: Fact, mastered: AbstractSet[str]) -> Markup:
    when = escape(spell(fact.when, speech.language))
    text = (fact.event or fact.statement).to(speech.language)
    known = f" – {speech('timeline-mastered')}" if fact.id in mastered else ""
    return Markup(f"{number}. <i>{when}</i>{known}: {escape(cut(text, SHORT))}")


def _pages(speech: Speech, era: str, page: int, pages: int) -> tuple[Row, ...]:
    row = []
    if page > 0:
        row.append(Button(speech.plain("timeline-before"), EraTap(era, page - 1)))
    if page + 1 < pages:
        row.append(Button(speech.plain("timeline-after"), EraTap(era, page + 1)))
    return (tuple(row),) if row else ()
