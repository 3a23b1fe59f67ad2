// Whom one can be, and where that person chats: a list beside the chat, a drawer over it on a phone; and a strip of faces there.
import { avatar, badge, byId, element, icon, redrawn } from "./dom.js";
import { LANGUAGES, time, words } from "./words.js";

const list = byId("people-list");
const chats = byId("chats-list");
const strip = byId("switcher");
const panel = byId("people");
const scrim = byId("scrim");
const openButton = byId("people-open");

export function wirePeople(add, addGroup) {
  openButton.addEventListener("click", () => showDrawer(true));
  byId("people-close").addEventListener("click", () => showDrawer(false));
  scrim.addEventListener("click", () => showDrawer(false));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && showDrawer(false));
  byId("people-add").addEventListener("click", add);
  byId("group-add").addEventListener("click", addGroup);
}

export function showDrawer(isOpen) {
  const wasOpen = panel.classList.contains("open");
  panel.classList.toggle("open", isOpen);
  scrim.hidden = !isOpen;
  if (isOpen) (list.querySelector("[aria-current]") ?? list.querySelector("button"))?.focus();
  else if (wasOpen) openButton.focus();
}

export function drawPeople(state, isUnread, isUnreadChat, acts) {
  byId("people-title").textContent = words.people;
  byId("chats-title").textContent = words.groups;
  byId("people-add").querySelector("span").textContent = words.addPerson;
  byId("group-add").querySelector("span").textContent = words.addGroup;
  byId("people-close").setAttribute("aria-label", words.close);
  openButton.setAttribute("aria-label", words.people);
  strip.setAttribute("aria-label", words.people);
  const { people, person: me } = state;
  const isNews = people.some((each) => each.id !== me && isUnread(each)) || state.chats.some(isUnreadChat);
  openButton.querySelector(".dot").hidden = !isNews;
  const spelling = [people, me, words.you, people.map(isUnread)];
  redrawn(list, spelling, () => people.map((each) => personEntry(each, each.id === me, isUnread(each), acts.be)));
  redrawn(strip, spelling, () => people.map((each) => face(each, each.id === me, isUnread(each), acts.be)));
  drawChats(state, isUnreadChat, acts);
}

function drawChats(state, isUnreadChat, acts) {
  const isAnywhere = state.chats.length > 0;
  const own = { id: state.person, title: acts.botName(), kind: "private", last: null };
  const shown = isAnywhere ? [own, ...state.chats] : [];
  const spelling = [shown, state.chat, words.you, shown.map(isUnreadChat)];
  redrawn(chats, spelling, () => shown.map((each) => chatEntry(each, each.id === state.chat, isUnreadChat(each), acts.open)));
}

function face(person, isCurrent, hasUnread, be) {
  return element(
    "button", { type: "button", class: "face", "aria-current": isCurrent ? "true" : null, onclick: () => be(person.id) },
    avatar(person), element("span", {}, person.name), hasUnread ? dot() : null,
  );
}

function dot() {
  return element("i", { class: "dot", role: "img", "aria-label": words.newMessages });
}

function personEntry(person, isCurrent, hasUnread, be) {
  const marks = [badge(person.language), person.is_blocking ? icon("block") : null];
  const line = person.is_blocking ? words.blocked : lastLine(person.last);
  return entry({ picture: avatar(person), name: person.name, marks, last: person.last, line, isCurrent, hasUnread, choose: () => be(person.id) });
}

function chatEntry(chat, isCurrent, hasUnread, open) {
  const isPrivate = chat.kind === "private";
  const picture = avatar({ id: chat.id, name: chat.title }, isPrivate ? "hue-bot" : undefined);
  const line = isPrivate ? words.privateChat : lastLine(chat.last, words.kinds[chat.is_forum ? "forum" : chat.kind]);
  return entry({ picture, name: chat.title, marks: [], last: chat.last, line, isCurrent, hasUnread, choose: () => open(isPrivate ? null : chat.id) });
}

function entry({ picture, name, marks, last, line, isCurrent, hasUnread, choose }) {
  const top = [element("b", {}, name), ...marks, element("time", {}, last ? time(new Date(last.date * 1000)) : "")];
  const lines = element(
    "span", { class: "person-lines" },
    element("span", { class: "person-top" }, ...top.filter(Boolean)),
    element("span", { class: "person-last" }, element("span", {}, line), hasUnread ? dot() : null),
  );
  const properties = { type: "button", class: "person", "aria-current": isCurrent ? "true" : null, onclick: choose };
  return element("li", {}, element("button", properties, picture, lines));
}

function lastLine(last, fallback = words.nothing) {
  if (!last || last.kind === "event") return fallback;
  const names = { sticker: words.isSticker, voice: words.isVoice, photo: words.isPhoto, document: words.isFile, location: words.isLocation };
  const said = last.text || names[last.kind] || words.isOther;
  return `${last.is_mine ? `${words.you}: ` : ""}${said.split("\n").filter(Boolean)[0] ?? ""}`;
}

export function personForm() {
  const name = element("input", { name: "name", maxlength: 64, required: true, autocomplete: "off", id: "new-name" });
  return [
    element("label", { for: "new-name" }, words.name), name,
    choices(words.language, "language", LANGUAGES),
  ];
}

// Radio buttons that look like buttons; the first is chosen.
export function choices(legend, name, options) {
  const made = options.map(([value, word], index) =>
    element(
      "label", { class: "choice" },
      element("input", { type: "radio", name, value, checked: index === 0 }), element("span", {}, word),
    ),
  );
  const look = options.length % 3 ? "choices in-twos" : "choices";
  return element("fieldset", {}, element("legend", {}, legend), element("div", { class: look }, ...made));
}
