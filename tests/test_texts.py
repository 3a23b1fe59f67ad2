"""Every catalogue says everything, with the same variables and sound markup."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot import catalogue, handlers
from bot.texts import LOCALES, Catalogues, isolated
from content.limits import TITLE_LIMIT
from content.model import LANGUAGES, Language

BUTTONS = re.compile(
    r"^(home-|button-|daily-(other|zone|stop|first)|fact-(quiz|settings)|forget-confirm|zone-other)"
)
BUTTON_LIMIT = 34
"""Characters; longer labels are cut on a narrow phone."""


def forms(language: str) -> dict[str, tuple[str, ...]]:
    with (LOCALES / language / "LC_MESSAGES" / "hamkori.po").open("rb") as file:
        catalogue = read_po(file)
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in catalogue
        if message.id
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_said_twice(language: str) -> None:
    text = (LOCALES / language / "LC_MESSAGES" / "hamkori.po").read_text()
    keys = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted(set(keys)) == sorted(keys)


def variables(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_said_in_every_language(language: str) -> None:
    english, other = forms("en"), forms(language)
    assert other.keys() == english.keys()
    assert all(text.strip() for texts in other.values() for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_the_same_variables(language: str) -> None:
    english = forms("en")
    for key, texts in forms(language).items():
        expected = set().union(*map(variables, english[key]))
        for text in texts:
            assert variables(text) | {"n"} == expected | {"n"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_balanced(language: str) -> None:
    for key, texts in forms(language).items():
        for text in texts:
            assert re.findall(r"<(\w+)>", text) == re.findall(r"</(\w+)>", text), key
            assert "&" not in text, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_fit_a_phone(language: str) -> None:
    for key, texts in forms(language).items():
        if BUTTONS.match(key):
            assert all(len(text) <= BUTTON_LIMIT for text in texts), (key, texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_line_in_the_menu_and_in_help(language: str) -> None:
    speech = Catalogues().to(language)  # type: ignore[arg-type]
    for command in handlers.COMMANDS:
        assert 1 <= len(speech.plain(f"command-{command}")) <= 256
        assert command == "start" or command == "help" or f"/{command}" in speech.plain("help")


@pytest.mark.parametrize("language", LANGUAGES)
def test_profile_fits_telegrams_limits(language: str) -> None:
    speech = Catalogues().to(language)  # type: ignore[arg-type]
    assert len(speech.plain("bot-name")) <= 64
    assert len(speech.plain("bot-short", title="x" * TITLE_LIMIT)) <= 120


def test_text_of_people_never_becomes_markup() -> None:
    said = Catalogues().to("en")("quiz-right", right="<b>&</b>")
    assert "<b>&lt;b&gt;&amp;&lt;/b&gt;</b>" in said


def test_russian_counts_as_russian_does() -> None:
    speech = Catalogues().to("ru")
    assert [speech.plain("quiz-count", n=n) for n in (1, 2, 5, 11, 21)] == [
        "1 вопрос", "2 вопроса", "5 вопросов", "11 вопросов", "21 вопрос"
    ]  # fmt: skip


def test_every_key_the_code_uses_is_in_the_catalogue() -> None:
    known = forms("en").keys()
    used = set()
    for path in LOCALES.parent.rglob("*.py"):
        text = path.read_text()
        used |= set(re.findall(r"(?:speech|to\(\w+\))(?:\.plain)?\(\s*\"([a-z-]+)\"", text))
        used |= set(re.findall(r"Refusal\(\s*\"([a-z-]+)\"", text))
    assert used
    assert used <= known, used - known


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_the_bot_says_is_about_one_bank_alone(language: str) -> None:
    told = re.compile(r"Tajikistan|Таджикистан|Тоҷикистон|OSCE|ОБСЕ|САҲА|peace|мирн|сулҳ", re.IGNORECASE)
    assert not {key for key, texts in forms(language).items() if any(map(told.search, texts))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_learner_is_told_of_a_bank(language: str) -> None:
    told = re.compile(r"\bbanks?\b|\bбанк|\bбонк", re.IGNORECASE)
    found = {key for key, texts in forms(language).items() if any(map(told.search, texts))}
    assert not {key for key in found if not key.startswith("admin-")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_being_forgotten_speaks_of_the_certificate(language: str) -> None:
    word = {"tg": "шаҳодатнома", "ru": "сертификат", "en": "certificate"}[language]
    assert word in Catalogues().to(language).plain("forget")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [("tg", "Манбаъ: ", "Манбаъҳо: "), ("ru", "Источник: ", "Источники: "), ("en", "Source: ", "Sources: ")],
)
def test_several_sources_are_several(language: Language, one: str, several: str) -> None:
    speech = Catalogues().to(language)
    assert [speech.plain("fact-sources", n=n, sources="") for n in (1, 2, 5)] == [one, several, several]


@pytest.mark.parametrize("turn", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f\u061c")
def test_text_of_a_person_turns_nothing_around(turn: str) -> None:
    assert isolated(f"it is{turn} wrong") == "it is wrong"


def test_text_that_runs_leftward_stands_by_itself_line_by_line() -> None:
    assert isolated("нодуруст\nسلام 5\nok") == "нодуруст\n\u2068سلام 5\u2069\nok"


def test_what_was_read_is_kept_until_a_file_changes(tmp_path: Path) -> None:
    files, cache = tmp_path / "locales", tmp_path / "cache"
    shutil.copytree(LOCALES, files)
    read = catalogue.read(files)
    assert catalogue.read(files, cache) == read
    [kept] = cache.iterdir()
    kept.write_text(kept.read_text().replace("Your progress", "Your steps"))
    assert "Your steps" in str(catalogue.read(files, cache)["en"].messages["progress-title"])
    kept.write_text("{")
    assert catalogue.read(files, cache) == read
    russian = files / "ru" / "LC_MESSAGES" / "hamkori.po"
    russian.write_text(russian.read_text().replace("Ваши успехи", "Ваши шаги"))
    assert "Ваши шаги" in str(catalogue.read(files, cache)["ru"].messages["progress-title"])
    assert len([*cache.iterdir()]) == 1


def test_where_nothing_can_be_kept_it_is_read_each_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert catalogue.read(LOCALES, blocked / "cache") == catalogue.read(LOCALES)
