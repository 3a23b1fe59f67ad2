"""What a group sees of a live quiz: each question, by a poll or by buttons, with the table, and the end."""

from __future__ import annotations

from datetime import timedelta

from bot.learning.live import Asked, Line, State, Table, Verdict
from bot.links import Target, address
from bot.live.screens.board import Unseal, name_of
from bot.live.screens.options import listed, vote_rows
from bot.screens import line_by_line
from bot.screens.poll import as_poll, ask_of
from bot.screens.screen import Button, Link, Row, Screen, lines
from bot.taps.live import LiveHoldTap, LiveOnTap, LiveStopTap
from bot.texts import Markup, Speech, escape
from content.answers import right_answer
from content.model import Bank, Match, Order, Several

SHOWN, SHOWN_AT_END = 5, 10
"""Lines of a table."""


def question(speech: Speech, bank: Bank, state: State, open_for: timedelta | None) -> Screen:
    """The open question as a poll, with what moves it on under it."""
    asked = state.coming
    assert asked is not None
    seconds = int(open_for.total_seconds()) if open_for else None
    poll = as_poll(
        speech, bank, asked.fact, asked.question, asked.item, is_anonymous=False, open_seconds=seconds
    )
    return Screen(Markup(""), (_moving_row(speech, state),), poll=poll)


def _moving_row(speech: Speech, state: State) -> Row:
    """What moves an open question on."""
    return (
        Button(speech.plain("live-on"), LiveOnTap(state.live_id, state.position)),
        Button(speech.plain("group-pause"), LiveHoldTap(state.live_id, 1)),
        Button(speech.plain("live-stop"), LiveStopTap(state.live_id)),
    )


def between(speech: Speech, bank: Bank, state: State, unseal: Unseal) -> Screen:
    """The verdict on a question, the table, and the next question, to be read before its options come: in a
    poll, or with buttons in a message like this one."""
    coming = state.coming
    soon = speech("live-answered", n=state.answered) if state.answered else None
    ask = None
    if coming is not None:
        ask = speech(
            "live-question", number=coming.number, total=coming.total, ask=ask_of(speech, coming.question)
        )
    held = speech("live-held") if state.is_held else None
    table = _table(speech, state, unseal, SHOWN) if state.verdict else None
    options = listed(speech, coming) if coming is not None and state.options in ("open", "closed") else None
    told = lines(_verdict(speech, bank, state, unseal), table, ask, options, soon or held)
    return Screen(told, _rows(speech, state))


def _rows(speech: Speech, state: State) -> tuple[Row, ...]:
    if state.options in ("closed", "polled"):
        return ()  # under a poll stand buttons of its own
    if state.options == "open" and state.coming is not None:
        return (*vote_rows(speech, state.live_id, state.coming), _moving_row(speech, state))
    return (_controls(speech, state),)


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
        hardest = _with_answer(
            speech, "live-hardest", state.hardest, ask=ask_of(speech, state.hardest.question)
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
    told = _with_answer(
        speech,
        "live-verdict",
        verdict.asked,
        statement=fact.statement.to(speech.language),
        source=speech.plain("fact-sources", n=1, sources=f"{source.title}{source.by}"),
    )
    return Markup(f"{told}\n{_who_knew(speech, state, verdict, unseal)}")


def _who_knew(speech: Speech, state: State, verdict: Verdict, unseal: Unseal) -> Markup:
    if not verdict.answered:
        return speech("live-nobody")
    known = speech("live-knew", right=len(verdict.knew), answered=verdict.answered)
    names = [name for learner in verdict.knew if (name := name_of(state.names, learner, unseal))]
    shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return Markup(f"{known} {escape(shown)}") if names else known


def _with_answer(speech: Speech, key: str, asked: Asked, **params: object) -> Markup:
    """The text with the right answer in it: an answer of several parts has a line for each."""
    question = asked.question
    if isinstance(question, Several | Order | Match):
        return speech(f"{key}-parts", right=line_by_line.right(speech, question), **params)
    return speech(key, right=right_answer(question, speech.language), **params)


def _table(speech: Speech, state: State, unseal: Unseal, most: int) -> Markup | None:
    if not state.table.lines:
        return None
    named = [(line, name_of(state.names, line.learner_id, unseal)) for line in state.table.lines]
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
