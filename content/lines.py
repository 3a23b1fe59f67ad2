"""The first line of a reply: just what was asked, where that is shorter than the thing itself."""

from __future__ import annotations

from content.answers import right_answer
from content.dates import spelled
from content.model import Asks, Choice, Fact, Naming, Number, Question, Several, Text, When
from content.passages import Library
from content.questioning import read
from content.hearing import Heard
from content.ranking import Ranked, Ranker

NEAR = 0.75
"""How near a phrasing is that is meant even where the question seems to ask for something else."""
UNLIKE = -0.5
"""The fit from which on a phrasing does not ask for what the question asks for."""


def first_line(
    library: Library, ranker: Ranker, heard: Heard, ranked: Ranked
) -> tuple[Text | None, Asks | None]:
    """The line and what it answers; without a line, None."""
    if ranked.entry is not None:
        entry = library.entries[ranked.entry]
        if ranked.near >= NEAR or ranker.fit(heard.kinds, ranked.entry) > UNLIKE:
            return entry.answer, entry.asks
    thing = library.things[ranked.thing]
    return _derived(thing, heard) if isinstance(thing, Fact) else (None, None)


def _derived(fact: Fact, heard: Heard) -> tuple[Text | None, Asks | None]:
    """From the date of the fact, or from the written question that asks for the same."""
    if "when" in heard.kinds:
        return Text(**spelled(fact.when)), "when"
    for question in fact.questions:
        asked = _asked(question) & heard.kinds
        if asked and isinstance(question, Choice | Several | Number | When | Naming):
            answer = Text(
                en=right_answer(question, "en"),
                ru=right_answer(question, "ru"),
                tg=right_answer(question, "tg"),
            )
            return answer, min(asked)
    return None, None


def _asked(question: Question) -> frozenset[Asks]:
    """What a written question asks for, where its answer alone says it."""
    return read(question.ask.en).kinds & {"who", "where", "how-many", "list"}
