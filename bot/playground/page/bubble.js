// One message: its bubble, its picture or poll, and the buttons below it.
import { element, icon } from "./dom.js";
import { pollCard } from "./poll.js";
import { link, richText } from "./rich_text.js";
import { time, words } from "./words.js";

export function bubble(message, acts) {
  const body = element("div", { class: `bubble kind-${message.kind}` }, sender(message), ...content(message, acts), stamp(message));
  const rows = message.buttons.map((row) => keyboardRow(message, row, acts));
  return rows.length ? [body, element("div", { class: "keyboard" }, ...rows)] : [body];
}

function sender(message) {
  return element("span", { class: "hidden-word" }, `${message.is_mine ? words.you : words.bot}: `);
}

function stamp(message) {
  const edited = message.is_edited ? `${words.edited} ` : "";
  return element("span", { class: "stamp" }, edited, time(new Date(message.date * 1000)));
}

function content(message, acts) {
  const parts = [];
  if (message.picture) parts.push(picture(message.picture, acts));
  else if (message.kind !== "text" && message.kind !== "poll") parts.push(standIn(message));
  if (message.poll) parts.push(pollCard(message, acts));
  if (message.text) parts.push(element("div", { class: "text" }, ...richText(message.text, message.entities, acts.say)));
  return parts;
}

function picture({ url, width, height }, acts) {
  const image = element("img", { src: url, width, height, alt: words.isPhoto });
  return element("button", { type: "button", class: "picture", "aria-label": words.isPhoto, onclick: () => acts.look(url) }, image);
}

function standIn(message) {
  const names = { sticker: words.isSticker, voice: words.isVoice, photo: words.isPhoto, document: words.isFile };
  const label = element("span", {}, message.file?.name || names[message.kind] || words.isOther);
  const card = element("span", { class: `stand-in kind-${message.kind}` }, icon(message.kind === "document" ? "down" : message.kind), label);
  return message.file?.url ? element("a", { href: message.file.url, download: message.file.name, class: "file" }, card) : card;
}

function keyboardRow(message, row, acts) {
  return element("div", { class: "keyboard-row" }, ...row.map((button) => key(message, button, acts)));
}

function key(message, button, acts) {
  if (button.url) {
    const made = link(button.url, [button.text, icon("link")]);
    made.classList.add("key");
    return made;
  }
  const data = button.callback_data;
  const properties = { type: "button", class: "key", disabled: !data, "data-key": data, onclick: () => acts.tap(message.id, data) };
  const made = element("button", properties, element("span", {}, button.text));
  if (data && acts.isWaiting(message.id, data)) markWaiting(made);
  return made;
}

export function markWaiting(made) {
  made.classList.add("waiting");
  made.setAttribute("aria-busy", "true");
}

export function markAnswered(made) {
  made.classList.remove("waiting");
  made.removeAttribute("aria-busy");
}
