// The bot's own links open in place: in the real Telegram they would reach a stranger, or nobody.
const HOSTS = new Set(["t.me", "www.t.me", "telegram.me", "telegram.dog"]);
let username = "";

export function setUsername(name) {
  username = name;
}

// What a link asks of the bot of this playground, or null for any other address.
export function wishOf(address) {
  const url = URL.canParse(address ?? "") ? new URL(address) : null;
  if (!url || !username) return null;
  const isWeb = ["http:", "https:"].includes(url.protocol) && HOSTS.has(url.hostname);
  if (isWeb && url.pathname === "/share/url") return { share: url.searchParams.get("url") ?? "" };
  const name = isWeb ? url.pathname.slice(1).replace(/\/$/, "") : url.searchParams.get("domain") ?? "";
  const isTg = url.protocol === "tg:" && /resolve\/?$/.test(url.host + url.pathname);
  if ((!isWeb && !isTg) || name.toLowerCase() !== username.toLowerCase()) return null;
  const { searchParams: asked } = url;
  if (asked.has("startgroup")) return { group: asked.get("startgroup") };
  return { start: asked.get("start") ?? "" };
}
