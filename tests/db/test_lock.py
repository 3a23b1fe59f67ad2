"""Two processes never serve one SQLite file, and a killed one leaves nothing behind that stops the next."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import AlreadyRunning, UnusableDatabase
from db.lock import hold
from db.upgrade import upgrade

HOLDER = """
import sys
from db.lock import hold
with hold(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'data' / 'hamkori.db'}"


@pytest.fixture
def holder(url: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the database until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_and_told_who_is_first(
    url: str, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    with pytest.raises(AlreadyRunning) as refusal, hold(url):
        pytest.fail("both hold it")
    file = tmp_path / "data" / "hamkori.db"
    assert str(refusal.value) == (
        f"Another process (id {holder.pid}) is using the database {file}; "
        "stop it first, or start this one where it finds a database of its own."
    )


def test_another_name_of_the_same_file_is_refused_too(
    url: str, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    (tmp_path / "alias").symlink_to(tmp_path / "data")
    with pytest.raises(AlreadyRunning), hold(f"sqlite+aiosqlite:///{tmp_path}/alias/../alias/hamkori.db"):
        pytest.fail("both hold it")


def test_a_hard_link_elsewhere_is_the_same_file(
    url: str, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.db").hardlink_to(tmp_path / "data" / "hamkori.db")
    link = f"sqlite+aiosqlite:///{tmp_path}/elsewhere/other.db"
    with pytest.raises(AlreadyRunning), hold(link):
        pytest.fail("both hold it")
    holder.communicate()
    with hold(link):
        pass


def test_sqlite_opens_and_closes_the_file_and_it_stays_held(url: str, tmp_path: Path) -> None:
    file, link = tmp_path / "data" / "hamkori.db", tmp_path / "link.db"
    with hold(url):
        upgrade(url, backup_dir=None)
        link.hardlink_to(file)
        tried = subprocess.run([sys.executable, "-c", HOLDER, f"sqlite+aiosqlite:///{link}"], check=False,
                               capture_output=True, text=True, stdin=subprocess.DEVNULL)  # fmt: skip
    assert "AlreadyRunning" in tried.stderr


def test_where_nothing_came_of_it_no_file_is_left(url: str, tmp_path: Path) -> None:
    with hold(url):
        pass
    assert not (tmp_path / "data" / "hamkori.db").exists()


def test_a_killed_process_holds_nothing(url: str, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with hold(url):
        pass


def test_a_process_that_ends_holds_nothing(url: str, holder: subprocess.Popen[str]) -> None:
    holder.communicate()
    assert holder.returncode == 0
    with hold(url):
        pass


def test_a_child_process_does_not_keep_the_lock_of_its_parent(url: str) -> None:
    with hold(url):
        child = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
        )
    with hold(url):
        child.communicate()


def test_two_files_do_not_stand_in_each_others_way(url: str, holder: subprocess.Popen[str]) -> None:
    with hold(url.replace("hamkori.db", "playground.db")):
        assert holder.poll() is None


def test_an_error_inside_frees_the_lock(url: str) -> None:
    with pytest.raises(RuntimeError), hold(url):
        raise RuntimeError
    with hold(url):
        pass


def test_several_processes_may_serve_one_postgresql() -> None:
    with hold("postgresql+psycopg://server/hamkori"), hold("postgresql+psycopg://server/hamkori"):
        pass


def test_a_lock_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.db.lock").mkdir()
    url = f"sqlite+aiosqlite:///{tmp_path}/x.db"
    with pytest.raises(UnusableDatabase, match=r"lock file .* cannot be opened"), hold(url):
        pytest.fail("it cannot be held")
