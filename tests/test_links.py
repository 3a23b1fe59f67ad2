"""Deep links lead where they say, and rubbish leads nowhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import (
    LIMIT,
    Source,
    Target,
    address,
    address_from_chat,
    find_source,
    find_target,
)
from tests.banks import shipped

BANK = shipped()
TARGETS = [
    *(Target("era", era.id) for era in BANK.eras),
    *(Target("theme", theme.id) for theme in BANK.themes),
    *(Target("fact", fact.id) for fact in BANK.facts),
]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.payload)
def test_every_era_theme_and_fact_has_a_link_that_leads_to_it(target: Target) -> None:
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LIMIT}}}", target.payload)
    assert find_target(BANK, target.payload) == target


def test_a_set_has_a_link_that_leads_to_it() -> None:
    target = Target("set", "0123456789ab")
    assert find_target(BANK, target.payload) == target
    assert len(target.payload) <= LIMIT


def test_address_is_telegrams() -> None:
    target = Target("fact", "peace/agreement")
    assert address("hamkori_bot", target) == "https://t.me/hamkori_bot?start=f_peace_agreement"


@pytest.mark.parametrize(
    "payload",
    [
        "", "e", "e_", "e_nowhere", "t_peace", "e_peace-process", "f_peace", "f_peace_",
        "f_peace_agreement_x",
        "f_peace/agreement", "F_peace_agreement", " e_peace", "e_peace\n", "x_peace", "е_peace",
        "e_peace" + "-a" * 60,
    ],
)  # fmt: skip
def test_rubbish_leads_nowhere(payload: str) -> None:
    assert find_target(BANK, payload) is None


@pytest.mark.parametrize("kind", ["group", "channel"])
@pytest.mark.parametrize("number", [1, 35, 36, 2**63 - 1])
def test_a_link_from_a_chat_leads_to_its_fact_and_tells_where_it_stood(kind: str, number: int) -> None:
    longest = max((fact.id for fact in BANK.facts), key=len)
    source = Source(kind, number)  # type: ignore[arg-type]
    payload = address_from_chat("hamkori_bot", source, longest).partition("?start=")[2]
    assert len(payload) <= LIMIT
    assert find_source(payload) == (source, Target("fact", longest).payload)
    assert find_target(BANK, payload) is None


@pytest.mark.parametrize("payload", ["", "g1", "g1_x", "h1_a_b", "g_a_b", "gzzzzzzzzzzzzz_a_b", "g-1_a_b"])
def test_what_our_links_from_chats_never_carried_has_no_source(payload: str) -> None:
    assert find_source(payload) is None


@given(st.text(max_size=80))
def test_no_text_is_an_error(payload: str) -> None:
    found = find_target(BANK, payload)
    assert found is None or found.payload == payload
