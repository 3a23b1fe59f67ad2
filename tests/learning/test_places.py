"""Where people say they live, in three languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.learning import places
from bot.learning.places import ZONES, Found, find_zone, named, opposite
from bot.learning.zones import NAMES
from content.model import LANGUAGES, Language
from content.spelling import skeleton

NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


def found(text: str) -> str | None:
    place = find_zone(text)
    return place.zone if place else None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Dushanbe", "Asia/Dushanbe"),
        ("asia/dushanbe", "Asia/Dushanbe"),
        (" Dushanbe ", "Asia/Dushanbe"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("istanbul", "Europe/Istanbul"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, zone: str) -> None:
    assert find_zone(text) == Found(zone)


@pytest.mark.parametrize(
    ("texts", "zone"),
    [
        (
            "Душанбе, в Душанбе, г. Душанбе, шаҳри Душанбе, Dushanbe time, Душанбе (Таджикистан)",
            "Asia/Dushanbe",
        ),
        (
            "Хуҷанд, Хучанд, Худжанд, Khujand, Khudzhand, в Худжанде, дар Хуҷанд, Тоҷикистон, Точикистон",
            "Asia/Dushanbe",
        ),
        (
            "Кӯлоб, Кулоб, Куляб, Бохтар, Қӯрғонтеппа, Курган-Тюбе, Хоруғ, Хорог, Панҷакент, Пенджикент",
            "Asia/Dushanbe",
        ),
        (
            "Истаравшан, Турсунзода, Конибодом, Канибадам, Исфара, Ҳисор, Гиссар, Ваҳдат, Норак, Ёвон",
            "Asia/Dushanbe",
        ),
        ("Москва, Маскав, Moscow, мск, МСК, по Москве, время Москвы, Москва; Россия", "Europe/Moscow"),
        ("Санкт-Петербург, спб, Питер, Казань, Ростов-на-Дону, в Краснодаре", "Europe/Moscow"),
        ("Екатеринбург, Сургут, Тюмень, Челябинск, в Перми", "Asia/Yekaterinburg"),
        ("Новосибирск, в Новосибирске", "Asia/Novosibirsk"),
        ("Алматы, Алма-Ата, Алмаато, Almaty, Астана", "Asia/Almaty"),
        ("Ташкент, Тошкент, Tashkent, Фарғона", "Asia/Tashkent"),
        ("Берлин, Berlin, в Берлине, Олмон, Мюнхен", "Europe/Berlin"),
        ("New York, Нью-Йорк, нью йорк, Ню-Йорк, Вашингтон", "America/New_York"),
        ("Стамбул, Истанбул, Istanbul, Анкара, Туркия", "Europe/Istanbul"),
        ("Кабул, Кобул, Kabul, Афғонистон", "Asia/Kabul"),
        ("Дубай, Dubai, Абу-Даби", "Asia/Dubai"),
        ("Сеул, Seoul, Корея", "Asia/Seoul"),
        ("Вена, Vienna, Wien", "Europe/Vienna"),
        ("Душамбе, Dushambe, Khujant, Екатеренбург", None),
    ],
)
def test_cities_as_people_write_them(texts: str, zone: str | None) -> None:
    for text in texts.split(", "):
        slipped = {"Е": "Asia/Yekaterinburg"}.get(text[0], "Asia/Dushanbe")
        assert found(text.replace(";", ",")) == (zone or slipped), text


@pytest.mark.parametrize(
    ("texts", "zone"),
    [
        (
            "UTC+5, utc +5, GMT+5, gmt + 5, +5, +05, +05:00, +0500, UTC+05:00, плюс 5, МСК+2, msk+2",
            "Etc/GMT-5",
        ),
        ("-3, −3, UTC-3, GMT−3, минус 3, -03:00", "Etc/GMT+3"),
        ("UTC, GMT+0, +0, +00:00", "UTC"),
        ("+5:30, UTC+05:30", "Asia/Kolkata"),
        ("+4:30", "Asia/Kabul"),
        ("+14", "Etc/GMT-14"),
    ],
)
def test_offsets_from_utc(texts: str, zone: str) -> None:
    for text in texts.split(", "):
        assert (found(text) or "").replace("GMT+0", "UTC") == zone, text


@pytest.mark.parametrize("text", ["+15", "-13", "UTC+5:17", "5", "UTC 5", "+", "UTC+", "+5 +6"])
def test_what_is_no_offset_is_not_guessed_at(text: str) -> None:
    assert find_zone(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "Atlantis", "../../etc/passwd", "Factory", "localtime", "eastern", "<b>", "x" * 4096,
        "Россия", "USA",
        "Москва, Берлин", "hello", "не знаю",
    ],
)  # fmt: skip
def test_what_names_no_zone_or_two_finds_none(text: str) -> None:
    assert find_zone(text) is None


@pytest.mark.parametrize(
    ("text", "zone", "name", "other"),
    [
        ("Etc/GMT+5", "Etc/GMT+5", "UTC-5", "Etc/GMT-5"),
        ("etc/gmt-3", "Etc/GMT-3", "UTC+3", "Etc/GMT+3"),
    ],
)
def test_a_name_that_says_the_opposite_needs_a_question(text: str, zone: str, name: str, other: str) -> None:
    assert find_zone(text) == Found(zone, is_doubtful=True)
    assert named(zone, "en") == name
    assert opposite(zone) == other
    ahead = NOW.astimezone(ZoneInfo(zone)).utcoffset()
    assert ahead == timedelta(hours=int(name.removeprefix("UTC")))


def test_a_name_without_an_opposite_needs_none() -> None:
    assert find_zone("Etc/GMT-14") == Found("Etc/GMT-14")
    assert find_zone("Etc/GMT") == Found("Etc/GMT")


def test_only_zones_of_the_programs_own_tzdata_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "NAMES", frozenset(("Asia/Dushanbe",)))
    places._by_name.cache_clear()
    try:
        assert find_zone("Europe/Vienna") is None
        assert find_zone("Вена") is None
        assert find_zone("UTC+5") is None
        assert find_zone("Asia/Dushanbe") == Found("Asia/Dushanbe")
    finally:
        places._by_name.cache_clear()


def test_every_listed_city_has_one_zone_that_exists() -> None:
    seen: dict[str, str] = {}
    for zone, city in places._listed():
        assert zone in NAMES
        assert seen.setdefault(skeleton(city).replace(" ", ""), zone) == zone, city
        assert found(city) == zone, city
    assert len(set(seen.values())) > 100


def test_the_offered_zones_exist() -> None:
    assert set(ZONES) <= NAMES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_zone_is_shown_by_its_city_in_the_language_of_the_reader(language: Language) -> None:
    for zone in ZONES:
        city = named(zone, language)
        assert city.isascii() == (language == "en"), city
        assert find_zone(city) == Found(zone), "what is shown can be typed"
    assert named("Europe/Istanbul", "tg") == "Истанбул"
    assert named("Asia/Ashgabat", "ru") == "Ашхабад"
    assert named("America/New_York", "en") == "New York"
    assert named("Pacific/Honolulu", language) == "Pacific/Honolulu", "no city of it is known"
