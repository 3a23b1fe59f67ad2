"""The certificate of a passed exam: upright as a PNG for the phone, A4 on its side as a PDF for the wall."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.learning.certificate import Certificate, Issuer, grouped
from bot.pictures.canvas import WIDTH, Canvas, Style
from bot.pictures.fitting import largest
from bot.pictures.palette import PAPER
from bot.texts import Speech
from content.dates import spell
from content.partial_date import PartialDate

_HEIGHT = 1320
_A4 = (1520, 1075)
"""In units, of which a third as many again go into the width: small print of seven millimetres."""
_A4_PIXELS = 2339
_INSET = 30
MODULE = 6
"""Units of a module of the code for cameras: a millimetre and more on paper."""
_GAP = 40


class _Lines(Struct, frozen=True):
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


class _Checking(Struct, frozen=True):
    """How it is checked: for a camera at the left, and for people beside it."""

    address: str
    blocks: list[_Lines]
    share: float

    @property
    def side(self) -> int:
        return MODULE * len(_modules(self.address))

    @property
    def height(self) -> float:
        return max(self.side, sum(block.height for block in self.blocks))

    def draw(self, canvas: Canvas, top: float) -> None:
        words = max(canvas.width_of(line, block.style) for block in self.blocks for line in block.lines)
        left = (canvas.width - self.side - _GAP - words) / 2
        draw_code(canvas, self.address, left, top + (self.height - self.side) / 2)
        y = top + (self.height - sum(block.height for block in self.blocks)) / 2
        for block in self.blocks:
            baseline = y + block.style.size
            canvas.paragraph(left + self.side + _GAP, baseline, block.lines, block.style, block.leading)
            y += block.height


def _modules(address: str) -> Sequence[Sequence[int]]:
    """The rows of the code, dark where not zero."""
    import segno

    return segno.make(address, error="m").matrix


def draw_code(canvas: Canvas, address: str, left: float, top: float) -> None:
    """The address as a QR code; the empty paper around it is as wide as such a code needs."""
    for row, modules in enumerate(_modules(address)):
        for column, is_dark in enumerate(modules):
            x, y = left + column * MODULE, top + row * MODULE
            if is_dark:
                canvas.rectangle((x, y, x + MODULE, y + MODULE), canvas.theme.ink)


class _Seal(Struct, frozen=True):
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


def png(speech: Speech, of: Certificate, by: Issuer) -> bytes:
    return paint(speech, of, by).png()


def pdf(speech: Speech, of: Certificate, by: Issuer) -> bytes:
    """One page of A4, with its words to be found and copied."""
    # It takes a third of a second and thirty megabytes, which nobody pays who makes out no certificate.
    from bot.pictures import paper

    width, height = _A4
    canvas = paint(speech, of, by, width, height, _A4_PIXELS / width)
    title = f"{speech.plain('picture-certificate')}: {by.title.to(speech.language)}"
    return paper.pdf(canvas, title, by.on)


def paint(
    speech: Speech,
    of: Certificate,
    by: Issuer,
    width: int = WIDTH,
    height: int = _HEIGHT,
    scale: float = 1,
) -> Canvas:
    """The blocks under each other in a frame; what height is left over is shared out between them."""
    canvas = Canvas(width, height, PAPER, scale=scale)
    _frame(canvas)
    blocks = list(_blocks(canvas, speech, of, by, width - 4 * _INSET - 40))
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


def _blocks(
    canvas: Canvas, speech: Speech, of: Certificate, by: Issuer, room: float
) -> Iterator[_Lines | _Seal | _Checking]:
    theme = canvas.theme
    note, title = Style(theme.muted), Style(theme.ink, 46, is_bold=True)
    heading = Style(theme.strong, 58, is_bold=True)
    yield _Lines([speech.plain("picture-certificate").upper()], heading, 1)
    name = of.name or speech.plain("certificate-no-name")
    yield _name(canvas, unicodedata.normalize("NFC", name), room)
    yield _Lines(canvas.wrapped(speech.plain("picture-certificate-passed"), note, room, 2), note, 1)
    yield _Lines(canvas.wrapped(by.title.to(speech.language), title, room, 4), title, 0.4)
    yield _score(canvas, speech, of, by, room)
    yield _Seal(1)
    issuer = speech.plain("picture-certificate-issuer", bot=by.bot)
    yield _Lines(canvas.wrapped(issuer, note, room, 2), note, 0.8)
    yield _checking(canvas, speech, of, by, room)


def _checking(canvas: Canvas, speech: Speech, of: Certificate, by: Issuer, room: float) -> _Checking:
    note, code = Style(canvas.theme.muted), Style(canvas.theme.strong, 52, is_bold=True)
    beside = room - MODULE * 45 - _GAP
    check = speech.plain("picture-certificate-check", code=grouped(of.code))
    told = canvas.wrapped(check, note, beside, 3) + _address(canvas, by.address, note, beside)
    fitted, style = canvas.fitted(grouped(of.code), code, beside)
    return _Checking(by.address, [_Lines([fitted], style, 0), _Lines(told, note, 0)], 0.8)


def _name(canvas: Canvas, name: str, room: float) -> _Lines:
    """As large as fits into two lines; a name of 64 wide letters takes more of them."""
    style = Style(canvas.theme.ink, 84, is_bold=True)
    size = largest(range(84, 43, -4), lambda size: len(canvas.wrapped(name, style.at(size), room, 9)) <= 2)
    return _Lines(canvas.wrapped(name, style.at(size), room, 9), style.at(size), 1.2)


def _score(canvas: Canvas, speech: Speech, of: Certificate, by: Issuer, room: float) -> _Lines:
    """The score and the date, on one line if they fit."""
    style = Style(canvas.theme.ink, 38)
    score = speech.plain("picture-certificate-score", right=of.right, total=of.total, percent=of.percent)
    on = spell(PartialDate(by.on.isoformat()), speech.language)
    both = f"{score} · {on}"
    return _Lines([both] if canvas.width_of(both, style) <= room else [score, on], style, 0.8)


def _address(canvas: Canvas, address: str, style: Style, room: float) -> list[str]:
    """A link that is too long for one line goes on after its path."""
    if canvas.width_of(address, style) <= room:
        return [address]
    path, mark, rest = address.partition("?")
    return [line for part in (path, mark + rest) for line in canvas.wrapped(part, style, room, 3)]
