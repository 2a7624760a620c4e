import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** Stands before a server, and lets something happen before a request goes on to it. */
export interface Relay {
  /** the address of the relay for a server's */
  to(url: string): Promise<string>;
  /** once, before the request with that index, counted from now on, or before the first with that method */
  hold(request: number | string, meanwhile: () => Promise<void>): void;
  /** what is met in the server's place until told otherwise: a page of something before it, or no answer */
  instead(trouble: "page" | "hang-up" | undefined): void;
  /** requests that went by since `hold` */
  passed(): number;
}

const PAGE = "<!doctype html><title>Sign in</title><p>phx_in_a_page</p>";

export function relay(): Relay {
  let held: { readonly request: number | string; readonly meanwhile: () => Promise<void> } | undefined;
  let seen = 0;
  let trouble: Parameters<Relay["instead"]>[0];
  return {
    hold(asked, meanwhile) {
      held = { request: asked, meanwhile };
      seen = 0;
    },
    instead(met) {
      trouble = met;
    },
    passed: () => seen,
    async to(url) {
      const passOn = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
        if (trouble === "hang-up") return void incoming.socket.destroy();
        if (trouble === "page") {
          outgoing.writeHead(200, { "content-type": "text/html" }).end(PAGE);
          return;
        }
        const now = held !== undefined && [seen, incoming.method].includes(held.request) ? held : undefined;
        seen += 1;
        if (now !== undefined) held = undefined;
        await now?.meanwhile();
        const { method, headers } = incoming;
        const onward = request(`${url}${incoming.url ?? ""}`, { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(onward);
      };
      const server = createServer((incoming, outgoing) => void passOn(incoming, outgoing));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => {
        server.closeAllConnections();
        server.close();
      });
      const bound = server.address();
      if (bound === null || typeof bound === "string") throw new Error("not listening on a port");
      return `http://127.0.0.1:${bound.port}`;
    },
  };
}
