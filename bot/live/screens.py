"""What a group sees of a live quiz: the lobby, each question with the table, the end, and its board."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.learning import live as rules
from bot.learning.live import SPANS, Asked, Line, Lobby, Standing, State, Table, Verdict
from bot.links import Target, address
from bot.screens.home import home_row
from bot.screens.poll import as_poll, ask_of
from bot.screens.screen import Button, Link, Row, Screen, lines, rows_of
from bot.taps.live import (
    BoardTap,
    LiveBeginTap,
    LiveCountsTap,
    LiveCountTap,
    LiveHoldTap,
    LiveJoinTap,
    LiveMissedTap,
    LiveOnTap,
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
from bot.texts import Markup, Speech, escape, isolated
from content.answers import right_keys
from content.model import Bank, Era, Theme

Unseal = Callable[[str], str | None]
"""Opens a sealed name; None if it cannot be opened."""

SHOWN, SHOWN_AT_END, ON_BOARD = 5, 10, 15
"""Lines of a table."""


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


def question(speech: Speech, bank: Bank, state: State, open_for: timedelta | None) -> Screen:
    """The open question as a poll, with what moves it on under it."""
    asked = state.coming
    assert asked is not None
    seconds = int(open_for.total_seconds()) if open_for else None
    poll = as_poll(
        speech, bank, asked.fact, asked.question, asked.item, is_anonymous=False, open_seconds=seconds
    )
    row = (
        Button(speech.plain("live-on"), LiveOnTap(state.live_id, state.position)),
        Button(speech.plain("group-pause"), LiveHoldTap(state.live_id, 1)),
        Button(speech.plain("live-stop"), LiveStopTap(state.live_id)),
    )
    return Screen(Markup(""), (row,), poll=poll)


def between(speech: Speech, bank: Bank, state: State, unseal: Unseal) -> Screen:
    """The verdict on a question, the table, and the next question, to be read before its options come."""
    coming = state.coming
    soon = speech("live-answered", n=state.answered) if state.answered else None
    ask = None
    if coming is not None:
        ask = speech(
            "live-question", number=coming.number, total=coming.total, ask=ask_of(speech, coming.question)
        )
    held = speech("live-held") if state.is_held else None
    table = _table(speech, state, unseal, SHOWN) if state.verdict else None
    return Screen(
        lines(_verdict(speech, bank, state, unseal), table, ask, soon or held), (_controls(speech, state),)
    )


def _controls(speech: Speech, state: State) -> Row:
    stop = Button(speech.plain("live-stop"), LiveStopTap(state.live_id))
    if state.is_held:
        at = state.coming.position if state.coming else state.position
        return Button(speech.plain("live-go-on"), LiveOnTap(state.live_id, at)), stop
    return Button(speech.plain("group-pause"), LiveHoldTap(state.live_id, 1)), stop


def end(speech: Speech, bank: Bank, state: State, unseal: Unseal, username: str) -> Screen:
    left = speech("live-left") if state.was_left else None
    hardest = None
    if state.hardest is not None:
        hardest = speech(
            "live-hardest", ask=ask_of(speech, state.hardest.question), right=_right(speech, state.hardest)
        )
    table = _table(speech, state, unseal, SHOWN_AT_END)
    hint = speech("live-nick-hint") if state.table.lines else None
    html = lines(_verdict(speech, bank, state, unseal), speech("live-end"), left, table, hardest, hint)
    if not state.table.lines:
        return Screen(html)
    link = Link(speech.plain("live-practise"), address(username, Target("live", str(state.quiz_id))))
    return Screen(html, ((link,),))


def _verdict(speech: Speech, bank: Bank, state: State, unseal: Unseal) -> Markup | None:
    """The right answer, on whose word, and how many knew it; by name only those who agreed to be shown."""
    verdict = state.verdict
    if verdict is None:
        return None
    fact = verdict.asked.fact
    source = bank.source(fact.sources[0])
    told = speech(
        "live-verdict",
        right=_right(speech, verdict.asked),
        statement=fact.statement.to(speech.language),
        source=speech.plain("fact-sources", n=1, sources=f"{source.title}{source.by}"),
    )
    return Markup(f"{told}\n{_who_knew(speech, state, verdict, unseal)}")


def _who_knew(speech: Speech, state: State, verdict: Verdict, unseal: Unseal) -> Markup:
    if not verdict.answered:
        return speech("live-nobody")
    known = speech("live-knew", right=len(verdict.knew), answered=verdict.answered)
    names = [name for learner in verdict.knew if (name := _name(state.names, learner, unseal))]
    shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return Markup(f"{known} {escape(shown)}") if names else known


def _right(speech: Speech, asked: Asked) -> str:
    [key] = right_keys(asked.question)
    option = asked.question.option(key)
    return option.text.to(speech.language) if option else ""


def _table(speech: Speech, state: State, unseal: Unseal, most: int) -> Markup | None:
    if not state.table.lines:
        return None
    named = [(line, _name(state.names, line.learner_id, unseal)) for line in state.table.lines]
    shown = [_line(speech, state, line, name) for line, name in named if name][:most]
    players = speech("live-players", n=len(state.table.lines))
    return Markup("\n".join([*_teams(speech, state.table), *shown, players]))


def _line(speech: Speech, state: State, line: Line, name: str) -> Markup:
    if state.scores_speed:
        return speech("live-line-points", place=line.place, name=name, n=line.points)
    return speech("live-line", place=line.place, name=name, right=line.right, answered=line.answered)


def _teams(speech: Speech, table: Table) -> list[Markup]:
    return [
        speech("live-team-line", team=speech.plain(f"live-team-{line.team}"), share=round(100 * line.share))
        for line in table.teams
        if line.answered
    ]


def _name(names: Mapping[int, str], learner_id: int, unseal: Unseal) -> str:
    name = unseal(names[learner_id]) if learner_id in names else None
    return isolated(name) if name else ""


def board(
    speech: Speech, span: str, standings: tuple[Standing, ...], names: Mapping[int, str], unseal: Unseal
) -> Screen:
    """Who knows most in this chat, of those who agreed to be shown."""
    _, least = SPANS[span]
    told = [
        speech(
            "live-board-line",
            place=each.place,
            name=name,
            share=round(100 * each.right / each.answered),
            n=each.answered,
        )
        for each in standings[:ON_BOARD]
        if (name := _name(names, each.learner_id, unseal))
    ]
    title = speech("live-board", span=speech.plain(f"live-span-{span}"))
    html = lines(
        title, Markup("\n".join(told)) or speech("live-board-empty"), speech("live-board-hint", n=least)
    )
    buttons = [Button(speech.plain(f"live-span-{each}"), BoardTap(each)) for each in SPANS if each != span]
    return Screen(html, rows_of(buttons, 2))


def missed(speech: Speech, quiz_id: int, count: int, nonce: str) -> Screen:
    """In private, behind the button of the end."""
    begin = Button(speech.plain("live-practise"), LiveMissedTap(quiz_id, nonce))
    return Screen(speech("live-missed", n=count), ((begin,), home_row(speech)))


def told(speech: Speech, key: str, **params: object) -> Screen:
    return Screen(speech(key, **params))
