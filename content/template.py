"""The template of a fact, for an author to fill in; unfinished, it cannot pass the check."""

from __future__ import annotations

from pathlib import Path

from content.authoring.document import parse
from content.authoring.draft import draft_of
from content.authoring.problems import ContentError, Problem, nearest
from content.authoring.whole import draft_in

_TEMPLATE = """\
  - id: {era}/{slug}
    # When it was, no more exact than the source says: "1994", "1994-02", "1994-02-19", "1992/1997".
    when: ""
    level: more  # core only if the whole way cannot be told without it
    themes: []  # ids of themes.yaml, two at most
    # One sentence, up to 200 characters, that can be true or false on its own.
    statement:
      en: ""
      ru: ""
      tg: ""
    # What happened on that date, up to 60 characters and without the date; take it out if no one thing did.
    event:
      en: ""
      ru: ""
      tg: ""
    names: []  # ids of names.yaml that the fact is about
    sources: []  # ids of sources.yaml: at least one
    questions:
      - id: choose-me  # a slug of your own, unique in this fact, for ever
        kind: choice
        ask:
          en: ""
          ru: ""
          tg: ""
        right: {{en: "", ru: "", tg: ""}}  # or "@name-id"
        wrong:  # each with a why: what it really was
          one: {{en: "", ru: "", tg: "", why: {{en: "", ru: "", tg: ""}}}}
          two: {{en: "", ru: "", tg: "", why: {{en: "", ru: "", tg: ""}}}}
          three: {{en: "", ru: "", tg: "", why: {{en: "", ru: "", tg: ""}}}}
      - id: type-me
        kind: name  # or several, true-false, number, when, order, match, place (docs/authoring.md)
        ask:
          en: ""
          ru: ""
          tg: ""
        right: {{en: "", ru: "", tg: ""}}  # or "@name-id"
        accept: []  # other spellings that count
"""


def new_fact(era: str, slug: str) -> str:
    """The text of a new fact, as it stands in facts/<era>.yaml under ``facts:``."""
    return _TEMPLATE.format(era=era, slug=slug)


def add_fact(directory: Path, era: str, slug: str) -> str:
    """Write a new fact at the end of its era's file; gives the file and the line it begins on.

    Raises ContentError, and nothing is written, if the era is none, the id is taken, or the file's end is
    no place for it.
    """
    _refuse_unfit(directory, era, f"{era}/{slug}")
    file = f"facts/{era}.yaml"
    path = directory / file
    before = path.read_text(encoding="utf-8-sig").rstrip() if path.exists() else "facts:"
    whole = f"{before}\n\n{new_fact(era, slug)}"
    added = [
        fact for fact in draft_of([parse(file, whole.encode())]).facts if fact.form.id == f"{era}/{slug}"
    ]
    if not added:
        sentence = "a new fact does not fit at the end of this file: print it without --dir, and put it in"
        raise ContentError([Problem(file, before.count("\n") + 1, "", sentence)])
    path.parent.mkdir(exist_ok=True)
    path.write_text(whole, encoding="utf-8")
    return f"{file}:{added[0].line()}"


def _refuse_unfit(directory: Path, era: str, fact_id: str) -> None:
    draft = draft_in(directory)
    if f"facts/{era}.yaml" in draft.unread:
        raise ContentError(problem for problem in draft.problems if problem.file == f"facts/{era}.yaml")
    eras = {entry.given_id for entry in draft.eras}
    if era not in eras and "eras.yaml" not in draft.unread:
        raise ContentError([Problem("eras.yaml", 1, "", f'there is no era "{era}"{nearest(era, eras)}')])
    for fact in draft.facts:
        if fact.given_id == fact_id:
            raise ContentError([fact.problem("the id is taken already: choose another slug", "id")])
