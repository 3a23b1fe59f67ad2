"""The certificate holds any name, says how it is checked, and is the same each time it is drawn."""

from __future__ import annotations

import re
import zlib
from datetime import date
from unittest.mock import patch

import pytest
import segno
from msgspec.structs import replace

from bot.pictures import certificate
from bot.pictures.canvas import Canvas
from bot.pictures.palette import PAPER
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language, Text
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
A4 = (1520, 1075)
CODE = "ABCD-EFGH-JKMN-PQRS"
OF_CERTIFICATE: dict[str, str | int] = {
    "name": "Рустам Ҷӯраев", "right": 19, "total": 21, "code": "ABCDEFGHJKMNPQRT"
}  # fmt: skip
OF_ISSUER: dict[str, object] = {
    "on": date(2026, 11, 25),
    "title": Text(en="Other rivers", ru="Другие реки", tg="Дарёҳои дигар"),
    "bot": "another_bot",
    "address": "https://t.me/another_bot",
}


def texts_of(bank: Bank, language: Language) -> list[Drawn]:
    with watched() as drawn:
        certificate.png(TEXTS.to(language), samples.certificate(), samples.issuer(bank))
    return drawn


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_fits_whole(wordy: Bank, language: Language, name: str) -> None:
    with watched() as drawn:
        png = certificate.png(TEXTS.to(language), samples.certificate(name), samples.issuer(wordy))
    assert len(png) <= 150_000
    hold(drawn, opened(png).size)
    said = "".join(text.text for text in drawn).replace(" ", "")
    assert name.replace(" ", "") in said
    assert "…" not in said


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_name_fits_on_paper(wordy: Bank, name: str) -> None:
    with watched() as drawn:
        canvas = certificate.paint(TEXTS.to("tg"), samples.certificate(name), samples.issuer(wordy), *A4)
    hold(drawn, canvas.image.size)
    assert "…" not in "".join(text.text for text in drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_was_passed_when_by_whom_it_is_issued_and_how_to_check_it(
    rivers: Bank, language: Language
) -> None:
    said = " ".join(text.text for text in texts_of(rivers, language)).replace("\u00a0", " ")
    assert NAMES["usual"] in said
    assert rivers.title.to(language) in said
    assert re.search(r"\b18\b.*\b20\b.*\b90", said)
    assert {"en": "24 November 2026", "ru": "24 ноября 2026 года", "tg": "24 ноябри соли 2026"}[
        language
    ] in said
    assert said.count(CODE) == 2
    assert f"/verify {CODE}" in said
    assert "https://t.me/hamkori_bot" in said
    assert {"en": "Issued by @", "ru": "Выдан ботом @", "tg": "Аз ҷониби боти @"}[language] in said
    assert rivers.version not in said, "no number that says nothing to anybody"


def test_a_camera_reads_the_link_that_checks_it() -> None:
    """Every module of the code is where it belongs, dark on light."""
    address = "https://t.me/hamkori_bot?start=v_ABCDEFGHJKMNPQRS"
    canvas = Canvas(400, 400, PAPER, scale=1.5)
    certificate.draw_code(canvas, address, 60, 60)
    grey = canvas.image.convert("L")
    module = certificate.MODULE * 1.5
    for row, modules in enumerate(segno.make(address, error="m").matrix):
        for column, is_dark in enumerate(modules):
            at = (round(90 + (column + 0.5) * module), round(90 + (row + 0.5) * module))
            assert (grey.getpixel(at) < 100) == bool(is_dark), (row, column)  # type: ignore[operator]


@pytest.mark.parametrize("size", [(1080, 1320), A4])
def test_the_code_has_the_empty_paper_that_a_camera_needs(wordy: Bank, size: tuple[int, int]) -> None:
    quiet = 4 * certificate.MODULE
    placed: list[tuple[float, float]] = []
    really = certificate.draw_code

    def draw(canvas: Canvas, address: str, left: float, top: float) -> None:
        placed.append((left, top))
        really(canvas, address, left, top)

    with patch.object(certificate, "draw_code", draw), watched() as drawn:
        certificate.paint(
            TEXTS.to("tg"), samples.certificate(NAMES["many words"]), samples.issuer(wordy), *size
        )
    [(left, top)] = placed
    side = certificate.MODULE * len(segno.make(samples.issuer(wordy).address, error="m").matrix)
    around = (left - quiet, top - quiet, left + side + quiet, top + side + quiet)
    assert around[0] > 60
    assert around[3] < size[1] - 46
    for text in drawn:
        x1, y1, x2, y2 = text.box
        assert x2 <= around[0] or x1 >= around[2] or y2 <= around[1] or y1 >= around[3], text


def test_same_values_same_bytes(rivers: Bank) -> None:
    of, by, speech = samples.certificate(), samples.issuer(rivers), TEXTS.to("ru")
    assert certificate.png(speech, of, by) == certificate.png(speech, of, by)
    assert certificate.pdf(speech, of, by) == certificate.pdf(speech, of, by)


@pytest.mark.parametrize("part", [*OF_CERTIFICATE, *OF_ISSUER])
def test_what_differs_is_seen(rivers: Bank, part: str) -> None:
    of, by, speech = samples.certificate(), samples.issuer(rivers), TEXTS.to("tg")
    other = replace(of, **{part: OF_CERTIFICATE[part]}) if part in OF_CERTIFICATE else of
    others = replace(by, **{part: OF_ISSUER[part]}) if part in OF_ISSUER else by
    assert certificate.png(speech, other, others) != certificate.png(speech, of, by)


def paper(bank: Bank, language: Language = "tg") -> bytes:
    return certificate.pdf(TEXTS.to(language), samples.certificate(), samples.issuer(bank))


def test_the_pdf_is_one_page_of_a4_on_its_side(rivers: Bank) -> None:
    pdf = paper(rivers)
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    assert float(box[1]) == pytest.approx(297 / 25.4 * 72, abs=0.5)
    assert float(box[2]) == pytest.approx(210 / 25.4 * 72, abs=0.5)
    pixels = re.search(rb"/Width (\d+)", pdf)
    assert pixels
    assert int(pixels[1]) / (297 / 25.4) >= 150  # dots to an inch
    assert len(pdf) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_pdf_can_be_found_and_copied_and_are_not_drawn_twice(
    rivers: Bank, language: Language
) -> None:
    said, modes = words_of(paper(rivers, language))
    words = " ".join(said).replace("\u00a0", " ")
    for part in (NAMES["usual"], rivers.title.to(language), CODE, "2026", "https://t.me/hamkori_bot"):
        assert part in words
    assert modes == {"3"}, "3: neither filled nor stroked (ISO 32000-1, 9.3.6)"


def words_of(pdf: bytes) -> tuple[list[str], set[str]]:
    """What a reader copies from the page, text by text, and the modes in which it is drawn."""
    streams = [_plain(raw) for raw in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)]
    [page] = [stream for stream in streams if b" Tj ET" in stream]
    letters = [_letters(stream) for stream in streams if b"beginbfchar" in stream]
    fonts = dict(zip(sorted(set(re.findall(rb"/F(\d+) ", page))), letters, strict=True))
    modes = {mode.decode() for mode in re.findall(rb"(\d) Tr", page)}
    said, font = [], b""
    for chosen, text in re.findall(rb"/F(\d+) [\d.]+ Tf|\((.*?)\) Tj", page, re.DOTALL):
        font = chosen or font
        said += [] if chosen else [_said(text, fonts[font])]
    return said, modes


