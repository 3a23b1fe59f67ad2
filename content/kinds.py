"""The rules on each kind of question: enough options, comparable ones, and one answer that is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from content.draft import Asked, Draft
from content.forms import (
    ChoiceForm,
    MatchForm,
    NumberForm,
    OrderForm,
    QuestionForm,
    SeveralForm,
    WhenForm,
)
from content.model import RIGHT, PartialDate
from content.problems import Problem

CHOICE_WRONG = range(2, 5)
SEVERAL_TOGETHER = range(3, 7)
MEMBERS = range(3, 6)
"""Events of an order, pairs of a match."""


def option_forms(draft: Draft) -> Iterator[Problem]:
    """An option is one thing: words of its own, a name, or a date."""
    for asked in draft.asked():
        for key, place, option in asked.options():
            given = [bool(option.name), not option.has_words and option.when is not None, any(option.given())]
            if sum(given) > 1:
                sentence = f'"{key}" has a name or a date, and its own texts: keep one of them'
                yield asked.fact.problem(sentence, *place)


def sizes(draft: Draft) -> Iterator[Problem]:
    """Each kind has as many options as it can be played with."""
    for asked in draft.asked():
        for field, number, allowed, what in _sizes(asked.form):
            written = asked.fact.written(*asked.at, field)
            if not isinstance(written, dict | list) or not written or len(written) != number:
                continue  # missing, or of a wrong shape: told already
            if number not in allowed:
                sentence = f"{what}: {allowed[0]} to {allowed[-1]}, this one has {number}"
                yield asked.fact.problem(sentence, *asked.at, field)
        if isinstance(asked.form, SeveralForm):
            yield from _several_sizes(asked, asked.form)


def _sizes(form: QuestionForm) -> Iterator[tuple[str, int, range, str]]:
    if isinstance(form, ChoiceForm):
        yield "wrong", len(form.wrong), CHOICE_WRONG, "the wrong options of a choice"
    elif isinstance(form, NumberForm | WhenForm):
        yield "wrong", len(form.wrong), CHOICE_WRONG, "the wrong answers beside the right one"
    elif isinstance(form, OrderForm):
        yield "events", len(form.events), MEMBERS, "the events of an order"
    elif isinstance(form, MatchForm):
        yield "pairs", len(form.pairs), MEMBERS, "the pairs of a match"


def _several_sizes(asked: Asked, form: SeveralForm) -> Iterator[Problem]:
    total = len(form.right) + len(form.wrong)
    if len(form.right) == 1:
        sentence = "one right option: that is a choice, not several"
        yield asked.fact.problem(sentence, *asked.at, RIGHT)
    if form.right and form.wrong and total not in SEVERAL_TOGETHER:
        sentence = f"the options of several: 3 to 6 together, this one has {total}"
        yield asked.fact.problem(sentence, *asked.at, "wrong")
    for key in form.right.keys() & form.wrong.keys():
        yield asked.fact.problem(f'"{key}" is right and wrong', *asked.at, "wrong", key)


def kin(draft: Draft) -> Iterator[Problem]:
    """Beside a right option that is a place, every name is a place."""
    kinds = {name: form.kind for name, form in draft.name_forms().items()}
    for asked in draft.asked():
        if isinstance(asked.form, OrderForm):
            continue
        for group in asked.groups():
            named = [(key, at, kinds[form.name]) for key, at, form in group if form.name in kinds]
            for key, at, kind in named[1:]:
                if kind != named[0][2]:
                    sentence = f'"{key}" is of the kind {kind}, but "{named[0][0]}" is of the kind'
                    yield asked.fact.problem(f"{sentence} {named[0][2]}", *at)


def reserved_keys(draft: Draft) -> Iterator[Problem]:
    for fact, at, form in draft.asked():
        if isinstance(form, ChoiceForm) and RIGHT in form.wrong:
            yield fact.problem(f'a wrong option cannot have the key "{RIGHT}"', *at, "wrong", RIGHT)


def numbers(draft: Draft) -> Iterator[Problem]:
    """No wrong number lies within the tolerance, and none comes twice."""
    for asked in draft.asked():
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
    for asked in draft.asked():
        form = asked.form
        if isinstance(form, WhenForm) and form.right is not None:
            yield from _right_date(asked, form, form.right)
            for index, wrong in enumerate(form.wrong):
                sentence = _wrong_date(form.right, wrong, form.tolerance, form.wrong[:index])
                if sentence:
                    yield asked.fact.problem(sentence, *asked.at, "wrong", index)


def _right_date(asked: Asked, form: WhenForm, right: PartialDate) -> Iterator[Problem]:
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
        return f'"{wrong.spelling}" is not as exact as the right date, a {right.precision}'
    if wrong in before:
        return f'"{wrong.spelling}" comes twice'
    distance = abs(wrong.first_on.year - right.first_on.year)
    if wrong == right or (right.precision == "year" and distance <= tolerance):
        return f'"{wrong.spelling}" is right as well'
    return None


def order(draft: Draft) -> Iterator[Problem]:
    """Of any two events it is certain which came first, or they are dated the same."""
    for asked in draft.asked():
        if not isinstance(asked.form, OrderForm):
            continue
        dated = {key: event.when for key, event in asked.form.events.items() if event.when is not None}
        for (first, one), (second, other) in combinations(dated.items(), 2):
            if one != other and _meet(one, other):
                sentence = f'"{first}" ({one.spelling}) and "{second}" ({other.spelling}): neither is surely'
                yield asked.fact.problem(f"{sentence} before the other", *asked.at, "events", second)
        if len(dated) > 1 and len(set(dated.values())) == 1:
            yield asked.fact.problem("all events have one date", *asked.at, "events")


def option_keys(form: QuestionForm) -> Iterable[tuple[str | int, ...]]:
    """Where, inside the question, its author made up a key."""
    for group in form.groups():
        for _, place, _ in group:
            if len(place) > 1:
                yield place[:2]
