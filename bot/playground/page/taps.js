// Taps that wait for the bot: the spinner of a button stops when its query is answered, as on Telegram.
import { markAnswered, markWaiting } from "./bubble.js";
import { key } from "./log.js";
import { box, toast } from "./panels.js";

const ANSWER_LIMIT = 15_000;
const taps = new Map();
const nameOf = (view, message, data) => `${view} ${message} ${data}`;

export const isWaiting = (view, message, data) => taps.has(nameOf(view, message, data));

// ``send`` gives the id of the query and the version of the world that has it, or null.
export async function tap(view, message, data, send, refresh) {
  const name = nameOf(view, message, data);
  if (taps.has(name)) return;
  const made = { view, message, data, query: null, version: Infinity, until: performance.now() + ANSWER_LIMIT };
  taps.set(name, made);
  const button = key(message, data);
  if (button) markWaiting(button);
  const answer = await send();
  if (!answer) {
    taps.delete(name);
    if (button) markAnswered(button);
    return;
  }
  made.query = answer.query;
  made.version = answer.version;
  setTimeout(refresh, ANSWER_LIMIT + 100);
}

export function settle(view, state) {
  for (const [name, made] of taps) {
    const isKnown = made.query !== null && state.version >= made.version;
    if (!isKnown || (state.waiting.includes(made.query) && performance.now() < made.until)) continue;
    taps.delete(name);
    const button = made.view === view && key(made.message, made.data);
    if (button) markAnswered(button);
    const alert = state.alerts.find((each) => each.query === made.query);
    if (alert?.text) (alert.is_box ? box : toast)(alert.text);
  }
}
