import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "../handler.js";

/** The body of a request, once it is there. */
export async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) text += String(chunk);
  return text;
}

export function send(outgoing: ServerResponse, { status, body, headers = {} }: Reply): void {
  // Encoded once: for a page of ten thousand tables counting its bytes takes as long as writing it.
  const payload = Buffer.from(body === undefined ? "" : JSON.stringify(body));
  outgoing.writeHead(status, {
    ...headers,
    ...(body !== undefined && { "Content-Type": "application/json" }),
    "Content-Length": payload.byteLength,
  });
  outgoing.end(payload);
}
