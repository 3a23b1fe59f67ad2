// The page: fetches what is new in one person's view of one chat, draws it, and sends what the person does.
import { close as closeCommands, drawComposer, focusText, wireComposer } from "./composer.js";
import { byId, element } from "./dom.js";
import { drawFrame } from "./frame.js";
import { askGroup, askOne, askTopic, drawTopics } from "./groups.js";
import { setUsername, wishOf } from "./links.js";
import { drawLog, showMessage } from "./log.js";
import { look, question, toast } from "./panels.js";
import { drawPeople, personForm, showDrawer, wirePeople } from "./people.js";
import { Lost, act, fetchState, follow, merge } from "./server.js";
import { isWaiting, settle, tap } from "./taps.js";
import { drawToolsFor } from "./tools.js";
import { drawTour, noted, showTour, wireTour } from "./tour.js";
import { speak, words } from "./words.js";

const CATCH_UP = 150;
const read = JSON.parse(localStorage.getItem("read") ?? "{}");
let state = null;
let view = fromHash();
let isFetching = false;
let isStale = false;
let isConnected = true;
let fetchedAt = 0;

function fromHash() {
  const [person, chat, topic] = location.hash.slice(1).split("/").map((part) => Number(part) || null);
  return { person, chat: chat ?? null, topic: topic ?? null, reply: null };
}

const nameOfView = () => `${state.person}/${state.chat}`;
const isShown = (fetched) => fetched.person === state?.person && fetched.chat === state?.chat;

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
  const wanted = view;
  const isSame = state && wanted.person === state.person && (wanted.chat ?? wanted.person) === state.chat;
  const fetched = await fetchState(wanted, isSame ? state.revision : null).catch(() => null);
  isConnected = fetched !== null;
  if (wanted.person !== view.person || wanted.chat !== view.chat) {
    isStale = true;
    return;
  }
  if (fetched) adopt(fetched);
  draw();
}

