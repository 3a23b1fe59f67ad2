"""What a group sees before a live quiz: the lobby, and what is settled in it."""

from __future__ import annotations

from bot.learning import live as rules
from bot.learning.live import Lobby
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.live import (
    LiveBeginTap,
    LiveCountsTap,
    LiveCountTap,
    LiveJoinTap,
    LivePacesTap,
    LivePaceTap,
    LiveRulesTap,
    LiveRuleTap,
    LiveScopesTap,
    LiveScopeTap,
    LiveStopTap,
    LiveTap,
    LiveTeamsOfTap,
    LiveTeamsTap,
)
from bot.texts import Speech
from content.model import Bank, Era, Theme


def lobby(speech: Speech, bank: Bank, at: Lobby) -> Screen:
    found = bank.find_scope(at.scope) if at.scope else None
    about = found.title.to(speech.language) if found else speech.plain("share-everything")
    about = speech.plain("live-of-set") if at.is_of_set else about
    count = speech.plain("quiz-count", n=at.count)
    html = speech("live-lobby", about=about, count=count, pace=pace_name(speech, at.pace))
    joining = speech("live-join") if at.teams else None
    settled = [
        Button(speech.plain("live-paces"), LivePacesTap(at.live_id)),
        Button(speech.plain("live-teams"), LiveTeamsTap(at.live_id)),
    ]
    chosen = [
        Button(speech.plain("live-scopes"), LiveScopesTap(at.live_id)),
        Button(speech.plain("live-counts"), LiveCountsTap(at.live_id)),
    ]
    settled = settled if at.is_of_set else [*chosen, *settled]
    last = (
        Button(speech.plain("live-stop"), LiveStopTap(at.live_id)),
        Button(speech.plain("live-rules"), LiveRulesTap(at.live_id)),
    )
    begin = (Button(speech.plain("live-begin"), LiveBeginTap(at.live_id)),)
    return Screen(lines(html, joining), (*_team_rows(speech, at), begin, *rows_of(settled, 2), last))


def _team_rows(speech: Speech, at: Lobby) -> tuple[Row, ...]:
    buttons = [
        Button(
            f"{speech.plain(f'live-team-{team}')} {at.members.get(team, 0)}", LiveJoinTap(at.live_id, team)
        )
        for team in range(1, at.teams + 1)
    ]
    return rows_of(buttons, 2)


def pace_name(speech: Speech, pace: str) -> str:
    return (
        speech.plain("live-pace-seconds", n=int(pace))
        if pace.isdigit()
        else speech.plain(f"live-pace-{pace}")
    )


def scopes(speech: Speech, bank: Bank, live_id: int) -> Screen:
    every: list[Era | Theme] = [*bank.eras, *bank.themes]
    buttons = [
        Button(speech.plain("quiz-everything"), LiveScopeTap(live_id, "")),
        *(Button(each.title.to(speech.language), LiveScopeTap(live_id, each.id)) for each in every),
    ]
    return _choice(speech, "live-scopes", live_id, rows_of(buttons, 1))


def counts(speech: Speech, live_id: int) -> Screen:
    buttons = [Button(str(count), LiveCountTap(live_id, count)) for count in rules.COUNTS]
    return _choice(speech, "quiz-how-many", live_id, rows_of(buttons, 4))


def paces(speech: Speech, live_id: int) -> Screen:
    buttons = [Button(pace_name(speech, pace), LivePaceTap(live_id, pace)) for pace in rules.PACES]
    return _choice(speech, "live-pace-which", live_id, rows_of(buttons, 1))


def teams(speech: Speech, live_id: int) -> Screen:
    buttons = [
        Button(
            speech.plain("live-teams-of", n=count) if count else speech.plain("live-no-teams"),
            LiveTeamsOfTap(live_id, count),
        )
        for count in rules.TEAMS
    ]
    return _choice(speech, "live-teams-which", live_id, rows_of(buttons, 2))


def rules_of(speech: Speech, live_id: int, played_by: str, *, scores_speed: bool) -> Screen:
    """Each button says what is so now, and a tap on it makes the other so."""
    other = "everybody" if played_by == "admins" else "admins"
    buttons = [
        Button(speech.plain(f"live-by-{played_by}"), LiveRuleTap(live_id, other, int(scores_speed))),
        Button(
            speech.plain("live-speed-on" if scores_speed else "live-speed-off"),
            LiveRuleTap(live_id, played_by, int(not scores_speed)),
        ),
    ]
    return _choice(speech, "live-rules-which", live_id, rows_of(buttons, 1))


def _choice(speech: Speech, key: str, live_id: int, rows: tuple[Row, ...]) -> Screen:
    return Screen(speech(key), (*rows, (Button(speech.plain("button-back"), LiveTap(live_id)),)))


def expired(speech: Speech) -> Screen:
    return Screen(speech("live-expired"))
