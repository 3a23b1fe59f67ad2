"""A card of a quiz's result, to be shown to others."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.learning.learner import Learner
from bot.learning.progress import Progress
from bot.learning.quiz import Result
from bot.links import Target, address
from bot.pictures import result as card
from bot.pictures.palette import theme_of
from bot.screens import share as screens
from bot.services import progress, quizzes
from bot.services.quizzes import Ended
from bot.taps.quiz import ShareTap
from bot.texts import Speech
from content.model import Bank


async def share(visit: Visit, tap: ShareTap) -> None:
    """The card comes below the result, so that it can be forwarded."""

    def look(session: Session, bank: Bank, learner: Learner) -> tuple[Ended, Progress]:
        ended = quizzes.find_ended(session, bank, learner, quiz_id=tap.quiz)
        return ended, progress.read(session, bank, learner)

    learner, (ended, done) = await visit.act(look)
    speech = visit.speech(learner)
    score = _score(visit, learner, speech, ended, done.streak.days)
    theme = theme_of(is_dark=learner.settings.is_dark)
    picture = await visit.draw(partial(card.draw, speech, score, theme))
    link = _address(visit, ended.result)
    await visit.below().show(screens.card(speech, score.right, score.total, score.about, link, picture))


def _score(visit: Visit, learner: Learner, speech: Speech, ended: Ended, streak: int) -> card.Score:
    result = ended.result
    return card.Score(
        right=result.right,
        total=result.answered,
        about=screens.about(speech, visit.bank, result),
        on=ended.at.astimezone(learner.tz).date(),
        streak=streak,
        bank_title=visit.bank.title.to(learner.language),
    )


def _address(visit: Visit, result: Result) -> str:
    """Where whoever sees the card can try the same."""
    bank, name = visit.bank, visit.house.voice.username
    if result.scope is None or bank.find_scope(result.scope) is None:
        return f"https://t.me/{name}"
    return address(name, Target("era" if bank.find_era(result.scope) else "theme", result.scope))
