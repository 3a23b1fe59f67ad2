// The messages of one chat: drawn once, redrawn in place, and never a jump of what is being read.
import { bubble } from "./bubble.js";
import { byId, element } from "./dom.js";
import { dayWithYear as day, words } from "./words.js";

const log = byId("log");
const toBottom = byId("to-bottom");
const drawn = new Map();
let shownView = null;
let isPinned = true;
let isGliding = false;
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

log.addEventListener("scroll", () => isGliding || setPinned(isAtBottom()));
log.addEventListener("scrollend", arrive);
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  log.addEventListener(kind, () => { isGliding = false; }, { passive: true });
}
toBottom.addEventListener("click", () => glide());
new ResizeObserver(() => isPinned && jump()).observe(log);

export const key = (messageId, data) => log.querySelector(`[data-id="${messageId}"] [data-key="${CSS.escape(data)}"]`);

export function showMessage(id) {
  const node = drawn.get(id)?.node;
  if (!node) return;
  setPinned(false);
  node.scrollIntoView({ block: "center", behavior: isCalm.matches ? "instant" : "smooth" });
}

// ``view`` names whose chat and topic these messages are of.
export function drawLog(view, messages, acts) {
  const isOther = view !== shownView;
  if (isOther) empty(view);
  const place = isPinned ? null : placeOf();
  const added = drawAll(messages, acts, isOther);
  const isMineNewest = added.at(-1)?.is_mine;
  if (isOther) jump();
  else if (added.length && (isPinned || isMineNewest)) glide();
  else if (isPinned && !isGliding) jump();
  else if (isPinned) glide();
  else {
    restore(place);
    if (added.length) toBottom.querySelector(".dot").hidden = false;
  }
}

function empty(view) {
  shownView = view;
  drawn.clear();
  log.replaceChildren();
  isGliding = false;
  setPinned(true);
}

function drawAll(messages, acts, isOther) {
  const added = [];
  const wanted = [];
  let lastDay = "";
  messages.forEach((message, index) => {
    const date = day(new Date(message.date * 1000));
    if (date !== lastDay) wanted.push(dayMark(date));
    const known = drawn.get(message.id);
    if (!known) added.push(message);
    const isNewest = !known && !isOther;
    const node = redraw(message, known, acts, isNewest);
    const next = messages[index + 1];
    node.classList.toggle("first", !isRun(messages[index - 1], message) || lastDay !== date);
    node.classList.toggle("last", !isRun(message, next) || day(new Date(next.date * 1000)) !== date);
    wanted.push(node);
    lastDay = date;
  });
  forget(messages);
  place(wanted);
  return added;
}

// Whether two messages that follow each other are of one sender: they stand closer, and are named once.
function isRun(one, next) {
  if (!one || !next || one.event || next.event) return false;
  return one.is_mine === next.is_mine && one.from?.id === next.from?.id;
}

function dayMark(date) {
  const known = log.querySelector(`[data-day="${CSS.escape(date)}"]`);
  return known ?? element("div", { class: "day", "data-day": date }, element("span", {}, date));
}

function redraw(message, known, acts, isNewest) {
  const spelling = JSON.stringify([message, words.you]);
  if (known?.spelling === spelling) return known.node;
  const side = message.event ? "happening" : message.is_mine ? "mine" : "theirs";
  const node = known?.node ?? element("article", { class: `message ${side}${isNewest ? " new" : ""}`, "data-id": message.id });
  node.classList.toggle("has-keyboard", message.buttons.length > 0);
  const focused = [...node.querySelectorAll(".key")].indexOf(document.activeElement);
  node.replaceChildren(...bubble(message, acts));
  if (focused >= 0) refocus(node, focused);
  drawn.set(message.id, { node, spelling });
  return node;
}

// A person who plays with the keyboard stays on the buttons when the message under them changes.
function refocus(node, index) {
  const keys = [...node.querySelectorAll(".key")];
  requestAnimationFrame(() => (keys[index] ?? keys[0] ?? log).focus({ preventScroll: true }));
}

function forget(messages) {
  const present = new Set(messages.map((message) => message.id));
  for (const id of drawn.keys()) if (!present.has(id)) drawn.delete(id);
}

function place(wanted) {
  const keep = new Set(wanted);
  for (const node of [...log.children]) if (!keep.has(node)) node.remove();
  wanted.forEach((node, index) => {
    if (log.children[index] !== node) log.insertBefore(node, log.children[index] ?? null);
  });
}

function placeOf() {
  const top = log.getBoundingClientRect().top;
  const node = [...log.children].find((child) => child.getBoundingClientRect().bottom > top);
  return node ? { node, offset: node.getBoundingClientRect().top } : null;
}

function restore(before) {
  if (before?.node.isConnected) log.scrollTop += before.node.getBoundingClientRect().top - before.offset;
}

function isAtBottom() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 48;
}

function arrive() {
  if (isGliding && !isAtBottom()) return glide();
  isGliding = false;
  setPinned(isAtBottom());
}

function setPinned(now) {
  isPinned = now;
  toBottom.hidden = now;
  if (now) toBottom.querySelector(".dot").hidden = true;
}

function jump() {
  log.scrollTo({ top: log.scrollHeight, behavior: "instant" });
  setPinned(true);
}

function glide() {
  if (isCalm.matches) return jump();
  isGliding = true;
  setPinned(true);
  log.scrollTo({ top: log.scrollHeight, behavior: "smooth" });
}
