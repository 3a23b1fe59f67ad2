"""Who has read which text in which language: kept beside the bank, and void as soon as the text changes."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from content.authoring.draft import Draft, Entry
from content.authoring.forms import EraForm, NameForm, PhrasingForm
from content.authoring.options import Form
from content.authoring.problems import Problem
from content.authoring.texts import Written, written
from content.model import LANGUAGES, Language, Reviews
from content.text import STATES, State

REVIEW_FILES = {f"reviews/{language}.tsv": language for language in LANGUAGES}
COLUMNS = ("id", "field", "state", "name", "date", "hash")
"""Of the files that are kept, reviews/<language>.tsv; a text that is in none is merely written."""
SHEET = (*COLUMNS, "English", "text", "remark")
"""Of what a reviewer gets and gives back."""


class Place(NamedTuple):
    """Where a text stands, in words that stay when lines move."""

    id: str
    field: str


class Row(NamedTuple):
    """That a person has read a text, whose hash says which words those were."""

    state: State
    name: str
    date: str
    hash: str


@dataclass(frozen=True)
class Kept:
    """The rows of each language, and what is wrong with the files."""

    rows: dict[Language, dict[Place, Row]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def kept(files: Mapping[str, bytes]) -> Kept:
    """What reviews/<language>.tsv say, of those among ``files``."""
    rows: dict[Language, dict[Place, Row]] = {language: {} for language in LANGUAGES}
    problems = []
    for file, language in REVIEW_FILES.items():
        try:
            for line, cells in table(files.get(file, b""), COLUMNS):
                if sentence := _unfit(cells):
                    problems.append(Problem(file, line, cells["id"], sentence))
                else:
                    rows[language][Place(cells["id"], cells["field"])] = _row(cells, cells["hash"])
        except ValueError as error:
            problems.append(Problem(file, 1, "", str(error)))
    return Kept(rows, tuple(problems))


def places(draft: Draft) -> dict[Place, Written]:
    """Every text that a learner may read, by its place."""
    found: dict[Place, Written] = {}
    for text in written(draft):
        place = _place(text)
        number = 2
        while place in found:
            place = Place(place.id, f"{_place(text).field}-{number}")
            number += 1
        found[place] = text
    return found


def _place(text: Written) -> Place:
    form = text.entry.form
    if isinstance(form, PhrasingForm):
        subject = form.of if "/" in form.of else f"name:{form.of}"
        return Place(subject, f"answer-{form.asks}")
    steps = list(text.at)
    if steps[:1] == ["questions"]:
        steps[1] = str(text.entry.written(*text.at[:2], "id"))
    return Place(_subject(text.entry), "/".join(map(str, steps)) or "name")


def _subject(entry: Entry[Form]) -> str:
    if isinstance(entry.form, NameForm):
        return f"name:{entry.given_id}"
    if isinstance(entry.form, EraForm):
        return f"{entry.document.file.removesuffix('s.yaml')}:{entry.given_id}"
    return entry.given_id


def _words(text: Written, language: Language) -> str:
    return text.form.to(language) or ""


def hash_of(words: str) -> str:
    """In letters only: spreadsheets take digits for numbers."""
    return hashlib.sha256(words.encode()).hexdigest()[:12].translate(_LETTERS)


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def state_of(row: Row | None, words: str) -> State:
    """A changed text is merely written again."""
    return row.state if row is not None and row.hash == hash_of(words) else "written"


def counted(draft: Draft, rows: Mapping[Language, Mapping[Place, Row]]) -> dict[Language, Reviews]:
    """For each language how many texts have which state, and of which facts all that is told is reviewed."""
    found, facts = places(draft), [fact.given_id for fact in draft.facts]
    told: dict[Language, Reviews] = {}
    for language in LANGUAGES:
        of = rows.get(language, {})
        states = {place: state_of(of.get(place), _words(text, language)) for place, text in found.items()}
        numbers = Counter(states.values())
        waiting = {place.id for place, state in states.items() if _is_told(place) and state != "reviewed"}
        told[language] = Reviews(
            **{state: numbers[state] for state in STATES},
            facts=tuple(fact for fact in facts if fact not in waiting),
        )
    return told


def _is_told(place: Place) -> bool:
    """Whether it is what a fact tells, and not a question about it."""
    return place.field in ("statement", "event", "story")


def sheet(draft: Draft, rows: Mapping[Place, Row], language: Language, only: str = "") -> str:
    """What waits for a review, as a table; ``only`` is how the ids begin that are wanted."""
    lines = []
    for place, text in places(draft).items():
        words = _words(text, language)
        state = state_of(rows.get(place), words)
        if state != "reviewed" and place.id.startswith(only):
            row = rows[place] if state == "read" else None
            signed = (row.name, row.date) if row else ("", "")
            lines.append((*place, state, *signed, hash_of(words), text.form.en or "", words, ""))
    return _written([SHEET, *lines])


@dataclass
class Taken:
    """A sheet that came back: the rows that are kept now, and what was not taken, line by line."""

    rows: dict[Place, Row]
    number: int = 0
    rejected: list[Problem] = field(default_factory=list)


def take(draft: Draft, rows: Mapping[Place, Row], language: Language, file: str, sheet: bytes) -> Taken:
    """Rows with a state above written are taken if they are signed and the text is still the bank's.

    What is kept already stays as long as its text does. Raises ValueError if it is no such table.
    """
    found = places(draft)
    words = {place: _words(text, language) for place, text in found.items()}
    still = {place: row for place, row in rows.items() if state_of(row, words.get(place, "")) != "written"}
    taken = Taken(still)
    for line, cells in table(sheet, COLUMNS):
        sentence = _rejection(cells, words)
        place = Place(cells["id"], cells["field"])
        if sentence:
            taken.rejected.append(Problem(file, line, " ".join(place), sentence))
        elif cells["state"] not in ("", "written"):
            taken.rows[place] = _row(cells, hash_of(words[place]))
            taken.number += 1
    order = list(found)
    taken.rows = {place: taken.rows[place] for place in order if place in taken.rows}
    return taken


def _rejection(cells: Mapping[str, str], words: Mapping[Place, str]) -> str | None:
    """Why a line is not taken; what a reviewer has to say is told even if the state says nothing."""
    place = Place(cells["id"], cells["field"])
    is_known = place in words
    if is_known and cells.get("text", words[place]).split() != words[place].split():
        return f"a correction, to be made in the bank first: {cells['text']}"
    if cells.get("remark"):
        return f"a remark: {cells['remark']}"
    if cells["state"] in ("", "written"):
        return None
    if not is_known:
        return "there is no such text in the bank"
    if cells["hash"] != hash_of(words[place]):
        return "the text has changed since this table was made: it is to be read again"
    return _unfit(cells)


def _unfit(cells: Mapping[str, str]) -> str | None:
    if cells["state"] not in STATES[1:]:
        return f'"{cells["state"]}" is no state: write {" or ".join(STATES[1:])}'
    if not cells["name"]:
        return "nobody has signed: write a name"
    try:
        date.fromisoformat(cells["date"])
    except ValueError:
        return f'"{cells["date"]}" is no day: write it as 2026-03-31'
    return None


def _row(cells: Mapping[str, str], hash_: str) -> Row:
    state: State = "reviewed" if cells["state"] == "reviewed" else "read"
    return Row(state, cells["name"], cells["date"], hash_)


def text_of(rows: Mapping[Place, Row]) -> str:
    """The file that is kept."""
    return _written([COLUMNS, *((*place, *row) for place, row in rows.items())])


def table(content: bytes, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines under the heading, with their numbers; as spreadsheets save them, with tabs, ; or commas.

    A row of several lines has the number of the first. Raises ValueError if the heading lacks one of the
    columns, or a cell is larger than any text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("the file is not in UTF-8: save it as UTF-8") from error
    if not text.strip():
        return
    heading = text.splitlines()[0]
    mark = max("\t;,", key=heading.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    names = [name.strip() for name in next(reader)]
    lacking = [column for column in columns if column not in names]
    if lacking:
        raise ValueError(f"the first line has no {', '.join(lacking)}: it is to be {' '.join(columns)}")
    line = reader.line_num + 1
    try:
        for cells in reader:
            if any(cells):
                padded = [*map(str.strip, cells), *[""] * (len(names) - len(cells))]
                yield line, dict(zip(names, padded, strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {line} cannot be read: {error}") from error


def _written(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(lines)
    return out.getvalue()
