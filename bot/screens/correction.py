"""What is told to whoever answered a question whose key was wrong."""

from __future__ import annotations

from bot.learning.correction import Told
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, lines
from bot.taps.home import FactTap
from bot.texts import Markup, Speech
from content import questions
from content.model import Bank, Fact, Question


def told(speech: Speech, bank: Bank, fact: Fact, about: Told) -> Screen:
    question = questions.find(bank, fact, about.question_id)
    outcome = speech(f"corrected-{about.outcome}")
    read = (Button(speech.plain("corrected-fact"), FactTap(fact.id)),)
    html = lines(_mistake(speech, fact, question, about.mask), outcome, speech("corrected-sorry"))
    return Screen(html, (read, home_row(speech)))


def _mistake(speech: Speech, fact: Fact, question: Question | None, mask: int) -> Markup:
    """The question with what is right; if it has left the bank meanwhile, its fact."""
    if question is None:
        return speech("corrected-gone", ask=fact.statement.to(speech.language))
    ask = question.ask.to(speech.language)
    if mask == 0:
        return speech("corrected-any", ask=ask)
    return speech("corrected", ask=ask, right=right_now(speech, question, mask))


def right_now(speech: Speech, question: Question, mask: int) -> str:
    """What counts as right by a correction: the options at the bits of ``mask``."""
    if mask == 0:
        return speech.plain("admin-every")
    chosen = [option for place, option in enumerate(question.options) if mask >> place & 1]
    return "; ".join(option.text.to(speech.language) for option in chosen)
