"""What helps an author: a template that cannot slip in unfinished, and schemas for editors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from content.__main__ import main
from content.loader import BANK_DIRECTORY
from content.schema import DIRECTORY, schemas
from content.template import new_fact
from tests.banks import tiny_bank_files
from tests.content.breach import SPRINGS, problems_of
from tests.content.every_kind import LAKES, every_kind_files


def test_unfinished_template_is_named_with_its_lines(tmp_path: Path) -> None:
    files = tiny_bank_files()
    before = files[SPRINGS].count("\n")
    files[SPRINGS] += new_fact("springs", "new-one")
    problems = problems_of(tmp_path, files)
    lines = {int(problem.split(":")[1]) for problem in problems}
    assert min(lines) > before
    for missing in ("when", "statement", "ask", "right", "no source"):
        assert any(missing in problem for problem in problems), missing


def test_filled_template_is_a_fact(tmp_path: Path) -> None:
    files = tiny_bank_files()
    words = iter(range(1000))
    text = new_fact("springs", "new-one").replace('when: ""', 'when: "1911"')
    text = text.replace("sources: []", "sources: [atlas]")
    parts = text.split('""')
    filled = "".join(part + (f'"{_word(next(words))}"' if at < len(parts) - 1 else "")
                     for at, part in enumerate(parts))  # fmt: skip
    files[SPRINGS] += filled
    assert problems_of(tmp_path, files) == []


def _word(number: int) -> str:
    """Different words, of letters that no script is without."""
    return ("x" if number % 3 == 0 else "щ" if number % 3 == 1 else "ҷ") * (number + 1)


def test_new_prints_the_template(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "fact", "--era", "peace", "--slug", "talks"]) == 0
    assert capsys.readouterr().out == new_fact("peace", "talks")


def test_schemas_are_fresh() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in DIRECTORY.glob("*.json")}
    assert kept == schemas(), "run: python -m content schema"


def _validates(schema: str, file: Path) -> bool:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(DIRECTORY / schema), str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_shipped_bank_fits_its_schemas() -> None:
    for path in BANK_DIRECTORY.rglob("*.yaml"):
        name = "facts" if path.parent.name == "facts" else path.stem
        assert _validates(f"{name}.json", path), path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: several", "kind: some"),
        ("is_true: false", "is_trew: false"),
        ("        right: 12000\n", ""),
        ('        right: "1936-06"\n', ""),
        ("    level: more\n", "    level: most\n"),
        ("{when: ", "{wen: "),
    ],
)
def test_breach_does_not_fit(tmp_path: Path, old: str, new: str) -> None:
    whole = every_kind_files()[LAKES]
    assert old in whole
    file = tmp_path / "lakes.yaml"
    file.write_text(whole, encoding="utf-8")
    assert _validates("facts.json", file)
    file.write_text(whole.replace(old, new, 1), encoding="utf-8")
    assert not _validates("facts.json", file)


def test_schemas_are_json() -> None:
    for text in schemas().values():
        assert json.loads(text)["$schema"].startswith("https://json-schema.org/")
