import { createServer } from "node:http";
import type { IncomingMessage, RequestListener } from "node:http";
import { onTestFinished } from "vitest";

/** A request as a test server got it. */
interface Seen {
  readonly method: string;
  /** with its query */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** oldest first */
  readonly seen: readonly Seen[];
}

/** Answers over real sockets until the test is finished. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.setEncoding("utf8");
    incoming.on("data", (chunk: string) => (body += chunk));
    incoming.on("end", () => {
      seen.push({ method: incoming.method ?? "", path: incoming.url ?? "", headers: incoming.headers, body });
      listener(incoming, outgoing);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return { url: `http://127.0.0.1:${address.port}`, seen };
}

/** One answer as JSON, or as the text it is. */
export const answer =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, outgoing) => {
    outgoing.writeHead(status, { "content-type": "application/json", ...headers });
    outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
  };

/** One listener after the other; the last one stays. */
export function inOrder(...listeners: readonly RequestListener[]): RequestListener {
  let turn = 0;
  return (incoming, outgoing) => listeners[Math.min(turn++, listeners.length - 1)]?.(incoming, outgoing);
}
