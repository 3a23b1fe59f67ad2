// The words of the page itself, in the language of the person who is chatting; and dates in the three languages.
const en = {
  playground: "Playground", people: "People", addPerson: "Add a person", name: "Name", language: "Language",
  add: "Add", cancel: "Cancel", close: "Close", ok: "OK", message: "Message", menu: "Menu", send: "Send",
  start: "Start", unblock: "Unblock the bot", block: "Block the bot", morning: "Next morning", hour: "+1 hour",
  sticker: "Send a sticker", photo: "Send a photo", voice: "Send a voice message",
  deleteLast: "Delete the bot’s last message", reset: "Start over", tools: "Tools",
  resetAsk: "All people, messages and answers of this playground will be deleted.",
  themeAuto: "Theme: as the system", themeLight: "Theme: light", themeDark: "Theme: dark",
  edited: "edited", whatCan: "What can this bot do?", bot: "bot", you: "You",
  quiz: "Quiz", poll: "Poll", several: "Several answers", vote: "Vote", answered: "Answered:", explanation: "Explanation",
  right: "right", wrong: "wrong", chosen: "chosen", connecting: "Connecting…", toBottom: "To the newest message",
  nothing: "No messages yet", newMessages: "New messages", blocked: "The bot is blocked",
  problems: "The content saved last has problems; the bot keeps using the content before it.",
  isSticker: "Sticker", isPhoto: "Photo", isVoice: "Voice message", isFile: "File", isOther: "Message of another kind",
  chatWith: "Chat with the bot", typing: "typing…", commands: "Commands",
  days: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"], beforeYear: "",
};

const ru = {
  playground: "Площадка", people: "Люди", addPerson: "Добавить человека", name: "Имя", language: "Язык",
  add: "Добавить", cancel: "Отмена", close: "Закрыть", ok: "Хорошо", message: "Сообщение", menu: "Меню", send: "Отправить",
  start: "Начать", unblock: "Разблокировать бота", block: "Заблокировать бота", morning: "Следующее утро", hour: "+1 час",
  sticker: "Отправить стикер", photo: "Отправить фото", voice: "Отправить голосовое",
  deleteLast: "Удалить последнее сообщение бота", reset: "Начать всё заново", tools: "Действия",
  resetAsk: "Все люди, сообщения и ответы этой площадки будут удалены.",
  themeAuto: "Тема: как в системе", themeLight: "Тема: светлая", themeDark: "Тема: тёмная",
  edited: "изменено", whatCan: "Что умеет этот бот?", bot: "бот", you: "Вы",
  quiz: "Викторина", poll: "Опрос", several: "Несколько ответов", vote: "Ответить", answered: "Ответили:", explanation: "Пояснение",
  right: "верно", wrong: "неверно", chosen: "выбрано", connecting: "Соединение…", toBottom: "К новому сообщению",
  nothing: "Пока нет сообщений", newMessages: "Новые сообщения", blocked: "Бот заблокирован",
  problems: "В сохранённых материалах есть ошибки; бот пользуется прежними.",
  isSticker: "Стикер", isPhoto: "Фото", isVoice: "Голосовое сообщение", isFile: "Файл", isOther: "Сообщение другого вида",
  chatWith: "Чат с ботом", typing: "печатает…", commands: "Команды",
  days: ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
  months: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"], beforeYear: "",
};

const tg = {
  playground: "Майдонча", people: "Одамон", addPerson: "Иловаи шахс", name: "Ном", language: "Забон",
  add: "Илова кардан", cancel: "Бекор кардан", close: "Пӯшидан", ok: "Хуб", message: "Паём", menu: "Меню", send: "Фиристодан",
  start: "Оғоз", unblock: "Кушодани бот", block: "Бастани бот", morning: "Субҳи оянда", hour: "+1 соат",
  sticker: "Фиристодани стикер", photo: "Фиристодани акс", voice: "Фиристодани паёми овозӣ",
  deleteLast: "Нест кардани паёми охирини бот", reset: "Аз нав сар кардан", tools: "Амалҳо",
  resetAsk: "Ҳамаи одамон, паёмҳо ва ҷавобҳои ин майдонча нест карда мешаванд.",
  themeAuto: "Намуд: мисли система", themeLight: "Намуд: равшан", themeDark: "Намуд: торик",
  edited: "таҳрир шуд", whatCan: "Ин бот чӣ кор карда метавонад?", bot: "бот", you: "Шумо",
  quiz: "Викторина", poll: "Пурсиш", several: "Якчанд ҷавоб", vote: "Ҷавоб додан", answered: "Ҷавоб доданд:", explanation: "Шарҳ",
  right: "дуруст", wrong: "нодуруст", chosen: "интихобшуда", connecting: "Пайвастшавӣ…", toBottom: "Ба паёми нав",
  nothing: "Ҳоло паём нест", newMessages: "Паёмҳои нав", blocked: "Бот баста шудааст",
  problems: "Дар маводи охирин хатоҳо ҳастанд; бот маводи пешинаро истифода мебарад.",
  isSticker: "Стикер", isPhoto: "Акс", isVoice: "Паёми овозӣ", isFile: "Файл", isOther: "Паёми навъи дигар",
  chatWith: "Суҳбат бо бот", typing: "менависад…", commands: "Фармонҳо",
  days: ["яшб", "дшб", "сшб", "чшб", "пшб", "ҷмъ", "шнб"],
  months: ["январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"], beforeYear: "и соли",
};

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
