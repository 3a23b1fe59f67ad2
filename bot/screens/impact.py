"""What came of it all, in words and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from bot.learning.impact import STAGES, Impact
from bot.learning.tally import Seen
from bot.screens.screen import File, Screen, lines
from bot.texts import Markup, Speech
from content.model import Language

Names = Mapping[Language, str]
Line = tuple[str, str, int]
"""What is counted, of which part, and how many."""
SPANS = ("all", "today", "week", "month")
"""Of Seen: when learners were there."""


def impact(speech: Speech, title: str, made: Impact, picture: bytes | None) -> Screen:
    whole = made.whole
    head = speech("impact", title=title, on=f"{made.on:%d.%m.%Y}")
    seen = speech("figures-seen", who=speech.plain("figures-all"), **_spans(whole))
    counts = speech(
        "impact-counts",
        answers=made.reached.answers,
        exams=made.reached.exams,
        certificates=made.certificates.all,
    )
    stages = (
        speech("impact-stage", what=stage(speech, place), n=number, share=made.share(place))
        for place, number in enumerate(made.reached.stages)
    )
    far = Markup("\n".join((speech("impact-completion"), *stages)))
    return Screen(lines(head, Markup(f"{seen}\n{counts}"), far), picture=picture)


def _spans(seen: Seen) -> dict[str, int]:
    return {"n": seen.all, "today": seen.today, "week": seen.week, "month": seen.month}


def stage(speech: Speech, place: int) -> str:
    """What it took to come so far."""
    percent = STAGES[place]
    return speech.plain("impact-facts", percent=percent) if percent else speech.plain("impact-began")


def table(speech: Speech, names: Names, made: Impact) -> Screen:
    """The same in CSV: a line for each number."""
    text = io.StringIO()
    text.write("\ufeff")  # by it spreadsheets know that it is UTF-8
    writer = csv.writer(text)
    writer.writerow([speech.plain(f"impact-column-{name}") for name in ("what", "of", "number")])
    writer.writerows(_lines(speech, names, made))
    file = File(f"hamkori-{made.on.isoformat()}.csv", text.getvalue().encode())
    return Screen(speech("impact-table"), file=file)


def _lines(speech: Speech, names: Names, made: Impact) -> Iterator[Line]:
    everybody = speech.plain("figures-all")
    by_language = sorted(made.by_language.items())
    for span in SPANS:
        what = speech.plain(f"impact-{span}")
        yield what, everybody, getattr(made.whole, span)
        yield from ((what, names[language], getattr(seen, span)) for language, seen in by_language)
    for place, number in enumerate(made.reached.stages):
        yield speech.plain("impact-completion"), stage(speech, place), number
    yield speech.plain("impact-answers"), everybody, made.reached.answers
    yield speech.plain("impact-exams"), everybody, made.reached.exams
    what = speech.plain("impact-certificates")
    yield what, everybody, made.certificates.all
    for language, number in sorted(made.certificates.by_language.items()):
        yield what, names[language], number
    for month, number in made.certificates.by_month:
        yield what, f"{month:%Y-%m}", number
