"""The author's form of the bank: what may be written where. Gaps are allowed here, the checks name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from content.authoring.fields import AsksWord, Day, Flag, KindWord, LevelWord, Whole, Word
from content.dates import spelled
from content.model import LANGUAGES, RIGHT, Language


def _option(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.startswith("@"):
        return {"name": value[1:]}
    raise PydanticCustomError(
        "option", 'an option is given in en, ru and tg, as "@name-id", or as {when: "1994"}'
    )


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
    """Words in each language, or a name, or a date that the program spells."""

    name: Word | None = None
    when: Day | None = None
    why: TextForm | None = None

    @property
    def has_words(self) -> bool:
        """Whether its author spells it out: neither a name nor a date stands in for the words."""
        return self.name is None and self.when is None

    def shown(self, names: Mapping[str, TextForm]) -> TextForm:
        """What a learner reads."""
        if self.name:
            return names.get(self.name, TextForm())
        return self if self.when is None else TextForm.model_validate(spelled(self.when))


class EventForm(OptionForm):
    """Here the date is not shown: it says where the event belongs."""

    required: ClassVar[tuple[str, ...]] = ("when",)

    @property
    def has_words(self) -> bool:
        return self.name is None

    def shown(self, names: Mapping[str, TextForm]) -> TextForm:
        return names.get(self.name, TextForm()) if self.name else self


Choosable = Annotated[OptionForm, BeforeValidator(_option)]
Options = dict[str, Choosable]
Place = tuple[str | int, ...]
Placed = tuple[str, Place, OptionForm]
"""Key, place inside the question, and form of an option."""


class PairForm(Form):
    required: ClassVar[tuple[str, ...]] = ("left", "right")
    left: Choosable = OptionForm()
    right: Choosable = OptionForm()


class QuestionForm(Form):
    """What every kind has; each says which options must differ from one another, and which are right."""

    required: ClassVar[tuple[str, ...]] = ("id", "kind", "ask")
    id: Word = ""
    kind: str = ""
    ask: TextForm = TextForm()

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        return ()

    def right_options(self) -> tuple[OptionForm, ...]:
        """The options that answer it, where one or several do."""
        return ()

    def rights(self, names: Mapping[str, TextForm]) -> tuple[TextForm, ...]:
        """What is right: ``ask`` must not contain it."""
        return tuple(form.shown(names) for form in self.right_options())

    def parts(self) -> tuple[tuple[Place, Form], ...]:
        """Blocks inside the question that have required fields of their own, each with its place."""
        return ()


class ChoiceForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "right", "wrong")
    kind: Literal["choice"] = "choice"
    right: Choosable = OptionForm()
    wrong: Options = {}

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        return (((RIGHT, (RIGHT,), self.right), *_placed("wrong", self.wrong)),)

    def right_options(self) -> tuple[OptionForm, ...]:
        return (self.right,)


class SeveralForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "right", "wrong")
    kind: Literal["several"] = "several"
    right: Options = {}
    wrong: Options = {}

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        return ((*_placed(RIGHT, self.right), *_placed("wrong", self.wrong)),)

    def right_options(self) -> tuple[OptionForm, ...]:
        return tuple(self.right.values())


class TrueFalseForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "is_true")
    kind: Literal["true-false"] = "true-false"
    is_true: Flag | None = None


class NumberForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "right")
    kind: Literal["number"] = "number"
    right: Whole | None = None
    wrong: tuple[Whole, ...] = ()
    tolerance: Whole = 0

    def rights(self, names: Mapping[str, TextForm]) -> tuple[TextForm, ...]:
        words = str(self.right) if self.right is not None else None
        return (TextForm(en=words, ru=words, tg=words),)


class WhenForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "right")
    kind: Literal["when"] = "when"
    right: Day | None = None
    wrong: tuple[Day, ...] = ()
    tolerance: Whole = 0

    def rights(self, names: Mapping[str, TextForm]) -> tuple[TextForm, ...]:
        return (TextForm.model_validate(spelled(self.right)),) if self.right else ()


class NamingForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "right")
    kind: Literal["name"] = "name"
    right: Choosable = OptionForm()
    accept: tuple[Word, ...] = ()

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        return (((RIGHT, (RIGHT,), self.right),),)

    def right_options(self) -> tuple[OptionForm, ...]:
        return (self.right,)


class OrderForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "events")
    kind: Literal["order"] = "order"
    events: dict[str, EventForm] = {}

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        return (_placed("events", self.events),)

    def parts(self) -> tuple[tuple[Place, Form], ...]:
        return tuple((("events", key), event) for key, event in self.events.items())


class MatchForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "pairs")
    kind: Literal["match"] = "match"
    pairs: dict[str, PairForm] = {}

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        lefts = tuple((key, ("pairs", key, "left"), pair.left) for key, pair in self.pairs.items())
        rights = tuple((key, ("pairs", key, RIGHT), pair.right) for key, pair in self.pairs.items())
        return lefts, rights

    def parts(self) -> tuple[tuple[Place, Form], ...]:
        return tuple((("pairs", key), pair) for key, pair in self.pairs.items())


class UnknownKindForm(QuestionForm):
    """A question of no kind there is: what only some kinds have is not judged."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    kind: Literal[""] = ""


def _placed(field: str, options: Mapping[str, OptionForm]) -> tuple[Placed, ...]:
    return tuple((key, (field, key), form) for key, form in options.items())


KINDS: dict[str, type[QuestionForm]] = {
    "choice": ChoiceForm,
    "several": SeveralForm,
    "true-false": TrueFalseForm,
    "number": NumberForm,
    "when": WhenForm,
    "name": NamingForm,
    "order": OrderForm,
    "match": MatchForm,
}


def _kind_of(written: object) -> str:
    kind = str(written.get("kind")) if isinstance(written, dict) else str(getattr(written, "kind", ""))
    return kind if kind in KINDS else "unknown"


AnyQuestion = Annotated[
    Annotated[ChoiceForm, Tag("choice")]
    | Annotated[SeveralForm, Tag("several")]
    | Annotated[TrueFalseForm, Tag("true-false")]
    | Annotated[NumberForm, Tag("number")]
    | Annotated[WhenForm, Tag("when")]
    | Annotated[NamingForm, Tag("name")]
    | Annotated[OrderForm, Tag("order")]
    | Annotated[MatchForm, Tag("match")]
    | Annotated[UnknownKindForm, Tag("unknown")],
    Discriminator(_kind_of),
]


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
