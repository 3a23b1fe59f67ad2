"""Buttons that lead about: home, languages, links, progress, privacy."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class HomeTap(Tap):
    code = "h"


@dataclass(frozen=True)
class HomeMoreTap(Tap):
    """What is seldom used of the home screen."""

    code = "hm"


@dataclass(frozen=True)
class LanguagesTap(Tap):
    code = "ls"


@dataclass(frozen=True)
class LanguageTap(Tap):
    """Choose a language; ``onward`` is the payload of the link that brought the person here, if one did."""

    code = "l"
    language: str
    onward: str


@dataclass(frozen=True)
class MeaningTap(Tap):
    """What is it?"""

    code = "wn"
    name: str


@dataclass(frozen=True)
class NamesTap(Tap):
    """What a fact names and can be explained."""

    code = "wd"
    fact: str


@dataclass(frozen=True)
class FactTap(Tap):
    """Tell a fact."""

    code = "fc"
    fact: str


@dataclass(frozen=True)
class FactWhereTap(Tap):
    """Where it was: the places of a fact."""

    code = "fw"
    fact: str


@dataclass(frozen=True)
class FactMoreTap(Tap):
    """What is seldom used under a fact that was told (``on`` is 1), or back to the rest (0).

    ``item`` and ``others``, the facts it names, joined by dots, are digests: the ids do not fit a button.
    """

    code = "fm"
    item: str
    others: str
    on: int


@dataclass(frozen=True)
class LinkTap(Tap):
    """Give the link with this payload, to be sent to a class."""

    code = "lk"
    payload: str


@dataclass(frozen=True)
class ProgressTap(Tap):
    code = "pr"


@dataclass(frozen=True)
class ForgetTap(Tap):
    """The confirmation: every row of the person goes."""

    code = "fg"
