"""The author's form of each kind of question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from content.authoring.fields import Day, Flag, Whole, Word
from content.authoring.options import (
    Choosable,
    EventForm,
    Form,
    OptionForm,
    Options,
    Place,
    Placed,
    TextForm,
)
from content.dates import spelled
from content.model import RIGHT


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


class ChoosingForm(QuestionForm):
    """One option is right, each wrong one has a key."""

    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "right", "wrong")
    right: Choosable = OptionForm()
    wrong: Options = Field(default={})

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        return (((RIGHT, (RIGHT,), self.right), *_placed("wrong", self.wrong)),)

    def right_options(self) -> tuple[OptionForm, ...]:
        return (self.right,)


class ChoiceForm(ChoosingForm):
    kind: Literal["choice"] = "choice"


class PlaceForm(ChoosingForm):
    """Its options are places, which a map shows by letters."""

    kind: Literal["place"] = "place"


class SeveralForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "right", "wrong")
    kind: Literal["several"] = "several"
    right: Options = Field(default={})
    wrong: Options = Field(default={})

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
    events: dict[str, EventForm] = Field(default={})

    def groups(self) -> tuple[tuple[Placed, ...], ...]:
        return (_placed("events", self.events),)

    def parts(self) -> tuple[tuple[Place, Form], ...]:
        return tuple((("events", key), event) for key, event in self.events.items())


class MatchForm(QuestionForm):
    required: ClassVar[tuple[str, ...]] = (*QuestionForm.required, "pairs")
    kind: Literal["match"] = "match"
    pairs: dict[str, PairForm] = Field(default={})

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
    "place": PlaceForm,
}


def _kind_of(written: object) -> str:
    kind = str(written.get("kind")) if isinstance(written, dict) else str(getattr(written, "kind", ""))
    return kind if kind in KINDS else "unknown"


AnyQuestion = Annotated[
    Annotated[ChoiceForm, Tag("choice")]
    | Annotated[PlaceForm, Tag("place")]
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
