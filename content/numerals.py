"""The words for numbers, in three languages: двадцать семь, бисту ҳафт, twenty-seven, ним миллион."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from content.spelling import skeleton

_ONES: Mapping[int, str] = {
    0: "ноль нуль нуля сифр zero",
    1: "один одна одно одного одной одну одним як якто one",
    2: "два две двух двум двое двоих ду дуто two",
    3: "три трёх трём трое троих се сето three",
    4: "четыре четырёх четверо четверых чор чаҳор чорто чаҳорто four",
    5: "пять пяти пятеро пятерых панҷ панҷто five",
    6: "шесть шести шестеро шестерых шаш шашто six",
    7: "семь семи семеро семерых ҳафт ҳафтто seven",
    8: "восемь восьми восьмеро ҳашт ҳаштто eight",
    9: "девять девяти девятеро нуҳ нуҳто nine",
}
_TEENS: Mapping[int, str] = {
    10: "десять десяти десятеро даҳ даҳто ten",
    11: "одиннадцать одиннадцати ёздаҳ eleven",
    12: "двенадцать двенадцати дувоздаҳ twelve",
    13: "тринадцать тринадцати сенздаҳ сездаҳ thirteen",
    14: "четырнадцать четырнадцати чордаҳ чаҳордаҳ fourteen",
    15: "пятнадцать пятнадцати понздаҳ fifteen",
    16: "шестнадцать шестнадцати шонздаҳ sixteen",
    17: "семнадцать семнадцати ҳабдаҳ ҳафдаҳ seventeen",
    18: "восемнадцать восемнадцати ҳаждаҳ ҳаздаҳ eighteen",
    19: "девятнадцать девятнадцати нуздаҳ nineteen",
}
_TENS: Mapping[int, str] = {
    20: "двадцать двадцати бист twenty",
    30: "тридцать тридцати сӣ thirty",
    40: "сорок сорока чил чиҳил forty fourty",
    50: "пятьдесят пятидесяти панҷоҳ fifty",
    60: "шестьдесят шестидесяти шаст sixty",
    70: "семьдесят семидесяти ҳафтод seventy",
    80: "восемьдесят восьмидесяти ҳаштод eighty",
    90: "девяносто девяноста навад ninety",
}
_HUNDREDS: Mapping[int, str] = {
    100: "сто ста яксад",
    200: "двести двухсот дусад",
    300: "триста трёхсот сесад",
    400: "четыреста четырёхсот чорсад чаҳорсад",
    500: "пятьсот пятисот панҷсад",
    600: "шестьсот шестисот шашсад",
    700: "семьсот семисот ҳафтсад",
    800: "восемьсот восьмисот ҳаштсад",
    900: "девятьсот девятисот нуҳсад",
}
_TIMES: Mapping[int, str] = {
    100: "сад hundred hundreds",
    1000: "тысяча тысячу тысячи тысяч тыс тыщ тыща тыщи ҳазор ҳазорто thousand thousands",
    10**6: "миллион миллиона миллионов млн million millions mln",
    10**9: "миллиард миллиарда миллиардов млрд billion billions milliard bn",
}
_ALONE = "сад тысяча тысячу ҳазор hundred thousand миллион million миллиард billion"
_HALVES: Mapping[Fraction, str] = {
    Fraction(1, 2): "ним half пол половиной",
    Fraction(3, 2): "полтора полторы",
    Fraction(500): "полтысячи нимҳазор",
    Fraction(500_000): "полмиллиона нимиллион ниммиллион",
}


@cache
def ones() -> dict[str, int]:
    return _by_sound(_ONES)


@cache
def tens() -> dict[str, int]:
    """Twenty and on."""
    return _with_and(_by_sound(_TENS)) | {skeleton("сиву"): 30}


@cache
def numbers() -> Mapping[str, int]:
    """The number each word stands for, by its sounds, up to 900, also with tens and ones in one word."""
    hundreds = _by_sound(_HUNDREDS)
    joined = {f"{ten}{one}": tens()[ten] + ones()[one] for ten in tens() for one in ones() if ones()[one]}
    ands = {f"{word}u": number for word, number in hundreds.items()}
    ands |= {f"{word}{end}": number for word, number in ones().items() for end in ("u", "iu", "vu")}
    return ands | joined | hundreds | tens() | _by_sound(_TEENS) | ones()


@cache
def times() -> Mapping[str, int]:
    """What a number before these words is multiplied by."""
    return _with_and(_by_sound(_TIMES))


@cache
def alone() -> frozenset[str]:
    """The words of ``times`` that may stand without a number: a thousand, ҳазор, but not тысяч."""
    return frozenset(_with_and({skeleton(word): 0 for word in _ALONE.split()}))


@cache
def halves() -> Mapping[str, Fraction]:
    """Parts of what follows: ним миллион, полтора миллиона, дуюним миллион."""
    plain = {skeleton(word): value for value, words in _HALVES.items() for word in words.split()}
    ends = (skeleton(end) for end in ("уним", "юним", "вуним"))
    joined = {f"{one}{end}": number + Fraction(1, 2) for end in ends for one, number in ones().items()}
    return joined | plain


def _with_and(words: Mapping[str, int]) -> dict[str, int]:
    """Also with the Tajik "and" that is written to a word: ҳазору дусад."""
    return {f"{word}u": number for word, number in words.items()} | dict(words)


def _by_sound(spelled: Mapping[int, str]) -> dict[str, int]:
    return {skeleton(word): number for number, words in spelled.items() for word in words.split()}
