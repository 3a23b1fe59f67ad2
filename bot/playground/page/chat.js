// The page: fetches the state of one person's chat whenever it changed, draws it, and sends what the person does.
import { markAnswered, markWaiting } from "./bubble.js";
import { close as closeCommands, drawComposer, wireComposer } from "./composer.js";
import { byId, element } from "./dom.js";
import { drawLog, key } from "./log.js";
import { box, drawTools, look, question, toast } from "./panels.js";
import { drawPeople, personForm, showDrawer, wirePeople } from "./people.js";
import { act, follow, state as fetchState } from "./server.js";
import { day, speak, time, words } from "./words.js";

const ANSWER_LIMIT = 15_000;
const taps = new Map();
const read = JSON.parse(localStorage.getItem("read") ?? "{}");
let state = null;
let person = Number(location.hash.slice(1)) || null;
let isFetching = false;
let isStale = false;
let isConnected = true;
let fetchedAt = 0;

async function refresh() {
  isStale = true;
  if (isFetching) return;
  isFetching = true;
  try {
    while (isStale) await fetchOnce();
  } finally {
    isFetching = false;
  }
}

async function fetchOnce() {
  isStale = false;
  const wanted = person;
  const fetched = await fetchState(wanted).catch(() => null);
  isConnected = fetched !== null;
  if (wanted !== person) {
    isStale = true;
    return;
  }
  if (fetched) adopt(fetched);
  draw();
}

