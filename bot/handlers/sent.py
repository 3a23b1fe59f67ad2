"""Questions of a teacher's own that come in a file, or as Telegram's polls that are sent on."""

from __future__ import annotations

import asyncio
from functools import cache, partial

from telegram import Document, Message, Poll

from bot.classes import opening, own, papers, roll, rows, table
from bot.classes.papers import samples
from bot.classes.screens import sent as screens
from bot.classes.screens import writing
from bot.classes.values import Overview
from bot.context import Visit
from bot.errors import Refusal
from bot.learning import drafting
from bot.learning.meaning import OwnFile, OwnPoll
from bot.screens.screen import File, Screen
from bot.taps.own import OwnFileTap, OwnPollTap, OwnTemplateTap
from bot.texts import Catalogues
from bot.wire.files import NotThere, fetch
from content.model import FALSE, LANGUAGES, TRUE
from content.own import KINDS, tidy
from content.own_rules import faults
from content.wording import fold

FILE_NAME = "hamkori-questions"
_TABLES = (".xlsx", ".csv")


async def ask_file(visit: Visit, tap: OwnFileTap) -> None:
    learner, _ = await visit.act(partial(own.ask_for, what=OwnFile(tap.class_id)))
    await visit.show(screens.ask_file(visit.speech(learner), tap.class_id, rows.MOST_LINES))


async def ask_poll(visit: Visit, tap: OwnPollTap) -> None:
    learner, _ = await visit.act(partial(own.ask_for, what=OwnPoll(tap.class_id)))
    await visit.show(screens.ask_poll(visit.speech(learner), tap.class_id))


async def template(visit: Visit, tap: OwnTemplateTap) -> None:
    """The file to begin from, below; the filled one is waited for meanwhile."""
    if tap.form not in screens.FORMS:
        raise Refusal("error-button-old")
    learner, _ = await visit.act(partial(own.ask_for, what=OwnFile(tap.class_id)))
    speech = visit.speech(learner)
    content = await visit.draw(partial(papers.to_fill, tap.form, speech))
    said = screens.template_below(speech, tap.class_id)
    file = File(f"{FILE_NAME}.{tap.form}", content)
    await visit.below().show(Screen(said.html, said.rows, file=file))


async def hear(visit: Visit, message: Message, *, goes_on: bool) -> bool:
    """Take a file or a poll for a class; False if nobody waits for it. It may go on what was sent before."""
    if message.document is None and message.poll is None:
        return False
    _, class_id = await visit.act(partial(own.awaiting, update_id=visit.update_id), keep=True)
    if class_id is None:
        return not goes_on and await _offered(visit, message.document)
    if message.poll is not None:
        await _take_poll(visit, message.poll, class_id)
    elif message.document is not None:
        await _take_file(visit, message.document, class_id)
    return True


async def _offered(visit: Visit, document: Document | None) -> bool:
    """Filling in a table takes its time: whoever sends one then is asked which class it is for."""
    if document is None or not (document.file_name or "").lower().endswith(_TABLES):
        return False
    learner, found = await visit.act(roll.look, keep=True)
    if not found.taught or learner.exam is not None:
        return False
    taught = opening.overview(Overview(found.taught, ()), visit.house.vault.open).taught
    await visit.show(screens.which(visit.speech(learner), taught))
    return True


async def _take_file(visit: Visit, document: Document, class_id: int) -> None:
    """What is sound is kept; sent again, once the rest was mended, it stays one."""
    content = await _content(visit, document)
    # In a thread: nobody else shall wait for it.
    found = await asyncio.to_thread(_read, content, words_of(visit.house.texts))
    if not found.good and not found.bad:
        raise Refusal("error-own-file-empty")
    keep = partial(
        own.keep_all,
        class_id=class_id,
        written=found.good,
        origin=f"file-{visit.nonce}",
        box=visit.house.vault,
    )
    learner, kept = await visit.act(keep, keep=True)
    await visit.show(screens.taken(visit.speech(learner), class_id, kept, found.bad))


async def _content(visit: Visit, document: Document) -> bytes:
    if document.file_size is not None and document.file_size > rows.LARGEST:
        raise rows.too_large()
    try:
        return await fetch(visit.house.voice.bot, document.file_id, rows.LARGEST)
    except NotThere:
        raise Refusal("error-own-file-away") from None


def _read(content: bytes, words: table.Words) -> table.Read:
    return table.read(rows.rows_of(content), words)


@cache
def words_of(texts: Catalogues) -> table.Words:
    """A template may be in another language than its teacher reads now."""
    speeches = [texts.to(language) for language in LANGUAGES]
    kinds = {fold(speech.plain(f"own-kind-{kind}")): kind for speech in speeches for kind in KINDS}
    truths = {
        fold(option.text.to(speech.language)): place
        for speech in speeches
        for place, option in enumerate((TRUE, FALSE))
    }
    lines = [samples.rows(speech) for speech in speeches]
    return table.Words(
        kinds=kinds | {fold(kind): kind for kind in KINDS},
        truths=truths | {"true": 0, "false": 1},
        heads=frozenset(fold(head[0]) for head, *_ in lines),
        examples=frozenset(table.trimmed([*map(tidy, line)]) for _, *each in lines for line in each),
    )


async def _take_poll(visit: Visit, poll: Poll, class_id: int) -> None:
    """A draft to be looked at; what Telegram does not tell is asked."""
    draft = drafting.of_poll(
        poll.question,
        [option.text for option in poll.options],
        poll.correct_option_ids or (),
        poll.explanation or "",
        is_several=poll.allows_multiple_answers,
    )
    begun = partial(
        own.begin, class_id=class_id, draft=draft, origin=f"poll-{visit.nonce}", box=visit.house.vault
    )
    learner, of = await visit.act(begun, keep=True)
    speech = visit.speech(learner)
    wrong = [fault for fault in faults(draft.of) if fault.part != "right"]
    note = screens.beside_poll(speech, is_bare=poll.description is None, fault=wrong[0] if wrong else None)
    await visit.show(writing.step(speech, of, note))
