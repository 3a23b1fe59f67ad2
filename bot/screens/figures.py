"""The figures that administrators see: how many learn, what is subscribed, what waits, what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.learning.tally import Seen, Tally, Trouble
from bot.screens.screen import Button, Screen, lines
from bot.taps.broadcast import ImpactTap
from bot.taps.trust import AdminTap
from bot.texts import Markup, Speech

KINDS = {"fact": "figures-of-facts", "review": "figures-of-reminders"}
"""Kinds of subscription, and what they are called."""
CHATS = ("private", "group", "channel")


def figures(speech: Speech, tally: Tally, trouble: Trouble, now: datetime) -> Screen:
    told = [_seen(speech, speech.plain("figures-all"), tally.whole)]
    told += [_seen(speech, language, seen) for language, seen in sorted(tally.by_language.items())]
    subscribed = [speech("figures-subscriptions"), *_subscribed(speech, tally)]
    waited = int(tally.backlog.waited(now).total_seconds() // 60)
    backlog = speech("figures-backlog", n=tally.backlog.due, minutes=waited)
    parts = (Markup("\n".join(told)), Markup("\n".join(subscribed)), backlog, _trouble(speech, trouble))
    rows = (
        (Button(speech.plain("impact-open"), ImpactTap()),),
        (Button(speech.plain("admin-home"), AdminTap()),),
    )
    return Screen(lines(speech("figures"), *parts), rows)


def _seen(speech: Speech, who: str, seen: Seen) -> Markup:
    return speech("figures-seen", who=who, n=seen.all, today=seen.today, week=seen.week, month=seen.month)


def _subscribed(speech: Speech, tally: Tally) -> Iterator[Markup]:
    for kind, key in KINDS.items():
        private, groups, channels = (tally.subscriptions.get((kind, chat), 0) for chat in CHATS)
        yield speech(key, private=private, groups=groups, channels=channels)


def _trouble(speech: Speech, trouble: Trouble) -> Markup:
    last = speech("figures-last-fault", number=trouble.last_fault) if trouble.last_fault else None
    told = speech(
        "figures-trouble",
        faults=trouble.faults,
        refused=trouble.refused,
        stale=trouble.stale,
        blocked=trouble.blocked,
    )
    return Markup("\n".join(part for part in (told, last) if part))
