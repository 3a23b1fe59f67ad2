// Building the page from values; text becomes text nodes and never markup.
export const byId = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#icon-${name}`);
  picture.setAttribute("aria-hidden", "true");
  picture.append(use);
  return picture;
}

export const hue = (id) => `hue-${Math.abs(id) % 6}`;

export function avatar({ id, name }, look = hue(id)) {
  const letter = [...name.trim()][0] ?? "?";
  return element("span", { class: `avatar ${look}`, "aria-hidden": "true" }, letter.toUpperCase());
}

export function badge(language) {
  return element("span", { class: "badge" }, language.toUpperCase());
}

// Draws again only what is spelled differently from the last time; whoever had the focus keeps it.
export function redrawn(list, spelling, children) {
  const spelled = JSON.stringify(spelling);
  if (list.dataset.spelling === spelled) return;
  list.dataset.spelling = spelled;
  const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement);
  list.replaceChildren(...children());
  if (focused >= 0) list.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
}
