// The tools of the page: the menu behind the three dots, and the theme.
import { groupItems } from "./groups.js";
import { drawTools } from "./panels.js";
import { words } from "./words.js";

// Where the panel "What to try" stands beside the chat.
const IS_WIDE = matchMedia("(min-width: 1180px)");

export function drawToolsFor(state, topic, acts) {
  const group = state.group;
  const items = [
    { word: words.morning, picture: "morning", act: () => acts.moveClock({ to: "next-morning" }) },
    { word: words.hour, picture: "clock", act: () => acts.moveClock({ hours: 1 }) },
    ...(IS_WIDE.matches ? [] : [{ word: words.tour.title, picture: "hint", act: acts.showTour }]),
    null,
    ...(group ? groupItems(group, topic, acts.changeGroup) : privateItems(state, acts)),
    null,
    { word: themeWord(), picture: "theme", act: () => acts.redraw(nextTheme()), staysOpen: true },
    { word: words.reset, picture: "reset", act: acts.startOver, isGrave: true },
  ];
  drawTools(items);
}

function privateItems(state, { attempt }) {
  const newest = state.messages.findLast((message) => !message.is_mine);
  const { is_blocking: isBlocking } = state.people.find((each) => each.id === state.person);
  const send = (word, kind, picture = kind) => ({ word, picture, isOff: isBlocking, act: () => attempt("send", { kind }) });
  return [
    send(words.sticker, "sticker"),
    send(words.photo, "photo"),
    send(words.voice, "voice"),
    send(words.location, "location"),
    send(words.abroad, "abroad", "location"),
    { word: words.file, picture: "file", isOff: isBlocking, act: () => chooseFile(attempt) },
    null,
    { word: words.deleteLast, picture: "bin", isOff: !newest, act: () => attempt("delete", { message_id: newest.id }) },
    { word: isBlocking ? words.unblock : words.block, picture: "block", act: () => attempt("block", { is_blocking: !isBlocking }) },
  ];
}

// A file of this machine, as the server takes it: its bytes in base64, behind the comma of a data address.
function chooseFile(attempt) {
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    const reader = new FileReader();
    reader.onload = () => attempt("hand", { name: file.name, content: reader.result.split(",")[1] ?? "" });
    reader.readAsDataURL(file);
  });
  chooser.click();
}

function nextTheme() {
  const order = ["", "light", "dark"];
  const current = document.documentElement.dataset.theme ?? "";
  const next = order[(order.indexOf(current) + 1) % order.length];
  if (next) document.documentElement.dataset.theme = next;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem("theme", next);
}

function themeWord() {
  const theme = document.documentElement.dataset.theme;
  return { light: words.themeLight, dark: words.themeDark }[theme] ?? words.themeAuto;
}
