"""Places to draw maps of, as the bank may have them."""

from __future__ import annotations

from content.model import Language, Position, Text

Place = tuple[Position, Text]


def _place(lat: float, lon: float, en: str, ru: str, tg: str) -> Place:
    return (lat, lon), Text(en=en, ru=ru, tg=tg)


DUSHANBE = _place(38.56, 68.78, "Dushanbe", "Душанбе", "Душанбе")
FIELD_OFFICES = (
    _place(40.28, 69.62, "Khujand", "Худжанд", "Хуҷанд"),
    _place(37.91, 69.78, "Kulyab", "Куляб", "Кӯлоб"),
    _place(37.84, 68.78, "Kurgan-Tyube, now Bokhtar", "Курган-Тюбе, ныне Бохтар", "Қӯрғонтеппа, ҳоло Бохтар"),
    _place(39.03, 70.37, "Gharm", "Гарм", "Ғарм"),
    _place(37.26, 68.14, "Shaartuz", "Шаартуз", "Шаҳритус"),
)
MANY = (
    DUSHANBE,
    *FIELD_OFFICES,
    _place(37.34, 68.66, "Dusti", "Дусти", "Дӯстӣ"),
    _place(37.49, 71.55, "Khorog", "Хорог", "Хоруғ"),
    _place(37.24, 69.10, "Panj", "Пяндж", "Панҷ"),
    _place(40.57, 69.64, "Taboshar, now Istiqlol", "Табошар, ныне Истиклол", "Табошар, ҳоло Истиқлол"),
    _place(38.70, 70.48, "Tavildara", "Тавильдара", "Тавилдара"),
)
TALKS = (
    _place(55.75, 37.62, "Moscow", "Москва", "Маскав"),
    _place(35.69, 51.39, "Tehran", "Тегеран", "Теҳрон"),
    _place(33.69, 73.06, "Islamabad", "Исламабад", "Исломобод"),
    _place(43.24, 76.89, "Almaty", "Алматы", "Алмаато"),
    _place(37.95, 58.38, "Ashgabat", "Ашхабад", "Ашқобод"),
    _place(36.30, 59.61, "Mashhad", "Мешхед", "Машҳад"),
)
SEATS = (
    _place(48.21, 16.37, "Vienna", "Вена", "Вена"),
    _place(52.23, 21.01, "Warsaw", "Варшава", "Варшава"),
    _place(52.08, 4.31, "The Hague", "Гаага", "Гаага"),
    _place(55.68, 12.57, "Copenhagen", "Копенгаген", "Копенгаген"),
)
NEIGHBOURS = (
    DUSHANBE,
    _place(42.87, 74.59, "Bishkek", "Бишкек", "Бишкек"),
    _place(40.53, 72.80, "Osh", "Ош", "Ӯш"),
)
WORLD = (*SEATS[:2], DUSHANBE, _place(48.86, 2.35, "Paris", "Париж", "Париж"))
GROUPS = {
    "one": (DUSHANBE,),
    "field offices": FIELD_OFFICES,
    "many": MANY,
    "talks": TALKS,
    "seats": SEATS,
    "neighbours": NEIGHBOURS,
    "world": WORLD,
}


def names(places: tuple[Place, ...], language: Language) -> list[str]:
    return [text.to(language) for _, text in places]
