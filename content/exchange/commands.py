"""`python -m content export` and `import`: the bank for other programs, and their questions as drafts."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from content.authoring.problems import ContentError, Problem
from content.authoring.whole import draft_in
from content.exchange import drafting, gift, gift_reading, table
from content.exchange.row import rows_of
from content.model import LANGUAGES, Bank, Language

Commands = argparse._SubParsersAction  # of which argparse has no public name
_FORMATS = {
    "gift": "questions for Moodle",
    "csv": "a table for spreadsheets",
    "anki": "decks for Anki (needs -o)",
}


def add(commands: Commands[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    export = commands.add_parser("export", parents=[shared], help="write the bank for other programs")
    formats = export.add_mutually_exclusive_group(required=True)
    for name, told in _FORMATS.items():
        formats.add_argument(f"--{name}", dest="format", action="store_const", const=name, help=told)
    export.add_argument("--language", choices=LANGUAGES, help="a table has all if none is named; else en")
    export.add_argument("-o", dest="out", type=Path, metavar="FILE", help="where to, instead of the terminal")
    export.set_defaults(run=_export)
    taking = commands.add_parser("import", parents=[shared], help="make a draft from questions of others")
    given = taking.add_mutually_exclusive_group(required=True)
    given.add_argument("--gift", type=Path, metavar="FILE", help="questions from Moodle")
    given.add_argument("--csv", type=Path, metavar="FILE", help="a table")
    taking.add_argument("--language", choices=LANGUAGES, default="en", help="of the questions (%(default)s)")
    taking.add_argument("--era", default="imported", help="for what belongs to no fact yet (%(default)s)")
    taking.add_argument("-o", dest="out", type=Path, metavar="FILE", help="a new file, outside of any bank")
    taking.set_defaults(write=_import)


def _export(bank: Bank, given: argparse.Namespace) -> int:
    if given.format == "anki":
        return _anki(bank, given.language or "en", given.out)
    languages: Sequence[Language] = (given.language,) if given.language else LANGUAGES
    if given.format == "csv":
        text, lost = table.write(rows_of(bank, languages)), table.LOST
    else:
        text, lost = gift.write(bank, rows_of(bank, (given.language or "en",))), gift.LOST
    if given.out is None:
        sys.stdout.write(text)
    else:
        given.out.write_text(text, encoding="utf-8")
    print(lost, file=sys.stderr)
    return 0


def _anki(bank: Bank, language: Language, out: Path | None) -> int:
    if out is None:
        print("A deck is no text for a terminal: name a file, -o hamkori.apkg", file=sys.stderr)
        return 2
    try:
        from content.exchange import anki  # the bot has no use for it, and may run without it
    except ModuleNotFoundError as error:
        print(f'"{error.name}" is not installed: make setup', file=sys.stderr)
        return 1
    cards = anki.write(bank, language, out, time.time())
    print(f"{cards} cards in {out}.")
    print(anki.LOST, file=sys.stderr)
    return 0


def _import(given: argparse.Namespace) -> None:
    """Raises ContentError with every line that is not taken; what is taken has been written by then."""
    out: Path | None = given.out
    if out is not None:
        _refuse_taken(out)
    reading, path = (gift_reading, given.gift) if given.gift else (table, given.csv)
    names = {name: form for name, form in draft_in(given.dir).name_forms().items() if name}
    try:
        rows, unread = reading.read(path.name, path.read_bytes(), given.language)
    except ValueError as error:
        raise ContentError([Problem(path.name, 1, "", str(error))]) from error
    text, number, unfit = drafting.draft(path.name, rows, names, given.era)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
    print(f"Questions in the draft: {number}.", file=sys.stderr)
    if unread or unfit:
        raise ContentError([*unread, *unfit])


def _refuse_taken(out: Path) -> None:
    """A draft comes into a bank by an author's hand alone."""
    if out.exists():
        raise ContentError([Problem(str(out), 1, "", "there is such a file already: name a new one")])
    if any((around / "bank.yaml").exists() for around in out.absolute().parents):
        raise ContentError([Problem(str(out), 1, "", "this lies in a bank: a draft is to lie beside it")])
