"""A draft without problems, made into the Bank: every name on an option resolved to its texts."""

from __future__ import annotations

from collections.abc import Mapping

from content.asked import question_of, text
from content.draft import Draft, Entry, era_of
from content.forms import EraForm, FactForm, NameForm, SourceForm
from content.model import Bank, Era, Fact, Name, SeedStatement, Source, Theme


def bank_of(draft: Draft, version: str) -> Bank:
    """Facts come in the order of the eras, and inside an era as their author placed them."""
    assert draft.bank is not None, "a draft without problems has its bank.yaml"
    form = draft.bank.form
    place = {era.form.id: number for number, era in enumerate(draft.eras)}
    return Bank(
        id=form.id,
        version=version,
        title=text(form.title),
        greeting=text(form.greeting),
        description=text(form.description),
        eras=tuple(Era.model_validate(_stretch(era.form)) for era in draft.eras),
        themes=tuple(Theme.model_validate(_stretch(theme.form)) for theme in draft.themes),
        names=tuple(_name(name.form) for name in draft.names),
        sources=tuple(_source(source.form) for source in draft.sources),
        facts=tuple(sorted(_facts(draft), key=lambda fact: place[fact.era])),
        seed=tuple(SeedStatement.model_validate(statement.form.model_dump()) for statement in draft.seed),
    )


def _stretch(form: EraForm) -> dict[str, object]:
    return {"id": form.id, "title": text(form.title), "introduction": text(form.introduction)}


def _name(form: NameForm) -> Name:
    return Name.model_validate(
        {
            "id": form.id,
            "kind": form.kind,
            "text": text(form),
            "variants": form.variants,
            "unverified": form.unverified,
        }
    )


def _source(form: SourceForm) -> Source:
    return Source.model_validate(form.model_dump())


def _facts(draft: Draft) -> list[Fact]:
    names = draft.name_forms()
    return [_fact(fact, names) for fact in draft.facts]


def _fact(entry: Entry[FactForm], names: Mapping[str, NameForm]) -> Fact:
    form = entry.form
    return Fact.model_validate(
        {
            "id": form.id,
            "era": era_of(entry),
            "themes": form.themes,
            "when": form.when,
            "level": form.level,
            "statement": text(form.statement),
            "event": text(form.event) if form.event else None,
            "story": text(form.story) if form.story else None,
            "names": form.names,
            "sources": form.sources,
            "as_of": form.as_of,
            "questions": tuple(question_of(form, names) for form in form.questions),
        }
    )
