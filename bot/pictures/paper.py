"""A drawing as a page of A4 on its side: a picture, and over it its words, unseen, to be found and copied."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import TextMode

from bot.pictures import fonts
from bot.pictures.canvas import Canvas

_FAMILY = "DejaVu"


def pdf(canvas: Canvas, title: str, on: date) -> bytes:
    """It is dated ``on`` that day, so that the same values give the same bytes."""
    page = FPDF(orientation="landscape", unit="pt", format="A4")
    page.set_creation_date(datetime.combine(on, time(), UTC))
    page.set_title(title)
    page.set_auto_page_break(auto=False)
    page.add_page()
    page.image(_jpeg(canvas), x=0, y=0, w=page.w, h=page.h)
    _write(page, canvas)
    return bytes(page.output())


def _jpeg(canvas: Canvas) -> BytesIO:
    file = BytesIO()
    canvas.image.save(file, "JPEG", quality=90, subsampling=0)
    file.seek(0)
    return file


def _write(page: FPDF, canvas: Canvas) -> None:
    """The words in the very places where the picture shows them, in the same typeface."""
    for is_bold in (False, True):
        page.add_font(_FAMILY, "B" if is_bold else "", fonts.path(is_bold=is_bold))
    unit = page.w / canvas.width
    with page.local_context(text_mode=TextMode.INVISIBLE):
        for line in canvas.lines:
            page.set_font(_FAMILY, "B" if line.is_bold else "", line.size * unit)
            page.text(line.x * unit, line.y * unit, line.text)
