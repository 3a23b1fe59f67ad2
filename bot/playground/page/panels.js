// What lies over the chat: notices, boxes, questions, the picture viewer and the tools.
import { byId, element, icon } from "./dom.js";
import { words } from "./words.js";

const ask = byId("ask");
const toastArea = byId("toast");
const tools = byId("tools");
const viewer = byId("viewer");
let hiding = 0;

export function toast(text) {
  clearTimeout(hiding);
  toastArea.replaceChildren(element("span", {}, text));
  toastArea.classList.add("shown");
  hiding = setTimeout(() => toastArea.classList.remove("shown"), Math.max(2500, 60 * text.length));
}

export function box(text) {
  return question({ content: [element("p", {}, text)], yes: words.ok });
}

// Resolves with the form's values, or with null when the person changed their mind.
export function question({ title, content, yes, no, isGrave = false }) {
  const form = element(
    "form", { method: "dialog" },
    title ? element("h2", {}, title) : null, ...content,
    element(
      "div", { class: "ask-buttons" },
      no ? element("button", { type: "button", class: "plain", onclick: () => ask.close() }, no) : null,
      element("button", { type: "submit", class: isGrave ? "grave" : "plain", autofocus: !content.some((part) => part.tagName === "INPUT") }, yes),
    ),
  );
  ask.replaceChildren(form);
  ask.setAttribute("aria-label", title ?? words.bot);
  if (ask.open) ask.close();
  ask.showModal();
  form.querySelector("input:not([type=radio])")?.focus();
  return new Promise((resolve) => {
    let answer = null;
    form.addEventListener("submit", () => { answer = Object.fromEntries(new FormData(form)); });
    ask.addEventListener("close", () => resolve(answer), { once: true });
  });
}

export function look(url) {
  viewer.querySelector("img").src = url;
  viewer.querySelector("button").setAttribute("aria-label", words.close);
  viewer.showModal();
}

viewer.addEventListener("click", () => viewer.close());
ask.addEventListener("click", (event) => event.target === ask && ask.close());

export function drawTools(items) {
  const spelling = JSON.stringify(items.map((item) => item && [item.word, item.isOff]));
  if (tools.dataset.spelling === spelling) return;
  tools.dataset.spelling = spelling;
  tools.replaceChildren(...items.map((item) => (item ? tool(item) : element("hr"))));
}

function tool({ word, picture, act, isOff, isGrave, staysOpen }) {
  const use = () => {
    if (!staysOpen) tools.hidePopover();
    act();
  };
  const look = `tool${isGrave ? " grave" : ""}`;
  return element("button", { type: "button", class: look, disabled: isOff, onclick: use }, icon(picture), element("span", {}, word));
}

tools.addEventListener("toggle", (event) => event.newState === "open" && tools.querySelector("button")?.focus());
tools.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...tools.querySelectorAll("button:not(:disabled)")];
  const index = buttons.indexOf(document.activeElement) + step;
  buttons[(index + buttons.length) % buttons.length].focus();
});
