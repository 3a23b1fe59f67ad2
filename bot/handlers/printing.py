"""Printing a set, or a class's homework, and who gets the key with it."""

from __future__ import annotations

from functools import partial

from bot.classes import opening, printing
from bot.classes.printing import Bundle
from bot.classes.screens import on_paper as homework_screens
from bot.classes.screens.words import day, name_of, title
from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import paper
from bot.learning import paper as rules
from bot.learning.learner import Learner
from bot.learning.paper import Booklet, Sheet
from bot.learning.zones import zone_of
from bot.links import Target, address
from bot.screens import paper as screens
from bot.screens.screen import File, Screen
from bot.services import sets
from bot.services.papers import Paper
from bot.services.sets import Set
from bot.taps.paper import HomeworkFileTap, HomeworkPaperTap, PrintFileTap, PrintHomeworkTap, PrintTap
from bot.texts import Speech
from content.model import LANGUAGES, Bank, Language
from content.own import beside


async def choose(visit: Visit, tap: PrintTap) -> None:
    def look(session: Session, bank: Bank, learner: Learner) -> Set:
        learner.refuse_in_exam()
        found = sets.find_open(session, bank, tap.set)
        if found is None:
            raise Refusal("error-set-gone")
        return found

    language, count = _language(tap.language), _count(tap.count)
    learner, found = await visit.act(look)
    speech = visit.speech(learner)
    about = paper.about(speech, visit.bank, found)
    await visit.show(screens.printing(speech, about, found.code, language, count, _names(visit)))


async def file(visit: Visit, tap: PrintFileTap) -> None:
    language = _language(tap.language)
    learner, bundle = await visit.act(partial(printing.to_print, code=tap.set, count=_count(tap.count)))
    about = paper.about(visit.house.texts.to(language), visit.bank, bundle.papers[0][0])
    await visit.below().show(await _drawn(visit, learner, bundle, language, about))


async def homework(visit: Visit, tap: HomeworkPaperTap) -> None:
    learner, (within, of) = await visit.act(lambda s, _, who: printing.given(s, who, tap.homework_id))
    await visit.show(homework_screens.menu(visit.speech(learner), visit.bank, of, within.language))


async def choose_homework(visit: Visit, tap: PrintHomeworkTap) -> None:
    language, count = _language(tap.language), _count(tap.count)
    learner, (_, of) = await visit.act(lambda s, _, who: printing.given(s, who, tap.homework_id))
    speech = visit.speech(learner)
    await visit.show(homework_screens.printing(speech, visit.bank, of, language, count, _names(visit)))


async def homework_file(visit: Visit, tap: HomeworkFileTap) -> None:
    """Of a test also who gets which version."""
    language = _language(tap.language)
    act = partial(printing.to_print_homework, homework_id=tap.homework_id, count=_count(tap.count))
    learner, bundle = await visit.act(act)
    assert bundle.homework is not None, "it is of homework"
    assert bundle.within is not None, "it is of a class"
    speech, open_ = visit.house.texts.to(language), visit.house.vault.open
    within = name_of(speech, opening.opened(bundle.within, open_))
    under = f"{within} · {day(speech, bundle.homework.due_on)}"
    about = title(speech, visit.bank, bundle.homework)
    shown = [await _drawn(visit, learner, bundle, language, about, under)]
    if bundle.halves:
        halves = [[opening.pupil(each, open_) for each in half] for half in bundle.halves]
        shown.append(homework_screens.halves(visit.speech(learner), halves))
    await visit.below().show_in_turn(*shown)


async def _drawn(
    visit: Visit, learner: Learner, bundle: Bundle, language: Language, about: str, under: str = ""
) -> Screen:
    """The file of a bundle, in a language that need not be the learner's."""
    from bot.pictures import sheets  # with what it stands on, which nobody loads who prints nothing

    speech, bank = visit.house.texts.to(language), beside(visit.bank, bundle.own)
    # By one zone for everybody: the same paper is the same file, whoever prints it.
    on = bundle.papers[0][1].created_at.astimezone(zone_of(visit.house.settings.default_zone)).date()
    is_alone = len(bundle.papers) == 1
    booklet = Booklet(
        title=about,
        under=under,
        bot=visit.house.voice.username,
        sheets=tuple(_sheet(visit, speech, bank, *each, is_alone=is_alone) for each in bundle.papers),
        has_key=bundle.has_key,
        on=on,
    )
    content = await visit.draw(partial(sheets.pdf, speech, booklet), is_owed=bundle.homework is not None)
    return screens.printed(
        visit.speech(learner),
        File(f"hamkori-{bundle.papers[0][0].code}.pdf", content),
        has_key=bundle.has_key,
        stand_ins=max(each.stand_ins for _, each in bundle.papers),
        left_out=max(each.left_out for _, each in bundle.papers),
    )


def _sheet(visit: Visit, speech: Speech, bank: Bank, of: Set, laid: Paper, *, is_alone: bool) -> Sheet:
    return Sheet(
        code=of.code,
        version="" if is_alone else laid.version,
        url=address(visit.house.voice.username, Target("set", of.code)),
        questions=rules.printed(bank, laid.items, speech.language, speech.plain("class-report-gone")),
    )


def _language(text: str) -> Language:
    found = next((each for each in LANGUAGES if each == text), None)
    if found is None:
        raise Refusal("error-button-old")
    return found


def _count(count: int) -> int:
    if not 1 <= count <= len(rules.VERSIONS):
        raise Refusal("error-button-old")
    return count


def _names(visit: Visit) -> dict[str, str]:
    return {each: visit.house.texts.to(each).plain("language-name") for each in LANGUAGES}
