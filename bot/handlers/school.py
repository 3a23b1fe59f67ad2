"""Which button and which text of classes, homework and papers goes to which handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.context import Visit
from bot.handlers import classes, homework, own, paper, pile, printing, sent
from bot.handlers.typed import Awaited
from bot.learning.meaning import ClassCode, ClassName, Meaning, OwnText, PaperLine, PupilName
from bot.taps import classes as taps
from bot.taps import own as own_taps
from bot.taps import paper as paper_taps
from bot.taps.base import Tap

TAPS: Mapping[type[Tap], Callable[[Visit, Any], Awaitable[None]]] = {
    taps.ClassesTap: classes.classes,
    taps.MakeClassTap: classes.make,
    taps.JoinTap: classes.ask_code,
    taps.ClassTap: classes.room,
    taps.ClassMoreTap: classes.more,
    taps.ClassLanguageTap: classes.speak,
    taps.PupilsTap: classes.pupils,
    taps.PupilTap: classes.pupil,
    taps.InviteTap: classes.invite,
    taps.AcceptTap: classes.accept,
    taps.GiveUpTap: classes.give_up,
    taps.WhatTap: homework.what,
    taps.DraftTap: homework.draft,
    taps.AfterTap: homework.draft_after,
    taps.ChangeTap: homework.change,
    taps.GiveTap: homework.give,
    taps.HomeworkTap: homework.homework,
    taps.ShowTap: homework.show,
    taps.WithdrawTap: homework.withdraw,
    taps.LongerTap: homework.longer,
    taps.ClassReportTap: homework.report,
    taps.ReportFileTap: homework.report_file,
    taps.DeskTap: classes.desk,
    taps.BeginHomeworkTap: homework.begin,
    taps.SeenTap: classes.seen,
    taps.RemindMeTap: classes.remind,
    taps.LeaveTap: classes.leave,
    paper_taps.SetMoreTap: paper.more,
    paper_taps.SetOfferTap: paper.offer,
    paper_taps.HavePaperTap: paper.have,
    paper_taps.CountPaperTap: paper.count,
    paper_taps.PaperAgainTap: paper.again,
    paper_taps.PrintTap: printing.choose,
    paper_taps.PrintFileTap: printing.file,
    paper_taps.HomeworkPaperTap: printing.homework,
    paper_taps.PrintHomeworkTap: printing.choose_homework,
    paper_taps.HomeworkFileTap: printing.homework_file,
    paper_taps.PileTap: pile.whose,
    paper_taps.PileOfTap: pile.of_pupil,
    paper_taps.CountPileTap: pile.count,
    own_taps.OwnTap: own.shelf,
    own_taps.OwnKindsTap: own.kinds,
    own_taps.OwnKindTap: own.begin,
    own_taps.OwnSeeTap: own.see,
    own_taps.OwnStepTap: own.step,
    own_taps.OwnRightTap: own.choose_right,
    own_taps.OwnKeepTap: own.keep,
    own_taps.OwnDropTap: own.drop,
    own_taps.OwnChooseTap: own.choose,
    own_taps.OwnDraftTap: own.chosen,
    own_taps.OwnFileTap: sent.ask_file,
    own_taps.OwnTemplateTap: sent.template,
    own_taps.OwnPollTap: sent.ask_poll,
}

AWAITED: Mapping[type[Meaning], Awaited] = {
    ClassName: Awaited(classes.take_name, classes.show_made),
    ClassCode: Awaited(classes.take_code, classes.show_found),
    PupilName: Awaited(classes.take_pupil, classes.show_joined),
    PaperLine: Awaited(paper.take_line, paper.show_line),
    OwnText: Awaited(own.take, own.show_taken),
}
