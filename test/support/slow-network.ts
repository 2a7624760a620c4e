import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { virtualClock } from "./virtual-clock.js";
import type { VirtualClock } from "./virtual-clock.js";

export interface SlowNetwork {
  readonly clock: VirtualClock;
  /** in front of the server that is named once it has started */
  readonly url: string;
  leadTo(server: string): void;
  /** the most calls that were in flight at one time */
  mostAtOnce(): number;
}

/** Each call takes so long by a clock on which no time passes while anybody has something to do, a call on the wire included. */
export async function slowNetwork(latencyMs: number): Promise<SlowNetwork> {
  let inFlight = 0;
  let parked = 0;
  let most = 0;
  let target = "";
  const clock = virtualClock(undefined, () => inFlight === parked);
  const late = async (incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): Promise<void> => {
    parked++;
    await clock.sleep(latencyMs);
    parked--;
    const { method, headers, url } = incoming;
    request(`${target}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    }).end(body);
  };
  const relay = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      void late(incoming, Buffer.concat(chunks), outgoing);
    });
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const { port } = relay.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  const counting = (change: 1 | -1) => (message: unknown) => {
    const { request: sent } = message as { readonly request: { readonly origin: unknown } };
    if (String(sent.origin) !== url) return;
    inFlight += change;
    most = Math.max(most, inFlight);
  };
  const channels = [
    ["undici:request:create", counting(1)],
    ["undici:request:trailers", counting(-1)],
    ["undici:request:error", counting(-1)],
  ] as const;
  for (const [name, listener] of channels) subscribe(name, listener);
  onTestFinished(() => {
    for (const [name, listener] of channels) unsubscribe(name, listener);
    relay.closeAllConnections();
    relay.close();
  });
  return { clock, url, leadTo: (server) => void (target = server), mostAtOnce: () => most };
}
