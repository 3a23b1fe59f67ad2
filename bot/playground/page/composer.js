// Where a person writes: the text, the menu of commands, and the big button that starts or unblocks the bot.
import { byId, element } from "./dom.js";
import { words } from "./words.js";

const form = byId("composer");
const text = byId("text");
const menu = byId("menu");
const start = byId("start");
const list = byId("commands");
const answered = byId("reply");
let commands = [];
let suffix = "";
let shown = [];
let active = -1;
let view = null;
let isSending = false;
let say = () => {};
let bigAct = () => {};

export function wireComposer(onSay, onCancelReply) {
  say = onSay;
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  text.addEventListener("input", () => { keep(); grow(); suggest(); });
  text.addEventListener("keydown", onKey);
  menu.addEventListener("click", () => (list.hidden ? open(commands) : close()));
  menu.addEventListener("keydown", onListKey);
  start.addEventListener("click", () => bigAct());
  byId("reply-cancel").addEventListener("click", onCancelReply);
  document.addEventListener("pointerdown", (event) => byId("composer").parentElement.contains(event.target) || close());
}

export function drawComposer({ view: next, commands: offered, username, placeholder, big, reply }) {
  if (view !== next) changeView(next);
  commands = offered;
  suffix = username ? `@${username}` : "";
  menu.querySelector("span").textContent = words.menu;
  menu.setAttribute("aria-label", words.commands);
  menu.hidden = commands.length === 0;
  text.placeholder = placeholder;
  text.setAttribute("aria-label", words.message);
  byId("send").setAttribute("aria-label", words.send);
  list.setAttribute("aria-label", words.commands);
  form.hidden = Boolean(big);
  start.hidden = !big;
  start.disabled = big?.isOff ?? false;
  start.textContent = big?.word ?? "";
  bigAct = big?.act ?? (() => {});
  drawReply(reply);
}

function drawReply(reply) {
  answered.hidden = !reply;
  byId("reply-cancel").setAttribute("aria-label", words.cancelReply);
  byId("reply-lines").replaceChildren(...(reply ? [element("b", {}, reply.name), element("span", {}, reply.text)] : []));
}

// What was typed and not sent stays with its chat, also when the page is loaded again.
function changeView(next) {
  view = next;
  text.value = sessionStorage.getItem(`draft/${view}`) ?? "";
  grow();
  close();
}

function keep() {
  if (text.value) sessionStorage.setItem(`draft/${view}`, text.value);
  else sessionStorage.removeItem(`draft/${view}`);
}

export function focusText() {
  text.focus({ preventScroll: true });
}

// The text stays until the server has taken it: what is not sent can be sent again.
async function send() {
  const said = text.value;
  const from = view;
  if (!said.trim() || isSending) return;
  close();
  isSending = true;
  const isTaken = await say(said.trim());
  isSending = false;
  if (!isTaken) return;
  if (from === view && text.value.startsWith(said)) text.value = text.value.slice(said.length);
  if (from === view) keep();
  else sessionStorage.removeItem(`draft/${from}`);
  grow();
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  form.classList.toggle("has-text", text.value.trim() !== "");
}

function onKey(event) {
  if (onListKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
}

function onListKey(event) {
  if (list.hidden) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isChoice = event.key === "Tab" || (event.key === "Enter" && !event.shiftKey);
  if (step) mark((active + step + shown.length) % shown.length);
  else if (event.key === "Escape") close();
  else if (isChoice && active >= 0) choose(shown[active]);
  else return false;
  event.preventDefault();
  return true;
}

function suggest() {
  const typed = /^\/(\S*)$/.exec(text.value);
  const found = typed ? commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
  if (found.length) open(found);
  else close();
}

function open(some) {
  shown = some;
  list.replaceChildren(...some.map(row));
  list.hidden = false;
  menu.setAttribute("aria-expanded", "true");
  mark(0);
}

export function close() {
  list.hidden = true;
  active = -1;
  menu.setAttribute("aria-expanded", "false");
}

function row(item, index) {
  const properties = { role: "option", id: `command-${index}`, class: "command", onclick: () => choose(item), onpointermove: () => mark(index) };
  return element("li", properties, element("b", {}, `/${item.command}`), element("span", {}, item.description));
}

function mark(index) {
  active = index;
  [...list.children].forEach((child, at) => child.setAttribute("aria-selected", at === index));
  list.children[index]?.scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", `command-${index}`);
}

function choose(item) {
  text.value = `/${item.command}${suffix}`;
  keep();
  focusText();
  send();
}
