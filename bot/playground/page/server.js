// The playground over HTTP: one state to draw, a stream that says when it changed, and what a person can do.
async function read(answer) {
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error ?? `${answer.status} ${answer.statusText}`);
  return body;
}

export async function state(person) {
  return read(await fetch(person ? `/chat/state?person=${person}` : "/chat/state"));
}

export async function act(what, fields = {}) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(`/chat/${what}`, { method: "POST", headers, body: JSON.stringify(fields) }));
}

// A hidden window lets its stream go: a browser keeps only six connections to one address.
export function follow(changed, isConnected) {
  let stream = null;
  const listen = () => {
    stream?.close();
    stream = null;
    if (document.visibilityState === "hidden") return;
    stream = new EventSource("/chat/events");
    stream.onopen = () => isConnected(true);
    stream.onerror = () => isConnected(false);
    stream.onmessage = () => changed();
  };
  document.addEventListener("visibilitychange", listen);
  listen();
}
