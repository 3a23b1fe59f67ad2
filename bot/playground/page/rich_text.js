// Text with entities (offsets in UTF-16 units, as in JavaScript strings) becomes nodes; text is never markup.
import { element } from "./dom.js";
import { wishOf } from "./links.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function richText(text, entities, acts) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes({ text, acts }, 0, text.length, ordered);
}

function nodes(context, start, end, entities) {
  const made = [];
  let at = start;
  while (entities.length) {
    const [entity, ...later] = entities;
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = later.filter((other) => other.offset < stop);
    entities = later.slice(inner.length);
    if (entity.offset < at || stop <= entity.offset) continue;
    made.push(...plain(context, at, entity.offset));
    const content = nodes(context, entity.offset, stop, inner);
    made.push(styled(context, entity, context.text.slice(entity.offset, stop), content));
    at = endOf(context.text, entity, stop);
  }
  return [...made, ...plain(context, at, end)];
}

// A quote is a block of its own: the line feed behind it ends it, and is no empty line.
function endOf(text, entity, stop) {
  const isBlock = TAGS[entity.type] === "blockquote";
  return isBlock && text[stop] === "\n" ? stop + 1 : stop;
}

function plain(context, start, end) {
  return start < end ? [document.createTextNode(context.text.slice(start, end))] : [];
}

function styled(context, entity, text, content) {
  if (entity.type === "text_link") return link(entity.url, content, context.acts);
  if (entity.type === "url") return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, content, context.acts);
  if (entity.type === "bot_command") return command(context, text, content);
  if (entity.type === "spoiler") return spoiler(content);
  return element(TAGS[entity.type] ?? "span", {}, ...content);
}

export function link(address, content, acts) {
  const wish = wishOf(address);
  if (wish) return element("button", { type: "button", class: "in-place", title: address, onclick: () => acts.follow(wish) }, ...content);
  const isSafe = /^(https?|tg|mailto):/i.test(address ?? "");
  if (!isSafe) return element("span", {}, ...content);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...content);
}

// A line may break after a button; the style puts a word joiner there, which keeps a full stop with it.
function command(context, text, content) {
  const button = element("button", { type: "button", class: "command-link", onclick: () => context.acts.say(text) }, ...content);
  return element("span", { class: "command-word" }, button);
}

function spoiler(content) {
  const cover = element("button", { type: "button", class: "spoiler", "aria-expanded": "false" }, ...content);
  cover.addEventListener("click", () => {
    const open = element("span", {}, ...cover.childNodes);
    cover.replaceWith(open);
  });
  return cover;
}
