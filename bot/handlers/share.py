"""A card of a quiz's result, to be shown to others."""

from __future__ import annotations

import secrets
from functools import partial

from bot.context import Session, Visit
from bot.handlers import quiz
from bot.learning.learner import Learner
from bot.learning.progress import Progress
from bot.links import Target, address
from bot.pictures import result as card
from bot.pictures.palette import theme_of
from bot.screens import share as screens
from bot.services import progress, quizzes, sets
from bot.services.quizzes import Ended
from bot.taps.quiz import SetTap, ShareTap
from bot.texts import Speech
from content.model import Bank

_BYTES = 6
"""Of a code: sixteen million millions of them, so that none is found by trying."""


async def share(visit: Visit, tap: ShareTap) -> None:
    """The card comes below the result, so that it can be forwarded; its link asks the same questions."""

    def look(session: Session, bank: Bank, learner: Learner) -> tuple[str, Ended, Progress]:
        # Nobody shall foresee it and look into what others were asked.
        code = sets.share(session, bank, learner, quiz_id=tap.quiz, code=make_code())
        ended = quizzes.find_ended(session, bank, learner, quiz_id=tap.quiz)
        return code, ended, progress.read(session, bank, learner)

    learner, (code, ended, done) = await visit.act(look)
    speech = visit.speech(learner)
    score = _score(visit, learner, speech, ended, done.streak.days)
    theme = theme_of(is_dark=learner.settings.is_dark)
    picture = await visit.draw(partial(card.draw, speech, score, theme))
    link = address(visit.house.voice.username, Target("set", code))
    await visit.below().show(screens.card(speech, score.right, score.total, score.about, link, picture))


async def begin(visit: Visit, tap: SetTap) -> None:
    await quiz.play(visit, partial(sets.begin, code=tap.set, nonce=tap.nonce))


def make_code() -> str:
    return secrets.token_hex(_BYTES)


def _score(visit: Visit, learner: Learner, speech: Speech, ended: Ended, streak: int) -> card.Score:
    result = ended.result
    return card.Score(
        right=result.right,
        total=result.answered,
        about=screens.about(speech, visit.bank, result.scope, result.play),
        on=ended.at.astimezone(learner.tz).date(),
        streak=streak,
        bank_title=visit.bank.title.to(learner.language),
    )
