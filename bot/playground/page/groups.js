// Groups and channels: the bar of a forum's topics, the questions asked about them, and what can be done to one.
import { byId, element, icon, redrawn } from "./dom.js";
import { question } from "./panels.js";
import { choices } from "./people.js";
import { words } from "./words.js";

const bar = byId("topics");

export function drawTopics(group, current, acts) {
  bar.hidden = !group?.is_forum;
  if (bar.hidden) return;
  bar.setAttribute("aria-label", words.topics);
  const topics = [{ id: null, name: words.general }, ...group.topics];
  redrawn(bar, [topics, current, words.openTopic], () => [
    ...topics.map((topic) => tab(topic, topic.id === current, acts.chooseTopic)),
    element("button", { type: "button", class: "topic add", "aria-label": words.openTopic, onclick: acts.openTopic }, icon("plus")),
  ]);
}

function tab({ id, name, is_closed: isClosed }, isCurrent, choose) {
  const properties = { type: "button", class: "topic", "aria-current": isCurrent ? "true" : null, onclick: () => choose(id) };
  return element("button", properties, isClosed ? icon("block") : null, element("span", {}, name));
}

export async function askGroup() {
  const title = element("input", { name: "title", maxlength: 64, required: true, autocomplete: "off", id: "new-title" });
  const content = [element("label", { for: "new-title" }, words.title), title, choices(words.kind, "kind", Object.entries(words.kinds))];
  return question({ title: words.addGroup, content, yes: words.create, no: words.cancel });
}

export async function askTopic() {
  const name = element("input", { name: "name", maxlength: 64, required: true, autocomplete: "off", id: "new-topic" });
  const content = [element("label", { for: "new-topic" }, words.name), name];
  return question({ title: words.openTopic, content, yes: words.create, no: words.cancel });
}

// One of some things by name; the value of the chosen one, or null.
export async function askOne(title, options) {
  const answer = await question({ title, content: [choices("", "one", options)], yes: words.ok, no: words.cancel });
  return answer?.one ?? null;
}

// What the person may do to the group that is open, as items of the tools menu.
export function groupItems(group, topic, change) {
  const isAdmin = ["creator", "administrator"].includes(group.me);
  const item = (word, deed, picture, isGrave = false) => ({ word, picture, isGrave, act: () => change(deed) });
  const items = [];
  if (isAdmin) items.push(...botItems(group, item));
  if (isAdmin && group.kind === "supergroup") {
    items.push(group.is_anonymous ? item(words.unhide, "unhide", "people") : item(words.hide, "hide", "people"));
  }
  if (isAdmin && group.kind === "group") items.push(item(words.migrate, "migrate", "people"));
  if (isAdmin && group.kind === "supergroup" && !group.is_forum) items.push(item(words.makeForum, "make-forum", "menu"));
  if (topic && isAdmin) {
    items.push(topic.is_closed ? item(words.reopenTopic, "reopen-topic", "check") : item(words.closeTopic, "close-topic", "block"));
    items.push(item(words.deleteTopic, "delete-topic", "bin", true));
  }
  if (group.me !== "creator") items.push(item(words.leave, "leave", "close", true));
  return items;
}

function botItems(group, item) {
  if (["left", "kicked"].includes(group.bot)) return [item(words.addBot, "add-bot", "plus")];
  const items = [];
  if (group.bot === "member") items.push(item(words.promoteBot, "promote-bot", "check"));
  else if (group.kind !== "channel") items.push(item(words.demoteBot, "demote-bot", "block"));
  return [...items, item(words.removeBot, "remove-bot", "close", true)];
}
