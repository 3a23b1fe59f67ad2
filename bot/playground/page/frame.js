// What stands around the chat: its name, who one is, the clock, problems of the content, and that the server is lost.
import { avatar, byId, element } from "./dom.js";
import { day, time, words } from "./words.js";

let clockNow = null;

export function drawFrame(state, me, { isConnected, fetchedAt }) {
  const { group } = state;
  const bot = state.profile?.name || words.bot;
  const name = group?.title ?? bot;
  document.title = `${name} · ${words.playground}`;
  byId("bot-name").textContent = name;
  const face = group ? avatar({ id: state.chat, name }) : avatar({ id: 0, name }, "hue-bot");
  face.id = "bot-avatar";
  byId("bot-avatar").replaceWith(face);
  byId("back").hidden = !group;
  drawStatus(state, me, isConnected);
  label("log", group ? name : words.chatWith);
  label("back", words.back);
  label("to-bottom", words.toBottom);
  label("tools-open", words.tools);
  label("tools", words.tools);
  byId("morning").querySelector("span").textContent = words.morning;
  drawNotices(state, isConnected);
  clockNow = () => new Date(Date.parse(state.now) + performance.now() - fetchedAt);
  drawClock(state.zone);
}

function label(id, word) {
  byId(id).setAttribute("aria-label", word);
}

function drawStatus(state, me, isConnected) {
  const status = byId("status");
  const typing = state.action ? words.typing : null;
  const more = state.group ? words.members(state.group.members.length) : (me?.language ?? "").toUpperCase();
  status.textContent = isConnected ? typing ?? `${me?.name ?? ""} · ${more}` : words.connecting;
  status.classList.toggle("busy", Boolean(typing) || !isConnected);
}

function drawNotices(state, isConnected) {
  const lost = byId("lost");
  lost.hidden = isConnected;
  if (!isConnected && lost.textContent !== words.lost) lost.textContent = words.lost;
  const problems = byId("problems");
  problems.hidden = state.problems.length === 0;
  const rows = state.problems.map((problem) => element("li", {}, problem));
  problems.replaceChildren(element("b", {}, words.problems), element("ul", {}, ...rows));
}

function drawClock(zone) {
  const now = clockNow();
  const clock = byId("clock");
  clock.dateTime = now.toISOString();
  const lines = [element("span", {}, element("b", {}, time(now)), ` · ${day(now)}`), element("span", {}, zone)];
  clock.dataset.zone = zone;
  clock.replaceChildren(...lines);
}

setInterval(() => clockNow && drawClock(byId("clock").dataset.zone), 1000);
