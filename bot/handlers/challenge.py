"""A friend is asked the same questions, and both see how they did."""

from __future__ import annotations

from bot.context import Session, Visit
from bot.handlers.share import make_code
from bot.learning.challenge import Side
from bot.learning.learner import Learner
from bot.learning.quiz import Result
from bot.links import Target, address
from bot.screens import challenge as screens
from bot.screens import share as share_screens
from bot.services import challenges, quizzes, sets
from bot.services.sets import Set
from bot.taps.sets import ChallengeTap, ResultMoreTap
from content.model import Bank


async def more(visit: Visit, tap: ResultMoreTap) -> None:
    def look(session: Session, bank: Bank, learner: Learner) -> tuple[Result, bool]:
        ended = quizzes.find_ended(session, bank, learner, quiz_id=tap.quiz).result
        found = sets.find(session, bank, ended.set_code) if ended.set_code else None
        return ended, found is not None and found.recipe is not None

    learner, (ended, is_drawn) = await visit.act(look)
    await visit.change_buttons(screens.more_rows(visit.speech(learner), ended, is_drawn=is_drawn))


async def pass_on(visit: Visit, tap: ChallengeTap) -> None:
    """The challenge comes below the result, so that it can be forwarded."""

    def make(session: Session, bank: Bank, learner: Learner) -> tuple[Set, Result, Side]:
        # Nobody shall foresee the code and look into what others were asked.
        passed = challenges.pass_on(session, bank, learner, quiz_id=tap.quiz, code=make_code())
        return *passed, challenges.side_in(session, passed[0], tap.quiz)

    learner, (found, result, side) = await visit.act(make)
    speech = visit.speech(learner)
    about = share_screens.about(speech, visit.bank, result.scope, result.play)
    link = address(visit.house.voice.username, Target("set", found.code))
    await visit.below().show(screens.passed_on(speech, about, side, link, inline_query(visit, found.code)))


def inline_query(visit: Visit, query: str) -> str | None:
    """What stands behind the bot's name in another chat; None where the bot is not asked inline."""
    return query if visit.house.voice.is_asked_inline else None
