"""The rules on each kind of question: enough options, comparable ones, and one answer that is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from content.authoring.draft import Draft, QuestionEntry
from content.authoring.options import EventForm, OptionForm
from content.authoring.problems import Problem
from content.authoring.question_forms import (
    ChoiceForm,
    ChoosingForm,
    MatchForm,
    NumberForm,
    OrderForm,
    PlaceForm,
    QuestionForm,
    SeveralForm,
    WhenForm,
)
from content.model import RIGHT
from content.partial_date import PartialDate

CHOICE_WRONG = range(2, 5)
PLACE_WRONG = range(2, 6)
SEVERAL_MOST = 6
MEMBERS = range(3, 6)
"""Events of an order, pairs of a match."""


def option_forms(draft: Draft) -> Iterator[Problem]:
    """An option is one thing: words of its own, a name, or a date."""
    for asked in draft.questions():
        for key, place, option in asked.options():
            given = list(_given(option))
            if len(given) > 1:
                sentence = f'"{key}" has {" and ".join(given)}: keep one of them'
                yield asked.fact.problem(sentence, *place)


def _given(option: OptionForm) -> Iterator[str]:
    if option.name:
        yield "a name"
    if option.when is not None and not isinstance(option, EventForm):
        yield "a date"
    if any(option.given()):
        yield "its own texts"


def sizes(draft: Draft) -> Iterator[Problem]:
    """Each kind has as many options as it can be played with."""
    for asked in draft.questions():
        if isinstance(asked.form, SeveralForm):
            yield from _several_sizes(asked, asked.form)
            continue
        for field, allowed, what, members in _sizes(asked.form):
            number = _written_number(asked, field)
            if number and number not in allowed:
                sentence = f"{what} has {allowed[0]} to {allowed[-1]} {members}, this one has {number}"
                yield asked.fact.problem(sentence, *asked.at, field)


def _sizes(form: QuestionForm) -> Iterator[tuple[str, range, str, str]]:
    if isinstance(form, ChoiceForm):
        yield "wrong", CHOICE_WRONG, "a choice", "wrong options"
    elif isinstance(form, PlaceForm):
        yield "wrong", PLACE_WRONG, "a place", "wrong options"
    elif isinstance(form, NumberForm):
        yield "wrong", CHOICE_WRONG, "a number", "wrong answers or none"
    elif isinstance(form, WhenForm):
        yield "wrong", CHOICE_WRONG, "a date", "wrong answers or none"
    elif isinstance(form, OrderForm):
        yield "events", MEMBERS, "an order", "events"
    elif isinstance(form, MatchForm):
        yield "pairs", MEMBERS, "a match", "pairs"


def _several_sizes(asked: QuestionEntry, form: SeveralForm) -> Iterator[Problem]:
    right, wrong = (_written_number(asked, field) for field in (RIGHT, "wrong"))
    if right == 1:
        sentence = "several has 2 or more right options: with one it is a choice"
        yield asked.fact.problem(sentence, *asked.at, RIGHT)
    if right + wrong > SEVERAL_MOST:
        sentence = f"several has at most {SEVERAL_MOST} options, this one has {right + wrong}"
        yield asked.fact.problem(sentence, *asked.at, "wrong")
    for key in form.right.keys() & form.wrong.keys():
        yield asked.fact.problem(f'"{key}" is right and wrong', *asked.at, "wrong", key)


def _written_number(asked: QuestionEntry, field: str) -> int:
    """How many its author wrote there, sound or not; none, if that is no list."""
    written = asked.fact.written(*asked.at, field)
    return len(written) if isinstance(written, dict | list) else 0


def kin(draft: Draft) -> Iterator[Problem]:
    """Beside a right option that is a place, every name is a place."""
    kinds = {name: form.kind for name, form in draft.name_forms().items() if form.kind}
    for asked in draft.questions():
        if isinstance(asked.form, OrderForm):
            continue
        for group in asked.groups():
            named = [(key, at, kinds[form.name]) for key, at, form in group if form.name in kinds]
            for key, at, kind in named[1:]:
                first, _, expected = named[0]
                if kind != expected:
                    other = "the right option" if first == RIGHT else f'"{first}"'
                    sentence = f'"{key}" is of the kind {kind}, but {other} is of the kind {expected}'
                    yield asked.fact.problem(sentence, *at)


def reserved_keys(draft: Draft) -> Iterator[Problem]:
    for fact, at, form in draft.questions():
        if isinstance(form, ChoosingForm) and RIGHT in form.wrong:
            yield fact.problem(f'a wrong option cannot have the key "{RIGHT}"', *at, "wrong", RIGHT)


def numbers(draft: Draft) -> Iterator[Problem]:
    """No wrong number lies within the tolerance, and none comes twice."""
    for asked in draft.questions():
        form = asked.form
        if not isinstance(form, NumberForm) or form.right is None:
            continue
        for index, wrong in enumerate(form.wrong):
            if abs(wrong - form.right) <= form.tolerance:
                yield asked.fact.problem(f"{wrong} is right as well", *asked.at, "wrong", index)
            elif wrong in form.wrong[:index]:
                yield asked.fact.problem(f"{wrong} comes twice", *asked.at, "wrong", index)


def dates(draft: Draft) -> Iterator[Problem]:
    """The dates to choose from are as exact as the right one, and that one no more so than the fact's."""
    for asked in draft.questions():
        form = asked.form
        if isinstance(form, WhenForm) and form.right is not None:
            yield from _right_date(asked, form, form.right)
            if form.right.precision == "range":
                continue
            for index, wrong in enumerate(form.wrong):
                sentence = _wrong_date(form.right, wrong, form.tolerance, form.wrong[:index])
                if sentence:
                    yield asked.fact.problem(sentence, *asked.at, "wrong", index)


