// The playground over HTTP: what of a view is news, a stream that says when there is some, and what a person can do.
export class Lost extends Error {}

export class Refused extends Error {
  constructor({ error, about }, status) {
    super(error ?? status);
    this.about = about;
  }
}

async function ask(address, options) {
  const answer = await fetch(address, options).catch(() => {
    throw new Lost();
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body, `${answer.status} ${answer.statusText}`);
  return body;
}

export async function fetchState({ person, chat }, since) {
  const wanted = Object.entries({ person, chat, since }).filter(([, value]) => value !== null && value !== undefined);
  return ask(`/chat/state?${new URLSearchParams(wanted)}`);
}

export async function act(what, fields = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(`/chat/${what}`, { method: "POST", headers, body: JSON.stringify(fields) });
}

// What was fetched is a whole view, or what has changed since the one before.
export function merge(before, fetched) {
  const { is_whole: isWhole, gone = [], messages, ...parts } = fetched;
  if (isWhole || !before) return { messages, ...parts };
  const known = new Map(before.messages.map((message) => [message.id, message]));
  for (const id of gone) known.delete(id);
  for (const message of messages) known.set(message.id, message);
  return { ...before, ...parts, messages: [...known.values()].sort((one, other) => one.id - other.id) };
}

// A hidden window lets its stream go: a browser keeps only six connections to one address.
export function follow(changed, isConnected) {
  const again = 2000;
  let stream = null;
  let waiting = 0;
  const listen = () => {
    clearTimeout(waiting);
    stream?.close();
    stream = null;
    if (document.visibilityState === "hidden") return;
    stream = new EventSource("/chat/events");
    stream.onopen = () => isConnected(true);
    stream.onmessage = (event) => changed(Number(event.data));
    stream.onerror = () => {
      isConnected(false);
      // A browser tries again by itself, unless the answer was no stream at all.
      if (stream.readyState === EventSource.CLOSED) waiting = setTimeout(listen, again);
    };
  };
  document.addEventListener("visibilitychange", listen);
  listen();
}
