"""A set on paper: printing it, writing down what was answered there, and reading it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.learning.grading import ALPHABETS
from bot.learning.paper import VERSIONS, ReadBack, ReadLine, shortened
from bot.screens.home import home_row
from bot.screens.misses import fitting
from bot.screens.screen import Button, File, Row, Screen, lines
from bot.taps.base import Tap
from bot.taps.paper import (
    CountPaperTap,
    CountPileTap,
    HavePaperTap,
    PaperAgainTap,
    PrintFileTap,
    PrintTap,
    SetOfferTap,
)
from bot.taps.quiz import ResumeTap
from bot.texts import Markup, Speech
from content.model import LANGUAGES, Language

SHORT = 44
"""Characters of an option that reading back tells: enough to know it by."""


def more_rows(speech: Speech, code: str, *, has_paper: bool) -> tuple[Row, ...]:
    """What is seldom used of a set."""
    rows: list[Row] = [(Button(speech.plain("paper-print"), PrintTap(code, speech.language, 1)),)]
    if has_paper:
        rows.append((Button(speech.plain("paper-have"), HavePaperTap(code, "")),))
    return (*rows, (Button(speech.plain("button-back"), SetOfferTap(code)),))


def printing(
    speech: Speech, about: str, code: str, language: Language, count: int, names: Mapping[str, str]
) -> Screen:
    """In which language, and how many versions; ``names`` are those of the languages."""
    rows = (
        languages(speech, language, names, lambda each: PrintTap(code, each, count)),
        versions(speech, count, lambda each: PrintTap(code, language, each)),
        (Button(speech.plain("paper-make"), PrintFileTap(code, language, count)),),
        (Button(speech.plain("button-back"), SetOfferTap(code)),),
    )
    return Screen(speech("paper-how", about=about), rows)


def languages(speech: Speech, chosen: str, names: Mapping[str, str], tap: Callable[[Language], Tap]) -> Row:
    return tuple(_ticked(speech, names[each], tap(each), is_on=each == chosen) for each in LANGUAGES)


def versions(speech: Speech, chosen: int, tap: Callable[[int], Tap]) -> Row:
    """One, or two in another order, for who sits side by side."""
    counts = range(1, len(VERSIONS) + 1)
    return tuple(
        _ticked(speech, speech.plain(f"paper-versions-{each}"), tap(each), is_on=each == chosen)
        for each in counts
    )


def _ticked(speech: Speech, label: str, tap: Tap, *, is_on: bool) -> Button:
    return Button(speech.plain("tick-on", label=label) if is_on else label, tap)


def printed(speech: Speech, file: File, *, has_key: bool, stand_ins: int, left_out: int) -> Screen:
    """The file, and what is other on it than in the set."""
    html = lines(
        speech("paper-with-key" if has_key else "paper-without-key"),
        speech("paper-stand-ins", n=stand_ins) if stand_ins else None,
        speech("paper-left-out", n=left_out) if left_out else None,
    )
    return Screen(html, file=file)


def ask_code(speech: Speech) -> Screen:
    return Screen(speech("paper-ask-code"), (home_row(speech),))


def which_version(speech: Speech, choice: Sequence[str], tap: Callable[[str], Tap]) -> Screen:
    buttons = tuple(Button(speech.plain("paper-version", version=each), tap(each)) for each in choice)
    return Screen(speech("paper-which"), (buttons, home_row(speech)))


def ask_line(speech: Speech, questions: int, name: str | None = None) -> Screen:
    """``name`` is that of a pupil whose paper a teacher enters."""
    head = speech("pile-of", name=name) if name is not None else None
    return Screen(lines(head, speech("paper-ask-line", n=questions)))


def done_before(speech: Speech, quiz_id: int) -> Screen:
    see = (Button(speech.plain("challenge-see"), ResumeTap(quiz_id)),)
    return Screen(speech("paper-done-before"), (see, home_row(speech)))


def read_back(speech: Speech, of: ReadBack, name: str | None = None) -> Screen:
    """Number by number, before it counts."""
    told = [_told(speech, of, each) for each in of.lines if each.is_asked and each.places]
    head = lines(speech("pile-of", name=name) if name is not None else None, speech("paper-read"))
    rest = lines(
        speech("paper-unanswered", numbers=_numbers(of.unanswered)) if of.unanswered else None,
        speech("paper-passed-over", numbers=_numbers(of.passed_over)) if of.passed_over else None,
    )
    listed = Markup("\n".join(fitting(told, len(head) + len(rest))))
    count: Tap = CountPileTap(of.reading_id) if of.is_pile else CountPaperTap(of.reading_id)
    label = "pile-count" if of.is_pile else "paper-count"
    rows = (
        (Button(speech.plain(label), count),),
        (Button(speech.plain("paper-again"), PaperAgainTap(of.reading_id)),),
    )
    return Screen(lines(head, listed, rest), rows)


def _told(speech: Speech, of: ReadBack, line: ReadLine) -> Markup:
    """In letters of the alphabet that was typed in, which is that of the sheet."""
    alphabet = ALPHABETS["ru" if of.script == "cyrillic" else "en"]
    texts = "; ".join(shortened(text.to(speech.language), SHORT) for text in line.texts)
    letters = ", ".join(alphabet[place] for place in line.places)
    return speech("paper-line", number=line.number, letters=letters, texts=texts)


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