def _plain(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _letters(stream: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<(\w{4})> <(\w{4})>\n", stream)
    return {int(glyph, 16): chr(int(letter, 16)) for glyph, letter in pairs}


def _said(text: bytes, letters: dict[int, str]) -> str:
    ends = {b"r": b"\r", b"n": b"\n"}
    plain = re.sub(rb"\\(.)", lambda found: ends.get(found[1], found[1]), text)
    glyphs = (int.from_bytes(plain[at : at + 2], "big") for at in range(0, len(plain), 2))
    return "".join(letters[glyph] for glyph in glyphs)


def test_the_pdf_has_a_title_and_the_date_of_the_exam(rivers: Bank) -> None:
    pdf = paper(rivers)
    title = f"{TEXTS.to('tg').plain('picture-certificate')}: {rivers.title.tg}"
    assert title.encode("utf-16-be").hex().encode() in pdf
    assert b"D:20261124000000" in pdf


def test_a_name_in_parts_is_drawn_in_letters(rivers: Bank) -> None:
    """Ӣ may come as И and a mark of its own; the typeface would set them beside each other."""
    whole, parts = "Фирдавс\u04e3", "Фирдавс\u0438\u0304"
    speech, by = TEXTS.to("tg"), samples.issuer(rivers)
    assert certificate.png(speech, samples.certificate(parts), by) == certificate.png(
        speech, samples.certificate(whole), by
    )