function adopt(fetched) {
  state = fetched;
  fetchedAt = performance.now();
  person = state.person;
  const hash = `#${person ?? ""}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
  for (const each of state.people) {
    const isSeen = each.id === person && document.visibilityState === "visible";
    const seen = isSeen ? each.newest_from_bot : read[each.id] ?? 0;
    read[each.id] = Math.min(seen, each.newest_from_bot);
  }
  localStorage.setItem("read", JSON.stringify(read));
  settleTaps();
}

// The spinner of a button stops when the bot has answered its query, as on Telegram.
function settleTaps() {
  for (const [name, tap] of taps) {
    if (tap.query === null || (state.waiting.includes(tap.query) && performance.now() < tap.until)) continue;
    taps.delete(name);
    const button = tap.person === person && key(tap.message, tap.data);
    if (button) markAnswered(button);
    const alert = state.alerts.find((each) => each.query === tap.query);
    if (alert?.text) (alert.is_box ? box : toast)(alert.text);
  }
}

const tapName = (message, data) => `${person} ${message} ${data}`;

async function attempt(what, fields = {}) {
  try {
    const answer = await act(what, { person, ...fields });
    refresh();
    return answer;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

async function tap(message, data) {
  const name = tapName(message, data);
  if (taps.has(name)) return;
  const made = { person, message, data, query: null, until: performance.now() + ANSWER_LIMIT };
  taps.set(name, made);
  const button = key(message, data);
  if (button) markWaiting(button);
  const answer = await attempt("tap", { message_id: message, data });
  if (answer) {
    made.query = answer.query;
    setTimeout(refresh, ANSWER_LIMIT + 100);
    return;
  }
  taps.delete(name);
  if (button) markAnswered(button);
}

const acts = {
  tap,
  look,
  say: (text) => attempt("say", { text }),
  vote: (message, options) => attempt("vote", { message_id: message, options }),
  isWaiting: (message, data) => taps.has(tapName(message, data)),
};

function choose(id) {
  person = id;
  showDrawer(false);
  closeCommands();
  refresh();
}

async function addPerson() {
  const form = { title: words.addPerson, content: personForm(), yes: words.add, no: words.cancel };
  const answer = await question(form);
  if (!answer) return;
  const added = await attempt("people", answer);
  if (added) choose(added.person);
}

async function startOver() {
  const content = [element("p", {}, words.resetAsk)];
  const answer = await question({ title: words.reset, content, yes: words.reset, no: words.cancel, isGrave: true });
  if (answer) await attempt("reset");
}

function nextTheme() {
  const order = ["", "light", "dark"];
  const current = document.documentElement.dataset.theme ?? "";
  const next = order[(order.indexOf(current) + 1) % order.length];
  if (next) document.documentElement.dataset.theme = next;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem("theme", next);
  draw();
}

async function moveClock(fields, button) {
  if (button) button.disabled = true;
  await attempt("clock", fields);
  if (button) button.disabled = false;
}

function themeWord() {
  const theme = document.documentElement.dataset.theme;
  return { light: words.themeLight, dark: words.themeDark }[theme] ?? words.themeAuto;
}

function toolItems(me) {
  const newest = state.messages.findLast((message) => !message.is_mine);
  const isBlocking = me.is_blocking;
  const send = (word, kind) => ({ word, picture: kind, isOff: isBlocking, act: () => attempt("send", { kind }) });
  return [
    { word: words.morning, picture: "morning", act: () => moveClock({ to: "next-morning" }) },
    { word: words.hour, picture: "clock", act: () => moveClock({ hours: 1 }) },
    null,
    send(words.sticker, "sticker"),
    send(words.photo, "photo"),
    send(words.voice, "voice"),
    null,
    { word: words.deleteLast, picture: "bin", isOff: !newest, act: () => attempt("delete", { message_id: newest.id }) },
    { word: isBlocking ? words.unblock : words.block, picture: "block", act: () => attempt("block", { is_blocking: !isBlocking }) },
    null,
    { word: themeWord(), picture: "theme", act: nextTheme, staysOpen: true },
    { word: words.reset, picture: "reset", act: startOver, isGrave: true },
  ];
}

function isUnread(each) {
  return each.newest_from_bot > (read[each.id] ?? 0);
}

function draw() {
  if (!state) return;
  const me = state.people.find((each) => each.id === state.person);
  speak(me?.language, state.zone);
  drawPeople(state, isUnread, choose);
  drawFrame(me);
  drawClock();
  if (!me) return;
  drawLog(state, acts);
  drawWelcome();
  drawComposer(state, bigButton(me));
  drawTools(toolItems(me));
}

function bigButton(me) {
  if (me.is_blocking) return { word: words.unblock, act: () => attempt("block", { is_blocking: false }) };
  if (state.messages.length === 0) return { word: words.start, act: () => attempt("say", { text: "/start" }) };
  return null;
}

function drawFrame(me) {
  const name = state.profile?.name || words.bot;
  const typing = state.action ? words.typing : null;
  document.title = `${name} · ${words.playground}`;
  byId("bot-name").textContent = name;
  byId("bot-avatar").textContent = [...name][0].toUpperCase();
  byId("status").textContent = isConnected ? typing ?? `${me?.name ?? ""} · ${(me?.language ?? "").toUpperCase()}` : words.connecting;
  byId("status").classList.toggle("busy", Boolean(typing) || !isConnected);
  byId("log").setAttribute("aria-label", words.chatWith);
  byId("to-bottom").setAttribute("aria-label", words.toBottom);
  byId("tools-open").setAttribute("aria-label", words.tools);
  byId("tools").setAttribute("aria-label", words.tools);
  byId("morning").querySelector("span").textContent = words.morning;
  const problems = byId("problems");
  problems.hidden = state.problems.length === 0;
  const rows = state.problems.map((problem) => element("li", {}, problem));
  problems.replaceChildren(element("b", {}, words.problems), element("ul", {}, ...rows));
}

function drawClock() {
  if (!state) return;
  const now = new Date(Date.parse(state.now) + performance.now() - fetchedAt);
  const clock = byId("clock");
  clock.dateTime = now.toISOString();
  const lines = [element("span", {}, element("b", {}, time(now)), ` · ${day(now)}`), element("span", {}, state.zone)];
  clock.replaceChildren(...lines);
}

function drawWelcome() {
  if (state.messages.length) return;
  const text = state.profile?.description || state.profile?.short_description || "";
  const title = element("b", {}, words.whatCan);
  byId("log").append(element("div", { class: "welcome" }, title, element("p", {}, text)));
}

wirePeople(addPerson);
wireComposer(acts.say);
byId("morning").addEventListener("click", (event) => moveClock({ to: "next-morning" }, event.currentTarget));
window.addEventListener("hashchange", () => choose(Number(location.hash.slice(1)) || null));
setInterval(drawClock, 1000);
follow(refresh, (now) => { isConnected = now; now ? refresh() : draw(); });
refresh();
