"""The rules on places of a map: where they are, and that the letters of a question do not meet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from content.authoring.document import Path
from content.authoring.draft import Draft, QuestionEntry
from content.authoring.problems import Problem
from content.authoring.question_forms import PlaceForm
from content.geography import kilometres
from content.kinds import Position

APART = 25
"""Kilometres between two points of a map at least."""
SHARE = 28
"""And at least this part of the greatest distance on the map: so far apart are its letters."""


def positions(draft: Draft) -> Iterator[Problem]:
    """Only a place is somewhere."""
    for name in draft.names:
        if name.form.at is not None and name.form.kind not in ("place", None):
            yield name.problem(f'only a place has "at", and this is of the kind {name.form.kind}', "at")


def points(draft: Draft) -> Iterator[Problem]:
    """Each option of a place question is a name whose place on the map is known."""
    names = {name.given_id: name for name in draft.names}
    for asked in draft.questions():
        for key, place, option in asked.options() if isinstance(asked.form, PlaceForm) else ():
            if not option.name:
                sentence = f'"{key}" is no name: an option of a place question is a place of names.yaml'
                yield asked.fact.problem(sentence, *place)
            elif option.name in names and names[option.name].written("at") is None:
                sentence = f'the name "{option.name}" has no "at" in names.yaml: the map cannot show it'
                yield asked.fact.problem(sentence, *place)


def distances(draft: Draft) -> Iterator[Problem]:
    """No two points of a map are so near that their letters would meet."""
    for asked in draft.questions():
        if not isinstance(asked.form, PlaceForm):
            continue
        pairs = list(combinations(_located(draft, asked), 2))
        apart = [kilometres(one, other) for (_, _, one), (_, _, other) in pairs]
        least = max(APART, max(apart, default=0) / SHARE)
        for ((first, _, _), (second, place, _)), distance in zip(pairs, apart, strict=True):
            if distance < least:
                sentence = f'"{first}" and "{second}" are {distance:.0f} km apart'
                yield asked.fact.problem(f"{sentence}: on this map {least:.0f} km are the least", *place)


def _located(draft: Draft, asked: QuestionEntry) -> Iterator[tuple[str, Path, Position]]:
    names = draft.name_forms()
    for key, place, option in asked.options():
        known = names.get(option.name or "")
        if known is not None and known.at is not None:
            yield key, place, known.at
