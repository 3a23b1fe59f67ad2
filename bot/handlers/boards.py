"""Who knows most in a group, under which name; in private, practising what was missed in a live quiz."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.handlers.errand import Errand, speech_of
from bot.learning import live as rules
from bot.learning.learner import Learner
from bot.live import boards as acts
from bot.live.screens import board as screens
from bot.screens import home as home_screens
from bot.screens.screen import Screen
from bot.taps import live as taps

MOST_DIGITS = 19
"""Of a row's number."""


async def board(errand: Errand, tap: taps.BoardTap) -> None:
    if tap.span not in rules.SPANS:
        raise Refusal("live-gone")
    standings, names = await errand.act(acts.look, span=tap.span, now=errand.now)
    speech = await speech_of(errand)
    await errand.show(screens.board(speech, tap.span, standings, names, errand.house.vault.open))


async def nick(errand: Errand, arguments: str) -> None:
    """/nick with a name agrees to be shown in this chat's tables; without one it ends that."""
    if errand.person_id is None:
        raise Refusal("live-nick-nobody")
    name, vault = " ".join(arguments.split()), errand.house.vault
    if len(name) > acts.LONGEST_NAME:
        raise Refusal("live-nick-long", n=acts.LONGEST_NAME)
    if name:
        shown = partial(acts.show_as, name=name, sealed=vault.seal(name), unseal=vault.open)
        await errand.act(shown, person_id=errand.person_id)
    else:
        await errand.act(acts.hide, person_id=errand.person_id)
    key = "live-nick-kept" if name else "live-nick-gone"
    await errand.show(screens.told(await speech_of(errand), key, **({"name": name} if name else {})))


async def play(visit: Visit, _: str) -> None:
    """/play in a private chat: it takes several."""
    learner = await visit.arrive()
    speech = visit.speech(learner)
    await visit.show(home_screens.telling(speech, "live-in-groups", name=visit.house.voice.username))


def follow(visit: Visit, session: Session, learner: Learner, number: str) -> Screen:
    """Where the button under the end of a live quiz leads; ``number`` is of its quiz, as the link has it."""
    speech = visit.speech(learner)
    quiz_id = int(number) if number.isdecimal() and len(number) < MOST_DIGITS else 0
    facts = acts.missed(session, visit.bank, learner, quiz_id=quiz_id)
    if not facts:
        return home_screens.telling(speech, "live-nothing-missed")
    return screens.missed(speech, quiz_id, len(facts), visit.nonce)


async def practise(visit: Visit, tap: taps.LiveMissedTap) -> None:
    await quiz.play(visit, partial(acts.practise, quiz_id=tap.quiz, nonce=tap.nonce))
