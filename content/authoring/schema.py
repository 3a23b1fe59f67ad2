"""JSON Schema of the bank's files, made from the forms: editors complete and check while an author writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from content import limits
from content.authoring.checks import FACT_SLUG, SLUG
from content.authoring.forms import BankForm, EraForm, FactForm, NameForm, PhrasingForm, SeedForm, SourceForm
from content.authoring.options import EventForm, Form, TextForm
from content.authoring.question_forms import KINDS, PairForm, UnknownKindForm
from content.model import LANGUAGES

DIRECTORY = Path(__file__).parents[1] / "schema"

Schema = dict[str, Any]

_LISTS: dict[str, type[Form]] = {
    "eras": EraForm,
    "themes": EraForm,
    "names": NameForm,
    "sources": SourceForm,
    "facts": FactForm,
    "seed": SeedForm,
    "phrasings": PhrasingForm,
}
_EVERY: tuple[type[Form], ...] = (*_LISTS.values(), BankForm, *KINDS.values(), EventForm, PairForm)
_FORMS = {form.__name__: form for form in _EVERY}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOISE = ("default", "discriminator", "title", "description")
_REFERENCE = "#/$defs/"
_SLUGS = f"^{SLUG.pattern}$"
_NO_KIND = {"$ref": _REFERENCE + UnknownKindForm.__name__}
_OPTION = {"$ref": f"{_REFERENCE}OptionForm"}

_LIMITS = {
    "title": limits.TITLE_LIMIT,
    "greeting": limits.GREETING_LIMIT,
    "description": limits.DESCRIPTION_LIMIT,
    "introduction": limits.INTRODUCTION_LIMIT,
    "statement": limits.STATEMENT_LIMIT,
    "event": limits.EVENT_LIMIT,
    "story": limits.STORY_LIMIT,
    "ask": limits.ASK_LIMIT,
    "why": limits.WHY_LIMIT,
    "meaning": limits.MEANING_LIMIT,
    "answer": limits.ANSWER_LIMIT,
}
_WORDS = {
    "when": 'A date, no more exact than the source says: "1994", "1994-02", "1994-02-19" or "1992/1997".',
    "level": "core: whoever knows these knows the whole way. more: goes beyond it.",
    "themes": "Ids of themes.yaml.",
    "statement": "One sentence that can be true or false on its own.",
    "event": "What happened on that date, in a few words without the date.",
    "story": "A few sentences more. It joins what the sources say and invents nothing.",
    "names": "Ids of names.yaml that the fact is about.",
    "sources": "Ids of sources.yaml, where this was read: one at least.",
    "as_of": "The date on which this was so, if the text says now.",
    "ask": "The question itself; the bot adds how to answer it. It must not contain the answer.",
    "wrong": "Plausible, of the same kind as the right one, and never also right.",
    "why": "What the wrongly chosen thing really was: shown to whoever chose it.",
    "tolerance": "How far off an answer may be and still count.",
    "accept": "Other spellings of the very same thing, in any script.",
    "variants": "Other spellings that people write.",
    "unverified": "true: one of the three spellings was not found in a source of authority.",
    "copy": "true: a copy was read; url is the original's address.",
    "at": "Of a place: degrees of latitude and longitude, [38.56, 68.78].",
    "meaning": "What it is, in one sentence for a pupil. Needs sources.",
    "of": "The id of a fact, or of a name with a meaning.",
    "asks": "What is asked for.",
    "answer": "The first line of the reply: just what was asked.",
    "first": "First quizzes: lists of five questions, each as fact/question, answered by one tap.",
    "taught_by": "Ids of the facts that teach this statement.",
}


def schemas() -> dict[str, str]:
    """The text of each schema by its file's name: a list of entries, but for bank.json a block of fields."""
    found = {name: _listed(name, form) for name, form in _LISTS.items()} | {"bank": _of(BankForm)}
    return {f"{name}.json": _text(name, schema) for name, schema in sorted(found.items())}


def write(directory: Path = DIRECTORY) -> None:
    directory.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (directory / name).write_text(text, encoding="utf-8")


def _text(name: str, schema: Schema) -> str:
    titled = {"$schema": _DIALECT, "title": f"{name}.yaml of a bank", **schema}
    return json.dumps(titled, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _listed(name: str, form: type[Form]) -> Schema:
    schema = _of(form)
    definitions = schema.pop("$defs", {})
    return {
        "$defs": {**definitions, form.__name__: schema},
        "type": "object",
        "properties": {name: {"type": "array", "items": {"$ref": _REFERENCE + form.__name__}}},
        "required": [name],
        "additionalProperties": False,
    }


def _of(form: type[Form]) -> Schema:
    """What pydantic says of the form, with what the forms themselves leave to the checks."""
    schema = form.model_json_schema()
    definitions = schema.pop("$defs", {})
    definitions.pop(UnknownKindForm.__name__, None)
    strict = _form(form.__name__, schema)
    if definitions:
        strict["$defs"] = {name: _form(name, part) for name, part in definitions.items()}
    return strict


def _form(name: str, schema: Schema) -> Schema:
    strict = {key: value for key, value in schema.items() if key not in _NOISE}
    strict["properties"] = {field: _field(name, field, part) for field, part in schema["properties"].items()}
    required = list(_FORMS[name].required) if name in _FORMS else []
    for field in required:
        strict["properties"][field] |= _not_empty(strict["properties"][field])
    if name in (TextForm.__name__, NameForm.__name__):
        required += LANGUAGES
    return strict | ({"required": required} if required else {})


def _field(form: str, field: str, schema: Schema) -> Schema:
    strict: Schema = _plain(schema)
    if strict.get("$ref") == f"{_REFERENCE}TextForm" and field in _LIMITS:
        strict["properties"] = {language: {"maxLength": _LIMITS[field]} for language in LANGUAGES}
    if form == EraForm.__name__ and field == "title":
        strict["properties"] = {language: {"maxLength": limits.LABEL_LIMIT} for language in LANGUAGES}
    if form == PhrasingForm.__name__ and field in LANGUAGES:
        strict["items"] |= {"maxLength": limits.PHRASING_LIMIT}
    if field == "id":
        strict["pattern"] = f"^{FACT_SLUG.pattern}$" if form == FactForm.__name__ else _SLUGS
    return strict | ({"description": _WORDS[field]} if field in _WORDS else {})


def _not_empty(schema: Schema) -> Schema:
    sizes = {"array": "minItems", "object": "minProperties", "string": "minLength"}
    kind = None if {"const", "enum"} & schema.keys() else schema.get("type")
    return {sizes[kind]: 1} if isinstance(kind, str) and kind in sizes else {}


def _plain(schema: Any) -> Any:
    """Without nulls and names of pydantic's; an option may be "@name-id", a number have quotes around it."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema if each not in ({"type": "null"}, _NO_KIND)]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items() if key not in _NOISE}
    if plain == _OPTION:
        return {"anyOf": [_OPTION, {"type": "string", "pattern": f"^@{SLUG.pattern}$"}]}
    if "additionalProperties" in plain:
        plain["propertyNames"] = {"pattern": _SLUGS}
    if plain.get("type") == "integer":
        return {"type": ["integer", "string"], "pattern": "^[0-9]{1,9}$"}
    alternatives = plain.get("anyOf", [])
    return alternatives[0] if len(alternatives) == 1 else plain
