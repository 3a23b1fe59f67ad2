"""What pydantic found wrong with a form, said so that an author understands it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from content.authoring.document import Path, Unquoted
from content.authoring.options import Form, TextForm
from content.authoring.problems import nearest
from content.authoring.question_forms import KINDS, QuestionForm

_MISSING = {
    "sources": "the fact names no source: every fact was read somewhere",
    "questions": "the fact has no question: nothing is taught that is not asked",
    "taught_by": "no fact teaches this statement: name one in taught_by",
}


def missing(field: str) -> str:
    return _MISSING.get(field, f'"{field}" is missing')


def place_of(error: ErrorDetails) -> Path:
    """Where it stands in the file: pydantic also tells the kind of a question, after its number."""
    where = error["loc"]
    return (*where[:2], *where[3:]) if where[:1] == ("questions",) else where


def sentence_of(error: ErrorDetails, form: type[Form]) -> str:
    """One sentence on one pydantic error of ``form``."""
    kind, where, given = error["type"], error["loc"], error["input"]
    *_, last = place = place_of(error)
    field = next((part for part in reversed(place) if isinstance(part, str)), "the entry")
    what = f'"{field}"' if isinstance(last, str) else f'number {last + 1} of "{field}"'
    if kind == "extra_forbidden":
        return _unknown(field, _form_around(form, where[:-1]), has_value=given is not None)
    if given is None:
        return missing(field) if isinstance(last, str) else f"{what} is missing"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "literal_error" and where[:1] == ("questions",):
        return f'"kind" is "{_shown(given)}": write {_one_of(list(KINDS))}'
    if kind == "literal_error":
        return f'"{field}" is "{_shown(given)}": write {_alternatives(error["ctx"])}'
    return _WRONG_SHAPE.get(kind, "{message}").format(what=what, message=error["msg"])


_WRONG_SHAPE = {
    "string_type": "{what} must be one text",
    "bool_type": "{what} must be true or false",
    "bool_parsing": "{what} must be true or false",
    "tuple_type": "{what} must be a list, such as [first, second]",
    "dict_type": "{what} must be a block of keys, each with its texts",
    "model_type": "{what} must be a block of fields, one a line",
    "is_instance_of": '{what} must be a date, such as "1994-02"',
}


def _shown(given: object) -> str:
    return str(given) if isinstance(given, str | Unquoted) else "a block"


def _alternatives(context: Mapping[str, Any]) -> str:
    return _one_of(re.findall(r"'([^']+)'", str(context["expected"])))


def _one_of(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _unknown(field: str, form: type[Form], *, has_value: bool) -> str:
    if issubclass(form, TextForm) and not has_value:
        return f'there is no field "{field}": a text with a comma in it needs quotes'
    known = [info.alias or name for name, info in form.model_fields.items()]
    hint = nearest(field, known) or f"; known here are {', '.join(known)}"
    return f'there is no field "{field}"{hint}'


def _form_around(form: type[Form], where: Path) -> type[Form]:
    """The form that lies at ``where`` inside ``form``; list positions and option keys do not change it."""
    if where[:1] == ("questions",):
        form, where = KINDS.get(str(where[2]), QuestionForm), where[3:]
    is_key = False
    for part in where:
        if is_key:
            is_key = False
            continue
        annotation = form.model_fields[str(part)].annotation
        form = _form_in(annotation) or form
        is_key = get_origin(annotation) in (dict, tuple)
    return form


def _form_in(annotation: Any) -> type[Form] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _form_in(inner))), None)
