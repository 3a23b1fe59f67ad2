"""The tables of routing: which command, button and awaited text goes to which handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.context import Visit
from bot.handlers import (
    admin,
    arrivals,
    ask,
    boards,
    broadcast,
    certificate,
    challenge,
    classes,
    daily,
    exam,
    figures,
    five,
    groups,
    home,
    language,
    lessons,
    live,
    paper,
    privacy,
    progress,
    quiz,
    reload,
    reminder,
    report,
    review,
    school,
    sets,
    settings,
    share,
    suggested,
    suggestion,
    timeline,
    today,
    where,
    wishes,
)
from bot.handlers.typed import Awaited
from bot.learning.meaning import (
    BroadcastText,
    CertificateName,
    DailyTime,
    Meaning,
    PauseDays,
    ReminderTime,
    ReportText,
    SuggestionAnswer,
    SuggestionText,
    Zone,
)
from bot.taps import broadcast as broadcast_taps
from bot.taps import daily as daily_taps
from bot.taps import exam as exam_taps
from bot.taps import hint as hint_taps
from bot.taps import home as home_taps
from bot.taps import lessons as lesson_taps
from bot.taps import live as live_taps
from bot.taps import privacy as privacy_taps
from bot.taps import quiz as quiz_taps
from bot.taps import reminder as reminder_taps
from bot.taps import review as review_taps
from bot.taps import sets as set_taps
from bot.taps import settings as settings_taps
from bot.taps import trust as trust_taps
from bot.taps.base import Tap

TapHandler = Callable[[Visit, Any], Awaitable[None]]
CommandHandler = Callable[[Visit, str], Awaitable[None]]

COMMANDS: Mapping[str, CommandHandler] = {
    "start": arrivals.start,
    "home": home.home,
    "learn": lessons.learn,
    "today": today.today,
    "timeline": timeline.timeline,
    "quiz": quiz.menu,
    "five": five.five,
    "set": sets.menu,
    "paper": paper.command,
    "review": review.review,
    "exam": exam.exam,
    "class": classes.classes,
    "ask": ask.ask,
    "play": boards.play,
    "progress": progress.progress,
    "daily": daily.daily,
    "remind": reminder.remind,
    "verify": certificate.verify,
    "settings": settings.settings,
    "language": language.languages,
    "help": home.help_,
    "cancel": home.cancel,
    "suggest": suggestion.suggest,
    "privacy": privacy.privacy,
    "mydata": privacy.my_data,
    "forget": privacy.ask_to_forget,
}
"""Every command."""

MENU = ("quiz", "learn", "review", "exam", "ask", "today", "progress", "daily", "settings", "help")
"""The commands in the menu of the app; the others work as well, and stand in /help."""

GROUP_MENU = ("play", "board", "nick")
"""The commands in the menu of a group's members."""

GROUP_ADMIN_MENU = (*GROUP_MENU, "daily", "help")
"""The commands in the menu of a group's administrators."""

ADMIN_COMMANDS: Mapping[str, CommandHandler] = {
    "admin": admin.admin,
    "broadcast": broadcast.broadcast,
}
"""Those that to anybody else but administrators are unknown."""

EDITOR_COMMANDS = ("admin",)
"""Those of them that editors have."""

