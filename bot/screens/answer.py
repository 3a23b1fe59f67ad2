"""What is said to a question of a learner's own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning.quiz import Turn
from bot.screens import fact as fact_screens
from bot.screens.home import declined, heard, home_row, resume_rows, short_resume_row
from bot.screens.screen import Button, Row, Screen, cut, lines, rows_of
from bot.taps.home import FactTap, MeaningTap
from bot.texts import Markup, Speech, escape
from content.model import Bank, Fact, Name
from content.search import Reply

SHORT = 60
"""Characters of a statement on a button: what does not fit on a phone is cut there."""

Thing = Fact | Name


def reply(speech: Speech, bank: Bank, found: Reply, turn: Turn | None) -> Screen:
    """The answer, a question back, one warm sentence, or an honest no."""
    also = [other.thing for other in found.also]
    if found.talk is not None:
        return heard(speech, f"talk-{found.talk}", turn, title=bank.title.to(speech.language))
    if found.sureness == "unsure":
        return Screen(
            speech("answer-meant"), (*_choices(speech, also), *resume_rows(speech, turn), home_row(speech))
        )
    if found.thing is None:
        return declined(speech, bank, found.nearest_era, turn)
    line = found.line.to(speech.language) if found.line else None
    return told(speech, bank, found.thing, also, turn, line)


def told(
    speech: Speech,
    bank: Bank,
    thing: Thing,
    also: Sequence[Thing] = (),
    turn: Turn | None = None,
    line: str | None = None,
) -> Screen:
    """A fact or a concept; ``line`` is just what was asked, and comes first."""
    if isinstance(thing, Name):
        return _concept(speech, bank, thing, also, turn, line)
    others = [other for other in also if isinstance(other, Fact)][:2]
    screen = fact_screens.in_full(speech, bank, thing, others, turn)
    return screen if line is None else Screen(lines(_first(line), screen.html), screen.rows)


def _concept(
    speech: Speech, bank: Bank, name: Name, also: Sequence[Thing], turn: Turn | None, line: str | None
) -> Screen:
    """What it is, in a sentence, and where the history tells of it."""
    assert name.meaning is not None, "only names with a meaning are found"
    title = Markup(f"<b>{escape(name.text.to(speech.language))}</b>")
    meaning = escape(name.meaning.to(speech.language))
    first = _first(line) if line else None
    html = lines(first, lines(title, meaning), fact_screens.sources(speech, bank, name.sources))
    related = [fact for fact in also if isinstance(fact, Fact)] or facts_of(bank, name)
    last = (*short_resume_row(speech, turn), *home_row(speech))
    return Screen(html, (*_choices(speech, related[:2]), last))


def names(speech: Speech, bank: Bank, fact: Fact, turn: Turn | None) -> Screen:
    """What a fact names, each with its meaning a tap away."""
    buttons = [_choice(speech, name) for name in fact_screens.explained_names(bank, fact)]
    rows = (*rows_of(buttons, 2), *resume_rows(speech, turn), home_row(speech))
    return Screen(speech("fact-names-which"), rows)


def facts_of(bank: Bank, name: Name) -> list[Fact]:
    """The facts that a name is named in, in teaching order."""
    return [fact for fact in bank.facts if name.id in fact.names]


def _first(line: str) -> Markup:
    return Markup(f"<b>{escape(line)}</b>")


def _choices(speech: Speech, things: Sequence[Thing]) -> tuple[Row, ...]:
    return tuple((_choice(speech, thing),) for thing in things[:3])


def _choice(speech: Speech, thing: Thing) -> Button:
    if isinstance(thing, Name):
        return Button(thing.text.to(speech.language), MeaningTap(thing.id))
    return Button(cut(thing.statement.to(speech.language), SHORT), FactTap(thing.id))
