"""From the files of a bank to its draft, and to the Bank or to everything that is wrong with them."""

from __future__ import annotations

from pathlib import Path

from content.authoring.build import bank_of
from content.authoring.checks import all_problems
from content.authoring.document import Document, parse
from content.authoring.draft import FILES, FOLDERS, OPTIONAL_FILES, Draft, draft_of
from content.authoring.files import Files, files_in
from content.authoring.problems import ContentError, Problem, nearest
from content.authoring.reviews import REVIEW_FILES, Kept, counted, kept
from content.model import Bank


def draft_in(directory: Path) -> Draft:
    """What is written in ``directory`` so far, sound or not. Raises ContentError if no bank is there."""
    return _draft(files_in(directory))


def reviews_in(directory: Path) -> Kept:
    """What is kept of the reviews of a bank."""
    return kept(files_in(directory).contents)


def _draft(files: Files) -> Draft:
    documents = [parse(file, content) for file, content in files.contents.items() if _is_text(file)]
    # One that cannot be read is there all the same: nothing else is to be said of what it lacks.
    documents += [Document(file, problems=[problem]) for file, problem in files.problems.items()]
    draft = draft_of(documents)
    draft.problems.extend(
        _unread(file) for file in files.contents if not _is_text(file) and file not in REVIEW_FILES
    )
    return draft


def built(files: Files, *, version: str) -> Bank:
    """The bank that is written in the files. Raises ContentError with every problem of all of them."""
    draft, reviews = _draft(files), kept(files.contents)
    problems = (*all_problems(draft), *reviews.problems)
    if problems:
        raise ContentError(problems)
    return bank_of(draft, version, counted(draft, reviews.rows))


def _is_text(file: str) -> bool:
    folder, _, name = file.rpartition("/")
    return file in FILES + OPTIONAL_FILES or (folder in FOLDERS and name.endswith(".yaml"))


def _unread(file: str) -> Problem:
    known = () if "/" in file else FILES + OPTIONAL_FILES
    hint = nearest(file, known) or "; facts are read from facts/<era>.yaml"
    return Problem(file, 1, "", f"nothing reads a file of this name{hint}")
