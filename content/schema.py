"""JSON Schema of the bank's files, made from the forms: editors complete and check while an author writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from content.forms import (
    KINDS,
    BankForm,
    EraForm,
    EventForm,
    FactForm,
    Form,
    NameForm,
    PairForm,
    SeedForm,
    SourceForm,
)

DIRECTORY = Path(__file__).parent / "schema"

_LISTS: dict[str, type[Form]] = {
    "eras": EraForm,
    "themes": EraForm,
    "names": NameForm,
    "sources": SourceForm,
    "facts": FactForm,
    "seed": SeedForm,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The text of each schema by its file's name: a list of entries, but for bank.json a block of fields."""
    found = {name: _listed(name, form) for name, form in _LISTS.items()}
    found["bank"] = BankForm.model_json_schema()
    every: tuple[type[Form], ...] = (*_LISTS.values(), BankForm, *KINDS.values(), EventForm, PairForm)
    forms = {form.__name__: form for form in every}
    return {f"{name}.json": _text(name, _strict(schema, forms)) for name, schema in sorted(found.items())}


def write(directory: Path = DIRECTORY) -> None:
    directory.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (directory / name).write_text(text, encoding="utf-8")


def _listed(name: str, form: type[Form]) -> dict[str, Any]:
    schema = form.model_json_schema()
    definitions = schema.pop("$defs", {})
    return {
        "$defs": {**definitions, form.__name__: schema},
        "type": "object",
        "properties": {name: {"type": "array", "items": {"$ref": f"#/$defs/{form.__name__}"}}},
        "required": [name],
        "additionalProperties": False,
    }


def _strict(schema: dict[str, Any], forms: dict[str, type[Form]]) -> dict[str, Any]:
    """With what the forms themselves leave to the checks: the fields that must be there."""
    for part in (schema, *schema.get("$defs", {}).values()):
        form = forms.get(part.get("title", ""))
        if form is not None and form.required:
            part["required"] = list(form.required)
    return schema


def _text(name: str, schema: dict[str, Any]) -> str:
    titled = {"$schema": _DIALECT, "title": f"{name}.yaml of a bank", **_widened(schema)}
    return json.dumps(titled, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _widened(part: Any) -> Any:
    """Options may be written "@name-id", dates and numbers with or without quotes."""
    if isinstance(part, list):
        return [_widened(each) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("$ref") == "#/$defs/OptionForm":
        return {"anyOf": [{"$ref": "#/$defs/OptionForm"}, {"type": "string", "pattern": "^@"}]}
    widened = {key: _widened(value) for key, value in part.items() if key not in ("default", "discriminator")}
    if part.get("type") == "integer":
        widened["type"] = ["integer", "string"]
    return widened
