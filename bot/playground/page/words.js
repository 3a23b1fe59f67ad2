// The words of the page itself, in the language of the person who is chatting; and dates in the three languages.
import { en } from "./words_en.js";
import { ru } from "./words_ru.js";
import { tg } from "./words_tg.js";

const DICTIONARY = { en, ru, tg };
export const LANGUAGES = [["tg", "Тоҷикӣ"], ["ru", "Русский"], ["en", "English"]];
export let words = en;
let zone = "UTC";
let calendar = calendarOf(zone);

export function speak(language, newZone) {
  words = DICTIONARY[language] ?? en;
  if (zone !== newZone) calendar = calendarOf(newZone);
  zone = newZone;
  document.documentElement.lang = language in DICTIONARY ? language : "en";
}

function calendarOf(timeZone) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit",
  });
}

function parts(when) {
  return Object.fromEntries(calendar.formatToParts(when).map((part) => [part.type, part.value]));
}

export function time(when) {
  const { hour, minute } = parts(when);
  return `${hour}:${minute}`;
}

// Browsers have no Tajik dates of their own.
export function day(when) {
  const { year, month, day: number } = parts(when);
  const weekday = new Date(Date.UTC(year, month - 1, number)).getUTCDay();
  return `${words.days[weekday]}, ${Number(number)} ${words.months[month - 1]}`;
}

export function dayWithYear(when) {
  return `${day(when)}${words.beforeYear} ${parts(when).year}`;
}
