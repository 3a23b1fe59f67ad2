"""What lies in a bank's directory and is no file to be read: told in a line each, and never opened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.__main__ import main
from content.authoring import files
from content.loader import ContentError, load, version_of
from tests.banks import write_bank

NOT_REGULAR = "this is not a regular file, so it is not opened: put a file in its place"
LEADS_NOWHERE = "the link leads to nothing that can be read ({}): mend or remove it"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "bank")


def problems(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(directory)
    return list(map(str, caught.value.problems))


@pytest.mark.parametrize("file", ["facts/lost.yaml", "phrasings/lost.yaml", "reviews/tg.tsv", "lost.yaml"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.symlink_to("nowhere"), LEADS_NOWHERE.format("No such file or directory")),
        (lambda path: path.symlink_to(path.name), LEADS_NOWHERE.format("Too many levels of symbolic links")),
        (lambda path: path.symlink_to("/dev/zero"), NOT_REGULAR),
        (
            lambda path: path.symlink_to("/dev"),
            "a directory has the name of a file: rename it, or move it out",
        ),
        (os.mkfifo, NOT_REGULAR),
        (Path.mkdir, "a directory has the name of a file: rename it, or move it out of the bank"),
    ],
    ids=["a dead link", "a link to itself", "a device", "a link to a directory", "a pipe", "a directory"],
)
def test_what_is_no_file_is_one_problem_and_the_only_one(
    directory: Path, file: str, make: Callable[[Path], object], said: str
) -> None:
    (directory / file).parent.mkdir(exist_ok=True)
    make(directory / file)
    (told,) = problems(directory)
    assert told.startswith(f"{file}:1: {said}")


@pytest.mark.parametrize("file", ["names.yaml", "facts/springs.yaml"])
def test_file_that_cannot_be_read_is_not_called_missing(directory: Path, file: str) -> None:
    (directory / file).unlink()
    (directory / file).symlink_to("nowhere")
    assert problems(directory)[0].startswith(f"{file}:1: the link leads to nothing")
    assert not any("is missing" in problem for problem in problems(directory))


def test_file_closed_to_this_user_is_told(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def closed(path: Path) -> bytes:
        if path.name == "seed.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", closed)
    assert problems(directory) == [
        "seed.yaml:1: this cannot be read (Permission denied): let the user this program runs as read it"
    ]


def test_closed_directory_is_told(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def closed(path: str | Path) -> object:
        if Path(path).name == "facts":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert (
        "facts:1: this cannot be read (Permission denied): let the user this program runs as read it"
        in problems(directory)
    )


def test_linked_directory_is_told(directory: Path, tmp_path: Path) -> None:
    shutil.move(directory / "facts", tmp_path / "elsewhere")
    (directory / "facts").symlink_to(tmp_path / "elsewhere")
    told = "facts:1: a link to a directory is not followed: put the directory itself here"
    assert told in problems(directory)


def test_link_to_a_file_is_read(directory: Path, tmp_path: Path) -> None:
    shutil.move(directory / "seed.yaml", tmp_path / "elsewhere")
    (directory / "seed.yaml").symlink_to(tmp_path / "elsewhere")
    assert len(load(directory).facts) == 8


@pytest.mark.parametrize(
    "hidden", ["facts/.#springs.yaml", ".hidden.yaml", ".git/config.yaml", "..data/x.yaml"]
)
def test_hidden_files_are_no_part_of_the_bank(directory: Path, hidden: str) -> None:
    version = version_of(directory)
    (directory / hidden).parent.mkdir(exist_ok=True)
    (directory / hidden).symlink_to("author@machine.4711:1700000000")
    assert load(directory).version == version


def test_name_in_no_known_letters_is_told(directory: Path) -> None:
    (directory / os.fsdecode(b"facts/\xff.yaml")).symlink_to("nowhere")
    assert problems(directory)[0].startswith("facts/\\xff.yaml:1: the link leads to nothing")


def test_file_that_nobody_wrote_is_not_read(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (directory / "facts/springs.yaml").open("ab") as file:
        file.truncate(files.MOST_BYTES + 1)
    assert problems(directory)[0] == (
        "facts/springs.yaml:1: the file is larger than 5 MB: divide it, or move it out of the bank"
    )


def test_version_tells_a_mended_file_from_a_broken_one(directory: Path) -> None:
    whole = version_of(directory)
    (directory / "facts/springs.yaml").rename(directory / "kept")
    (directory / "facts/springs.yaml").symlink_to("nowhere")
    broken = version_of(directory)
    (directory / "kept").replace(directory / "facts/springs.yaml")
    assert (whole != broken, version_of(directory)) == (True, whole)


def test_few_lines_that_stand_for_millions_are_refused_at_once(directory: Path) -> None:
    bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    bomb += [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefg", "bcdefgh", strict=True)
    ]
    (directory / "facts/bomb.yaml").write_text("\n".join(bomb), encoding="utf-8")
    (told,) = problems(directory)
    assert told.startswith("facts/bomb.yaml:1: an anchor (&) or an alias (*) of YAML stands here")


def test_what_cannot_be_written_is_one_line(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = directory.parent / "sheet.tsv"
    sheet.write_text("id\tfield\tstate\tname\tdate\thash\n", encoding="utf-8")
    (directory / "reviews").write_text("not a directory", encoding="utf-8")
    assert main(["review", "tg", "--dir", str(directory), "--take", str(sheet)]) == 1
    assert capsys.readouterr().out.startswith(f"{directory / 'reviews'}")
    assert main(["review", "tg", "--dir", str(directory), "--take", "/nowhere/sheet.tsv"]) == 1
    assert capsys.readouterr().out.startswith("/nowhere/sheet.tsv:1: No such file or directory")


def test_new_fact_is_not_put_into_a_file_that_cannot_be_read(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "facts/springs.yaml").unlink()
    os.mkfifo(directory / "facts/springs.yaml")
    assert main(["new", "fact", "--era", "springs", "--slug", "new-one", "--dir", str(directory)]) == 1
    assert capsys.readouterr().out == f"facts/springs.yaml:1: {NOT_REGULAR}\n1 problem.\n"
