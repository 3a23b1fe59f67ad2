"""The template of a fact, for an author to fill in; unfinished, it cannot pass the check."""

from __future__ import annotations

_TEMPLATE = """\
  - id: {era}/{slug}
    # When it was, no more exact than the source says: "1994", "1994-02", "1994-02-19", "1992/1997".
    when: ""
    level: more  # core only if a statement of seed.yaml names this fact
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
        wrong:
          one: {{en: "", ru: "", tg: ""}}
          two: {{en: "", ru: "", tg: ""}}
          three: {{en: "", ru: "", tg: ""}}
      - id: type-me
        kind: name  # the other kinds: several, true-false, number, when, order, match (docs/authoring.md)
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
