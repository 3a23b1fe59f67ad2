"""From files to the bank: what is resolved on the way, its version, and the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from content import loader
from content.authoring import whole
from content.loader import ContentError, load, version_of
from content.model import Choice, Text
from tests.banks import tiny_bank_files, write_bank


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "bank")


def test_bank_has_everything_its_files_say(directory: Path) -> None:
    bank = load(directory)
    assert bank.id == "rivers"
    assert bank.title == Text(en="Rivers", ru="Реки", tg="Дарёҳо")
    assert [era.id for era in bank.eras] == ["springs", "deltas"]
    assert [len(bank.facts_of(era.id)) for era in bank.eras] == [4, 4]
    assert [statement.id for statement in bank.seed] == ["01", "02", "03"]
    assert [source.is_copy for source in bank.sources] == [False, True]
    assert bank.names[0].variants == ("Olmarra",)
    assert bank.names[2].unverified


def test_fact_keeps_its_date_story_and_sources(directory: Path) -> None:
    fact = load(directory).find_fact("springs/olmara-spring")
    assert fact is not None
    assert (fact.era, fact.level, fact.when.spelling) == ("springs", "core", "1901")
    assert fact.story is not None
    assert fact.story.en == "Nobody believed the shepherd who found it. The atlas did."
    assert (fact.names, fact.sources, fact.as_of) == (("olmara",), ("atlas",), None)


def test_right_option_comes_first_and_names_are_resolved(directory: Path) -> None:
    fact = load(directory).find_fact("springs/first-bridge")
    assert fact is not None
    question = fact.question("which-river")
    assert isinstance(question, Choice)
    assert [option.key for option in question.options] == ["right", "olmara", "vesk", "lunda"]
    assert question.options[0].text == Text(en="Tarnau", ru="Тарнау", tg="Тарнау")
    vesk = question.option("vesk")
    assert vesk is not None
    assert vesk.text.ru == "Веск"
    assert vesk.why is not None
    assert vesk.why.en == "The Vesk had ferries."


def test_facts_follow_the_order_of_the_eras_and_not_of_the_alphabet(directory: Path) -> None:
    assert [fact.era for fact in load(directory).facts] == ["springs"] * 4 + ["deltas"] * 4


def test_themes_are_read_where_there_are_any(tmp_path: Path) -> None:
    files = tiny_bank_files()
    files["themes.yaml"] = (
        files["eras.yaml"]
        .replace("eras:", "themes:")
        .replace("springs", "bridges")
        .replace("deltas", "boats")
    )
    files["facts/springs.yaml"] = files["facts/springs.yaml"].replace(
        "    names: [tarnau]", "    themes: [bridges]"
    )
    bank = load(write_bank(tmp_path, files))
    assert [theme.id for theme in bank.themes] == ["bridges", "boats"]
    assert [fact.id for fact in bank.facts if "bridges" in fact.themes] == ["springs/first-bridge"]


def test_folded_text_loses_its_last_line_feed(tmp_path: Path) -> None:
    files = tiny_bank_files()
    files["bank.yaml"] = files["bank.yaml"].replace(
        "en: A quiz about rivers", "en: >\n    A quiz\n    about rivers"
    )
    assert load(write_bank(tmp_path, files)).description.en == "A quiz about rivers that no map shows."


@pytest.mark.parametrize("make", [False, True], ids=["missing", "empty"])
def test_directory_without_a_bank_is_one_clear_problem(tmp_path: Path, make: bool) -> None:
    directory = tmp_path / "nowhere"
    if make:
        directory.mkdir()
    with pytest.raises(ContentError) as caught:
        load(directory)
    said = "this directory is empty: there is no bank in it" if make else "there is no such directory"
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{directory}:1: {said}")


def test_version_changes_with_content_and_with_file_names_only(directory: Path, tmp_path: Path) -> None:
    version = load(directory).version
    assert len(version) == 12
    assert version_of(directory) == version
    assert version_of(write_bank(tmp_path / "elsewhere")) == version
    (directory / "bank.yaml").write_text(tiny_bank_files()["bank.yaml"] + "# a remark\n", encoding="utf-8")
    remarked = load(directory).version
    (directory / "facts/deltas.yaml").rename(directory / "facts/delta.yaml")
    assert len({version, remarked, version_of(directory)}) == 3


def test_second_load_reads_the_cache_and_parses_nothing(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = load(directory, cache=cache)
    monkeypatch.setattr(whole, "parse", lambda file, content: pytest.fail("parsed again"))
    assert load(directory, cache=cache) == first


def test_changed_bank_is_read_anew_and_its_old_cache_is_removed(directory: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load(directory, cache=cache)
    (cache / "other.json").write_text("{}", encoding="utf-8")
    old = {path.name for path in cache.iterdir()}
    text = tiny_bank_files()["bank.yaml"].replace("A quiz about", "A contest about")
    (directory / "bank.yaml").write_text(text, encoding="utf-8")
    assert load(directory, cache=cache).description.en.startswith("A contest")
    left = {path.name for path in cache.iterdir()}
    assert left & old == {"other.json"}
    assert len(left) == 2


def test_changed_engine_does_not_trust_an_older_cache(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(directory, cache=tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    monkeypatch.setattr(loader, "engine", lambda: {"checks.py": b"stricter"})
    load(directory, cache=tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir()] != [kept.name]


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"id": "rivers"}', b'{"id": "rivers", "eras": 0}', b"[]", b"\xff"]
)
def test_broken_cache_is_ignored_and_mended(directory: Path, tmp_path: Path, content: bytes) -> None:
    cache = tmp_path / "cache"
    bank = load(directory, cache=cache)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    for broken in (content, whole[: whole.rindex(b",")]):
        kept.write_bytes(broken)
        assert load(directory, cache=cache) == bank
        assert kept.read_bytes() == whole


def test_cache_that_cannot_be_written_is_ignored(directory: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory", encoding="utf-8")
    assert load(directory, cache=tmp_path / "file").id == "rivers"


def test_bank_with_problems_is_never_cached(directory: Path, tmp_path: Path) -> None:
    (directory / "seed.yaml").unlink()
    with pytest.raises(ContentError):
        load(directory, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
