"""The figures that administrators see: how many learn, what is subscribed, what waits."""

from __future__ import annotations

from datetime import datetime

from bot.learning.tally import Seen, Tally
from bot.screens.screen import Button, Screen, lines
from bot.taps.trust import AdminTap
from bot.texts import Markup, Speech


def figures(speech: Speech, tally: Tally, now: datetime) -> Screen:
    told = [_seen(speech, speech.plain("figures-all"), tally.whole)]
    told += [_seen(speech, language, seen) for language, seen in sorted(tally.by_language.items())]
    subscribed = speech(
        "figures-subscriptions",
        facts=tally.subscriptions.get("fact", 0),
        reminders=tally.subscriptions.get("review", 0),
    )
    waited = int(tally.backlog.waited(now).total_seconds() // 60)
    backlog = speech("figures-backlog", n=tally.backlog.due, minutes=waited)
    html = lines(speech("figures"), Markup("\n".join(told)), subscribed, backlog)
    return Screen(html, ((Button(speech.plain("admin-home"), AdminTap()),),))


def _seen(speech: Speech, who: str, seen: Seen) -> Markup:
    return speech("figures-seen", who=who, n=seen.all, today=seen.today, week=seen.week, month=seen.month)
