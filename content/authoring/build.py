"""A draft without problems, made into the Bank: every name and date in it spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import TypedDict

from content.authoring.draft import Draft, Entry, era_of
from content.authoring.forms import EraForm, FactForm, NameForm, PhrasingForm, SourceForm
from content.authoring.options import EventForm, OptionForm, TextForm
from content.authoring.question_forms import (
    ChoiceForm,
    MatchForm,
    NamingForm,
    NumberForm,
    OrderForm,
    PlaceForm,
    QuestionForm,
    SeveralForm,
    TrueFalseForm,
    WhenForm,
)
from content.dates import spelled
from content.model import (
    LANGUAGES,
    RIGHT,
    Bank,
    Choice,
    Era,
    Event,
    Fact,
    Language,
    Match,
    Name,
    Naming,
    Number,
    Option,
    Order,
    Phrasing,
    Place,
    Point,
    Question,
    Reviews,
    SeedStatement,
    Several,
    Source,
    Text,
    Theme,
    TrueFalse,
    When,
    number_text,
)
from content.partial_date import PartialDate

Names = Mapping[str, NameForm]


class _Parts(TypedDict):
    key: str
    text: Text
    why: Text | None


def bank_of(draft: Draft, version: str, reviews: Mapping[Language, Reviews]) -> Bank:
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
        first=tuple(tuple(map(_address, addresses)) for addresses in form.first),
        eras=tuple(Era.model_validate(_stretch(era.form)) for era in draft.eras),
        themes=tuple(Theme.model_validate(_stretch(theme.form)) for theme in draft.themes),
        names=tuple(_name(name.form) for name in draft.names),
        sources=tuple(_source(source.form) for source in draft.sources),
        facts=tuple(sorted(_facts(draft), key=lambda fact: place[fact.era])),
        seed=tuple(SeedStatement.model_validate(statement.form.model_dump()) for statement in draft.seed),
        phrasings=tuple(_phrasing(phrasing.form) for phrasing in draft.phrasings),
        reviews=reviews,
    )


def _address(written: str) -> tuple[str, str]:
    fact_id, _, question_id = written.rpartition("/")
    return fact_id, question_id


def _stretch(form: EraForm) -> dict[str, object]:
    periods = [{"begins": period.begins, "text": text(period.text)} for period in form.periods]
    texts = {"title": text(form.title), "introduction": text(form.introduction)}
    return {"id": form.id, "periods": periods, **texts}


def _name(form: NameForm) -> Name:
    return Name.model_validate(
        {
            "id": form.id,
            "kind": form.kind,
            "text": text(form),
            "variants": form.variants,
            "unverified": form.unverified,
            "at": form.at,
            "meaning": text(form.meaning) if form.meaning else None,
            "sources": form.sources,
        }
    )


def _phrasing(form: PhrasingForm) -> Phrasing:
    answer = text(form.answer) if form.answer else None
    return Phrasing.model_validate(form.model_dump() | {"answer": answer})


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


def text(form: TextForm) -> Text:
    return Text.model_validate({language: form.to(language) for language in LANGUAGES})


@singledispatch
def question_of(form: QuestionForm, names: Names) -> Question:
    """The question of a form without problems."""
    raise TypeError(f"no kind of question has the form {type(form).__name__}")


@question_of.register
def _(form: ChoiceForm, names: Names) -> Choice:
    options = (_option(RIGHT, form.right, names), *_options(form.wrong, names))
    return Choice(id=form.id, ask=text(form.ask), options=options)


@question_of.register
def _(form: PlaceForm, names: Names) -> Place:
    options = (
        _point(RIGHT, form.right, names),
        *(_point(key, each, names) for key, each in form.wrong.items()),
    )
    return Place(id=form.id, ask=text(form.ask), options=tuple(options))


@question_of.register
def _(form: SeveralForm, names: Names) -> Several:
    options = (*_options(form.right, names), *_options(form.wrong, names))
    return Several(id=form.id, ask=text(form.ask), options=options, right=tuple(form.right))


@question_of.register
def _(form: TrueFalseForm, names: Names) -> TrueFalse:
    return TrueFalse(id=form.id, ask=text(form.ask), is_true=bool(form.is_true))


@question_of.register
def _(form: NumberForm, names: Names) -> Number:
    assert form.right is not None, "a form without problems has its right number"
    options = [_number(RIGHT, form.right), *(_number(str(number), number) for number in form.wrong)]
    return Number(
        id=form.id,
        ask=text(form.ask),
        right=form.right,
        tolerance=form.tolerance,
        options=tuple(options) if form.wrong else (),
    )


@question_of.register
def _(form: WhenForm, names: Names) -> When:
    assert form.right is not None, "a form without problems has its right date"
    options = [_date(RIGHT, form.right), *(_date(when.spelling, when) for when in form.wrong)]
    return When(
        id=form.id,
        ask=text(form.ask),
        right=form.right,
        tolerance=form.tolerance,
        options=tuple(options) if form.wrong else (),
    )


@question_of.register
def _(form: NamingForm, names: Names) -> Naming:
    right = text(form.right.shown(names))
    known = names[form.right.name].variants if form.right.name else ()
    accepted = dict.fromkeys((right.tg, right.ru, right.en, *known, *form.accept))
    return Naming(id=form.id, ask=text(form.ask), right=right, accepted=tuple(accepted))


@question_of.register
def _(form: OrderForm, names: Names) -> Order:
    events = (_event(key, event, names) for key, event in form.events.items())
    return Order(
        id=form.id, ask=text(form.ask), options=tuple(sorted(events, key=lambda event: event.when.first_on))
    )


@question_of.register
def _(form: MatchForm, names: Names) -> Match:
    return Match(
        id=form.id,
        ask=text(form.ask),
        left=_options({key: pair.left for key, pair in form.pairs.items()}, names),
        options=_options({key: pair.right for key, pair in form.pairs.items()}, names),
    )


def _options(forms: Mapping[str, OptionForm], names: Names) -> tuple[Option, ...]:
    return tuple(_option(key, form, names) for key, form in forms.items())


def _parts(key: str, form: OptionForm, names: Names) -> _Parts:
    return {"key": key, "text": text(form.shown(names)), "why": text(form.why) if form.why else None}


def _option(key: str, form: OptionForm, names: Names) -> Option:
    return Option(**_parts(key, form, names))


def _point(key: str, form: OptionForm, names: Names) -> Point:
    at = names[form.name].at if form.name else None
    assert at is not None, "an option without problems has its place"
    return Point(**_parts(key, form, names), at=at)


def _event(key: str, form: EventForm, names: Names) -> Event:
    assert form.when is not None, "an event without problems has its date"
    return Event(**_parts(key, form, names), when=form.when)


def _number(key: str, number: int) -> Option:
    return Option(key=key, text=number_text(number))


def _date(key: str, when: PartialDate) -> Option:
    return Option(key=key, text=Text(**spelled(when)))