def _right_date(asked: QuestionEntry, form: WhenForm, right: PartialDate) -> Iterator[Problem]:
    known = asked.fact.form.when
    if right.precision == "range":
        yield asked.fact.problem("a range cannot be asked for: ask for a year", *asked.at, RIGHT)
    elif known is not None and known.precision != "range" and _is_finer(right, known):
        sentence = f"asks for a {right.precision}, but the fact is dated to the {known.precision}"
        yield asked.fact.problem(sentence, *asked.at, RIGHT)
    if form.tolerance and right.precision != "year":
        yield asked.fact.problem("only a year can be asked with a tolerance", *asked.at, "tolerance")


def _is_finer(one: PartialDate, other: PartialDate) -> bool:
    """Whether ``one`` is a part of ``other``."""
    return _meet(one, other) and len(one.spelling) > len(other.spelling)


def _meet(one: PartialDate, other: PartialDate) -> bool:
    return one.first_on <= other.last_on and other.first_on <= one.last_on


def _wrong_date(
    right: PartialDate, wrong: PartialDate, tolerance: int, before: tuple[PartialDate, ...]
) -> str | None:
    if wrong.precision != right.precision:
        return f'"{wrong.spelling}" is a {wrong.precision}, but the right date is a {right.precision}'
    if wrong in before:
        return f'"{wrong.spelling}" comes twice'
    distance = abs(wrong.first_on.year - right.first_on.year)
    if wrong == right or (right.precision == "year" and distance <= tolerance):
        return f'"{wrong.spelling}" is right as well'
    return None


def order(draft: Draft) -> Iterator[Problem]:
    """Of any two events it is certain which came first, or they are dated the same."""
    for asked in draft.questions():
        if not isinstance(asked.form, OrderForm):
            continue
        dated = {key: event.when for key, event in asked.form.events.items() if event.when is not None}
        for (first, one), (second, other) in combinations(dated.items(), 2):
            if one != other and _meet(one, other):
                sentence = f'"{first}" ({one.spelling}) and "{second}" ({other.spelling}): neither is surely'
                yield asked.fact.problem(f"{sentence} before the other", *asked.at, "events", second, "when")
        if len(dated) > 1 and len(set(dated.values())) == 1:
            yield asked.fact.problem("all events have one date", *asked.at, "events")


def option_keys(form: QuestionForm) -> Iterable[tuple[str | int, ...]]:
    """Where, inside the question, its author made up a key."""
    for group in form.groups():
        for _, place, _ in group:
            if len(place) > 1:
                yield place[:2]
