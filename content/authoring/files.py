"""The files of a bank as they lie on the disk: what each of them holds, or why it cannot be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from content.authoring.problems import ContentError, Problem

SUFFIXES = (".yaml", ".yml", ".tsv")
MOST_BYTES = 5_000_000
"""Of one file, more than ten times the largest of the shipped bank."""


@dataclass(frozen=True)
class Files:
    """By their paths inside the directory: the files that were read, and what is wrong with the others."""

    contents: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)


def files_in(directory: Path) -> Files:
    """Every file of the bank. Hidden ones, such as an editor's locks, are none of it.

    Only regular files are opened: anything else could hang or never end. Raises ContentError if there is
    no bank at all.
    """
    found = Files()
    for file, path, obstacle in _listed(directory):
        content = obstacle or _content(path)
        if isinstance(content, bytes):
            found.contents[file] = content
        else:
            found.problems[file] = Problem(file, 1, "", content)
    if not found.contents and not found.problems:
        raise ContentError([_nothing(directory, "this directory is empty: there is no bank in it")])
    return found


def _nothing(directory: Path, sentence: str) -> Problem:
    return Problem(str(directory), 1, "", sentence)


def _listed(directory: Path) -> Iterator[tuple[str, Path, str]]:
    """The name inside the directory, the path, and what is wrong already, of everything to be read."""
    try:
        is_there = stat.S_ISDIR(directory.stat().st_mode)
    except OSError as error:
        is_there = False
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            raise ContentError([_nothing(directory, _unreadable(error))]) from None
    if not is_there:
        raise ContentError([_nothing(directory, "there is no such directory to read a bank from")])
    closed: list[OSError] = []
    for around, folders, files in os.walk(directory, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(around)
        for name in folders:
            if name.endswith(SUFFIXES):
                yield _name(directory, here / name), here / name, ""
            elif (here / name).is_symlink():
                sentence = "a link to a directory is not followed: put the directory itself here"
                yield _name(directory, here / name), here / name, sentence
        for name in files:
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield _name(directory, here / name), here / name, ""
    for unlisted in closed:
        path = Path(unlisted.filename)
        yield _name(directory, path), path, _unreadable(unlisted)


def _name(directory: Path, path: Path) -> str:
    """With letters that can be printed, whatever bytes the name is made of."""
    return os.fsencode(path.relative_to(directory).as_posix()).decode("utf-8", "backslashreplace")


def _content(path: Path) -> bytes | str:
    """What the file holds, or else the sentence that says why that is not known."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return "a directory has the name of a file: rename it, or move it out of the bank"
        if not stat.S_ISREG(found.st_mode):
            return "this is not a regular file, so it is not opened: put a file in its place"
        if found.st_size > MOST_BYTES:
            return (
                f"the file is larger than {MOST_BYTES // 1_000_000} MB: divide it, or move it out of the bank"
            )
        return path.read_bytes()
    except OSError as error:
        if path.is_symlink():
            return f"the link leads to nothing that can be read ({error.strerror}): mend or remove it"
        return _unreadable(error)


def _unreadable(error: OSError) -> str:
    return f"this cannot be read ({error.strerror}): let the user this program runs as read it"
