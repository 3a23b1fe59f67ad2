"""Names in other scripts, with letters missing and with slips of the finger."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.spelling import LONGEST, is_almost, likeness, skeleton, slips
from tests.banks import shipped

BANK = shipped()


@pytest.mark.parametrize(
    "spellings",
    [
        ("Хуҷанд", "Худжанд", "Хучанд", "Khujand", "Khudzhand", "Khudjand", "Hujand", "Xujand"),
        ("Кӯлоб", "Кулоб", "Kulob", "Kūlob"),
        ("Тоҷикистон", "Точикистон", "Тожикистон", "Tojikiston", "Todzhikiston"),
        ("САҲА", "САХА", "saha", "саха"),
        ("Қӯрғонтеппа", "Кургонтеппа", "Qurghonteppa", "Qurgonteppa"),
        ("Ёлка", "Елка"),
        # As spelled since 2021 and before, and as typed without the letters of Tajik.
        ("Шурои", "Шӯрои", "Shuroi"),
        ("шуруъ", "шурӯъ", "шуру"),
        ("мавзуъ", "мавзӯъ"),
        ("маҷмуа", "маҷмӯа", "мачмуа"),
        ("уҳда", "ӯҳда", "ухда"),
        ("неруҳо", "нерӯҳо", "нерухо"),
        ("куҳна", "кӯҳна"),
        ("шуравӣ", "шӯравӣ", "шурави"),
        ("ҷойи", "ҷои", "чои"),
        ("рӯйи", "рӯи", "руи"),
        ("сӯйи", "сӯи"),
        ("Yrjölä", "Yrjola"),
    ],
)
def test_spellings_of_one_name_sound_alike(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("typed", "right", "like"),
    [
        ("Рим", "Рим", "same"),
        ("рим", "Рим", "same"),
        ("в Праге", "Прага", "typo"),
        ("город Прага", "Прага", "same"),
        ("the Hague", "Hague", "same"),
        ("Hague", "The Hague", "same"),
        ("Рин", "Рим", None),  # up to four letters: exactly
        ("Rome", "Roma", None),
        ("Prage", "Praga", "typo"),  # five or six: one slip
        ("Prgea", "Praga", None),
        ("Viena", "Vienna", "same"),  # a doubled letter is heard once
        ("Dushambe", "Dushanbe", "typo"),
        ("Dusambee", "Dushanbe", "typo"),  # seven or more: two
        ("Dusamba", "Dushanbe", "typo"),
        ("Dusamka", "Dushanbe", None),
        ("1251", "1250", None),
        ("Resolution 969", "Resolution 968", None),  # digits are never guessed
        ("Kurgan Tyube", "Курган-Тюбе", "same"),
        ("КурганТюбе", "Курган-Тюбе", "same"),
        ("", "Рим", None),
        ("!!!", "Рим", None),
        ("the", "Рим", None),
    ],
)
def test_likeness_by_length(typed: str, right: str, like: str | None) -> None:
    assert likeness(typed, [right]) == like


def test_what_spells_another_name_is_no_slip() -> None:
    assert likeness("Tarnau", ["Tarnaus"]) == "typo"
    assert likeness("Tarnau", ["Tarnaus"], others={skeleton("Tarnau")}) is None


CSCE = (
    "Conference on Security and Co-operation in Europe",
    "Совещание по безопасности и сотрудничеству в Европе",
    "Машварат оид ба амният ва ҳамкорӣ дар Аврупо",
)


@pytest.mark.parametrize(
    "typed",
    [
        "conference on security and coperation",
        "Conferense for security and co-operation, Europe",
        "совещание по безопасности и сотрудничеству",
        "совещание безопасности и сотрудничества в Европе",
        "машварат оид ба амният ва хамкори",
        "машварат дар бораи амният ва ҳамкорӣ дар Аврупо",
    ],
)
def test_long_name_that_is_all_but_there_is_almost_right(typed: str) -> None:
    assert likeness(typed, CSCE, BANK.skeletons) is None
    assert is_almost(typed, CSCE, BANK.skeletons)


@pytest.mark.parametrize(
    "typed",
    [
        "", "the", "conference", "совещание", "машварат", "security", "cooperation in Europe",
        "organization for security and coperation in Europe",  # another name
        "организация по безопасности и сотрудничеству в Европе",
        "Созмони амният ва ҳамкорӣ дар Аврупо",
        "conference on disarmament and cooperation",
        "x" * 4080, "conference " * 400,
    ],
)  # fmt: skip
def test_another_name_or_half_of_one_is_not(typed: str) -> None:
    assert not is_almost(typed, CSCE, BANK.skeletons)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Минское соглашение", "Мирное соглашение"),  # one word is another
        ("Resolution 969 of the Council", "Resolution 968 of the Council"),
        ("Dusamka", "Dushanbe"),  # too short to be almost
        ("Prgea", "Praga"),
    ],
)
def test_what_differs_in_a_word_or_a_digit_is_not_almost(typed: str, right: str) -> None:
    assert not is_almost(typed, [right])


def test_what_is_nearer_to_another_name_is_not_almost_this_one() -> None:
    assert is_almost("Border Staff Colege Dushanbe", ["Border Staff College in Dushanbe, Tajik"])
    nearer = {skeleton("Border Staff Colleges Dushanbe")}
    assert not is_almost("Border Staff Colege Dushanbe", ["Border Staff College in Dushanbe, Tajik"], nearer)


def test_texts_longer_than_any_name_are_cut_before_they_are_compared() -> None:
    assert likeness("Хуҷанд" + " " * LONGEST + "x" * 4000, ["Хуҷанд"]) == "same"


def test_slips_are_counted() -> None:
    assert [slips("abc", other) for other in ("abc", "acb", "ab", "xyz")] == [0, 1, 1, 3]


@settings(deadline=None, max_examples=200)
@given(name=st.sampled_from(BANK.names), language=st.sampled_from(["en", "ru", "tg"]), at=st.integers(0, 60))
def test_two_letters_changing_places_in_a_long_name_are_forgiven(name, language, at) -> None:  # type: ignore[no-untyped-def]
    text = name.text.to(language)
    if len(skeleton(text).replace(" ", "")) < 9:
        return
    at = at % (len(text) - 1)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if not all(letter.isalpha() for letter in text[max(0, at - 2) : at + 4]):
        return
    assert likeness(swapped, [text]) is not None


@settings(deadline=None, max_examples=300)
@given(one=st.sampled_from(BANK.names), other=st.sampled_from(BANK.names))
def test_no_name_of_the_bank_passes_for_another(one, other) -> None:  # type: ignore[no-untyped-def]
    for language in ("en", "ru", "tg"):
        accepted = [*other.text.all(), *other.variants]
        if one.id != other.id and likeness(one.text.to(language), accepted) != "same":
            assert likeness(one.text.to(language), accepted, BANK.skeletons) is None
