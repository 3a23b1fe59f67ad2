"""The certificate of a passed exam: upright as a PNG for the phone, A4 on its side as a PDF for the wall."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from bot.pictures.canvas import WIDTH, Canvas, Style
from bot.pictures.fitting import largest
from bot.pictures.palette import PAPER
from bot.texts import Speech
from content.dates import spell
from content.partial_date import PartialDate

_HEIGHT = 1320
_A4 = (1520, 1075)
"""In units, of which a third as many again go into the width: small print of seven millimetres."""
_DPI = 200
_A4_PIXELS = 2339
_INSET = 30
_GROUP = 4


@dataclass(frozen=True)
class Certificate:
    """``code`` with or without hyphens; ``address`` is a link that checks it."""

    name: str
    on: date
    right: int
    total: int
    code: str
    bank_title: str
    bank_version: str
    address: str

    @property
    def grouped_code(self) -> str:
        """As it is easily read out and typed: ABCD-EFGH-JKLM."""
        plain = self.code.replace("-", "")
        return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.total)


@dataclass(frozen=True)
class _Lines:
    """Lines in one style. ``share`` says how much of the height left over goes above them."""

    lines: list[str]
    style: Style
    share: float

    @property
    def leading(self) -> int:
        return round(self.style.size * 1.3)

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading

    def draw(self, canvas: Canvas, top: float) -> None:
        canvas.paragraph(canvas.width / 2, top + self.style.size, self.lines, self.style, self.leading, "m")


@dataclass(frozen=True)
class _Seal:
    """A tick in a ring, between two fine lines."""

    share: float
    height: int = 100

    def draw(self, canvas: Canvas, top: float) -> None:
        theme, x, y = canvas.theme, canvas.width / 2, top + self.height / 2
        for side in (-1, 1):
            ends = sorted((x + side * 80, x + side * 330))
            canvas.rectangle((ends[0], y - 1, ends[1], y + 1), theme.line)
        canvas.disc(x, y, 50, theme.strong)
        canvas.disc(x, y, 45, theme.ground)
        canvas.disc(x, y, 40, theme.strong)
        canvas.tick(x, y, 40, theme.on_strong)


def png(speech: Speech, certificate: Certificate) -> bytes:
    return paint(speech, certificate).png()


def pdf(speech: Speech, certificate: Certificate) -> bytes:
    """One page of A4. It is dated as the certificate is, so that the same values give the same bytes."""
    width, height = _A4
    canvas = paint(speech, certificate, width, height, _A4_PIXELS / width)
    drawn_at, file = certificate.on.timetuple(), BytesIO()
    title = f"{speech.plain('picture-certificate')}: {certificate.bank_title}"
    canvas.image.save(
        file,
        "PDF",
        resolution=_DPI,
        quality=90,
        subsampling=0,
        title=title,
        creationDate=drawn_at,
        modDate=drawn_at,
    )
    return file.getvalue()


def paint(
    speech: Speech, certificate: Certificate, width: int = WIDTH, height: int = _HEIGHT, scale: float = 1
) -> Canvas:
    """The blocks under each other in a frame; what height is left over is shared out between them."""
    canvas = Canvas(width, height, PAPER, scale=scale)
    _frame(canvas)
    blocks = list(_blocks(canvas, speech, certificate, width - 4 * _INSET - 40))
    spare = height - 4 * _INSET - sum(block.height for block in blocks)
    part = spare / (sum(block.share for block in blocks) + 1)
    y: float = 2 * _INSET
    for block in blocks:
        y += part * block.share
        block.draw(canvas, y)
        y += block.height
    return canvas


def _frame(canvas: Canvas) -> None:
    """Two lines, the inner one fine."""
    for inset, radius, thickness, colour in (
        (_INSET, 18, 6, canvas.theme.strong),
        (_INSET + 16, 10, 2, canvas.theme.line),
    ):
        box = (inset, inset, canvas.width - inset, canvas.height - inset)
        canvas.framed(box, radius, canvas.theme.ground, colour, thickness)


def _blocks(canvas: Canvas, speech: Speech, of: Certificate, room: float) -> Iterator[_Lines | _Seal]:
    theme = canvas.theme
    note, title = Style(theme.muted), Style(theme.ink, 46, is_bold=True)
    heading = Style(theme.strong, 58, is_bold=True)
    yield _Lines([speech.plain("picture-certificate").upper()], heading, 1)
    yield _name(canvas, unicodedata.normalize("NFC", of.name), room)
    yield _Lines(canvas.wrapped(speech.plain("picture-certificate-passed"), note, room, 2), note, 1)
    yield _Lines(canvas.wrapped(of.bank_title, title, room, 4), title, 0.4)
    yield _score(canvas, speech, of, room)
    yield _Seal(1)
    yield _Lines([of.grouped_code], Style(theme.strong, 52, is_bold=True), 0.8)
    check = speech.plain("picture-certificate-check", code=of.grouped_code)
    yield _Lines(canvas.wrapped(check, note, room, 2) + _address(canvas, of.address, note, room), note, 0.4)
    version = speech.plain("picture-certificate-version", version=of.bank_version)
    yield _Lines(canvas.wrapped(version, note, room, 2), note, 0.4)


def _name(canvas: Canvas, name: str, room: float) -> _Lines:
    """As large as fits into two lines; a name of 64 wide letters takes more of them."""
    style = Style(canvas.theme.ink, 84, is_bold=True)
    size = largest(range(84, 43, -4), lambda size: len(canvas.wrapped(name, style.at(size), room, 9)) <= 2)
    return _Lines(canvas.wrapped(name, style.at(size), room, 9), style.at(size), 1.2)


def _score(canvas: Canvas, speech: Speech, of: Certificate, room: float) -> _Lines:
    """The score and the date, on one line if they fit."""
    style = Style(canvas.theme.ink, 38)
    score = speech.plain("picture-certificate-score", right=of.right, total=of.total, percent=of.percent)
    on = spell(PartialDate(of.on.isoformat()), speech.language)
    both = f"{score} · {on}"
    return _Lines([both] if canvas.width_of(both, style) <= room else [score, on], style, 0.8)


def _address(canvas: Canvas, address: str, style: Style, room: float) -> list[str]:
    """A link that is too long for one line goes on after its path."""
    if canvas.width_of(address, style) <= room:
        return [address]
    path, mark, rest = address.partition("?")
    return [line for part in (path, mark + rest) for line in canvas.wrapped(part, style, room, 3)]
