"""A set on paper: which of its questions letters can answer, laid out for each version."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from bot.learning.grading import ALPHABETS
from bot.learning.picking import QuestionKey
from bot.learning.quiz import Item, lay_out
from content import questions
from content.answers import right_answer, right_keys
from content.model import (
    Bank,
    Choice,
    Fact,
    Language,
    Number,
    Place,
    Question,
    Several,
    Text,
    TrueFalse,
    When,
)
from content.own import OwnFact

VERSIONS = ("A", "B")
"""The same questions, in another order of questions and options."""
_TYPED = {"a": "A", "а": "A", "b": "B", "в": "B", "б": "B"}
"""Of two versions none can be taken for the other, whichever alphabet it is typed in."""
MOST_OPTIONS = min(map(len, ALPHABETS.values()))
_SHORT = 72
"""Characters of a source on the key."""


def read_version(text: str) -> str | None:
    return _TYPED.get(text.casefold())


def is_lettered(question: Question) -> bool:
    """Whether a letter, or several of them, answer it; a place is asked for with a map."""
    if isinstance(question, Place) or not isinstance(question, Choice | Several | TrueFalse | Number | When):
        return False
    return 2 <= len(question.options) <= MOST_OPTIONS


def lay(
    bank: Bank, entries: Sequence[Item], paused: Collection[QuestionKey], *, code: str, version: str
) -> tuple[Item, ...]:
    """A version of a set's paper, the same whenever it is made of the same bank.

    Where letters cannot answer a question, another one on its fact stands in for it, if there is any. An
    entry with options keeps their order in the first version.
    """
    picked = [found for entry in entries if (found := _find(bank, entry)) is not None]
    subjects = [questions.subject(*each) for each in picked if is_lettered(each[1])]
    chance, laid = random.Random(f"paper {code} {version}"), []
    for entry, (fact, question) in zip(_there(bank, entries), picked, strict=True):
        shown = question if is_lettered(question) else _stand_in(bank, fact, paused, subjects, code)
        if shown is None or (fact.id, shown.id) in paused:
            continue
        item = lay_out(fact, shown, chance)
        keeps = version == VERSIONS[0] and entry.options and shown is question
        laid.append(replace(item, options=entry.options) if keeps else item)
    return tuple(laid) if version == VERSIONS[0] else _in_other_order(laid, chance)


def _there(bank: Bank, entries: Sequence[Item]) -> list[Item]:
    return [entry for entry in entries if _find(bank, entry) is not None]


def _find(bank: Bank, entry: Item) -> tuple[Fact, Question] | None:
    return questions.look_up(bank, entry.fact_id, entry.question_id)


def _stand_in(
    bank: Bank, fact: Fact, paused: Collection[QuestionKey], subjects: list[frozenset[str]], code: str
) -> Question | None:
    """One that an author wrote, or else one that is made; none that asks what another asks already."""
    chance = random.Random(f"paper {code} {fact.id}")
    written = [each for each in fact.questions if is_lettered(each) and (fact.id, each.id) not in paused]
    made = questions.made_for(bank, fact, chance.randrange(questions.SEEDS))
    for some in (chance.sample(written, len(written)), [each for each in made if is_lettered(each)]):
        for question in some:
            subject = questions.subject(fact, question)
            if not questions.is_repeat(subject, subjects):
                subjects.append(subject)
                return question
    return None


def _in_other_order(laid: Sequence[Item], chance: random.Random) -> tuple[Item, ...]:
    shuffled = chance.sample(laid, len(laid))
    while len(laid) > 1 and shuffled == list(laid):
        shuffled = chance.sample(laid, len(laid))
    return tuple(shuffled)


class Printed(Struct, frozen=True):
    """A question as it stands on a sheet, and on the key: ``right`` are the places of right options."""

    number: int
    ask: str
    options: tuple[str, ...] = ()
    takes_several: bool = False
    is_statement: bool = False
    right: tuple[int, ...] = ()
    answer: str = ""
    source: str = ""


class Sheet(Struct, frozen=True):
    """One version, in one language; ``version`` is empty where there is one alone."""

    code: str
    version: str
    url: str
    questions: tuple[Printed, ...]


class Booklet(Struct, frozen=True):
    """All that is printed at once. ``under`` stands below the title, such as the class and the due date."""

    title: str
    under: str
    bot: str
    sheets: tuple[Sheet, ...]
    has_key: bool
    on: date


def printed(bank: Bank, items: Sequence[Item], language: Language, gone: str) -> tuple[Printed, ...]:
    """The words of a version; ``gone`` stands for a question that has left the bank since it was laid out."""
    return tuple(_printed(bank, number, item, language, gone) for number, item in enumerate(items, start=1))


def _source(bank: Bank, fact: Fact) -> str:
    if isinstance(fact, OwnFact):
        return fact.source
    source = bank.source(fact.sources[0])
    return f"{source.title}{source.by}"


def _printed(bank: Bank, number: int, item: Item, language: Language, gone: str) -> Printed:
    found = _find(bank, item)
    options = [found[1].option(key) for key in item.options] if found else []
    if found is None or None in options:
        return Printed(number, gone)
    fact, question = found
    return Printed(
        number=number,
        ask=question.ask.to(language),
        options=tuple(option.text.to(language) for option in options if option is not None),
        takes_several=isinstance(question, Several),
        is_statement=isinstance(question, TrueFalse),
        right=tuple(sorted(item.options.index(key) for key in right_keys(question))),
        answer=right_answer(question, language),
        source=shortened(_source(bank, fact), _SHORT),
    )


def shortened(text: str, limit: int) -> str:
    """In one line, cut between two words if it must be cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    whole = cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > limit // 2 else cut).rstrip(' ,.;:')} …"


class ReadLine(Struct, frozen=True):
    """What was read for one number: places of options with their texts; nothing, if nothing was written.

    ``is_asked`` is false where the question is not asked any longer: it counts for nobody.
    """

    number: int
    places: tuple[int, ...]
    texts: tuple[Text, ...]
    is_asked: bool = True


class ReadBack(Struct, frozen=True):
    """A line as it was understood, to be looked at before it counts. ``script`` is that of its letters."""

    reading_id: int
    version: str
    script: str
    lines: tuple[ReadLine, ...]
    is_counted: bool
    homework_id: int | None = None
    pupil: str | None = None  # (sealed) whose paper a teacher enters
    is_pile: bool = False

    @property
    def unanswered(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.lines if each.is_asked and not each.places)

    @property
    def passed_over(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.lines if not each.is_asked)
