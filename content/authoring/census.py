"""What the bank holds, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pydantic import BaseModel

from content.authoring.asking import PHRASINGS_LEAST
from content.frozen import Frozen
from content.model import LANGUAGES, Bank, Choice, Fact, Language, Level, Reviews, Text, asks_purpose
from content.questions import made_for
from content.spelling import skeleton
from content.text import State

_SEEDS = 12
"""Tries after which a fact counts as one of which nothing can be made."""


class Group(BaseModel):
    """The facts of one era or level, and the questions that ask them."""

    facts: int
    core: int
    questions: int


class Questions(BaseModel):
    """``unmade`` are the facts of which the program can make no question."""

    written: int
    by_kind: dict[str, int]
    unmade: int


class Substance(BaseModel):
    """How many core facts are asked for a purpose, how many wrong options say what they were; of how many."""

    purposes: int
    core: int
    reasons: int
    wrong: int


class Seed(BaseModel):
    """The statements the project started from: how many are taught, of how many."""

    taught: int
    of: int


class Phrasings(BaseModel):
    """How people ask: how many ways in each language, and what can be asked for in enough of them."""

    by_language: dict[Language, int]
    enough: int
    of: int


class Census(BaseModel):
    facts: int
    core: int
    stories: int
    names: int
    concepts: int
    sources: int
    eras: dict[str, Group]
    levels: dict[str, Group]
    questions: Questions
    substance: Substance
    phrasings: Phrasings
    languages: list[Language]
    texts: dict[Language, int]
    reviews: dict[Language, dict[State, int]]
    seed: Seed


def count(bank: Bank) -> Census:
    texts = list(_texts(bank))
    per_language = {language: sum(bool(text.to(language)) for text in texts) for language in LANGUAGES}
    kinds = Counter(str(question.kind) for fact in bank.facts for question in fact.questions)
    levels: tuple[Level, ...] = ("core", "more")
    return Census(
        facts=len(bank.facts),
        core=sum(fact.level == "core" for fact in bank.facts),
        stories=sum(fact.story is not None for fact in bank.facts),
        names=len(bank.names),
        concepts=len(bank.concepts),
        sources=len(bank.sources),
        eras={era.id: _group(bank.facts_of(era.id)) for era in bank.eras},
        levels={level: _group([fact for fact in bank.facts if fact.level == level]) for level in levels},
        questions=Questions(written=kinds.total(), by_kind=dict(kinds), unmade=_unmade(bank)),
        substance=_substance(bank),
        phrasings=_phrasings(bank),
        languages=[language for language in LANGUAGES if per_language[language] == len(texts)],
        texts=per_language,
        reviews={language: _states(of) for language, of in bank.reviews.items()},
        seed=Seed(taught=_taught(bank), of=len(bank.seed)),
    )


def plain(census: Census) -> str:
    """The census for a reader, one line a count."""
    kinds = ", ".join(f"{kind} {number}" for kind, number in census.questions.by_kind.items())
    lines = [
        f"Facts      {census.facts} ({census.core} core, {census.stories} with a story)",
        f"Questions  {census.questions.written} ({kinds})",
        f"Made       of all but {census.questions.unmade} facts questions can be made",
        f"Substance  {_substance_line(census.substance)}",
        f"Phrasings  {_phrasings_line(census.phrasings)}",
        f"Names      {census.names} ({census.concepts} with a meaning)",
        f"Sources    {census.sources}",
        f"Seed       {census.seed.taught} of {census.seed.of} statements taught",
        f"Languages  {', '.join(f'{language} {census.texts[language]} texts' for language in LANGUAGES)}",
        *(f"Reviews    {language} {_reviews_line(states)}" for language, states in census.reviews.items()),
        "",
        *_table("Era", census.eras),
        "",
        *_table("Level", census.levels),
    ]
    return "\n".join(lines)


def _substance_line(it: Substance) -> str:
    asked = f"{it.purposes} of {it.core} core facts are asked for a purpose"
    return f"{asked}, {it.reasons} of {it.wrong} wrong options say what they were"


def _phrasings_line(asked: Phrasings) -> str:
    numbers = ", ".join(f"{language} {number}" for language, number in asked.by_language.items())
    return (
        f"{numbers} ({PHRASINGS_LEAST} or more in each for {asked.enough} of {asked.of} facts and concepts)"
    )


def _table(title: str, groups: dict[str, Group]) -> list[str]:
    width = max(map(len, (title, *groups)))
    head = f"{title:<{width}}  facts  core  questions"
    rows = (f"{name:<{width}}  {it.facts:>5}  {it.core:>4}  {it.questions:>9}" for name, it in groups.items())
    return [head, *rows]


def _group(facts: tuple[Fact, ...] | list[Fact]) -> Group:
    return Group(
        facts=len(facts),
        core=sum(fact.level == "core" for fact in facts),
        questions=sum(len(fact.questions) for fact in facts),
    )


def _states(of: Reviews) -> dict[State, int]:
    return {"written": of.written, "read": of.read, "reviewed": of.reviewed}


def _reviews_line(states: dict[State, int]) -> str:
    return ", ".join(f"{number} {state}" for state, number in states.items())


def _unmade(bank: Bank) -> int:
    return sum(not any(made_for(bank, fact, seed) for seed in range(_SEEDS)) for fact in bank.facts)


def _substance(bank: Bank) -> Substance:
    core = [fact for fact in bank.facts if fact.level == "core"]
    asked = [fact for fact in core if any(asks_purpose(question.id) for question in fact.questions)]
    choices = [each for fact in bank.facts for each in fact.questions if isinstance(each, Choice)]
    wrong = [option for choice in choices for option in choice.options[1:]]
    reasons = sum(option.why is not None for option in wrong)
    return Substance(purposes=len(asked), core=len(core), reasons=reasons, wrong=len(wrong))


def _phrasings(bank: Bank) -> Phrasings:
    asked: defaultdict[tuple[str, Language], set[str]] = defaultdict(set)
    for phrasing in bank.phrasings:
        for language in LANGUAGES:
            asked[phrasing.of, language].update(map(skeleton, phrasing.to(language)))
    subjects = [*(fact.id for fact in bank.facts), *(concept.id for concept in bank.concepts)]
    by_language = {
        language: sum(len(asked[subject, language]) for subject in subjects) for language in LANGUAGES
    }
    enough = sum(
        all(len(asked[subject, language]) >= PHRASINGS_LEAST for language in LANGUAGES)
        for subject in subjects
    )
    return Phrasings(by_language=by_language, enough=enough, of=len(subjects))


def _taught(bank: Bank) -> int:
    return sum(any(bank.find_fact(fact) for fact in statement.taught_by) for statement in bank.seed)


def _texts(value: object) -> Iterator[Text]:
    """Every text inside ``value``, as often as it is shown."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Frozen):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
