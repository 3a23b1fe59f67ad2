"""Rows become a draft: facts as an author writes them, with gaps for what nobody has said."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from content.authoring.checks import FACT_SLUG, SLUG
from content.authoring.forms import NameForm
from content.authoring.options import TextForm
from content.authoring.problems import Problem
from content.exchange.row import Row
from content.limits import ASK_LIMIT, OPTION_LIMIT
from content.model import LANGUAGES, Language

_HEAD = """\
# A draft, and no part of a bank. Fill in what is "", give every fact its sources and every wrong option its
# why, let native readers translate and review; then put the facts into facts/<era>.yaml, and check.
# A question that is in the bank already keeps its id there, and its options their keys (docs/authoring.md).
"""
Names = Mapping[str, NameForm]
Told = list[Row]
"""One question, a row a language."""
Numbered = Sequence[tuple[int, Row]]


def draft(file: str, rows: Numbered, names: Names, era: str) -> tuple[str, int, list[Problem]]:
    """The facts in YAML, how many questions they have, and the rows of ``file`` that do not fit in.

    An option that is spelled as just one of ``names`` becomes that name. What belongs to no fact gets
    a fact of its own in ``era``.
    """
    questions, rejected = _questions(file, rows, era)
    facts: dict[str, dict[str, Any]] = {}
    for (fact, question), told in questions.items():
        written = facts.setdefault(fact, _fact(fact, told))
        written["questions"].append({"id": question, **_question(told, names)})
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump({"facts": list(map(_quoted, facts.values()))}, out)
    return _HEAD + out.getvalue(), len(questions), rejected


def _questions(file: str, rows: Numbered, era: str) -> tuple[dict[tuple[str, str], Told], list[Problem]]:
    found: dict[tuple[str, str], Told] = {}
    rejected = []
    for line, row in rows:
        place = (row.fact or f"{era}/question-{line}", row.id or "question")
        before = found.get(place, [])
        if sentence := _unfit(place, row, before):
            rejected.append(Problem(file, line, "/".join(place), sentence))
        else:
            found[place] = [*before, row]
    return found, rejected


def _unfit(place: tuple[str, str], row: Row, before: Told) -> str | None:
    """Why a row cannot stand in a draft; its lengths and the rest are told by the check."""
    fact, question = place
    if not FACT_SLUG.fullmatch(fact) or not SLUG.fullmatch(question):
        return "its id is not an era, a slug and a slug, such as peace/agreement/where"
    if any(other.language == row.language for other in before):
        return f"the question is there in this language already ({row.language})"
    if before and _shape(row) != _shape(before[0]):
        return f"it has other answers than its row in the language {before[0].language}: as many of each kind"
    if len(row.ask) > ASK_LIMIT or any(len(text) > OPTION_LIMIT for text in (*row.right, *row.wrong)):
        return f"a question may have {ASK_LIMIT} characters and an answer {OPTION_LIMIT}"
    return _KINDS[row.kind].lacks(row)


def _shape(row: Row) -> tuple[object, ...]:
    own = row.right if row.kind in ("true-false", "number", "when") else ()
    number = 1 if row.kind == "name" else len(row.right)
    return row.kind, own, number, len(row.wrong), len(row.sides), row.keys


def _fact(fact_id: str, told: Told) -> dict[str, Any]:
    first = told[0]
    return {
        "id": fact_id,
        "when": first.when,
        "level": "more",
        "statement": _texts({row.language: row.statement for row in told}),
        "sources": list(first.sources),
        "questions": [],
    }


def _question(told: Told, names: Names) -> dict[str, Any]:
    ask = _texts({row.language: row.ask for row in told})
    return {"kind": told[0].kind, "ask": ask, **_KINDS[told[0].kind].write(told, names)}


def _texts(given: Mapping[Language, str]) -> dict[str, Any]:
    return {language: given.get(language, "") for language in reversed(LANGUAGES)}


class _Kind:
    """How one kind of question is written, and what a row of it may lack."""

    def __init__(
        self, write: Callable[[Told, Names], dict[str, Any]], right: range, wrong: range = range(1)
    ) -> None:
        self.write, self._right, self._wrong = write, right, wrong

    def lacks(self, row: Row) -> str | None:
        for what, number, allowed in (
            ("right", len(row.right), self._right),
            ("wrong", len(row.wrong), self._wrong),
        ):
            if number not in allowed:
                wanted = f"{allowed.start} to {allowed.stop - 1}" if len(allowed) > 1 else f"{allowed.start}"
                return f"of the kind {row.kind} it is to have {wanted} {what} ones, and it has {number}"
        if row.keys and (len(row.keys) != _keyed(row) or not all(map(SLUG.fullmatch, row.keys))):
            return f"it has {len(row.keys)} keys for {_keyed(row)} options, or one that is no slug"
        return _unreadable(row)


def _unreadable(row: Row) -> str | None:
    said = (*row.right, *row.wrong)
    if row.kind == "number" and not all(text.isascii() and text.isdigit() for text in said):
        return "its numbers are to be whole and in digits"
    if row.kind == "true-false" and row.right[0].lower() not in ("true", "false"):
        return f'"{row.right[0]}" is neither true nor false'
    return None


def _keyed(row: Row) -> int:
    return len(row.wrong) + (len(row.right) if row.kind in ("several", "order", "match") else 0)


def _choice(told: Told, names: Names) -> dict[str, Any]:
    keys = _keys(told, told[0].wrong)
    return {"right": _option([row.right[0] for row in told], told, names), "wrong": _wrong(told, names, keys)}


def _several(told: Told, names: Names) -> dict[str, Any]:
    number = len(told[0].right)
    keys = _keys(told, (*told[0].right, *told[0].wrong))
    right = {
        key: _option([row.right[at] for row in told], told, names) for at, key in enumerate(keys[:number])
    }
    return {"right": right, "wrong": _wrong(told, names, keys[number:])}


def _wrong(told: Told, names: Names, keys: Sequence[str]) -> dict[str, Any]:
    written = {}
    for at, key in enumerate(keys):
        option = _option([row.wrong[at] for row in told], told, names)
        why = {row.language: row.whys[at] for row in told if at < len(row.whys) and row.whys[at]}
        if why:
            option = {"name": option[1:]} if isinstance(option, str) else option
            option = {**option, "why": _texts(why)}
        written[key] = option
    return written


def _true_false(told: Told, names: Names) -> dict[str, Any]:
    return {"is_true": told[0].right[0].lower() == "true"}


def _number(told: Told, names: Names) -> dict[str, Any]:
    first = told[0]
    return {"right": int(first.right[0]), "wrong": list(map(int, first.wrong)), "tolerance": first.tolerance}


def _when(told: Told, names: Names) -> dict[str, Any]:
    first = told[0]
    return {"right": first.right[0], "wrong": list(first.wrong), "tolerance": first.tolerance}


def _naming(told: Told, names: Names) -> dict[str, Any]:
    right = _option([row.right[0] for row in told], told, names)
    known = {row.right[0] for row in told}
    if isinstance(right, str):
        name = names[right[1:]]
        known |= {words for _, words in name.given()} | set(name.variants)
    others = dict.fromkeys(said for row in told for said in row.right[1:])
    return {"right": right, "accept": [said for said in others if said not in known]}


def _order(told: Told, names: Names) -> dict[str, Any]:
    first = told[0]
    events = {}
    for at, key in enumerate(_keys(told, first.right)):
        event = _option([row.right[at] for row in told], told, names)
        event = {"name": event[1:]} if isinstance(event, str) else event
        events[key] = {**event, "when": first.sides[at]}
    return {"events": events}


def _match(told: Told, names: Names) -> dict[str, Any]:
    return {
        "pairs": {
            key: {
                "left": _option([row.right[at] for row in told], told, names),
                "right": _option([row.sides[at] for row in told], told, names),
            }
            for at, key in enumerate(_keys(told, told[0].right))
        }
    }


_KINDS = {
    "choice": _Kind(_choice, range(1, 2), range(2, 5)),
    "place": _Kind(_choice, range(1, 2), range(2, 6)),
    "several": _Kind(_several, range(2, 6), range(5)),
    "true-false": _Kind(_true_false, range(1, 2)),
    "number": _Kind(_number, range(1, 2), range(5)),
    "when": _Kind(_when, range(1, 2), range(5)),
    "name": _Kind(_naming, range(1, 100)),
    "order": _Kind(_order, range(3, 6)),
    "match": _Kind(_match, range(3, 6)),
}


def _option(words: Sequence[str], told: Told, names: Names) -> Any:
    """A name of the bank that is spelled so in each language told, if there is just one; else the words."""
    said = {row.language: text for row, text in zip(told, words, strict=True)}
    alike = [name_id for name_id, name in names.items() if _is(name, said)]
    return f"@{alike[0]}" if len(alike) == 1 else _texts(said)


def _is(name: TextForm, said: Mapping[Language, str]) -> bool:
    return all(name.to(language) == said[language] for language in LANGUAGES if language in said)


def _keys(told: Told, options: Sequence[str]) -> tuple[str, ...]:
    if told[0].keys:
        return told[0].keys
    keys: list[str] = []
    for number, option in enumerate(options, start=1):
        slug = "-".join(re.findall("[a-z0-9]+", option.lower()))[:20].strip("-")
        keys.append(slug if slug and slug not in (*keys, "right") else f"option-{number}")
    return tuple(keys)


def _quoted(value: Any) -> Any:
    """Texts in double quotes: some would be numbers, dates or truth values without."""
    if isinstance(value, dict):
        return {key: _quoted(each) for key, each in value.items()}
    if isinstance(value, list):
        return list(map(_quoted, value))
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value
