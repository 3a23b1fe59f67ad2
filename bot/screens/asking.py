"""How a question of each kind is asked: the words under it, and its buttons."""

from __future__ import annotations

from collections.abc import Callable

from bot.learning.grading import ALPHABETS, takes_typing
from bot.learning.hint import beginning, left
from bot.learning.quiz import Turn
from bot.screens.screen import Button, Row, lines, rows_of
from bot.taps.base import Tap
from bot.taps.quiz import AnswerTap, CheckTap, PairTap, PlaceTap, StartOverTap, TickTap
from bot.texts import Markup, Speech, escape
from content.model import Match, Naming, Number, Order, Place, Question, Several, When

LABEL_LIMIT = 28
"""Characters of an option that a button shows on a phone; if one is longer, the options go into the text."""
PAIR_LIMIT = 14
"""Characters up to which two options stand side by side."""

Body = tuple[Markup | None, tuple[Row, ...]]


def asked(speech: Speech, at: Turn) -> Body:
    """What stands under the question, and the buttons to answer it with."""
    match at.question:
        case Several():
            return _several(speech, at)
        case Order():
            return _order(speech, at)
        case Match():
            return _match(speech, at, at.question)
        case Place() if not speech.is_text_only:
            return _place(speech, at)
        case _:
            return _one(speech, at)


def of_options(speech: Speech, at: Turn, tap: Callable[[int], Tap]) -> Body:
    """A question that one tap answers, and that nothing typed can: there is no quiz of it yet."""
    return _options(speech, at, list(range(len(at.options))), tap, takes_letters=False)


def _one(speech: Speech, at: Turn) -> Body:
    """One tap or one message answers."""
    listed, rows = _options(speech, at, left(at), lambda i: AnswerTap(*_here(at), i))
    return lines(listed, typing_hint(speech, at.question), _hint(speech, at)) or None, rows


def _place(speech: Speech, at: Turn) -> Body:
    """A map shows the places by letters; their names would tell where they are."""
    buttons = [Button(letter(speech, index), AnswerTap(*_here(at), index)) for index in left(at)]
    return lines(speech("ask-place"), _hint(speech, at)), rows_of(buttons, len(buttons))


def _hint(speech: Speech, at: Turn) -> Markup | None:
    """What the hint tells, once it was taken."""
    if not at.is_hinted:
        return None
    if isinstance(at.question, Naming):
        return speech("hint-begins", letter=beginning(at.question, speech.language))
    return speech("hint-one-of-two")


def typing_hint(speech: Speech, question: Question) -> Markup | None:
    """How to type the answer; None if it cannot be typed."""
    if not takes_typing(question):
        return None
    if isinstance(question, Number | When) and question.options:
        hint = speech("ask-tap-or-type")
    elif isinstance(question, When):
        hint = speech(f"ask-type-{question.right.precision}")
    else:
        hint = speech("ask-type-name" if isinstance(question, Naming) else "ask-type-number")
    if isinstance(question, Number | When) and question.tolerance:
        hint = Markup(f"{hint} {speech(f'ask-tolerance-{question.kind}', n=question.tolerance)}")
    return hint


def _several(speech: Speech, at: Turn) -> Body:
    def tap(index: int) -> Tap:
        return TickTap(*_here(at), index, 0 if at.options[index] in at.selection else 1)

    def mark(index: int, label: str) -> str:
        key = "tick-on" if at.options[index] in at.selection else "tick-off"
        return speech.plain(key, label=label)

    listed, rows = _options(speech, at, list(range(len(at.options))), tap, mark)
    check = (Button(speech.plain("quiz-check"), CheckTap(*_here(at))),)
    return lines(listed, speech("ask-several")), (*rows, check)


