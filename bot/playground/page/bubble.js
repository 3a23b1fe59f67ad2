// One message: its bubble, its picture or poll, and the buttons below it; or a line about what happened in a group.
import { element, hue, icon } from "./dom.js";
import { pollCard } from "./poll.js";
import { link, richText } from "./rich_text.js";
import { time, words } from "./words.js";

export function bubble(message, acts) {
  if (message.event) return [element("p", { class: "event" }, event(message.event))];
  const body = element(
    "div", { class: `bubble kind-${message.kind}` },
    sender(message, acts), message.reply ? quote(message.reply, acts) : null, ...content(message, acts), stamp(message),
    message.from ? replyButton(message, acts) : null,
  );
  const rows = message.buttons.map((row) => keyboardRow(message, row, acts));
  return rows.length ? [body, element("div", { class: "keyboard" }, ...rows)] : [body];
}

function event({ kind, by, who, name }) {
  return words.events[kind]({ by, who: who.join(", "), name });
}

function sender({ from, is_mine: isMine }, acts) {
  if (!from || isMine) return element("span", { class: "hidden-word" }, `${isMine ? words.you : words.bot}: `);
  const name = from.is_bot ? acts.botName() : from.name;
  return element("span", { class: `sender ${from.is_bot ? "hue-bot" : hue(from.id)}` }, name);
}

function quote({ id, name, text }, acts) {
  const lines = [element("b", {}, name), element("span", {}, text)];
  return element("button", { type: "button", class: "quote", onclick: () => acts.show(id) }, ...lines);
}

function replyButton(message, acts) {
  const properties = { type: "button", class: "reply-to", "aria-label": words.reply, title: words.reply, onclick: () => acts.reply(message) };
  return element("button", properties, icon("reply"));
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
  if (message.text) parts.push(element("div", { class: "text" }, ...richText(message.text, message.entities, acts)));
  return parts;
}

function picture({ url, width, height }, acts) {
  const image = element("img", { src: url, width, height, alt: words.isPhoto });
  return element("button", { type: "button", class: "picture", "aria-label": words.isPhoto, onclick: () => acts.look(url) }, image);
}

function standIn(message) {
  const names = { sticker: words.isSticker, voice: words.isVoice, photo: words.isPhoto, document: words.isFile, location: words.isLocation };
  const label = element("span", {}, message.file?.name || names[message.kind] || words.isOther);
  const card = element("span", { class: `stand-in kind-${message.kind}` }, icon(message.kind === "document" ? "down" : message.kind), label);
  return message.file?.url ? element("a", { href: message.file.url, download: message.file.name, class: "file" }, card) : card;
}

function keyboardRow(message, row, acts) {
  return element("div", { class: "keyboard-row" }, ...row.map((button) => key(message, button, acts)));
}

function key(message, button, acts) {
  if (button.url) {
    const made = link(button.url, [button.text, icon("link")], acts);
    made.classList.add("key");
    return made;
  }
  if (button.copy_text) return element("button", { type: "button", class: "key", onclick: () => acts.copy(button.copy_text.text) }, button.text);
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
