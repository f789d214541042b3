/** net/sse.ts: read server-sent events of an answer. An event that is cut off in its middle is not told. */

export interface ServerEvent {
  /** "" is a comment of the server's: it lives, and has nothing to say. */
  event: string;
  id: string | null;
  data: unknown;
}

/** The events in their order; raises SyntaxError where an event's data is not JSON, and what the net raises. */
export async function* serverEvents(answer: Response): AsyncGenerator<ServerEvent> {
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      // A return may end one piece and its newline begin the next: it waits for its partner.
      const text = rest + value;
      const whole = text.endsWith("\r") ? text.slice(0, -1) : text;
      const blocks = whole.replace(/\r\n?/g, "\n").split("\n\n");
      rest = (blocks.pop() ?? "") + text.slice(whole.length);
      for (const block of blocks) yield read(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function read(block: string): ServerEvent {
  let event = "";
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id") id = value;
  }
  if (!data.length) return { event: "", id, data: null };
  return { event: event || "message", id, data: JSON.parse(data.join("\n")) };
}
