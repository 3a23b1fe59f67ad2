"""Free questions about the history, facts told on their own, and links to them."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import boards, classes, paper, quiz
from bot.learning.learner import Learner
from bot.learning.quiz import Turn
from bot.links import Target, address, find_target
from bot.screens import answer as answers
from bot.screens import fact as fact_screens
from bot.screens import home as screens
from bot.screens import quiz as quiz_screens
from bot.screens.screen import Screen
from bot.services import asked, quizzes, sets
from bot.taps.home import FactMoreTap, FactTap, LinkTap, MeaningTap, NamesTap
from bot.taps.quiz import AskFactTap
from content.model import Bank
from content.search import RAMBLING, gist


async def ask(visit: Visit, question: str) -> None:
    """``/ask`` explains itself; ``/ask`` with a question answers it."""
    learner, turn = await visit.act(_open_book)
    if question:
        await visit.show(await reply(visit, learner, question, turn))
    else:
        await visit.show(screens.asking(visit.speech(learner), visit.bank))


def _open_book(session: Session, bank: Bank, learner: Learner) -> Turn | None:
    """The open question, to lead back to it; in an exam the book stays shut."""
    learner.refuse_in_exam()
    return quizzes.find_open(session, bank, learner)


async def reply(visit: Visit, learner: Learner, question: str, turn: Turn | None) -> Screen:
    """What the bank says to a question, which may lean on the one before it."""
    threads = visit.house.threads
    index = await visit.house.index()
    found = index.ask(question, before=threads.find(visit.chat_id, visit.now))
    if found.thing is not None:
        threads.keep(visit.chat_id, found.thing.id, visit.now)
    elif found.talk is None:
        await _note(visit, learner, question)
    if found.thing is not None or found.talk is None:
        await visit.run(partial(asked.remember, learner_id=learner.id, now=visit.now))
    return answers.reply(visit.speech(learner), visit.bank, found, turn)


async def _note(visit: Visit, learner: Learner, question: str) -> None:
    """Count what was asked in vain, for the authors of the bank."""
    meant = gist(question)
    if not meant:
        return
    vault = visit.house.vault
    note = partial(
        asked.note,
        key=vault.mark(meant),
        sealed=vault.seal(question[:RAMBLING]),
        language=learner.language,
        update_id=visit.update_id,
        now=visit.now,
    )
    await visit.run(note)


async def explain(visit: Visit, tap: MeaningTap) -> None:
    """What something is, below the text that names it."""
    learner, turn = await visit.act(_open_book)
    name = next((each for each in visit.bank.concepts if each.id == tap.name), None)
    if name is None:
        raise Refusal("error-fact-gone")
    visit.house.threads.keep(visit.chat_id, name.id, visit.now)
    screen = answers.told(visit.speech(learner), visit.bank, name, answers.facts_of(visit.bank, name), turn)
    await visit.below().show(screen)


async def names(visit: Visit, tap: NamesTap) -> None:
    """What a fact names and can be explained, below the fact."""
    learner, turn = await visit.act(_open_book)
    fact = visit.bank.find_fact(tap.fact)
    if fact is None:
        raise Refusal("error-fact-gone")
    await visit.below().show(answers.names(visit.speech(learner), visit.bank, fact, turn))


async def tell(visit: Visit, tap: FactTap) -> None:
    """A fact below the list it was chosen from, which stays to be read."""
    learner, turn = await visit.act(_open_book)
    await visit.below().show(_told(visit, learner, Target("fact", tap.fact), turn))


async def more(visit: Visit, tap: FactMoreTap) -> None:
    """What is seldom used under a fact, or back to the rest."""
    learner, turn = await visit.act(_open_book)
    speech = visit.speech(learner)
    fact, *others = fact_screens.named_by(visit.bank, tap) or (None,)
    if fact is None:
        raise Refusal("error-fact-gone")
    seldom = fact_screens.more_rows(speech, visit.bank, fact, others)
    await visit.change_buttons(seldom if tap.on else fact_screens.rows(speech, fact, others, turn))


async def question_on(visit: Visit, tap: AskFactTap) -> None:
    """One question about a fact, below it."""
    cause = f"told-{visit.message_id}"
    act = partial(quizzes.quiz_on, fact_id=tap.fact, cause=cause, nonce=visit.nonce)
    await quiz.play(visit.below(), act)


async def link(visit: Visit, tap: LinkTap) -> None:
    """The link to what is shown, in a message of its own to be forwarded."""
    learner = await visit.arrive()
    target = find_target(visit.bank, tap.payload)
    if target is None:
        raise Refusal("error-button-old")
    await visit.below().show(screens.link(visit.speech(learner), address(visit.house.voice.username, target)))


def follow(visit: Visit, session: Session, learner: Learner, target: Target) -> Screen:
    """Where a link leads."""
    turn = _open_book(session, visit.bank, learner)
    if target.kind == "class":
        return classes.follow(visit, session, learner, target.id)
    if target.kind == "set":
        return paper.offered(visit, session, learner, target.id)
    if target.kind == "live":
        return boards.follow(visit, session, learner, target.id)
    return _told(visit, learner, target, turn)


async def enter_set(visit: Visit, code: str) -> bool:
    """Follow the code of a set that was sent alone, as its link does; False if it is a mere number."""

    def find(session: Session, bank: Bank, learner: Learner) -> Screen | None:
        if code.isdecimal() and sets.find(session, bank, code) is None:
            return None
        return follow(visit, session, learner, Target("set", code))

    found = await visit.made(find)
    if found is not None:
        await visit.show(found)
    return found is not None


def _told(visit: Visit, learner: Learner, target: Target, turn: Turn | None) -> Screen:
    speech, bank = visit.speech(learner), visit.bank
    if target.kind != "fact":
        return quiz_screens.how_many(speech, bank, target.id, visit.nonce)
    fact = bank.find_fact(target.id)
    if fact is None:
        raise Refusal("error-fact-gone")
    return fact_screens.in_full(speech, bank, fact, (), turn)
