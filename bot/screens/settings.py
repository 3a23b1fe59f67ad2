"""The screen of the settings: what each is now, and one tap to change it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.learning.places import named
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, rows_of
from bot.taps.daily import ZonesTap
from bot.taps.home import LanguagesTap
from bot.taps.settings import CapTap, SwitchTap
from bot.texts import Speech

SWITCHES: Mapping[str, str] = {
    "text": "is_text_only",
    "dark": "is_dark",
    "sure": "asks_confidence",
    "points": "scores_certainty",
}
"""What can be switched: the name in a button's data, and the field of a learner's settings."""

CAPS = (10, 20, 40, 0)
"""Reviews a day that are offered; 0 is no limit."""


def settings(speech: Speech, states: Mapping[str, bool], cap: int, zone: str) -> Screen:
    """``states`` are by the names of SWITCHES; what has no use at present is not offered."""
    offered = [name for name in SWITCHES if _is_of_use(name, states)]
    switches = [(_switch(speech, name, is_on=states[name]),) for name in offered]
    caps = rows_of([_cap(speech, each, is_chosen=each == cap) for each in CAPS], 2)
    places = (
        Button(speech.plain("settings-language"), LanguagesTap()),
        Button(speech.plain("settings-zone"), ZonesTap()),
    )
    html = speech(
        "settings",
        zone=named(zone, speech.language),
        cap=str(cap) if cap else speech.plain("settings-no-limit"),
    )
    return Screen(html, (*switches, *caps, places, home_row(speech)))


def _is_of_use(name: str, states: Mapping[str, bool]) -> bool:
    """Dark pictures only where there are pictures, and points only where confidence is asked."""
    if name == "dark":
        return not states["text"]
    return name != "points" or states["sure"]


def _switch(speech: Speech, name: str, *, is_on: bool) -> Button:
    state = speech.plain("settings-on" if is_on else "settings-off")
    return Button(speech.plain(f"settings-{name}", state=state), SwitchTap(name, 0 if is_on else 1))


def _cap(speech: Speech, reviews: int, *, is_chosen: bool) -> Button:
    label = str(reviews) if reviews else speech.plain("settings-no-limit")
    return Button(speech.plain("mark-chosen", label=label) if is_chosen else label, CapTap(reviews))
