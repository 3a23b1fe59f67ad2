"""The first line of a reply: just what was asked, where that is shorter than the thing itself."""

from __future__ import annotations

from content.answers import right_answer
from content.dates import spelled
from content.hearing import Heard
from content.model import Asks, Choice, Fact, Naming, Number, Question, Several, Text, When
from content.passages import Library
from content.questioning import read
from content.ranking import Ranked, Ranker

NEAR = 0.75
"""How near a phrasing is that is meant even where the question seems to ask for something else."""
FAR = 0.3
"""How near a phrasing must be to be meant at all."""
UNLIKE = -0.5
"""The fit from which on a phrasing does not ask for what the question asks for."""
ASKED = 0.3
"""What it is worth that a phrasing asks for just that."""


def first_line(
    library: Library, ranker: Ranker, heard: Heard, ranked: Ranked
) -> tuple[Text | None, Asks | None]:
    """The line and what it answers; without a line, None."""
    near = ranker.entries(heard, ranked.thing)
    worth = {
        entry: like + ASKED * (library.entries[entry].asks in heard.kinds)
        for entry, like in near.items()
        if like >= NEAR or (like >= FAR and ranker.fit(heard.kinds, entry) > UNLIKE)
    }
    if worth:
        entry = library.entries[max(worth, key=lambda each: (worth[each], -each))]
        if not heard.kinds or entry.asks in heard.kinds or "when" not in heard.kinds:
            return entry.answer, entry.asks
    thing = library.things[ranked.thing]
    return _derived(thing, heard) if isinstance(thing, Fact) else (None, None)


def _derived(fact: Fact, heard: Heard) -> tuple[Text | None, Asks | None]:
    """From the date of the fact, or from the written question that asks for the same."""
    # What is told of several years has things in it with dates of their own.
    if "when" in heard.kinds and fact.when.first_on.year == fact.when.last_on.year:
        return Text(**spelled(fact.when)), "when"
    for question in fact.questions:
        asked = _asked(question) & heard.kinds
        if asked and isinstance(question, Choice | Several | Number | When | Naming):
            answer = (right_answer(question, language) for language in ("en", "ru", "tg"))
            return Text(**dict(zip(("en", "ru", "tg"), answer, strict=True))), min(asked)
    return None, None


def _asked(question: Question) -> frozenset[Asks]:
    """What a written question asks for, where its answer alone says it."""
    return read(question.ask.en).kinds & {"who", "where", "how-many", "list"}
