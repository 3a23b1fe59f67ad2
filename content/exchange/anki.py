"""Decks for Anki: a card a question, with the answer, what the fact tells, and its sources."""

from __future__ import annotations

import hashlib
import html
import itertools
import json
import random
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import genanki

from content.answers import right_answer
from content.dates import spell
from content.model import TRUE, Bank, Era, Fact, Language, Match, Option, Question

LOST = "Anki shows and is told how well it went: nothing is typed, ticked or graded, and maps are left out."
_FRONT = "<div class=ask>{{Question}}</div><div class=options>{{Options}}</div>"
_BACK = (
    "{{FrontSide}}<hr id=answer><div class=right>{{Answer}}</div><div>{{Statement}}</div>"
    "<div class=sources>{{Sources}}</div>"
)
_STYLE = """\
.card { font-family: sans-serif; font-size: 20px; text-align: left; max-width: 34em; margin: auto; }
.options, .sources { color: gray; margin-top: 0.8em; }
.right { font-weight: bold; margin-bottom: 0.6em; }
.sources { font-size: 14px; }
"""


def write(bank: Bank, language: Language, path: Path, now: float) -> int:
    """Write the file that Anki opens; gives the number of cards. ``now`` is in seconds since 1970.

    Decks and cards keep their ids, so a newer file renews the cards of an older one and nothing is
    learned anew.
    """
    model = genanki.Model(
        _number(bank.id, "card"),
        bank.title.to(language),
        fields=[{"name": name} for name in ("Question", "Options", "Answer", "Statement", "Sources")],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    decks = [_deck(bank, era, language, model) for era in bank.eras]
    _pack(genanki.Package(decks), path, now)
    return sum(len(deck.notes) for deck in decks)


def _deck(bank: Bank, era: Era, language: Language, model: genanki.Model) -> genanki.Deck:
    name = f"{bank.title.to(language)}::{era.title.to(language)}"
    deck = genanki.Deck(_number(bank.id, language, era.id), name)
    for fact in bank.facts_of(era.id):
        for question in fact.questions:
            deck.add_note(_note(bank, fact, question, language, model))
    return deck


def _note(
    bank: Bank, fact: Fact, question: Question, language: Language, model: genanki.Model
) -> genanki.Note:
    fields = (
        question.ask.to(language),
        "\n".join(f"• {option}" for option in _options(question, language)),
        right_answer(question, language),
        f"{spell(fact.when, language)}. {fact.statement.to(language)}",
        "\n".join(_source(bank, source) for source in fact.sources),
    )
    return genanki.Note(
        model,
        [html.escape(field).replace("\n", "<br>") for field in fields],
        tags=[fact.era, *fact.themes, question.kind],
        guid=genanki.guid_for(bank.id, fact.id, question.id, language),
    )


def _options(question: Question, language: Language) -> list[str]:
    """In an order that gives nothing away, the same in every file."""
    options: tuple[Option, ...] = getattr(question, "options", ())
    shown = [option.text.to(language) for option in options]
    if TRUE not in options:
        random.Random(f"{question.id} {question.ask.en}").shuffle(shown)
    lefts = [left.text.to(language) for left in question.left] if isinstance(question, Match) else []
    return [*lefts, *shown]


def _source(bank: Bank, source_id: str) -> str:
    source = bank.source(source_id)
    return f"{source.title}{source.by}. {source.url}"


def _number(*parts: str) -> int:
    """An id as Anki has them, positive and of 31 bits."""
    return int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:4]) >> 1 or 1


def _pack(package: genanki.Package, path: Path, now: float) -> None:
    """What the package's own ``write_to_file`` does, which leaves its database behind in /tmp (0.13.1)."""
    with tempfile.TemporaryDirectory() as room:
        collection = Path(room) / "collection.anki2"
        with closing(sqlite3.connect(collection)) as connection:
            package.write_to_db(connection.cursor(), now, itertools.count(int(now * 1000)))
            connection.commit()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.write(collection, "collection.anki2")
            packed.writestr("media", json.dumps({}))
