// A native poll: a tap answers at once, or ticks and "vote" when several options may be chosen.
import { element, icon } from "./dom.js";
import { richText } from "./rich_text.js";
import { words } from "./words.js";

export function pollCard(message, acts) {
  const { poll } = message;
  const kind = [poll.is_quiz ? words.quiz : words.poll, poll.takes_several ? words.several : ""].filter(Boolean).join(" · ");
  return element(
    "div", { class: "poll", role: "group", "aria-label": poll.question },
    element("p", { class: "poll-question" }, poll.question),
    element("p", { class: "poll-kind" }, kind),
    ...(poll.is_open ? openOptions(message, acts) : shownOptions(poll)),
    element("p", { class: "poll-total" }, `${words.answered} ${poll.total}`),
    poll.explanation ? explanation(poll, acts) : null,
  );
}

function openOptions(message, acts) {
  const { poll } = message;
  if (!poll.takes_several) {
    return poll.options.map((text, number) => choice(text, "radio", () => acts.vote(message.id, [number])));
  }
  const ticked = new Set();
  const vote = element("button", { type: "button", class: "poll-vote", disabled: true }, words.vote);
  vote.addEventListener("click", () => acts.vote(message.id, [...ticked].sort((a, b) => a - b)));
  const tick = (button, number) => {
    if (!ticked.delete(number)) ticked.add(number);
    button.setAttribute("aria-pressed", ticked.has(number));
    vote.disabled = ticked.size === 0;
  };
  return [...poll.options.map((text, number) => choice(text, "check", (button) => tick(button, number))), vote];
}

function choice(text, shape, act) {
  const pressed = shape === "check" ? "false" : undefined;
  const button = element(
    "button", { type: "button", class: `poll-option ${shape}`, "aria-pressed": pressed },
    element("span", { class: "poll-box" }, icon("check")), element("span", {}, text),
  );
  button.addEventListener("click", () => act(button));
  return button;
}

function shownOptions(poll) {
  const total = Math.max(1, poll.total);
  return poll.options.map((text, number) => {
    const share = Math.round((100 * poll.voters[number]) / total);
    const isChosen = poll.chosen.includes(number);
    const mark = verdict(poll, number, isChosen);
    return element(
      "div", { class: `poll-shown ${mark?.look ?? ""}` },
      element("span", { class: "poll-share" }, `${share}%`), element("span", { class: "poll-text" }, text),
      mark ? element("span", { class: "poll-mark", role: "img", "aria-label": mark.word }, icon(mark.icon)) : null,
      element("meter", { class: "poll-bar", min: 0, max: 100, value: share, "aria-label": `${share}%` }),
    );
  });
}

function verdict(poll, number, isChosen) {
  if (poll.is_quiz && poll.right.includes(number)) return { look: "is-right", word: words.right, icon: "check" };
  if (!isChosen) return null;
  if (poll.is_quiz) return { look: "is-wrong", word: words.wrong, icon: "close" };
  return { look: "is-chosen", word: words.chosen, icon: "check" };
}

function explanation(poll, acts) {
  const text = richText(poll.explanation, poll.explanation_entities, acts);
  const note = element("div", {}, element("b", {}, words.explanation), element("div", {}, ...text));
  return element("div", { class: "poll-explanation" }, icon("hint"), note);
}
