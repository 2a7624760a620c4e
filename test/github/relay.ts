import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** Stands before a server, and lets something happen before a request goes on to it. */
export interface Relay {
  /** the address of the relay for a server's */
  to(url: string): Promise<string>;
  /** once, before the request with that index, counted from now on */
  hold(index: number, meanwhile: () => Promise<void>): void;
  /** requests that went by since `hold` */
  passed(): number;
}

export function relay(): Relay {
  let held: { readonly index: number; readonly meanwhile: () => Promise<void> } | undefined;
  let seen = 0;
  return {
    hold(index, meanwhile) {
      held = { index, meanwhile };
      seen = 0;
    },
    passed: () => seen,
    async to(url) {
      const passOn = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
        const now = seen === held?.index ? held : undefined;
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
