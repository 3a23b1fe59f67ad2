"""How a question of each kind is made from the bank; None wherever one right answer is not certain.

Chance is seeded by the fact and the question's id: the same id is the same question.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeGuard

from content.dates import spelled
from content.limits import ASK_LIMIT
from content.model import (
    LANGUAGES,
    RIGHT,
    Bank,
    Choice,
    Event,
    Fact,
    Language,
    Match,
    Option,
    Order,
    Place,
    Question,
    Text,
    TrueFalse,
    When,
)
from content.partial_date import PartialDate

_YEAR, _MONTH, _DAY = 4, 7, 10
"""Characters of a date's spelling: cut to so many, it is as exact as that."""
_REACH = {_YEAR: 6, _MONTH: 14}
"""How many years, or months, a wrong date is off at most."""
_WRONG_DATES = 3
_FEWEST, _MOST = 3, 4
"""Events in an order or a match."""

_WHEN = {
    _YEAR: Text(
        en="In which year did this happen?\n{event}",
        ru="В каком году это произошло?\n{event}",
        tg="Ин дар кадом сол рӯй дод?\n{event}",
    ),
    _MONTH: Text(
        en="In which month of which year did this happen?\n{event}",
        ru="В каком месяце и в каком году это произошло?\n{event}",
        tg="Ин дар кадом моҳ ва кадом сол рӯй дод?\n{event}",
    ),
}
_OFFERED = Text(
    en="{ask}\nAnswer: {answer}\nTrue or false?",
    ru="{ask}\nОтвет: {answer}\nВерно или неверно?",
    tg="{ask}\nҶавоб: {answer}\nДуруст ё нодуруст?",
)
"""In the words of the two options."""
_ORDER = Text(
    en="Put these events in order, the earliest first.",
    ru="Расположите эти события по порядку, начиная с самого раннего.",
    tg="Ин рӯйдодҳоро аз рӯи вақт, аз аввалин то охирин, ҷойгир кунед.",
)
_MATCH = Text(
    en="Match each event with its date.",
    ru="Соотнесите каждое событие с его датой.",
    tg="Ҳар рӯйдодро бо санаи он мувофиқ гузоред.",
)

# "Which of these came first?" says nothing about one of its options alone.
_NEEDS_ITS_OPTIONS = re.compile(
    r"\b(?:these|those|of them|following|из (?:этих|этого|них|перечисленн\w+|следующих)"
    r"|(?:аз|сетои|дутои|чортои) (?:ин|инҳо|он|онҳо)|зерин)\b",
    re.IGNORECASE,
)

_Fits = Callable[[Fact, Fact], bool]


def make_when(bank: Bank, fact: Fact, question_id: str) -> When | None:
    """In which year the fact's event was, or of a core fact perhaps in which month."""
    if fact.id not in bank.events:
        return None
    chance = _chance(fact, question_id)
    width = chance.choice([width for width in _widths(fact) if width <= _MONTH])
    right = fact.when.spelling[:width]
    options = (_date(RIGHT, right), *(_date(wrong, wrong) for wrong in _near(chance, right, bank.latest_on)))
    return When(id=question_id, ask=_asked(width, _happened(fact)), right=PartialDate(right), options=options)


def _widths(fact: Fact) -> list[int]:
    """How exactly the fact's date may be asked for: months and days are worth knowing of core facts only."""
    known = [width for width in (_YEAR, _MONTH, _DAY) if width <= len(fact.when.spelling)]
    return known if fact.level == "core" else known[:1]


@lru_cache(maxsize=2_000)
def _asked(width: int, event: Text) -> Text:
    return _filled(_WHEN[width], event=event)


def _near(chance: random.Random, right: str, latest_on: date) -> list[str]:
    """Wrong years or months, none of them after ``latest_on``.

    How many of them are later than the right one is left to chance: its place among them tells nothing.
    """
    width = len(right)
    number, last, reach = _number(right), _number(latest_on.isoformat()[:width]), _REACH[width]
    after = range(number + 1, min(number + reach, last) + 1)
    later = chance.randint(0, min(_WRONG_DATES, len(after)))
    before = chance.sample(range(number - reach, number), _WRONG_DATES - later)
    return [_spelling(wrong, width) for wrong in (*before, *chance.sample(after, later))]


def _number(spelling: str) -> int:
    """A year, or a month counted through all years."""
    return int(spelling) if len(spelling) == _YEAR else int(spelling[:_YEAR]) * 12 + int(spelling[5:]) - 1


def _spelling(number: int, width: int) -> str:
    return f"{number:04}" if width == _YEAR else f"{number // 12:04}-{number % 12 + 1:02}"


def make_true_false(bank: Bank, fact: Fact, question_id: str) -> TrueFalse | None:
    """Whether an option of a written question of the fact is its answer."""
    choices = [each for each in fact.questions if _is_offered(each)]
    if not choices:
        return None
    chance = _chance(fact, question_id)
    question, is_true = chance.choice(choices), chance.random() < 0.5
    offered = question.right if is_true else chance.choice(_wrong(bank, question))
    ask = _offered(question.ask, offered.text)
    return TrueFalse(id=question_id, ask=ask, is_true=is_true) if ask else None


