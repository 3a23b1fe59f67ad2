"""What helps an author: a template that cannot slip in unfinished, and schemas for editors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from content.__main__ import main
from content.authoring.schema import DIRECTORY, schemas
from content.loader import BANK_DIRECTORY, ContentError
from content.template import add_fact, new_fact
from tests.banks import tiny_bank_files, write_bank
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


def test_new_adds_the_template_where_it_belongs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_bank(tmp_path) / SPRINGS
    before = file.read_text(encoding="utf-8")
    line = before.count("\n") + 2
    assert main(["new", "fact", "--era", "springs", "--slug", "new-one", "--dir", str(tmp_path)]) == 0
    assert file.read_text(encoding="utf-8") == before + "\n" + new_fact("springs", "new-one")
    told = capsys.readouterr().out
    assert told == f"The new fact begins at facts/springs.yaml:{line}: fill it in, then check.\n"


def test_new_begins_the_file_of_an_era_without_facts(tmp_path: Path) -> None:
    (write_bank(tmp_path) / SPRINGS).unlink()
    assert add_fact(tmp_path, "springs", "first") == "facts/springs.yaml:3"


@pytest.mark.parametrize(
    ("era", "slug", "refused"),
    [
        ("spring", "new-one", 'eras.yaml:1: there is no era "spring"; did you mean "springs"?'),
        (
            "springs",
            "keepers",
            "facts/springs.yaml:74: springs/keepers: the id is taken already: choose another slug",
        ),
    ],
)
def test_new_refuses_what_does_not_fit_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], era: str, slug: str, refused: str
) -> None:
    write_bank(tmp_path)
    assert main(["new", "fact", "--era", era, "--slug", slug, "--dir", str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"{refused}\n1 problem.\n"
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in tiny_bank_files()} == (
        tiny_bank_files()
    )


def test_new_spoils_no_file_that_is_indented_otherwise(tmp_path: Path) -> None:
    files = tiny_bank_files()
    files[SPRINGS] = "\n".join(line.removeprefix("  ") for line in files[SPRINGS].splitlines())
    write_bank(tmp_path, files)
    with pytest.raises(ContentError, match="does not fit at the end of this file"):
        add_fact(tmp_path, "springs", "new-one")
    assert (tmp_path / SPRINGS).read_text(encoding="utf-8") == files[SPRINGS]


def test_schemas_are_fresh() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in DIRECTORY.glob("*.json")}
    assert kept == schemas(), "run: python -m content schema"


def _unfit(schema: str, files: Iterable[Path]) -> set[str]:
    """The names of those files that the schema refuses: one start of the tool tells it of all of them."""
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile"]
    command += [str(DIRECTORY / schema), *map(str, files)]
    told = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    assert told.get("parse_errors", []) == []
    return {Path(error["filename"]).name for error in told.get("errors", [])}


def test_shipped_bank_fits_its_schemas() -> None:
    files = defaultdict[str, list[Path]](list)
    for path in BANK_DIRECTORY.rglob("*.yaml"):
        files[path.stem if path.parent == BANK_DIRECTORY else path.parent.name].append(path)
    assert [_unfit(f"{name}.json", paths) for name, paths in files.items()] == [set()] * len(files)


BREACHES = [
    ("kind: several", "kind: some"),
    ("is_true: false", "is_trew: false"),
    ("        right: 12000\n", ""),
    ('        right: "1936-06"\n', ""),
    ("    level: more\n", "    level: most\n"),
    ("{when: ", "{wen: "),
    ('    when: "1936-06"\n', "    when: 1936\n"),
    ('when: "1940"', 'when: "summer 1940"'),
    ("    sources: [survey]\n", "    sources: []\n"),
    ("  - id: lakes/treaty\n", "  - id: lakes\n"),
    ("      ru: В июне 1936 года в Олмаре подписали Озёрный договор.\n", ""),
    ("      en: In June 1936", f"      en: {'very ' * 40} long ago, in June 1936"),
]
"""What is put in the place of what."""


def test_breach_does_not_fit(tmp_path: Path) -> None:
    whole = every_kind_files()[LAKES]
    (tmp_path / "whole.yaml").write_text(whole, encoding="utf-8")
    for number, (old, new) in enumerate(BREACHES):
        assert old in whole
        (tmp_path / f"{number}.yaml").write_text(whole.replace(old, new, 1), encoding="utf-8")
    assert _unfit("facts.json", tmp_path.iterdir()) == {f"{number}.yaml" for number in range(len(BREACHES))}


def test_schemas_are_json() -> None:
    for text in schemas().values():
        assert json.loads(text)["$schema"].startswith("https://json-schema.org/")
