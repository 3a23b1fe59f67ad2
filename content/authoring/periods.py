"""The rules on the periods of an era or a theme: they follow one another, and each has something to tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from content.authoring.draft import Draft, Entry, era_of
from content.authoring.forms import EraForm
from content.authoring.problems import Problem


def order(draft: Draft) -> Iterator[Problem]:
    for scope in (*draft.eras, *draft.themes):
        for place, (before, begins) in enumerate(pairwise(_beginnings(scope)), start=1):
            if before and begins and begins <= before:
                sentence = "a period begins after the one before it: put them in the order of time"
                yield scope.problem(sentence, "periods", place, "begins")


def facts(draft: Draft) -> Iterator[Problem]:
    """A sentence that leads to no fact would never be read."""
    for scope, dates in _dates(draft):
        beginnings = _beginnings(scope)
        for place, begins in enumerate(beginnings):
            if begins is None:
                continue
            ends = next((each for each in beginnings[place + 1 :] if each and each > begins), date.max)
            if not any(begins <= each < ends for each in dates):
                sentence = "no fact is dated in this period, between its beginning and that of the next"
                yield scope.problem(sentence, "periods", place, "begins")


def _beginnings(scope: Entry[EraForm]) -> list[date | None]:
    return [period.begins.first_on if period.begins else None for period in scope.form.periods]


def _dates(draft: Draft) -> Iterator[tuple[Entry[EraForm], list[date]]]:
    dated = [(fact, fact.form.when.first_on) for fact in draft.facts if fact.form.when]
    for era in draft.eras:
        yield era, [on for fact, on in dated if era_of(fact) == era.form.id]
    for theme in draft.themes:
        yield theme, [on for fact, on in dated if theme.form.id in fact.form.themes]
