"""Suggesting a fact or a correction, by a command or from where mistakes are reported."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.meaning import SuggestionText
from bot.learning.suggestion import LONGEST
from bot.screens import suggestion as screens
from bot.screens.screen import Screen
from bot.services import suggestions
from bot.taps.base import Tap
from content.model import Bank


async def suggest(visit: Visit, typed: str | Tap) -> None:
    """``/suggest`` asks for the text; ``/suggest TEXT`` has it already."""
    if isinstance(typed, str) and typed:
        learner, _ = await visit.act(partial(_keep, visit=visit, text=typed))
        await visit.show(screens.thanks(visit.speech(learner)))
    else:
        learner, _ = await visit.act(suggestions.ask)
        await visit.show(screens.ask(visit.speech(learner)))


def take(session: Session, visit: Visit, learner: Learner, _: SuggestionText, text: str) -> Learner:
    """The text that the bot waited for; it is stored encrypted."""
    _keep(session, visit.bank, learner, visit=visit, text=text)
    return learner


def show(_: Session, visit: Visit, learner: Learner, __: SuggestionText) -> Screen:
    return screens.thanks(visit.speech(learner))


def _keep(session: Session, bank: Bank, learner: Learner, *, visit: Visit, text: str) -> None:
    if len(text) > LONGEST:
        raise Refusal("error-report-long", n=LONGEST)
    sealed = visit.house.vault.seal(text)
    suggestions.suggest(session, bank, learner, update_id=visit.update_id, sealed=sealed)
