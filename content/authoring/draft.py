"""The bank as written: every entry with its place in the files, broken parts left out and told."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from content.authoring.document import Document, Path
from content.authoring.forms import BankForm, EraForm, FactForm, NameForm, PhrasingForm, SeedForm, SourceForm
from content.authoring.options import Form, Placed
from content.authoring.problems import Problem, nearest
from content.authoring.question_forms import QuestionForm
from content.authoring.sentences import place_of, sentence_of

FormT = TypeVar("FormT", bound=Form, covariant=True)

FILES = ("bank.yaml", "eras.yaml", "sources.yaml", "names.yaml", "seed.yaml")
OPTIONAL_FILES = ("themes.yaml",)
FOLDERS = ("facts", "phrasings")
"""In each of them any number of files that the author names."""


@dataclass(frozen=True)
class Entry(Generic[FormT]):
    """One item of a file: what its author wrote, and where. ``path`` leads to it in the document."""

    document: Document
    path: Path
    form: FormT

    @property
    def given_id(self) -> str:
        """The id its author gave it, or an empty text."""
        return str(getattr(self.form, "id", ""))

    @property
    def id(self) -> str:
        given = self.given_id or str(getattr(self.form, "of", ""))
        return given or (f"number {int(self.path[-1]) + 1}" if self.path else "")

    def problem(self, sentence: str, *at: str | int) -> Problem:
        """A problem at ``at`` inside this entry; one inside a question also names the question."""
        return Problem(self.document.file, self.line(*at), self._id_at(at), sentence)

    def line(self, *at: str | int) -> int:
        return self.document.line((*self.path, *at))

    def written(self, *at: str | int) -> object:
        """What the file has at ``at``, whether it fits the form or not; None if it has nothing there."""
        value = self.document.data
        for part in (*self.path, *at):
            if isinstance(value, Mapping):
                value = value.get(part)
            else:
                value = value[part] if isinstance(value, list) and isinstance(part, int) else None
        return value

    def _id_at(self, at: Path) -> str:
        if isinstance(self.form, FactForm) and at[:1] == ("questions",) and len(at) > 1:
            question = self.written(*at[:2], "id")
            return f"{self.id}/{question}" if question else f"{self.id}/question {int(at[1]) + 1}"
        return self.id


def era_of(fact: Entry[FactForm]) -> str:
    """The era of a fact is the name of its file."""
    return PurePosixPath(fact.document.file).stem


class QuestionEntry(NamedTuple):
    """A question of a fact; ``at`` leads to it inside the fact."""

    fact: Entry[FactForm]
    at: Path
    form: QuestionForm

    @classmethod
    def of(cls, fact: Entry[FactForm]) -> Iterator[QuestionEntry]:
        for index, form in enumerate(fact.form.questions):
            if isinstance(fact.written("questions", index), dict):
                yield cls(fact, ("questions", index), form)

    def groups(self) -> Iterator[list[Placed]]:
        """Key, place in the fact and form of the options, in groups within which each is of its own."""
        for group in self.form.groups():
            yield [(key, (*self.at, *place), form) for key, place, form in group]

    def options(self) -> Iterator[Placed]:
        return chain.from_iterable(self.groups())


@dataclass
class Draft:
    """All entries of all files. ``unread`` are the files of which nothing could be read."""

    bank: Entry[BankForm] | None = None
    eras: list[Entry[EraForm]] = field(default_factory=list)
    themes: list[Entry[EraForm]] = field(default_factory=list)
    names: list[Entry[NameForm]] = field(default_factory=list)
    sources: list[Entry[SourceForm]] = field(default_factory=list)
    facts: list[Entry[FactForm]] = field(default_factory=list)
    seed: list[Entry[SeedForm]] = field(default_factory=list)
    phrasings: list[Entry[PhrasingForm]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether the bank says how people ask: then it is meant for learners, and held to more."""
        return bool(self.phrasings) and not any(file.startswith("phrasings/") for file in self.unread)

    def entries(self) -> Iterator[Entry[Form]]:
        if self.bank:
            yield self.bank
        yield from chain(self.eras, self.themes, self.names, self.sources, self.facts, self.seed)
        yield from self.phrasings

    def questions(self) -> Iterator[QuestionEntry]:
        """Every question with its fact."""
        for fact in self.facts:
            yield from QuestionEntry.of(fact)

    def name_forms(self) -> dict[str, NameForm]:
        """Every name by its id; of two with one id, the first."""
        return {name.form.id: name.form for name in reversed(self.names)}


