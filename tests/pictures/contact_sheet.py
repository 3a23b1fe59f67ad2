"""``python -m tests.pictures.contact_sheet`` draws every picture, 360 wide, into docs/images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bot.learning import where
from bot.pictures import atlas, card, certificate, result, timeline
from bot.pictures import map as maps
from bot.pictures.map import Mark
from bot.pictures.palette import DARK, LIGHT
from bot.pictures.result import Score
from bot.texts import Catalogues
from content.loader import load
from content.model import LANGUAGES, Bank
from tests.pictures import samples
from tests.pictures.places import MANY, TALKS
from tests.pictures.proof import opened

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
_TEXTS = Catalogues()
_WIDTH = 360
_SPACE = 12
_GROUND = "#8c959e"
_THEMES = (LIGHT, DARK)


def main() -> None:
    bank = load()
    for name, pictures in (
        ("card", list(_cards(bank))),
        ("timeline", list(_timelines(bank))),
        ("certificate", list(_certificates(bank))),
        ("result", list(_results(bank))),
        ("map", list(_maps())),
        ("where", list(_lessons(bank))),
    ):
        _sheet(pictures).save(IMAGES / f"pictures-{name}.png", "PNG", optimize=True)


def _cards(bank: Bank) -> Iterator[bytes]:
    for language in LANGUAGES:
        for theme in _THEMES:
            yield card.draw(_TEXTS.to(language), samples.progress(bank), theme=theme)


def _timelines(bank: Bank) -> Iterator[bytes]:
    for language, number in zip(LANGUAGES, (0, 1, 4), strict=True):
        era = bank.eras[number]
        pages = timeline.pages(bank.facts_of(era.id))
        for theme, page in zip(_THEMES, (1, 2), strict=True):
            facts = pages[page - 1]
            mastered = {fact.id for fact in facts[::3]}
            yield timeline.draw(_TEXTS.to(language), era, facts, mastered, page, len(pages), theme)


def _certificates(bank: Bank) -> Iterator[bytes]:
    names = ("Зарина Ҷӯраева", "Абдураҳмон Муҳаммадюсуфзода", "Maximilian Featherstonehaugh-Cholmondeley")
    for language, name in zip(LANGUAGES, names, strict=True):
        yield certificate.png(_TEXTS.to(language), samples.certificate(name), samples.issuer(bank))


def _results(bank: Bank) -> Iterator[bytes]:
    for language, (right, era, streak) in zip(LANGUAGES, ((8, 5, 33), (10, 1, 2), (0, 3, 0)), strict=True):
        about, title = bank.eras[era].title.to(language), bank.title.to(language)
        for theme in _THEMES:
            yield result.draw(
                _TEXTS.to(language), Score(right, 10, about, samples.TODAY, streak, title), theme
            )


def _maps() -> Iterator[bytes]:
    for language, title in zip(LANGUAGES, ("Ҷойҳои таърих", "Места этой истории", "Places"), strict=True):
        letters = "ABCDEF" if language == "en" else "АБВГДЕ"
        marks = [Mark(at, each) for (at, _), each in zip(TALKS, letters, strict=True)]
        yield maps.lettered(_TEXTS.to(language), marks, LIGHT)
        yield maps.named(_TEXTS.to(language), title, [Mark(at, it.to(language)) for at, it in MANY], DARK)


def _lessons(bank: Bank) -> Iterator[bytes]:
    for language, scope in zip(LANGUAGES, ("mission", "peace", "institutions"), strict=True):
        about, spots = bank.find_scope(scope), where.of_lesson(bank, scope)
        assert about is not None
        marks = [Mark(spot.at, spot.name.text.to(language)) for spot in spots]
        for theme in _THEMES:
            yield atlas.draw(_TEXTS.to(language), about.title.to(language), marks, theme)


def _sheet(pictures: list[bytes]) -> Image.Image:
    """The pictures side by side."""
    small = [_reduced(opened(picture).convert("RGB")) for picture in pictures]
    width = len(small) * (_WIDTH + _SPACE) + _SPACE
    sheet = Image.new("RGB", (width, max(image.height for image in small) + 2 * _SPACE), _GROUND)
    for number, image in enumerate(small):
        sheet.paste(image, (_SPACE + number * (_WIDTH + _SPACE), _SPACE))
    return sheet.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _reduced(image: Image.Image) -> Image.Image:
    height = round(image.height * _WIDTH / image.width)
    return image.resize((_WIDTH, height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
