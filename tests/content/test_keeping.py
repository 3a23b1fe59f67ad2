"""The index of a bank is kept on disk, and one that is read back answers as the one that was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from content import keeping
from content.keeping import index_of, is_kept
from content.loader import load
from content.search import Index
from tests.banks import shipped, write_bank

QUESTIONS = (
    "when did the mission open",
    "кто возглавляет офис",
    "САҲА чист",
    "how many states take part",
    "чанд кас буданд",
    "what is the weather like",
)


@pytest.fixture(scope="module")
def made() -> Index:
    return Index(shipped())


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_an_index_that_is_read_back_answers_the_same(
    made: Index, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = shipped()
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "Index", lambda _: made)  # the one that is there already
        assert not is_kept(bank, cache)
        index_of(bank, cache)
    assert is_kept(bank, cache)
    monkeypatch.setattr("content.passages.Library._read", None)  # nothing of the bank is read anew
    again = index_of(bank, cache)
    for question in QUESTIONS:
        assert again.ask(question) == made.ask(question), question


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"vocabulary": {}}'])
def test_a_broken_one_is_made_anew_and_mended(content: bytes, tmp_path: Path) -> None:
    bank, cache = load(write_bank(tmp_path / "bank")), tmp_path / "cache"
    index_of(bank, cache)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(content)
    assert index_of(bank, cache).ask("Tarnau") == Index(bank).ask("Tarnau")
    assert kept.read_bytes() == whole


def test_another_bank_has_its_own_and_where_nothing_can_be_kept_one_is_made(
    tmp_path: Path,
) -> None:
    bank, cache = load(write_bank(tmp_path / "bank")), tmp_path / "cache"
    index_of(bank, cache)
    other = bank.model_copy(update={"version": "another"})
    assert is_kept(bank, cache)
    assert not is_kept(other, cache)
    assert not is_kept(bank, None)
    (tmp_path / "file").touch()
    assert index_of(bank, tmp_path / "file").bank is bank