def _wrong(bank: Bank, choice: Choice) -> list[Option]:
    """What surely is another thing: a name, or what its author explains; if nothing is, whatever there is."""
    wrong = choice.options[1:]
    named = [option for option in wrong if option.text in bank.name_texts]
    return named or [option for option in wrong if option.why is not None] or list(wrong)


def _is_offered(question: Question) -> TypeGuard[Choice]:
    return isinstance(question, Choice) and not isinstance(question, Place) and _stands(question.ask)


@lru_cache(maxsize=2_000)
def _stands(ask: Text) -> bool:
    """Whether it can be asked without its options."""
    return not any(_NEEDS_ITS_OPTIONS.search(words) for words in ask.all())


@lru_cache(maxsize=10_000)
def _offered(ask: Text, answer: Text) -> Text | None:
    """The question with an answer to it; None if that is too long."""
    offered = _filled(_OFFERED, ask=ask, answer=_sentence(answer))
    return offered if max(map(len, offered.all())) <= ASK_LIMIT else None


def offered_from(question: TrueFalse) -> str:
    """The English words of the written question that a made one offers an answer to."""
    return question.ask.en.rpartition("\nAnswer: ")[0]


def _sentence(text: Text) -> Text:
    return Text(**{language: _ended(text.to(language)) for language in LANGUAGES})


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def make_order(bank: Bank, fact: Fact, question_id: str) -> Order | None:
    """The fact's event and others, to be put in order."""
    if fact.id not in bank.events:
        return None
    together = _together(_chance(fact, question_id), bank, fact, _is_order_sure)
    if not together:
        return None
    together.sort(key=lambda each: each.when.first_on)
    events = (Event(key=key_of(each.id), text=_happened(each), when=each.when) for each in together)
    return Order(id=question_id, ask=_ORDER, options=tuple(events))


def _is_order_sure(one: Fact, other: Fact) -> bool:
    return one.when.last_on < other.when.first_on or other.when.last_on < one.when.first_on


def make_match(bank: Bank, fact: Fact, question_id: str) -> Match | None:
    """The fact's event and others, to be paired with their dates, all equally exact."""
    if fact.id not in bank.events:
        return None
    chance = _chance(fact, question_id)
    widths = chance.sample(_widths(fact), len(_widths(fact)))
    tries = ((width, _together(chance, bank, fact, _differing(width))) for width in widths)
    width, together = next((found for found in tries if found[1]), (_YEAR, []))
    if not together:
        return None
    chance.shuffle(together)
    return Match(
        id=question_id,
        ask=_MATCH,
        left=tuple(Option(key=key_of(each.id), text=_happened(each)) for each in together),
        options=tuple(_date(key_of(each.id), each.when.spelling[:width]) for each in together),
    )


def _differing(width: int) -> _Fits:
    """Whether another date may be told as exactly as ``width``, and differs even if no more of it is told."""

    def fits(one: Fact, other: Fact) -> bool:
        return width in _widths(other) and one.when.spelling[:width] != other.when.spelling[:width]

    return fits


def _together(chance: random.Random, bank: Bank, fact: Fact, fits: _Fits) -> list[Fact]:
    """The fact and others, any two of which fit; of its era or of a theme of its where they are enough.

    None at all if there are too few. Events in the same words are dated the same, so they never fit.
    """
    scope, size = chance.choice((fact.era, *fact.themes, None)), chance.randint(_FEWEST, _MOST)
    for found in (bank.events_of[scope], bank.events_of[None]):
        pool = list(found)
        together = [fact]
        while pool and len(together) < size:
            other = pool.pop(chance.randrange(len(pool)))
            if all(fits(one, other) for one in together):
                together.append(other)
        if len(together) >= _FEWEST:
            return together
    return []


def _chance(fact: Fact, question_id: str) -> random.Random:
    return random.Random(f"{fact.id}/{question_id}")


def _happened(fact: Fact) -> Text:
    assert fact.event is not None, "the bank's events are of facts that have one"
    return fact.event


def _filled(frame: Text, **parts: Text) -> Text:
    def filled(language: Language) -> str:
        return frame.to(language).format(**{name: part.to(language) for name, part in parts.items()})

    return Text(**{language: filled(language) for language in LANGUAGES})


@lru_cache(maxsize=2_000)
def key_of(fact_id: str) -> str:
    """A slug that stays the same whatever else is in the bank."""
    slug = fact_id.partition("/")[2]
    return f"{slug[:15].rstrip('-')}-{zlib.crc32(fact_id.encode()):08x}"


@lru_cache(maxsize=5_000)
def _date(key: str, spelling: str) -> Option:
    return Option(key=key, text=Text(**spelled(PartialDate(spelling))))


MAKERS: Mapping[str, Callable[[Bank, Fact, str], Question | None]] = {
    "when": make_when,
    "true-false": make_true_false,
    "order": make_order,
    "match": make_match,
}
"""By the kind, as it stands in the question's id: made-<kind>-<seed>."""
