"""Buttons that lead about: home, languages, links, progress, privacy."""

from __future__ import annotations

from bot.taps.base import Tap


class HomeTap(Tap, frozen=True):
    code = "h"


class HomeMoreTap(Tap, frozen=True):
    """What is seldom used of the home screen."""

    code = "hm"


class LanguagesTap(Tap, frozen=True):
    code = "ls"


class LanguageTap(Tap, frozen=True):
    """Choose a language; ``onward`` is the payload of the link that brought the person here, if one did."""

    code = "l"
    language: str
    onward: str


class MeaningTap(Tap, frozen=True):
    """What is it?"""

    code = "wn"
    name: str


class NamesTap(Tap, frozen=True):
    """What a fact names and can be explained."""

    code = "wd"
    fact: str


class FactTap(Tap, frozen=True):
    """Tell a fact."""

    code = "fc"
    fact: str


class FactWhereTap(Tap, frozen=True):
    """Where it was: the places of a fact."""

    code = "fw"
    fact: str


class FactMoreTap(Tap, frozen=True):
    """What is seldom used under a fact that was told (``on`` is 1), or back to the rest (0).

    ``item`` and ``others``, the facts it names, joined by dots, are digests: the ids do not fit a button.
    """

    code = "fm"
    item: str
    others: str
    on: int


class LinkTap(Tap, frozen=True):
    """Give the link with this payload, to be sent to a class."""

    code = "lk"
    payload: str


class ProgressTap(Tap, frozen=True):
    code = "pr"


class ForgetTap(Tap, frozen=True):
    """The confirmation: every row of the person goes."""

    code = "fg"
