"""The author's form of the bank: what may be written where. Gaps are allowed here, the checks name them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from content.authoring.fields import AsksWord, Day, Degrees, Flag, KindWord, LevelWord, Word
from content.authoring.options import Form, TextForm
from content.authoring.question_forms import AnyQuestion
from content.model import LANGUAGES, Language


class FactForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "when", "level", "statement", "sources", "questions")
    id: Word = ""
    when: Day | None = None
    level: LevelWord | None = None
    themes: tuple[Word, ...] = ()
    statement: TextForm = TextForm()
    event: TextForm | None = None
    story: TextForm | None = None
    names: tuple[Word, ...] = ()
    sources: tuple[Word, ...] = ()
    as_of: Day | None = None
    questions: tuple[AnyQuestion, ...] = ()


class BankForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "title", "greeting", "description")
    id: Word = ""
    title: TextForm = TextForm()
    greeting: TextForm = TextForm()
    description: TextForm = TextForm()
    first: tuple[tuple[Word, ...], ...] = ()


class PeriodForm(Form):
    required: ClassVar[tuple[str, ...]] = ("begins", "text")
    begins: Day | None = None
    text: TextForm = TextForm()


class EraForm(Form):
    """An era, and a theme as well."""

    required: ClassVar[tuple[str, ...]] = ("id", "title", "introduction")
    id: Word = ""
    title: TextForm = TextForm()
    introduction: TextForm = TextForm()
    periods: tuple[PeriodForm, ...] = ()


class SourceForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "title", "publisher", "url")
    id: Word = ""
    title: Word = ""
    publisher: Word = ""
    url: Word = ""
    date: Day | None = None
    is_copy: Flag = Field(default=False, alias="copy")


class NameForm(TextForm):
    required: ClassVar[tuple[str, ...]] = ("id", "kind")
    id: Word = ""
    kind: KindWord | None = None
    variants: tuple[Word, ...] = ()
    unverified: Flag = False
    at: Degrees | None = None
    meaning: TextForm | None = None
    sources: tuple[Word, ...] = ()


class SeedForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "statement", "taught_by")
    id: Word = ""
    statement: Word = ""
    taught_by: tuple[Word, ...] = ()


class PhrasingForm(Form):
    """How people ask for one thing that a fact tells, or for what a name means."""

    required: ClassVar[tuple[str, ...]] = ("of", "asks", *LANGUAGES)
    of: Word = ""
    asks: AsksWord | None = None
    answer: TextForm | None = None
    en: tuple[Word, ...] = ()
    ru: tuple[Word, ...] = ()
    tg: tuple[Word, ...] = ()

    def to(self, language: Language) -> tuple[str, ...]:
        asked: tuple[str, ...] = getattr(self, language)
        return asked
