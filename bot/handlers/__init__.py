"""The routing table: which update goes to which handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import CallbackQuery, Chat, Message, Update
from telegram.ext import Application, CallbackContext, TypeHandler

from bot import taps
from bot.context import House, Visit, visit
from bot.errors import Refusal
from bot.handlers import (
    admin,
    arrivals,
    ask,
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
    inline,
    language,
    lessons,
    live,
    outside,
    paper,
    privacy,
    progress,
    quiz,
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
    typed,
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
from bot.taps import home as home_taps
from bot.taps import lessons as lesson_taps
from bot.taps import live as live_taps
from bot.taps import quiz as quiz_taps
from bot.taps import reminder as reminder_taps
from bot.taps import review as review_taps
from bot.taps import sets as set_taps
from bot.taps import settings as settings_taps
from bot.taps import trust as trust_taps
from bot.taps.base import Tap, UnknownTap
from bot.wire.answers import TooLarge

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
    "play": live.play,
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
    trust_taps.ReportTap: report.question,
    trust_taps.ReportWhyTap: report.because,
    trust_taps.ReportFactTap: report.fact,
    trust_taps.ReportFactWhyTap: report.fact_because,
    trust_taps.ReportTextTap: report.ask_text,
    trust_taps.SuggestTap: suggestion.suggest,
    trust_taps.AdminTap: admin.overview,
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
    **school.TAPS,
    **dict.fromkeys(groups.DEEDS, groups.in_private),
    **dict.fromkeys(live.DEEDS, live.in_private),
    live_taps.LiveMissedTap: live.practise,
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


def add_to(application: Application[Any, Any, Any, Any, Any, Any], house: House) -> None:
    """One handler that routes every update; what it cannot route, it leaves in silence."""

    async def route(update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        with house.times.taken():
            await _route(house, update)

    application.add_handler(TypeHandler(Update, route))


async def _route(house: House, update: Update) -> None:
    if update.my_chat_member is not None:
        await outside.membership_changed(house, update.my_chat_member)
        return
    if update.poll_answer is not None:
        await live.vote(house, update.poll_answer)
        return
    if update.inline_query is not None:
        await inline.asked(house, update.inline_query)
        return
    chat = update.effective_chat
    if chat is None or update.edited_message is not None:
        return
    if chat.type != Chat.PRIVATE:
        text = update.message.text if update.message else None
        await outside.speak_in_group(house, update, *_command(text or "", house.voice.username))
        return
    if update.message is not None and _is_notice(update.message):
        return
    if update.message is not None and (
        _is_own(update.message, house) or house.bursts.goes_on(update.message)
    ):
        return
    here = visit(house, update)
    if here is None:
        return
    try:
        await _serve(here, update)
    except Refusal as refusal:
        await home.refuse(here, refusal)
    except TooLarge as error:
        await home.too_large(here, error)


async def _serve(here: Visit, update: Update) -> None:
    if update.callback_query is not None:
        await _tapped(here, update.callback_query)
    elif update.message is not None and _shares_place(update.message):
        await wishes.locate(here, update.message)
    elif update.message is not None:
        command, arguments = _command(update.message.text or "", here.house.voice.username)
        if command is None:
            await typed.hear(here, update.message, AWAITED)
        elif act := COMMANDS.get(command) or ADMIN_COMMANDS.get(command):
            await act(here, arguments)
        else:
            await home.unknown_command(here)


def _shares_place(message: Message) -> bool:
    """Whether a person says where they are; a place that somebody else sent on says nothing of them."""
    return message.location is not None and message.forward_origin is None


def _is_notice(message: Message) -> bool:
    """Whether Telegram says it and not a person: a pinned message, a timer, a boost."""
    return message.text is None and message.effective_attachment is None


def _is_own(message: Message, house: House) -> bool:
    """Whether it is what the bot offered, sent by whoever chose it."""
    return message.via_bot is not None and message.via_bot.username == house.voice.username


async def _tapped(here: Visit, query: CallbackQuery) -> None:
    try:
        tap = taps.parse(query.data or "")
    except UnknownTap:
        raise Refusal("error-button-old") from None
    await TAPS[type(tap)](here, tap)


def _command(text: str, username: str) -> tuple[str | None, str]:
    """The command a text begins with, in lower case, and what follows it."""
    if not text.startswith("/"):
        return None, ""
    head, *arguments = text[1:].split(maxsplit=1) or [""]
    name, _, addressee = head.partition("@")
    if addressee and addressee.lower() != username.lower():
        return None, ""
    return name.lower(), "".join(arguments).strip()