TAPS: Mapping[type[Tap], TapHandler] = {
    home_taps.HomeTap: home.home,
    home_taps.HomeMoreTap: home.more,
    home_taps.LanguagesTap: language.languages,
    home_taps.LanguageTap: language.choose,
    quiz_taps.QuizMenuTap: quiz.menu,
    quiz_taps.ThemesTap: quiz.themes,
    quiz_taps.ScopeTap: quiz.choose_scope,
    quiz_taps.StartTap: quiz.start,
    quiz_taps.AnswerTap: quiz.answer,
    quiz_taps.DontKnowTap: quiz.dont_know,
    hint_taps.HintTap: quiz.hint,
    quiz_taps.TickTap: quiz.tick,
    quiz_taps.CheckTap: quiz.check,
    quiz_taps.PlaceTap: quiz.place_next,
    quiz_taps.PairTap: quiz.pair,
    quiz_taps.StartOverTap: quiz.start_over,
    quiz_taps.NextTap: quiz.advance,
    quiz_taps.ConfidenceTap: quiz.say_confidence,
    quiz_taps.AnsweredMoreTap: quiz.more,
    quiz_taps.ResumeTap: quiz.resume,
    quiz_taps.GoOnTap: quiz.go_on,
    quiz_taps.AbandonTap: quiz.abandon,
    quiz_taps.PractiseTap: quiz.practise,
    quiz_taps.PractiseNowTap: quiz.practise_now,
    lesson_taps.LearnTap: lessons.learn,
    lesson_taps.LessonTap: lessons.read,
    lesson_taps.GuessTap: lessons.guess,
    lesson_taps.LessonCheckTap: lessons.check,
    lesson_taps.SkipCheckTap: lessons.skip_check,
    lesson_taps.NextStepTap: lessons.next_step,
    lesson_taps.TimelineTap: timeline.timeline,
    lesson_taps.EraTap: timeline.era,
    lesson_taps.LessonWhereTap: where.lesson,
    lesson_taps.EraWhereTap: where.era,
    lesson_taps.TodayTap: today.today,
    exam_taps.ExamTap: exam.exam,
    exam_taps.BeginExamTap: exam.begin,
    exam_taps.HandInTap: exam.hand_in,
    exam_taps.ExamResultTap: exam.see_result,
    exam_taps.ExamMissTap: exam.see_miss,
    exam_taps.CertificateTap: certificate.certificate,
    exam_taps.NameTap: certificate.rename,
    quiz_taps.ShareTap: share.share,
    quiz_taps.SetTap: share.begin,
    set_taps.ResultMoreTap: challenge.more,
    set_taps.ChallengeTap: challenge.pass_on,
    set_taps.FiveTap: five.five,
    set_taps.BeginFiveTap: five.begin,
    set_taps.QuizMoreTap: sets.quiz_more,
    set_taps.SetsTap: sets.menu,
    set_taps.SetThemesTap: sets.themes,
    set_taps.SetMixTap: sets.mix,
    set_taps.SetAboutTap: sets.about,
    set_taps.SetPartsTap: sets.parts,
    set_taps.SetKindsTap: sets.kinds,
    set_taps.MakeSetTap: sets.make,
    set_taps.DrawnTap: sets.drawn,
    quiz_taps.QuizOnFactTap: quiz.quiz_on_fact,
    home_taps.FactTap: ask.tell,
    home_taps.FactMoreTap: ask.more,
    home_taps.FactWhereTap: where.fact,
    home_taps.MeaningTap: ask.explain,
    home_taps.NamesTap: ask.names,
    quiz_taps.AskFactTap: ask.question_on,
    home_taps.LinkTap: ask.link,
    home_taps.ProgressTap: progress.progress,
    review_taps.ReviewTap: review.review,
    review_taps.ReviewNowTap: review.begin,
    review_taps.SnoozeTap: review.snooze,
    review_taps.DoubtsTap: review.doubts,
    review_taps.PractiseDoubtsTap: review.practise_doubts,
    daily_taps.DailyTap: daily.daily,
    daily_taps.DailyAtTap: daily.subscribe_at,
    daily_taps.FirstFactTap: daily.take_first,
    daily_taps.DailyMoreTap: daily.more,
    daily_taps.DailyOtherTimeTap: daily.ask_time,
    daily_taps.DailyStopTap: daily.stop,
    daily_taps.ZonesTap: daily.zones,
    daily_taps.ZoneTap: daily.choose_zone,
    daily_taps.OtherZoneTap: daily.ask_zone,
    **wishes.TAPS,
    reminder_taps.RemindTap: reminder.remind,
    reminder_taps.RemindTimesTap: reminder.times,
    reminder_taps.RemindUsuallyTap: reminder.remind_usually,
    reminder_taps.RemindAtTap: reminder.remind_at,
    reminder_taps.RemindOtherTimeTap: reminder.ask_time,
    reminder_taps.RemindStopTap: reminder.stop,
    settings_taps.SettingsTap: settings.settings,
    settings_taps.SwitchTap: settings.switch,
    settings_taps.CapTap: settings.choose_cap,
    home_taps.ForgetTap: privacy.forget,
    privacy_taps.PrivacyTap: privacy.privacy,
    privacy_taps.PrivacyMoreTap: privacy.details,
    privacy_taps.MyDataTap: privacy.my_data,
    privacy_taps.AskForgetTap: privacy.ask_to_forget,
    privacy_taps.StayTap: privacy.stay,
    trust_taps.ReportTap: report.question,
    trust_taps.ReportWhyTap: report.because,
    trust_taps.ReportFactTap: report.fact,
    trust_taps.ReportFactWhyTap: report.fact_because,
    trust_taps.ReportTextTap: report.ask_text,
    trust_taps.SuggestTap: suggestion.suggest,
    trust_taps.AdminTap: admin.overview,
    trust_taps.ReloadTap: reload.reload,
    trust_taps.ConcernsTap: admin.listed,
    trust_taps.InVainTap: admin.asked_in_vain,
    trust_taps.ConcernTap: admin.concern,
    trust_taps.PauseTap: admin.pause,
    trust_taps.ResumeAllTap: admin.resume_all,
    trust_taps.CloseReportsTap: admin.close_reports,
    trust_taps.WrongKeyTap: admin.which_key,
    trust_taps.CheckKeyTap: admin.check_key,
    trust_taps.CorrectTap: admin.correct,
    trust_taps.SuggestionsTap: suggested.look,
    trust_taps.CloseSuggestionTap: suggested.close,
    trust_taps.AnswerSuggestionTap: suggested.ask_answer,
    broadcast_taps.WhomTap: broadcast.whom,
    broadcast_taps.DraftTap: broadcast.begin,
    broadcast_taps.BroadcastTap: broadcast.look,
    broadcast_taps.WriteTap: broadcast.ask_text,
    broadcast_taps.PreviewTap: broadcast.preview,
    broadcast_taps.SendTap: broadcast.send,
    broadcast_taps.StopSendingTap: broadcast.stop,
    broadcast_taps.FiguresTap: figures.figures,
    broadcast_taps.ImpactTap: figures.impact,
    **school.TAPS,
    **dict.fromkeys(groups.DEEDS, groups.in_private),
    **dict.fromkeys(live.DEEDS, live.in_private),
    live_taps.LiveMissedTap: boards.practise,
}


AWAITED: Mapping[type[Meaning], Awaited] = {
    DailyTime: Awaited(daily.take_time, daily.show),
    Zone: Awaited(daily.take_zone, daily.show),
    PauseDays: Awaited(wishes.take_pause, wishes.show_more),
    ReminderTime: Awaited(reminder.take_time, reminder.show),
    CertificateName: Awaited(certificate.take_name, certificate.show_named),
    ReportText: Awaited(report.take_text, report.show_text),
    SuggestionText: Awaited(suggestion.take, suggestion.show),
    **school.AWAITED,
    BroadcastText: Awaited(broadcast.take, broadcast.show),
    SuggestionAnswer: Awaited(suggested.take, suggested.show),
}
"""Every kind of text that the bot waits for."""
