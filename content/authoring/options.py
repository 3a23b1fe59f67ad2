"""The author's form of a text, an option and an event. Gaps are allowed here, the checks name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from content.authoring.fields import Day, Word
from content.dates import spelled
from content.model import LANGUAGES, Language


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
