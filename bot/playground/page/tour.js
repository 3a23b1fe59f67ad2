// "What to try", for somebody who decides whether to use the bot: ticked off by what is done, and remembered with this world.
import { byId, element, icon, redrawn } from "./dom.js";
import { words } from "./words.js";

const ITEMS = ["quiz", "ask", "morning", "exam", "text", "link", "person", "group", "content"];
const panel = byId("tour");
const scrim = byId("tour-scrim");
let birth = null;
let done = new Set();
let asked = null;
let heardBefore = null;

export function wireTour() {
  byId("tour-close").addEventListener("click", () => showTour(false));
  scrim.addEventListener("click", () => showTour(false));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && showTour(false));
}

export function showTour(isOpen) {
  panel.classList.toggle("open", isOpen);
  scrim.hidden = !isOpen;
  if (isOpen) byId("tour-close").focus();
}

function tick(item) {
  if (done.has(item)) return;
  done.add(item);
  localStorage.setItem("tour", JSON.stringify({ birth, done: [...done] }));
}

export const noted = {
  // A question of one's own reads like one; what answers a quiz is shorter.
  said: (text, state) => {
    const isQuestion = !text.startsWith("/") && (text.endsWith("?") || text.split(/\s+/).length > 3);
    if (isQuestion) asked = newest(state);
  },
  // The data of the bot's buttons: "begin the exam", and the switch to text only.
  tapped: (data) => {
    if (/^eb(:|$)/.test(data)) tick("exam");
    if (/^sw:text:1$/.test(data)) tick("text");
  },
  followed: () => tick("link"),
  becameAnother: () => tick("person"),
  morningBegins: (state) => { heardBefore = heard(state); },
};

const newest = (state) => Math.max(0, ...state.messages.filter((message) => !message.is_mine).map(({ id }) => id));
const heard = (state) => JSON.stringify(state.people.map((person) => person.newest_from_bot));

// Ticks what can be seen to be done.
function look(state) {
  if (state.birth !== birth) remember(state.birth);
  const isPrivate = state.chat === state.person;
  const result = (message) => !message.is_mine && message.text.startsWith("🏁");
  if (isPrivate && state.messages.some(result)) tick("quiz");
  if (asked !== null && newest(state) > asked) {
    tick("ask");
    asked = null;
  }
  if (heardBefore !== null && heard(state) !== heardBefore) {
    tick("morning");
    heardBefore = null;
  }
  if (state.chats.length) tick("group");
  if (state.problems.length) tick("content");
}

function remember(now) {
  const kept = JSON.parse(localStorage.getItem("tour") ?? "{}");
  birth = now;
  asked = null;
  heardBefore = null;
  done = new Set(kept.birth === now ? kept.done : []);
}

export function drawTour(state, acts) {
  look(state);
  byId("tour-title").textContent = words.tour.title;
  byId("tour-close").setAttribute("aria-label", words.close);
  byId("tour-done").textContent = words.tour.done(done.size, ITEMS.length);
  const bar = byId("tour-bar");
  bar.max = ITEMS.length;
  bar.value = done.size;
  bar.setAttribute("aria-label", words.tour.done(done.size, ITEMS.length));
  redrawn(byId("tour-list"), [words.tour.title, [...done]], () => ITEMS.map((item) => row(item, acts)));
}

function row(item, acts) {
  const [title, text] = words.tour[item];
  const isDone = done.has(item);
  const start = starts(acts)[item];
  const mark = element("span", { class: "tour-mark", role: "img", "aria-label": isDone ? "✓" : "" }, isDone ? icon("check") : null);
  const button = start ? element("button", { type: "button", class: "tour-start", onclick: () => begin(start) }, start.word) : null;
  const lines = element("div", {}, element("b", {}, title), element("p", {}, text), button);
  return element("li", { class: isDone ? "tour-item done" : "tour-item", "data-item": item }, mark, lines);
}

function begin(start) {
  showTour(false);
  start.act();
}

// What the button under an item does for a beginning.
function starts(acts) {
  const command = (text) => ({ word: text, act: () => acts.sayToBot(text) });
  return {
    quiz: command("/quiz"),
    ask: { word: words.tour.sample, act: () => acts.sayToBot(words.tour.sample) },
    morning: command("/daily 08:00"),
    exam: command("/exam"),
    text: command("/settings"),
    group: { word: words.addGroup, act: acts.addGroup },
  };
}