def draft_of(documents: Iterable[Document]) -> Draft:
    """Read every document into the draft; what is wrong with their shape stands in its ``problems``."""
    draft = Draft()
    found = {document.file: document for document in documents}
    for file in (*FILES, *(file for file in sorted(found) if file not in FILES)):
        document = found.get(file)
        if document is None:
            draft.unread.add(file)
            draft.problems.append(Problem(file, 1, "", "the file is missing"))
        else:
            _take(draft, document)
    return draft


def _take(draft: Draft, document: Document) -> None:
    draft.problems.extend(document.problems)
    if not document.is_readable:
        draft.unread.add(document.file)
        return
    match document.file:
        case "bank.yaml":
            draft.bank = _entry(draft, document, (), BankForm)
        case "eras.yaml":
            draft.eras.extend(_entries(draft, document, "eras", EraForm))
        case "themes.yaml":
            draft.themes.extend(_entries(draft, document, "themes", EraForm))
        case "names.yaml":
            draft.names.extend(_entries(draft, document, "names", NameForm))
        case "sources.yaml":
            draft.sources.extend(_entries(draft, document, "sources", SourceForm))
        case "seed.yaml":
            draft.seed.extend(_entries(draft, document, "seed", SeedForm))
        case file if file.startswith("phrasings/"):
            draft.phrasings.extend(_entries(draft, document, "phrasings", PhrasingForm))
        case _:
            draft.facts.extend(_entries(draft, document, "facts", FactForm))


def _entries(draft: Draft, document: Document, key: str, form: type[FormT]) -> Iterator[Entry[FormT]]:
    top = document.data if isinstance(document.data, dict) else {}
    for other in top.keys() - {key}:
        sentence = f'there is no field "{other}" here{nearest(other, [key]) or f"; the file has one, {key}"}'
        draft.problems.append(Problem(document.file, document.line((other,)), "", sentence))
    for path, line in document.repeats:
        if len(path) == 1:
            draft.problems.append(_repeat(document, path, line, ""))
    items = top.get(key)
    if not isinstance(items, list):
        draft.unread.add(document.file)
        sentence = f'the file begins with "{key}:", and under it a list of entries'
        draft.problems.append(Problem(document.file, document.line((key,)), "", sentence))
        return
    for index in range(len(items)):
        entry = _entry(draft, document, (key, index), form)
        if entry is not None:
            yield entry


def _entry(draft: Draft, document: Document, path: Path, form: type[FormT]) -> Entry[FormT] | None:
    """The entry at ``path`` without its ill-shaped parts; None if it is no block of fields at all."""
    written = Entry(document, path, Form()).written()
    if not isinstance(written, dict):
        sentence = "an entry is a block of fields, one a line"
        draft.problems.append(Problem(document.file, document.line(path), "", sentence))
        return None
    try:
        entry = Entry(document, path, form.model_validate(written))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        sound = _without(written, [place_of(details) for details in errors])
        entry = Entry(document, path, form.model_validate(sound, extra="ignore"))
        draft.problems.extend(
            entry.problem(sentence_of(details, form), *place_of(details)) for details in errors
        )
    draft.problems.extend(
        _repeat(document, where, line, entry.problem("", *where[len(path) :]).id)
        for where, line in document.repeats
        if where[: len(path)] == path and len(where) > len(path)
    )
    return entry


def _repeat(document: Document, path: Path, line: int, about: str) -> Problem:
    first = document.line(path)
    sentence = f'the key "{path[-1]}" stands here a second time; the first is on line {first}'
    return Problem(document.file, line, about, sentence)


def _without(written: Mapping[str, object], places: Iterable[Path]) -> object:
    """A copy without what stands at ``places``. List items are emptied: the others keep their number."""
    sound: object = copy.deepcopy(written)
    for place in places:
        *way, last = place
        if isinstance(last, int) and way[-1] == "wrong":
            last = way.pop()  # the whole list: no blank would pass for a number or a date
        around: object = sound
        for part in way:
            around = around[part]  # type: ignore[index]
        if isinstance(around, dict):
            around.pop(last, None)
        elif isinstance(around, list) and isinstance(last, int):
            around[last] = {"questions": {}, "first": []}.get(str(way[-1]), "")
    return sound
