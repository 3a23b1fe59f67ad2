"""Numbers as people type them, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.counting import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("26", 26), (" 26 ", 26), ("26 членов", 26), ("around 26", 26), ("1 350", 1350), ("1,350", 1350),
        ("1.350 км", 1350), ("12\u00a0000", 12000), ("0", 0), ("№ 1251", 1251), ("1250-я", 1250),
        ("27th", 27),
        ("about 360000", 360000), ("~15", 15), ("15 человек", 15), ("15 нафар", 15), ("15чел.", 15),
        ("больше 1200", 1200), ("зиёда аз 1200", 1200), ("1200+", 1200), ("€360,000", 360000),
        ("360.000,00", 360000), ("ответ - 5", 5), ("26 (двадцать шесть)", 26), ("２６", 26), ("۲۶", 26),
    ],
)  # fmt: skip
def test_numbers_in_digits(typed: str, number: int) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "360 тысяч", "360 тыс.", "360тыс", "360 ҳазор", "360 хазор", "360 hazor", "360 thousand",
        "360k", "360К",
        "0,36 миллиона", "0.36 million", "360 000 евро", "триста шестьдесят тысяч", "сесаду шаст ҳазор",
        "three hundred and sixty thousand", "около 360 тысяч евро", "тақрибан 360 ҳазор евро",
    ],
)  # fmt: skip
def test_thousands_with_their_word(typed: str) -> None:
    assert read_number(typed) == 360_000


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,2 тысячи", 1200), ("1.2 thousand", 1200), ("1,2 ҳазор", 1200), ("1,2к", 1200),
        ("тысяча двести", 1200), ("ҳазору дусад", 1200), ("one thousand two hundred", 1200),
        ("1 тысяча 200", 1200), ("2 миллиона", 2_000_000), ("2 млн", 2_000_000), ("ду миллион", 2_000_000),
        ("two million", 2_000_000), ("ним миллион", 500_000), ("полмиллиона", 500_000),
        ("half a million", 500_000), ("полтора миллиона", 1_500_000), ("якуним миллион", 1_500_000),
        ("two and a half million", 2_500_000), ("два с половиной миллиона", 2_500_000),
        ("дуюним миллион", 2_500_000), ("a hundred", 100), ("сто", 100), ("сад", 100), ("ҳазор", 1000),
    ],
)  # fmt: skip
def test_parts_and_multiples(typed: str, number: int) -> None:
    assert read_number(typed) == number


WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать "
    "четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
    "tg": "як ду се чор панҷ шаш ҳафт ҳашт нӯҳ даҳ ёздаҳ дувоздаҳ сездаҳ чордаҳ понздаҳ шонздаҳ ҳабдаҳ "
    "ҳаждаҳ нуздаҳ бист",
    "tg without its letters": "як ду се чор панч шаш хафт хашт нух дах ёздах дувоздах сенздах чордах понздах "
    "шонздах хабдах хаждах нуздах бист",
    "tg in Latin": "yak du se chor panj shash haft hasht nuh dah yozdah duvozdah senzdah chordah ponzdah "
    "shonzdah habdah hazhdah nuzdah bist",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "tg": "бист сӣ чил панҷоҳ шаст ҳафтод ҳаштод навад",
}


@pytest.mark.parametrize("spelled", WORDS)
def test_words_from_one_to_twenty(spelled: str) -> None:
    assert [read_number(word) for word in WORDS[spelled].split()] == [*range(1, 21)]


@pytest.mark.parametrize("spelled", TENS)
def test_words_for_tens(spelled: str) -> None:
    assert [read_number(word) for word in TENS[spelled].split()] == [*range(20, 100, 10)]


@pytest.mark.parametrize(
    "typed",
    [
        "двадцать семь", "двадцатьсемь", "бисту ҳафт", "бист-у-ҳафт", "бист ва ҳафт", "бистуҳафт",
        "bistu haft",
        "twenty-seven", "twenty seven", "twentyseven", "Двадцать семь стран-участниц", "бисту ҳафт нафар",
        "I think there were twenty-seven", "27 (twenty-seven)",
    ],
)  # fmt: skip
def test_tens_with_ones(typed: str) -> None:
    assert read_number(typed) == 27


@pytest.mark.parametrize(
    "typed",
    [
        "-5", "−5", "ответ: -5", "minus 5", "минус пять", "not 5", "не 5", "5 нест", "2.5", "5 с половиной",
        "12 or 13", "12 или 13", "12 ё 13", "2-3", "от двух до трёх", "два или три", "ду ё се",
        "1997-06", "12:30",
        "несколько тысяч", "several thousand", "чанд ҳазор", "тысяч", "millions", "1,350 тысяч",
        "360 m", "10²", "2½",
        "пара", "половина", "9" * 30, "", "many", "hello", "one more question, please",
        "у меня один маленький вопрос", "5" + " " * 200,
    ],
)  # fmt: skip
def test_what_is_not_one_number_is_not_half_read(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_none(typed: str) -> None:
    assert (read_number(typed) or 0) >= 0


@given(st.integers(0, 999_999_999))
def test_digits_in_groups_are_the_number_they_are(number: int) -> None:
    for spelled in (
        f"{number}",
        f"{number:,}",
        f"{number:,}".replace(",", " "),
        f"{number:,}".replace(",", "."),
    ):
        assert read_number(spelled) == number
