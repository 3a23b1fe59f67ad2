"""`python -m content`: what it prints and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from content.__main__ import main
from tests.banks import tiny_bank_files, write_bank


@pytest.fixture
def directory(tmp_path: Path) -> str:
    return str(write_bank(tmp_path))


def test_check_of_a_sound_bank_is_one_line(directory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--dir", directory]) == 0
    assert capsys.readouterr().out == "The bank is in order: 8 facts, 10 questions, 2 sources.\n"


def test_check_prints_every_problem_and_their_number(
    directory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tiny_bank_files()
    files["names.yaml"] = files["names.yaml"].replace("tg: Веск", "")
    files["seed.yaml"] = files["seed.yaml"].replace("deltas/council", "deltas/counsel")
    write_bank(Path(directory), files)
    assert main(["check", "--dir", directory]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'names.yaml:3: vesk: the Tajik (tg) text of "name" is missing',
        'seed.yaml:10: 03: there is no fact "deltas/counsel"; did you mean "deltas/council"?',
        "2 problems.",
    ]


@pytest.mark.parametrize("command", [["census"], ["census", "--json"], ["show", "deltas/park"]])
def test_other_commands_name_the_problems_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, "--dir", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().out.endswith("to read a bank from\n1 problem.\n")


def test_census_counts_the_bank_for_programs(directory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["census", "--json", "--dir", directory]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "facts": 8,
        "core": 4,
        "stories": 1,
        "names": 5,
        "concepts": 0,
        "sources": 2,
        "eras": {
            "springs": {"facts": 4, "core": 3, "questions": 4},
            "deltas": {"facts": 4, "core": 1, "questions": 6},
        },
        "levels": {
            "core": {"facts": 4, "core": 4, "questions": 5},
            "more": {"facts": 4, "core": 0, "questions": 5},
        },
        "questions": {"written": 10, "by_kind": {"choice": 10}, "unmade": 0},
        "substance": {"purposes": 1, "core": 4, "reasons": 2, "wrong": 27},
        "phrasings": {"by_language": {"tg": 0, "ru": 0, "en": 0}, "enough": 0, "of": 8},
        "languages": ["tg", "ru", "en"],
        "texts": {"tg": 70, "ru": 70, "en": 70},
        "reviews": {language: {"written": 62, "read": 0, "reviewed": 0} for language in ("tg", "ru", "en")},
        "seed": {"taught": 3, "of": 3},
    }


def test_census_reads_plainly(directory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["census", "--dir", directory]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Facts      8 (4 core, 1 with a story)",
        "Questions  10 (choice 10)",
        "Made       of all but 0 facts questions can be made",
        ("Substance  1 of 4 core facts are asked for a purpose, 2 of 27 wrong options say what they were"),
        "Phrasings  tg 0, ru 0, en 0 (8 or more in each for 0 of 8 facts and concepts)",
        "Names      5 (0 with a meaning)",
        "Sources    2",
        "Seed       3 of 3 statements taught",
        "Languages  tg 70 texts, ru 70 texts, en 70 texts",
        "Reviews    tg 62 written, 0 read, 0 reviewed",
        "Reviews    ru 62 written, 0 read, 0 reviewed",
        "Reviews    en 62 written, 0 read, 0 reviewed",
        "",
        "Era      facts  core  questions",
        "springs      4     3          4",
        "deltas       4     1          6",
        "",
        "Level  facts  core  questions",
        "core       4     4          5",
        "more       4     0          5",
    ]


def test_show_prints_a_fact_in_a_language(directory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "springs/first-bridge", "--lang", "ru", "--dir", directory]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "springs/first-bridge (core)",
        "14 мая 1910 года. Первый мост открыли через Тарнау 14 мая 1910 года.",
        "",
        "which-river (choice): Через какую реку открыли первый мост?",
        "  + Тарнау",
        "  - Олмара",
        "  - Веск (На Веске были паромы.)",
        "  - Лунда",
        "",
        "Sources:",
        "  Atlas of Rivers. Water Press. https://rivers.example/atlas",
    ]


def test_show_prints_the_story_and_until_when_it_was_so(
    directory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "springs/olmara-spring", "--dir", directory]) == 0
    assert "\nNobody believed the shepherd" in capsys.readouterr().out
    assert main(["show", "deltas/park", "--dir", directory]) == 0
    shown = capsys.readouterr().out
    assert "\nAs of 2020.\n" in shown
    assert shown.endswith("https://rivers.example/survey (a copy)\n")


def test_show_of_an_unknown_id_names_the_nearest(directory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "spring/keeper", "--dir", directory]) == 1
    assert capsys.readouterr().out.startswith(
        'There is no fact "spring/keeper". The nearest: springs/keepers'
    )


def test_directory_may_come_from_the_environment(
    directory: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENT_DIR", directory)
    assert main(["check"]) == 0
    assert "8 facts" in capsys.readouterr().out


def test_module_runs_as_a_command(directory: str) -> None:
    command = [sys.executable, "-m", "content", "check", "--dir", directory]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
