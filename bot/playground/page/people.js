// The people of the playground: a list beside the chat, or a drawer over it on a phone.
import { avatar, badge, byId, element, icon } from "./dom.js";
import { LANGUAGES, time, words } from "./words.js";

const list = byId("people-list");
const panel = byId("people");
const scrim = byId("scrim");
const openButton = byId("people-open");

export function wirePeople(add) {
  openButton.addEventListener("click", () => showDrawer(true));
  byId("people-close").addEventListener("click", () => showDrawer(false));
  scrim.addEventListener("click", () => showDrawer(false));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && showDrawer(false));
  byId("people-add").addEventListener("click", add);
}

export function showDrawer(isOpen) {
  const wasOpen = !scrim.hidden;
  panel.classList.toggle("open", isOpen);
  scrim.hidden = !isOpen;
  if (isOpen) (list.querySelector("[aria-current]") ?? list.querySelector("button"))?.focus();
  else if (wasOpen) openButton.focus();
}

export function drawPeople(state, isUnread, choose) {
  byId("people-title").textContent = words.people;
  byId("people-add").querySelector("span").textContent = words.addPerson;
  byId("people-close").setAttribute("aria-label", words.close);
  openButton.setAttribute("aria-label", words.people);
  const spelling = JSON.stringify([state.people, state.person, words.you, state.people.map(isUnread)]);
  openButton.querySelector(".dot").hidden = !state.people.some((person) => person.id !== state.person && isUnread(person));
  if (list.dataset.spelling === spelling) return;
  list.dataset.spelling = spelling;
  const focused = document.activeElement?.dataset?.person;
  list.replaceChildren(...state.people.map((person) => entry(person, person.id === state.person, isUnread(person), choose)));
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
}

function entry(person, isCurrent, hasUnread, choose) {
  const { last } = person;
  const button = element(
    "button",
    { type: "button", class: "person", "aria-current": isCurrent ? "true" : null, "data-person": person.id, onclick: () => choose(person.id) },
    avatar(person),
    element(
      "span", { class: "person-lines" },
      element(
        "span", { class: "person-top" }, element("b", {}, person.name), badge(person.language),
        person.is_blocking ? icon("block") : null,
        element("time", {}, last ? time(new Date(last.date * 1000)) : ""),
      ),
      element(
        "span", { class: "person-last" }, element("span", {}, lastLine(person)),
        hasUnread ? element("i", { class: "dot", role: "img", "aria-label": words.newMessages }) : null,
      ),
    ),
  );
  return element("li", {}, button);
}

function lastLine({ last, is_blocking: isBlocking }) {
  if (isBlocking) return words.blocked;
  if (!last) return words.nothing;
  const names = { sticker: words.isSticker, voice: words.isVoice, photo: words.isPhoto, document: words.isFile };
  const said = last.text || last.poll?.question || names[last.kind] || words.isOther;
  return `${last.is_mine ? `${words.you}: ` : ""}${said.split("\n").filter(Boolean)[0] ?? ""}`;
}

export function personForm() {
  const name = element("input", { name: "name", maxlength: 64, required: true, autocomplete: "off", id: "new-name" });
  const choices = LANGUAGES.map(([code, own], index) =>
    element(
      "label", { class: "choice" },
      element("input", { type: "radio", name: "language", value: code, checked: index === 0 }), element("span", {}, own),
    ),
  );
  return [
    element("label", { for: "new-name" }, words.name), name,
    element("fieldset", {}, element("legend", {}, words.language), element("div", { class: "choices" }, ...choices)),
  ];
}
