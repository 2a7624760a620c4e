import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/adapters/posthog/secret.js";
import { connect } from "../../../src/adapters/posthog/client.js";
import type { ServiceFault } from "../../../src/model/fault.js";
import { describeFault } from "../../../src/report/describe-fault.js";
import { answer, serve } from "../../support/http.js";
import { client, fakeClock, KEY } from "./support.js";

/** Everything that might end up in a log or a report. */
const printed = (value: unknown): string =>
  [inspect(value, { depth: Infinity, showHidden: true, getters: true }), JSON.stringify(value), String(value)].join(
    "\n",
  );

describe("a secret", () => {
  it("prints as three stars, wherever it stands", () => {
    const secret = new Secret(KEY);

    expect(secret.reveal()).toBe(KEY);
    expect(
      [String(secret), JSON.stringify({ secret }), inspect({ secret }, { showHidden: true })].join(),
    ).not.toContain(KEY);
    expect(String(secret)).toBe("***");
  });
});

/** A server that repeats the whole request in every place where a client might pick something up. */
const echoes =
  (status: number, body: (echo: string) => unknown): Parameters<typeof serve>[0] =>
  (incoming, outgoing) => {
    const echo = `${incoming.headers.authorization} ${incoming.headers.host} ${incoming.url}`;
    answer(status, body(echo), { "x-echo": KEY, location: `/${KEY}`, "retry-after": KEY })(incoming, outgoing);
  };

describe("the key", () => {
  it.each<[string, Parameters<typeof serve>[0]]>([
    ["a validation error", echoes(400, (echo) => ({ type: "validation_error", code: echo, detail: echo, attr: KEY }))],
    ["a message", echoes(400, (echo) => ({ message: echo, errors: [echo] }))],
    ["an error", echoes(502, (echo) => ({ success: false, error: echo }))],
    ["a page", echoes(404, (echo) => `<html>${echo}</html>`)],
    ["a redirect", echoes(307, (echo) => echo)],
    ["text", echoes(200, (echo) => echo)],
    ["a wrong shape", echoes(200, (echo) => ({ id: "t", name: echo, should_sync: echo }))],
    [
      "wrong lists",
      echoes(200, (echo) => ({ id: "t", name: "t", should_sync: true, primary_key_columns: [{ [echo]: echo }] })),
    ],
    ["a reset", (incoming) => incoming.socket.destroy()],
  ])("stays out of every fault and description, even when %s repeats it", async (_, listener) => {
    const server = await serve(listener);
    const posthog = client(server.url, { settings: { retries: 0 } });

    const results = await Promise.all([
      posthog.warehouse.readTable("t"),
      posthog.warehouse.patch("t", { should_sync: true }),
      posthog.warehouse.createWebhook("s", {}),
    ]);

    const faults: readonly ServiceFault[] = results.flatMap((result) => (result.ok ? [] : [result.error]));
    expect(faults.length).toBeGreaterThan(0);
    const text = printed([faults, faults.map(describeFault)]);
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(new URL(server.url).port);
  });

  it("stays out of the client itself", async () => {
    const server = await serve(answer(200, { id: "t", name: "t", should_sync: true }));
    const posthog = client(server.url);
    await posthog.warehouse.readTable("t");

    expect(printed(posthog)).not.toContain(KEY);
  });

  it.each([
    ["https://us.posthog.com", `${KEY} ${KEY}`],
    [`https://${KEY}@us.posthog.com`, KEY],
    ["http://us.posthog.com", KEY],
  ])("and the host stay out of a refused connection to %s", (host, key) => {
    const connected = connect({ host, key, projectId: 1, mode: "read", version: "0", clock: fakeClock() });

    expect(connected.ok).toBe(false);
    expect(printed(connected)).not.toContain(KEY);
    expect(printed(connected)).not.toContain(host);
  });
});
