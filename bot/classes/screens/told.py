"""The report of a piece of homework, in the chat."""

from __future__ import annotations

from bot.classes.report import Gain, Item, Line, Report, Share
from bot.classes.screens.words import asked, name_of, percent, points, time_of, title, topic
from bot.classes.values import Homework
from bot.screens.misses import fitting
from bot.screens.screen import Button, Screen, lines
from bot.taps.classes import HomeworkTap, ReportFileTap
from bot.texts import Markup, Speech
from content.model import Bank
from content.own import beside
from content.questions import look_up

WORST = 3
"""Questions that the chat tells of; the files have all."""
TOLD = 40
"""Pupils that it tells of: a message has room for them."""
FORMS = ("xlsx", "pdf")


def report(speech: Speech, bank: Bank, of: Homework, made: Report) -> Screen:
    bank = beside(bank, made.own)
    worst, pupils = made.most_missed[:WORST], made.lines[:TOLD]
    parts = [
        speech("class-report", title=title(speech, bank, of), done=len(made.done), n=len(made.lines)),
        _gain(speech, made.gain),
        speech("own-gone", n=made.gone) if made.gone else None,
        _under(speech, "class-report-missed", [missed(speech, bank, item) for item in worst]),
        _under(speech, "class-report-eras", [_share(speech, bank, each) for each in made.eras]),
        _under(speech, "class-report-themes", [_share(speech, bank, each) for each in made.themes]),
        _under(speech, "class-report-pupils", [_line(speech, each) for each in pupils]),
    ]
    files = tuple(Button(speech.plain(f"class-report-{form}"), ReportFileTap(of.id, form)) for form in FORMS)
    back = (Button(speech.plain("button-back"), HomeworkTap(of.id)),)
    return Screen(lines(*fitting([part for part in parts if part is not None])), (files, back))


def _under(speech: Speech, key: str, told: list[Markup]) -> Markup | None:
    return Markup("\n".join([speech(key), *told])) if told else None


def _gain(speech: Speech, gain: Gain | None) -> Markup | None:
    if gain is None:
        return None
    told = {"before": round(gain.before), "after": round(gain.after), "mean": f"{round(gain.mean):+}"}
    if gain.spread is None:
        return speech("class-report-gain-one", **told)
    return speech("class-report-gain", n=gain.pupils, spread=round(gain.spread), **told)


def missed(speech: Speech, bank: Bank, item: Item) -> Markup:
    """A question, the share of it that went well, and the wrong option that was chosen most."""
    found = look_up(bank, *item.key)
    if found is None:
        return speech("class-report-gone")
    fact, question = found
    option = question.option(item.wrong) if item.wrong else None
    told = {"ask": asked(speech, fact, question), "percent": percent(item.share)}
    if option is None:
        return speech("class-report-item", **told)
    wrong = option.text.to(speech.language)
    return speech("class-report-item-wrong", wrong=wrong, times=item.wrong_times, **told)


def _share(speech: Speech, bank: Bank, share: Share) -> Markup:
    title = topic(speech, bank, share.scope)
    return speech("class-report-share", title=title, percent=percent(share.points / share.asked))


def _line(speech: Speech, line: Line) -> Markup:
    name = name_of(speech, line.pupil)
    if line.state == "new":
        return speech("class-report-line-new", name=name)
    told = {"name": name, "points": points(line.points), "total": line.total, "time": time_of(speech, line)}
    return speech("class-report-line-due" if line.due else "class-report-line", due=line.due, **told)
