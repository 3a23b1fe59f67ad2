"""The countries that a map names, so that a learner knows where to look, and where their names may stand."""

from __future__ import annotations

from msgspec import Struct

from content.model import Position, Text


class Country(Struct, frozen=True):
    """``width`` is how many degrees a name in it may be long, ``at`` its middles, the most welcome first."""

    name: Text
    width: float
    at: tuple[Position, ...]


def _country(en: str, ru: str, tg: str, width: float, *at: Position) -> Country:
    return Country(Text(en=en, ru=ru, tg=tg), width, at)


TAJIKISTAN = _country(
    "Tajikistan", "Таджикистан", "Тоҷикистон", 3.2, (38.15, 73.0), (38.6, 71.3), (39.15, 69.1), (38.8, 70.3)
)
# fmt: off
OTHERS = (
    _country("Uzbekistan", "Узбекистан", "Ӯзбекистон", 5,
             (42.3, 62.5), (40.5, 67.6), (38.4, 66.6), (40.3, 66.3), (39.2, 66.4), (38.9, 66.9)),
    _country("Kyrgyzstan", "Кыргызстан", "Қирғизистон", 4.5,
             (41.5, 75.2), (40.1, 73.3), (41.2, 73.4), (40.1, 74.1)),
    _country("Afghanistan", "Афганистан", "Афғонистон", 6,
             (33.8, 66.0), (36.5, 69.9), (36.4, 68.6), (36.1, 70.0)),
    _country("China", "Китай", "Чин", 10,
             (39.6, 84.0), (39.0, 75.9), (38.3, 76.0), (39.4, 75.2), (37.6, 76.2)),
    _country("Pakistan", "Пакистан", "Покистон", 7, (30.0, 68.8), (28.0, 66.5), (36.1, 72.4), (36.4, 73.6)),
    _country("Kazakhstan", "Казахстан", "Қазоқистон", 20,
             (48.5, 67.5), (46.5, 73.5), (43.4, 70.6), (42.8, 69.2)),
    _country("Turkmenistan", "Туркменистан", "Туркманистон", 9, (39.4, 58.6), (40.5, 57.0), (38.4, 61.5)),
    _country("Iran", "Иран", "Эрон", 12, (32.6, 54.0), (33.8, 57.0), (35.0, 55.5)),
    _country("Russia", "Россия", "Россия", 30,
             (57.5, 47.0), (55.0, 60.0), (61.0, 55.0), (53.0, 47.0), (58.0, 36.0)),
    _country("Türkiye", "Турция", "Туркия", 14, (39.0, 34.5), (38.6, 39.5)),
    _country("India", "Индия", "Ҳиндустон", 9, (25.5, 77.5), (30.2, 77.0)),
    _country("Germany", "Германия", "Олмон", 7, (51.0, 10.0), (49.3, 10.8), (52.6, 10.2)),
    _country("Poland", "Польша", "Полша", 7, (51.5, 19.0), (53.2, 17.6)),
    _country("France", "Франция", "Фаронса", 8, (46.6, 2.6), (45.0, 1.8)),
    _country("Italy", "Италия", "Италия", 6, (43.3, 12.2), (41.2, 14.6), (45.3, 10.3)),
    _country("Spain", "Испания", "Испания", 10, (40.0, -3.8)),
    _country("Sweden", "Швеция", "Шветсия", 5.5, (60.5, 15.0), (63.0, 15.5), (58.0, 14.4)),
    _country("Finland", "Финляндия", "Финландия", 7, (62.5, 26.0), (63.8, 27.0)),
    _country("Ukraine", "Украина", "Украина", 12, (49.2, 31.5), (50.4, 28.6)),
)
# fmt: on
