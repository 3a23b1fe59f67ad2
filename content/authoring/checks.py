"""Every rule of the bank beyond the shape of its files. Each check names every breach of one rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from content.authoring import asking, first, fullness, giveaways, kinds, periods, places, texts, writing
from content.authoring.document import Path
from content.authoring.draft import Draft, Entry, QuestionEntry, era_of
from content.authoring.forms import EraForm, FactForm
from content.authoring.options import Form
from content.authoring.problems import Problem, nearest
from content.authoring.sentences import missing
from content.questions import PREFIX

Check = Callable[[Draft], Iterable[Problem]]

# Ids travel in the 64 bytes that Telegram gives a button.
ERA_ID_LIMIT = 24
FACT_ID_LIMIT = 48
QUESTION_ID_LIMIT = 32
OPTION_KEY_LIMIT = 24

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FACT_SLUG = re.compile(rf"{SLUG.pattern}/{SLUG.pattern}")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")


def all_problems(draft: Draft) -> Iterator[Problem]:
    """What reading the files found, and then the breaches of every rule."""
    checks = (*CHECKS, *OF_A_WHOLE) if draft.is_whole else CHECKS
    return chain(draft.problems, *(check(draft) for check in checks))


def required_fields(draft: Draft) -> Iterator[Problem]:
    for entry in draft.entries():
        yield from _gaps(entry, (), entry.form)
    for scope in (*draft.eras, *draft.themes):
        for number, period in enumerate(scope.form.periods):
            yield from _gaps(scope, ("periods", number), period)
    for asked in draft.questions():
        yield from _gaps(asked.fact, asked.at, asked.form)
        for place, form in asked.form.parts():
            yield from _gaps(asked.fact, (*asked.at, *place), form)


def _gaps(entry: Entry[Form], at: Path, form: Form) -> Iterator[Problem]:
    for name in form.required:
        written = entry.written(*at, name)
        if written in (None, [], {}) or (isinstance(written, str) and not written.strip()):
            yield entry.problem(missing(name), *at, name)


def ids(draft: Draft) -> Iterator[Problem]:
    """Ids are slugs that fit into a button."""
    for entry in draft.entries():
        given = entry.given_id
        if given and isinstance(entry.form, FactForm):
            if not FACT_SLUG.fullmatch(given):
                sentence = (
                    f'the fact id "{given}" is not an era, a slash and a slug, such as "mission/first-staff"'
                )
                yield entry.problem(sentence, "id")
            yield from _too_long(entry, "fact id", given, FACT_ID_LIMIT, ("id",))
        elif given:
            limit = ERA_ID_LIMIT if isinstance(entry.form, EraForm) else FACT_ID_LIMIT
            yield from _slug(entry, "id", given, limit, ("id",))
    for fact, at, form in draft.questions():
        if form.id:
            yield from _slug(fact, "question id", form.id, QUESTION_ID_LIMIT, (*at, "id"))
        for place in dict.fromkeys(kinds.option_keys(form)):
            yield from _slug(fact, "option key", str(place[-1]), OPTION_KEY_LIMIT, (*at, *place))


def _slug(entry: Entry[Form], what: str, given: str, limit: int, at: Path) -> Iterator[Problem]:
    if not SLUG.fullmatch(given):
        sentence = f'the {what} "{given}" is not a slug: lowercase a-z, digits, and hyphens between them'
        yield entry.problem(sentence, *at)
    yield from _too_long(entry, what, given, limit, at)


def _too_long(entry: Entry[Form], what: str, given: str, limit: int, at: Path) -> Iterator[Problem]:
    if len(given) > limit:
        yield entry.problem(f'the {what} "{given}" has {len(given)} characters, {limit} is the most', *at)


def repeated_ids(draft: Draft) -> Iterator[Problem]:
    kinds: tuple[tuple[str, Sequence[Entry[Form]]], ...] = (
        ("era", draft.eras),
        ("theme", draft.themes),
        ("name", draft.names),
        ("source", draft.sources),
        ("fact", draft.facts),
        ("statement", draft.seed),
    )
    for what, entries in kinds:
        yield from _repeated(what, [(entry, entry.given_id, ("id",)) for entry in entries])
    for fact in draft.facts:
        asked = [(fact, form.id, (*at, "id")) for _, at, form in QuestionEntry.of(fact)]
        yield from _repeated("question", asked)


def _repeated(what: str, given: Iterable[tuple[Entry[Form], str, Path]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry, spelling, at in given:
        place = f"{entry.document.file}:{entry.line(*at)}"
        if spelling in first:
            sentence = f'the {what} id "{spelling}" is taken already, at {first[spelling]}'
            yield entry.problem(sentence, *at)
        elif spelling:
            first[spelling] = place


def eras_of_facts(draft: Draft) -> Iterator[Problem]:
    """A fact lies in the file of its era."""
    known = {era.form.id for era in draft.eras}
    for fact in draft.facts:
        era = era_of(fact)
        if fact.form.id and not fact.form.id.startswith(f"{era}/"):
            yield fact.problem(f'in this file a fact id begins with its era, "{era}/"', "id")
        if fact.path[-1] == 0 and era not in known and "eras.yaml" not in draft.unread:
            sentence = f'there is no era "{era}" in eras.yaml{nearest(era, known)}'
            yield Problem(fact.document.file, 1, "", sentence)


def empty_eras(draft: Draft) -> Iterator[Problem]:
    filled = {era_of(fact) for fact in draft.facts}
    for era in draft.eras:
        home = _home("fact", era.form.id)
        if era.form.id and era.form.id not in filled and home not in draft.unread:
            yield era.problem(f"no fact belongs to this era: write {home}", "id")


def scopes(draft: Draft) -> Iterator[Problem]:
    """A quiz is about an era or a theme, by its id alone."""
    eras = {era.given_id for era in draft.eras if era.given_id}
    for theme in draft.themes:
        if theme.given_id in eras:
            yield theme.problem(f'"{theme.given_id}" is the id of an era already', "id")


def made_questions(draft: Draft) -> Iterator[Problem]:
    """The ids of questions made from the bank are kept for them."""
    for fact, at, form in draft.questions():
        if form.id.startswith(PREFIX):
            yield fact.problem(f'a question id cannot begin with "{PREFIX}"', *at, "id")


class _Reference(NamedTuple):
    entry: Entry[Form]
    at: Path
    kind: str
    id: str


def references(draft: Draft) -> Iterator[Problem]:
    """What an entry points at exists, unless its file cannot be read or its shape is told already."""
    known = {
        "source": {entry.given_id for entry in draft.sources},
        "name": {entry.given_id for entry in draft.names},
        "theme": {entry.given_id for entry in draft.themes},
        "fact": {entry.given_id for entry in draft.facts},
    }
    for entry, at, kind, given in _references(draft):
        is_told = not isinstance(entry.written(*at), str | dict)
        if given not in known[kind] and _home(kind, given) not in draft.unread and not is_told:
            yield entry.problem(f'there is no {kind} "{given}"{nearest(given, known[kind])}', *at)


def _references(draft: Draft) -> Iterator[_Reference]:
    for name in draft.names:
        for index, given in enumerate(name.form.sources):
            yield _Reference(name, ("sources", index), "source", given)
    for fact in draft.facts:
        for kind in ("theme", "name", "source"):
            for index, given in enumerate(getattr(fact.form, f"{kind}s")):
                yield _Reference(fact, (f"{kind}s", index), kind, given)
    for asked in draft.questions():
        for _, at, option in asked.options():
            if option.name is not None:
                yield _Reference(asked.fact, at, "name", option.name)
    for statement in draft.seed:
        for index, given in enumerate(statement.form.taught_by):
            yield _Reference(statement, ("taught_by", index), "fact", given)


def _home(kind: str, given: str) -> str:
    return f"facts/{given.partition('/')[0]}.yaml" if kind == "fact" else f"{kind}s.yaml"


def addresses(draft: Draft) -> Iterator[Problem]:
    for source in draft.sources:
        if source.form.url and not _ADDRESS.fullmatch(source.form.url):
            sentence = f'"{source.form.url}" is not a web address: it begins with https://'
            yield source.problem(sentence, "url")


CHECKS: tuple[Check, ...] = (
    required_fields,
    ids,
    repeated_ids,
    eras_of_facts,
    empty_eras,
    scopes,
    made_questions,
    references,
    first.first_quizzes,
    kinds.option_forms,
    kinds.sizes,
    kinds.kin,
    kinds.reserved_keys,
    kinds.numbers,
    kinds.dates,
    kinds.order,
    places.positions,
    places.points,
    places.distances,
    periods.order,
    periods.facts,
    asking.meanings,
    asking.subjects,
    asking.answers,
    asking.phrasings,
    asking.equal_phrasings,
    addresses,
    texts.languages,
    texts.limits,
    texts.dated_events,
    texts.long_names,
    texts.equal_options,
    giveaways.leaks,
    giveaways.names_given_away,
    texts.present_tense,
    writing.scripts,
    writing.marks,
    writing.glossary,
    writing.old_spellings,
)
OF_A_WHOLE: tuple[Check, ...] = (
    asking.enough,
    fullness.reasons,
    fullness.purposes,
)
"""What only a whole bank is held to."""