def _order(speech: Speech, at: Turn) -> Body:
    labels = _labels(speech, at)
    placed = [at.options.index(key) for key in at.selection]
    done = [f"{number}. {_placed(speech, labels, index)}" for number, index in enumerate(placed, start=1)]
    rest = [index for index in range(len(at.options)) if index not in placed]
    listed, rows = _options(speech, at, rest, lambda i: PlaceTap(*_here(at), i))
    return lines(Markup("\n".join(done)), listed, speech("ask-order")), (*rows, *_start_over(speech, at))


def _match(speech: Speech, at: Turn, question: Match) -> Body:
    labels = _labels(speech, at)
    paired = [at.options.index(key) for key in at.selection]
    lefts = [escape(option.text.to(speech.language)) for option in question.left]
    done = [f"{left} – {_placed(speech, labels, i)}" for left, i in zip(lefts, paired, strict=False)]
    number = len(paired)
    wanted = speech("ask-match", number=number + 1, total=len(lefts), left=lefts[number])
    rest = [index for index in range(len(at.options)) if index not in paired]
    listed, rows = _options(speech, at, rest, lambda i: PairTap(*_here(at), number, i))
    return lines(Markup("\n".join(done)), wanted, listed), (*rows, *_start_over(speech, at))


def _placed(speech: Speech, labels: list[str], index: int) -> Markup:
    """An option that has its place, text-only with its letter: all letters may still be typed anew."""
    return lettered(speech, labels, index) if speech.is_text_only else escape(labels[index])


def lettered(speech: Speech, labels: list[str], index: int) -> Markup:
    """A line of a list of options; the letters are of the learner's own alphabet."""
    return Markup(f"<b>{letter(speech, index)}.</b> {escape(labels[index])}")


def letter(speech: Speech, index: int) -> str:
    return ALPHABETS[speech.language][index]


def _start_over(speech: Speech, at: Turn) -> tuple[Row, ...]:
    if not at.selection:
        return ()
    return ((Button(speech.plain("quiz-start-over"), StartOverTap(*_here(at))),),)


def _here(at: Turn) -> tuple[int, int]:
    return at.quiz_id, at.position


def _options(
    speech: Speech,
    at: Turn,
    indexes: list[int],
    tap: Callable[[int], Tap],
    mark: Callable[[int, str], str] = lambda index, label: label,
    *,
    takes_letters: bool = True,
) -> tuple[Markup | None, tuple[Row, ...]]:
    """Buttons for the options at ``indexes``; if one is too long, letters, and the text lists them.

    Text-only, the text lists them always and says that a letter may be typed, and each button says it all.
    """
    if not indexes:
        return None, ()
    labels = _labels(speech, at)
    is_lettered = max(map(len, labels)) > LABEL_LIMIT and not speech.is_text_only
    shown = [_label(speech, place, label, is_lettered) for place, label in enumerate(labels)]
    buttons = [Button(mark(index, shown[index]), tap(index)) for index in indexes]
    longest = max(len(button.label) for button in buttons)
    width = len(buttons) if is_lettered else 2 if longest <= PAIR_LIMIT else 1
    if not is_lettered and not speech.is_text_only:
        return None, rows_of(buttons, width)
    listed = Markup("\n".join(lettered(speech, labels, index) for index in indexes))
    return lines(listed, _letters_hint(speech, at.question) if takes_letters else None), rows_of(
        buttons, width
    )


def _label(speech: Speech, place: int, label: str, is_lettered: bool) -> str:
    if is_lettered:
        return letter(speech, place)
    return f"{letter(speech, place)}. {label}" if speech.is_text_only else label


def _letters_hint(speech: Speech, question: Question) -> Markup | None:
    """Text-only: how to answer by typing."""
    if not speech.is_text_only:
        return None
    kind = question.kind if isinstance(question, Several | Order | Match) else "one"
    return speech(f"letters-{kind}")


def _labels(speech: Speech, at: Turn) -> list[str]:
    found = [at.question.option(key) for key in at.options]
    return [option.text.to(speech.language) for option in found if option is not None]
