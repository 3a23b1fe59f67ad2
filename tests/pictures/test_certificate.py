"""The certificate holds any name, says how it is checked, and is the same each time it is drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.pictures import certificate
from bot.pictures.certificate import Certificate
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language
from tests.pictures import samples
from tests.pictures.proof import Drawn, hold, opened, watched

TEXTS = Catalogues()
NAMES = {
    "short": "Ҷӯ",
    "usual": "Зарина Ҷӯраева",
    "many words": "Абдураҳмон Муҳаммадюсуфзода ибни Сино Фирдавсӣ Балхии Панҷакентӣ",
    "wide letters": "W" * 64,
    "wide Cyrillic": "Щ" * 64,
    "Latin": "Þórarinn Guðmundsson-Ærøskøbing Čapek-Łukasiewicz van der Straße",
}
CHANGES: dict[str, str | int | date] = {
    "name": "Рустам Ҷӯраев",
    "on": date(2026, 11, 25),
    "right": 19,
    "total": 21,
    "code": "ABCDEFGHJKLN",
    "bank_title": "Дарёҳои дигар",
    "bank_version": "000000000000",
    "address": "https://t.me/another_bot",
}


def texts_of(of: Certificate, language: Language) -> list[Drawn]:
    with watched() as drawn:
        certificate.png(TEXTS.to(language), of)
    return drawn


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_fits_whole(wordy: Bank, language: Language, name: str) -> None:
    of, speech = samples.certificate(wordy, language, name), TEXTS.to(language)
    with watched() as drawn:
        png = certificate.png(speech, of)
    assert len(png) <= 150_000
    hold(drawn, opened(png).size)
    said = "".join(text.text for text in drawn).replace(" ", "")
    assert name.replace(" ", "") in said
    assert "…" not in said


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_name_fits_on_paper(wordy: Bank, name: str) -> None:
    with watched() as drawn:
        canvas = certificate.paint(TEXTS.to("tg"), samples.certificate(wordy, "tg", name), *A4)
    hold(drawn, canvas.image.size)
    assert "…" not in "".join(text.text for text in drawn)


A4 = (1520, 1075)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_was_passed_when_and_how_to_check_it(rivers: Bank, language: Language) -> None:
    of = samples.certificate(rivers, language)
    said = " ".join(text.text for text in texts_of(of, language)).replace("\u00a0", " ")
    assert of.name in said
    assert rivers.title.to(language) in said
    assert re.search(r"\b18\b.*\b20\b.*\b90", said)
    assert {"en": "24 November 2026", "ru": "24 ноября 2026 года", "tg": "24 ноябри соли 2026"}[
        language
    ] in said
    assert said.count("ABCD-EFGH-JKLM") == 2
    assert "/verify ABCD-EFGH-JKLM" in said
    assert of.address in said.replace(" ?", "?")
    assert of.bank_version in said


def test_a_code_is_grouped_once() -> None:
    of = Certificate("A", date(2026, 1, 1), 1, 1, "ABCD-EFGHJK-LM", "", "", "")
    assert of.grouped_code == "ABCD-EFGH-JKLM"
    assert replace(of, code=of.grouped_code).grouped_code == of.grouped_code


def test_same_values_same_bytes(rivers: Bank) -> None:
    of, speech = samples.certificate(rivers, "ru"), TEXTS.to("ru")
    assert certificate.png(speech, of) == certificate.png(speech, of)
    assert certificate.pdf(speech, of) == certificate.pdf(speech, of)


@pytest.mark.parametrize("part", CHANGES)
def test_what_differs_is_seen(rivers: Bank, part: str) -> None:
    of, speech = samples.certificate(rivers, "tg"), TEXTS.to("tg")
    other = replace(of, **{part: CHANGES[part]})  # type: ignore[arg-type]
    assert certificate.png(speech, other) != certificate.png(speech, of)


def test_the_pdf_is_one_page_of_a4_on_its_side(rivers: Bank) -> None:
    pdf = certificate.pdf(TEXTS.to("tg"), samples.certificate(rivers, "tg"))
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert pdf.count(b"/Type /Page\n") == 1
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    assert box
    assert float(box[1]) == pytest.approx(297 / 25.4 * 72, abs=0.5)
    assert float(box[2]) == pytest.approx(210 / 25.4 * 72, abs=0.5)
    pixels = re.search(rb"/Width (\d+)", pdf)
    assert pixels
    assert int(pixels[1]) / (297 / 25.4) >= 150  # dots to an inch
    assert len(pdf) < 1_000_000


def test_the_pdf_has_a_title_and_the_date_of_the_exam(rivers: Bank) -> None:
    of = samples.certificate(rivers, "tg")
    pdf = certificate.pdf(TEXTS.to("tg"), of)
    title = f"{TEXTS.to('tg').plain('picture-certificate')}: {of.bank_title}"
    assert title.encode("utf-16-be") in pdf.replace(b"\\(", b"(").replace(b"\\)", b")").replace(
        b"\\\\", b"\\"
    )
    assert pdf.count(b"(D:20261124000000Z)") == 2


def test_a_name_in_parts_is_drawn_in_letters(rivers: Bank) -> None:
    """Ӣ may come as И and a mark of its own; the typeface would set them beside each other."""
    whole, parts = "Фирдавс\u04e3", "Фирдавс\u0438\u0304"
    speech = TEXTS.to("tg")
    assert certificate.png(speech, samples.certificate(rivers, "tg", parts)) == certificate.png(
        speech, samples.certificate(rivers, "tg", whole)
    )
