"""The author's form of the bank: what may be written where. Gaps are allowed here, the checks name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from content.document import Unquoted
from content.model import LANGUAGES, Language, Level, NameKind, PartialDate


def _spelled(value: object) -> object:
    if isinstance(value, Unquoted):
        raise PydanticCustomError("unquoted", f'{value} is not a text for YAML: put it in quotes, "{value}"')
    return value


def _date(value: object) -> object:
    spelled = _spelled(value)
    return PartialDate(spelled) if isinstance(spelled, str) else spelled


def _flag(value: object) -> object:
    return {"true": True, "false": False}.get(str(value), value)


def _option(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.startswith("@"):
        return {"name": value[1:]}
    raise PydanticCustomError("option", 'an option is given in en, ru and tg, or as "@name-id"')


Word = Annotated[str, StringConstraints(strip_whitespace=True), BeforeValidator(_spelled)]
Day = Annotated[PartialDate, BeforeValidator(_date)]
Flag = Annotated[bool, BeforeValidator(_flag)]
LevelWord = Annotated[Level, BeforeValidator(_spelled)]
KindWord = Annotated[NameKind, BeforeValidator(_spelled)]


class Form(BaseModel):
    """``required`` fields have defaults all the same, so that one gap does not hide the other problems."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    required: ClassVar[tuple[str, ...]] = ()


class TextForm(Form):
    en: Word | None = None
    ru: Word | None = None
    tg: Word | None = None

    def given(self) -> Iterator[tuple[Language, str]]:
        """The languages that have words, with them."""
        for language in LANGUAGES:
            words = self.to(language)
            if words:
                yield language, words

    def to(self, language: Language) -> str | None:
        words: str | None = getattr(self, language)
        return words


class OptionForm(TextForm):
    name: Word | None = None
    why: TextForm | None = None


Choosable = Annotated[OptionForm, BeforeValidator(_option)]


class ChoiceForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "kind", "ask", "right", "wrong")
    id: Word = ""
    kind: Literal["choice"] = "choice"
    ask: TextForm = TextForm()
    right: Choosable = OptionForm()
    wrong: dict[str, Choosable] = {}


class FactForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "when", "level", "statement", "sources", "questions")
    id: Word = ""
    when: Day | None = None
    level: LevelWord | None = None
    themes: tuple[Word, ...] = ()
    statement: TextForm = TextForm()
    story: TextForm | None = None
    names: tuple[Word, ...] = ()
    sources: tuple[Word, ...] = ()
    as_of: Day | None = None
    questions: tuple[ChoiceForm, ...] = ()


class BankForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "title", "greeting", "description")
    id: Word = ""
    title: TextForm = TextForm()
    greeting: TextForm = TextForm()
    description: TextForm = TextForm()


class EraForm(Form):
    """An era, and a theme as well."""

    required: ClassVar[tuple[str, ...]] = ("id", "title", "introduction")
    id: Word = ""
    title: TextForm = TextForm()
    introduction: TextForm = TextForm()


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


class SeedForm(Form):
    required: ClassVar[tuple[str, ...]] = ("id", "statement", "taught_by")
    id: Word = ""
    statement: Word = ""
    taught_by: tuple[Word, ...] = ()
