"""A time of day as people type it, in three languages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.hours import parse_time


@pytest.mark.parametrize(
    ("text", "local_time"),
    [
        ("8:30", "08:30"), ("08.30", "08:30"), ("8 30", "08:30"), ("8-30", "08:30"), ("0830", "08:30"),
        ("830", "08:30"), ("8", "08:00"), (" 23:59\n", "23:59"), ("0:00", "00:00"), ("20.30", "20:30"),
        ("8,30", "08:30"), ("20:30.", "20:30"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text: str, local_time: str) -> None:
    assert parse_time(text) == local_time


@pytest.mark.parametrize(
    "text",
    [
        "8 pm", "8pm", "8 PM", "8 p.m.", "8:00 pm", "at 8 in the evening", "eight pm", "20 hours", "20:00",
        "8 вечера", "в 8 часов вечера", "восемь вечера", "в 20:00", "20 часов", "20 ч", "20ч00",
        "к 20.00", "2000",
        "8-и бегоҳ", "соати 8-и бегоҳ", "соати ҳашти бегоҳ", "соати 20", "соати 20:00", "8 бегохи", "8и шом",
        "soati 8-i begoh", "8 vechera", "двадцать часов", "соати бист",
    ],
)  # fmt: skip
def test_eight_in_the_evening(text: str) -> None:
    assert parse_time(text) == "20:00"


@pytest.mark.parametrize(
    "text",
    [
        "8 am", "8 a.m.", "8 in the morning", "8 o’clock", "8 утра", "в 8 утра", "8 часов утра",
        "восемь утра",
        "соати 8", "соати 8-и саҳар", "соати 8-и сахар", "ҳашти субҳ", "соати 8 пагоҳӣ",
        "soati 8 sahar", "8 utra",
    ],
)  # fmt: skip
def test_eight_in_the_morning(text: str) -> None:
    assert parse_time(text) == "08:00"


@pytest.mark.parametrize(
    ("text", "local_time"),
    [
        ("8:30 pm", "20:30"), ("20 ч 30 мин", "20:30"), ("20 часов 30 минут", "20:30"), ("8h30", "08:30"),
        ("соати 20-у 30 дақиқа", None), ("двадцать два тридцать", "22:30"), ("eight thirty", "08:30"),
        ("соати 6-и шом", "18:00"), ("3 часа дня", "15:00"), ("соати 3-и рӯз", "15:00"), ("2 ночи", "02:00"),
        ("3 часа после обеда", "15:00"), ("соати 3-и баъд аз нисфирӯзӣ", "15:00"), ("11 at night", "23:00"),
        ("12 am", "00:00"), ("12 pm", "12:00"), ("12 дня", "12:00"), ("12 ночи", "00:00"),
        ("20:30 pm", "20:30"),
    ],
)  # fmt: skip
def test_hours_with_their_part_of_the_day(text: str, local_time: str | None) -> None:
    assert parse_time(text) == local_time


@pytest.mark.parametrize(
    "text", ["noon", "at noon", "12 noon", "полдень", "в полдень", "нисфирӯзӣ", "нимаи рӯз"]
)
def test_noon(text: str) -> None:
    assert parse_time(text) == "12:00"


@pytest.mark.parametrize("text", ["midnight", "полночь", "в полночь", "нисфи шаб", "нимаи шаб", "нимашаб"])
def test_midnight(text: str) -> None:
    assert parse_time(text) == "00:00"


@pytest.mark.parametrize(
    "text",
    [
        "24:00", "8:60", "8:5", "", "half past eight", "8:30:00", "-8", "٨", "12345", "8" + " " * 4000 + "x",
        "12 утра", "13 утра", "7 ночи", "8 am 8 pm", "8 утра вечера", "noon 8", "утра", "8-10",
        "с 8 до 9", "8 or 9",
        "soon", "8 завтра",
    ],
)  # fmt: skip
def test_what_is_no_time_of_day_or_two_is_refused(text: str) -> None:
    assert parse_time(text) is None


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_time_or_none(text: str) -> None:
    assert re.fullmatch(r"[012]\d:[0-5]\d", parse_time(text) or "00:00")