function adopt(fetched) {
  state = merge(isShown(fetched) ? state : null, fetched);
  fetchedAt = performance.now();
  view.person = state.person;
  view.chat = state.chat === state.person ? null : state.chat;
  if (!state.group?.topics.some((topic) => topic.id === view.topic)) view.topic = null;
  setUsername(state.username);
  const hash = `#${[view.person, view.chat, view.topic].filter(Boolean).join("/")}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
  const isVisible = document.visibilityState === "visible";
  for (const each of state.people) seen(each.id, each.newest_from_bot, isVisible && each.id === state.chat);
  for (const each of state.chats) seen(`${state.person}/${each.id}`, each.newest, isVisible && each.id === state.chat);
  localStorage.setItem("read", JSON.stringify(read));
  settle(nameOfView(), state);
}

function seen(name, newest, isOpen) {
  read[name] = Math.min(isOpen ? newest : read[name] ?? 0, newest);
}

async function attempt(what, fields = {}) {
  try {
    const answer = await act(what, { person: view.person, chat: view.chat, ...fields });
    setTimeout(() => state.version < answer.version && refresh(), isConnected ? CATCH_UP : 0);
    return answer;
  } catch (error) {
    if (error instanceof Lost) isConnected = false;
    toast(error instanceof Lost ? words.lost : words.about[error.about] ?? error.message);
    draw();
    return null;
  }
}

// The bot's name and some words call it wherever one writes: it offers things, and one of them is sent.
async function callInline(query) {
  const asked = await attempt("inline", { query });
  if (!asked) return null;
  if (!asked.results.length) return toast(words.nothingOffered) ?? null;
  const result = await askOne(words.whatToSend, asked.results.map((each) => [each.id, each.title]));
  return result && attempt("choose", { query: asked.query, result, topic: view.topic });
}

// A button with such words: first the chat is chosen.
async function switchInline(query) {
  const chats = state.chats.map((chat) => [chat.id, chat.title]);
  const chosen = Number(await askOne(words.whichChat, [[state.person, words.privateChat], ...chats]));
  if (!chosen) return;
  change({ chat: chosen === state.person ? null : chosen });
  await callInline(query);
}

async function say(text) {
  const called = `@${state.username}`;
  if (state.username && `${text} `.toLowerCase().startsWith(`${called.toLowerCase()} `)) return callInline(text.slice(called.length).trim());
  noted.said(text, state);
  const taken = await attempt("say", { text, topic: view.topic, reply_to: view.reply?.id });
  if (taken) view.reply = null;
  return taken;
}

async function sayToBot(text) {
  if (view.chat) open(null);
  noted.said(text, state);
  return attempt("say", { text, chat: null });
}

async function tapButton(message, data) {
  noted.tapped(data);
  await tap(nameOfView(), message, data, () => attempt("tap", { message_id: message, data }), refresh);
  settle(nameOfView(), state);
}

// A link of the bot: /start in the chat with it, a group to add it to, or somebody else who opens the link.
async function followLink(wish) {
  noted.followed();
  if (wish.share !== undefined) return share(wish.share);
  if (wish.group !== undefined) return startInGroup(wish.group);
  await sayToBot(`/start ${wish.start}`.trim());
  return toast(words.inPlace);
}

async function share(address) {
  const others = state.people.filter((each) => each.id !== state.person).map((each) => [each.id, each.name]);
  const chosen = Number(await askOne(words.whoOpens, others));
  if (!chosen) return;
  change({ person: chosen, chat: null });
  const wish = wishOf(address);
  if (wish) await followLink(wish);
}

async function startInGroup(payload) {
  const groups = state.chats.filter((chat) => chat.kind !== "channel").map((chat) => [chat.id, chat.title]);
  if (!groups.length) return addGroup();
  const chat = Number(await askOne(words.whichGroup, groups));
  if (!chat) return;
  await act("group", { person: view.person, chat, deed: "add-bot" }).catch(() => null);
  change({ chat });
  await attempt("say", { chat, text: `/start@${state.username} ${payload}`.trim() });
}

function change(next) {
  view = { ...view, topic: null, reply: null, ...next };
  showDrawer(false);
  closeCommands();
  refresh();
}

// In a group one may be another person and stay there; the server leads who is not in it to the private chat.
function be(person) {
  if (person !== view.person) noted.becameAnother();
  change({ person });
}

const open = (chat) => change({ chat });

async function addPerson() {
  const form = { title: words.addPerson, content: personForm(), yes: words.add, no: words.cancel };
  const answer = await question(form);
  if (!answer) return;
  const added = await attempt("people", answer);
  if (added) change({ person: added.person, chat: null });
}

async function addGroup() {
  const answer = await askGroup();
  const added = answer && (await attempt("groups", answer));
  if (added) open(added.chat);
}

async function changeGroup(deed, fields = {}) {
  return attempt("group", { deed, topic: view.topic, ...fields });
}

async function openTopic() {
  const answer = await askTopic();
  const opened = answer && (await changeGroup("open-topic", answer));
  if (!opened) return;
  await refresh();
  chooseTopic(opened.topic);
}

function chooseTopic(topic) {
  view = { ...view, topic, reply: null };
  draw();
}

async function startOver() {
  const content = [element("p", {}, words.resetAsk)];
  const answer = await question({ title: words.reset, content, yes: words.reset, no: words.cancel, isGrave: true });
  if (!answer) return;
  view = { ...view, chat: null, topic: null, reply: null };
  await attempt("reset");
}

async function moveClock(fields, button) {
  noted.morningBegins(state);
  if (button) button.disabled = true;
  await attempt("clock", fields);
  if (button) button.disabled = false;
}

function reply(message) {
  view.reply = message;
  draw();
  focusText();
}

const acts = {
  tap: tapButton,
  look,
  say,
  follow: followLink,
  copy: (text) => navigator.clipboard.writeText(text).then(() => toast(words.copied)),
  switchInline,
  vote: (message, options) => attempt("vote", { message_id: message, options }),
  isWaiting: (message, data) => isWaiting(nameOfView(), message, data),
  botName: () => state.profile?.name || words.bot,
  reply,
  show: showMessage,
};
const tools = { attempt, moveClock, startOver, changeGroup, showTour: () => showTour(true), redraw: () => draw() };

function isUnread(each) {
  return each.newest_from_bot > (read[each.id] ?? 0);
}

function isUnreadChat(each) {
  return each.kind !== "private" && each.newest > (read[`${state.person}/${each.id}`] ?? 0);
}

function draw() {
  if (!state) return;
  const me = state.people.find((each) => each.id === state.person);
  speak(me?.language, state.zone);
  drawPeople(state, isUnread, isUnreadChat, { be, open, botName: acts.botName });
  drawFrame(state, me, { isConnected, fetchedAt });
  if (!me) return;
  const group = state.group;
  const topic = group?.topics.find((each) => each.id === view.topic) ?? null;
  drawTopics(group, view.topic, { chooseTopic, openTopic });
  drawLog(`${nameOfView()}/${view.topic}`, messagesHere(), acts);
  drawWelcome();
  drawComposer({
    view: `${nameOfView()}/${view.topic}`,
    commands: state.commands,
    username: group && state.username,
    placeholder: group?.is_anonymous ? words.asGroup : words.message,
    big: bigButton(me, group),
    reply: view.reply && { name: view.reply.from.name, text: view.reply.text || view.reply.poll?.question || "" },
  });
  drawToolsFor(state, topic, tools);
  drawTour(state, { sayToBot, addGroup });
}

function messagesHere() {
  if (!state.group?.is_forum) return state.messages;
  return state.messages.filter((message) => (message.topic ?? null) === view.topic);
}

function bigButton(me, group) {
  if (group) return group.is_mute ? { word: words.onlyAdmins, isOff: true } : null;
  if (me.is_blocking) return { word: words.unblock, act: () => attempt("block", { is_blocking: false }) };
  if (state.messages.length === 0) return { word: words.start, act: () => attempt("say", { text: "/start" }) };
  return null;
}

function drawWelcome() {
  if (state.messages.length || state.group) return;
  const text = state.profile?.description || state.profile?.short_description || "";
  const title = element("b", {}, words.whatCan);
  byId("log").append(element("div", { class: "welcome" }, title, element("p", {}, text)));
}

wirePeople(addPerson, addGroup);
wireComposer(say, () => reply(null));
wireTour();
byId("back").addEventListener("click", () => open(null));
byId("morning").addEventListener("click", (event) => moveClock({ to: "next-morning" }, event.currentTarget));
window.addEventListener("hashchange", () => change(fromHash()));
follow(refresh, (now) => { isConnected = now; now ? refresh() : draw(); });
refresh();
