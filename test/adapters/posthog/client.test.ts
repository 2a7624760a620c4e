import { describe, expect, it, vi } from "vitest";
import { connect } from "../../../src/adapters/posthog/client.js";
import type { ServiceFault } from "../../../src/model/fault.js";
import { answer, inOrder, serve } from "../../support/http.js";
import { client, fakeClock, KEY, manualClock, range } from "./support.js";

const TABLE = { id: "t", name: "orders", should_sync: true };
const table = answer(200, TABLE);
const busy = (retryAfter: string) => answer(429, { detail: "Request was throttled." }, { "retry-after": retryAfter });
const broken = answer(500, { type: "server_error", code: "error", detail: "A server error occurred.", attr: null });

/** What a read of one table ends with. */
const faultOf = async (posthog: ReturnType<typeof client>): Promise<ServiceFault | undefined> => {
  const result = await posthog.warehouse.readTable("t");
  return result.ok ? undefined : result.error;
};

describe("a request", () => {
  it("carries key, user agent and the bare body, and nothing else of us", async () => {
    const server = await serve(table);

    await client(server.url).warehouse.patch("t", { sync_frequency: "1hour", enabled_columns: null });

    expect(server.seen[0]).toMatchObject({
      method: "PATCH",
      path: "/api/projects/1/external_data_schemas/t/",
      body: '{"sync_frequency":"1hour","enabled_columns":null}',
      headers: { authorization: `Bearer ${KEY}`, "user-agent": "warehog/9.9.9", "content-type": "application/json" },
    });
  });

  it("tells the server's time, in whole seconds, with the value", async () => {
    const server = await serve(answer(200, TABLE, { date: "Thu, 01 Oct 2026 12:00:05 GMT" }));

    const result = await client(server.url).warehouse.readTable("t");

    expect(result).toMatchObject({ ok: true, value: { serverTime: Date.parse("2026-10-01T12:00:05Z") } });
  });

  it("does not go out to more than four places at once", async () => {
    let inFlight = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const server = await serve((incoming, outgoing) => {
      most = Math.max(most, ++inFlight);
      waiting.push(() => {
        inFlight--;
        table(incoming, outgoing);
      });
      // The last four come alone: hold answers back only while more requests have to follow.
      if (waiting.length === 4 || server.seen.length === 12) for (const go of waiting.splice(0)) go();
    });
    const { warehouse } = client(server.url);

    await Promise.all(range(12).map(() => warehouse.readTable("t")));

    expect(most).toBe(4);
  });
});

describe("a bad answer", () => {
  const call = "GET /api/projects/1/external_data_schemas/t/";

  it.each<{ behaviour: string; listener: Parameters<typeof serve>[0]; fault: object }>([
    {
      behaviour: "a web page",
      listener: answer(200, "<!doctype html><title>Log in</title>"),
      fault: { kind: "shape", detail: "html" },
    },
    { behaviour: "nothing in it", listener: answer(200, ""), fault: { kind: "shape", detail: "empty" } },
    {
      behaviour: "half of its JSON",
      listener: answer(200, '{"id": "t", "na'),
      fault: { kind: "shape", detail: "not-json" },
    },
    {
      behaviour: "a wrong shape",
      listener: answer(200, { ...TABLE, should_sync: "yes" }),
      fault: { kind: "shape", detail: "at should_sync: expected true or false" },
    },
    {
      behaviour: "no time",
      listener: (_, outgoing) => {
        outgoing.sendDate = false;
        outgoing.end(JSON.stringify(TABLE));
      },
      fault: { kind: "shape", detail: "no-date" },
    },
    {
      behaviour: "fewer bytes than announced",
      listener: (_, outgoing) => {
        outgoing.writeHead(200, { "content-length": "1000" });
        outgoing.write('{"id": "t"');
        setImmediate(() => outgoing.destroy());
      },
      fault: { kind: "transport", detail: "lost" },
    },
    {
      behaviour: "a connection that breaks",
      listener: (incoming) => incoming.socket.resetAndDestroy(),
      fault: { kind: "transport", detail: "lost" },
    },
    {
      behaviour: "more bytes than fit",
      listener: answer(200, { ...TABLE, latest_error: "x".repeat(5000) }),
      fault: { kind: "shape", detail: "too-large" },
    },
    { behaviour: "a refusal", listener: answer(400, {}), fault: { kind: "status", status: 400, reason: undefined } },
    { behaviour: "a failure", listener: broken, fault: { kind: "status", status: 500, reason: undefined } },
  ])("$behaviour is a fault that names the call", async ({ listener, fault }) => {
    const server = await serve(listener);

    const settings = { retries: 0, maxAnswerBytes: 4096 };

    expect(await faultOf(client(server.url, { settings }))).toEqual(expect.objectContaining({ call, ...fault }));
  });

  it("that never comes is a timeout", async () => {
    const server = await serve(() => {});

    const fault = await faultOf(client(server.url, { settings: { timeoutMs: 50, retries: 0 } }));

    expect(fault).toEqual({ kind: "transport", call, detail: "timeout" });
  });

  it("that comes too slowly is a timeout as well", async () => {
    const server = await serve((_, outgoing) => {
      outgoing.writeHead(200);
      const drip = setInterval(() => outgoing.write(" "), 5);
      outgoing.on("close", () => clearInterval(drip));
    });

    const fault = await faultOf(client(server.url, { settings: { timeoutMs: 50, retries: 0 } }));

    expect(fault).toEqual({ kind: "transport", call, detail: "timeout" });
  });

  it("cannot come from where nobody listens", async () => {
    expect(await faultOf(client("http://127.0.0.1:1", { settings: { retries: 0 } }))).toEqual({
      kind: "transport",
      call,
      detail: "refused",
    });
  });

  it("cannot come without a certificate", async () => {
    const server = await serve(table);

    const fault = await faultOf(client(server.url.replace("http:", "https:"), { settings: { retries: 3 } }));

    expect(fault).toEqual({ kind: "transport", call, detail: "tls" });
  });
});

describe("a redirect", () => {
  it.each([301, 302, 307, 308])("%i is a fault, and the key goes nowhere else", async (status) => {
    const other = await serve(table);
    const server = await serve(answer(status, "", { location: `${other.url}/api/projects/1/` }));

    expect(await faultOf(client(server.url))).toMatchObject({ kind: "status", status, reason: "redirected" });
    expect(other.seen).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });
});

describe("repeating", () => {
  it("waits as long as the server asks, in seconds or until a date", async () => {
    const date = "Thu, 01 Oct 2026 12:00:00 GMT";
    const server = await serve(
      inOrder(
        busy("90"),
        answer(429, {}, { "retry-after": "Thu, 01 Oct 2026 13:00:00 GMT", date }),
        answer(503, {}, { "retry-after": "5" }),
        table,
      ),
    );
    const clock = fakeClock();

    const result = await client(server.url, { clock }).warehouse.readTable("t");

    expect(result.ok).toBe(true);
    expect(clock.slept).toEqual([90_000, 3_600_000, 5000]);
  });

  it("backs off by itself where the server asks for nothing", async () => {
    const server = await serve(inOrder(broken, (incoming) => incoming.socket.destroy(), broken, table));
    const clock = fakeClock();

    const result = await client(server.url, { clock }).warehouse.readTable("t");

    expect(result.ok).toBe(true);
    expect(clock.slept).toEqual([250, 500, 1000]);
  });

  it("ends after the last retry with the last fault", async () => {
    const server = await serve(inOrder(broken, broken, busy("1")));

    const fault = await faultOf(client(server.url, { settings: { retries: 2 } }));

    expect(fault).toMatchObject({ status: 429, reason: "throttled" });
    expect(server.seen).toHaveLength(3);
  });

  it.each([
    ["a 500", broken],
    ["a broken connection", ((incoming) => incoming.socket.destroy()) satisfies Parameters<typeof serve>[0]],
    ["a refusal", answer(400, { detail: "No." })],
  ])("never sends a write again after %s", async (_, listener) => {
    const server = await serve(inOrder(listener, table));

    const result = await client(server.url).warehouse.resync("t");

    expect(result.ok).toBe(false);
    expect(server.seen).toHaveLength(1);
  });

  it("sends a throttled write again, because it was not carried out", async () => {
    const server = await serve(inOrder(busy("3"), table));
    const clock = fakeClock();

    expect((await client(server.url, { clock }).warehouse.resync("t")).ok).toBe(true);
    expect(clock.slept).toEqual([3000]);
    expect(server.seen).toHaveLength(2);
  });

  it("tells about each wait", async () => {
    const server = await serve(inOrder(busy("3"), table));
    const waits: [string, number][] = [];

    await client(server.url, { onWait: (call, ms) => waits.push([call, ms]) }).warehouse.readTable("t");

    expect(waits).toEqual([["GET /api/projects/1/external_data_schemas/t/", 3000]]);
  });

  it("ends with the fault at hand when a stop cuts the wait short", async () => {
    const server = await serve(inOrder(busy("3600"), table));
    const clock = { now: () => 0, sleep: async () => {} };

    expect(await faultOf(client(server.url, { clock }))).toMatchObject({ reason: "throttled" });
    expect(server.seen).toHaveLength(1);
  });
});

describe("the limits", () => {
  it("are kept by waiting, and a 429 keeps every other call back too", async () => {
    const server = await serve(inOrder(table, busy("100"), table));
    const clock = fakeClock(0);
    const sent: number[] = [];
    const posthog = client(server.url, {
      clock,
      settings: { requestsPerMinute: 2, concurrency: 1 },
      onRequest: () => sent.push(clock.now()),
    });

    await Promise.all(range(4).map(() => posthog.warehouse.readTable("t")));

    expect(sent).toEqual([0, 0, 100_000, 100_000, 161_000]);
    expect(posthog.requests()).toBe(5);
  });

  it("keep back even a call that already waits, when a 429 comes for another", async () => {
    const answers: (() => void)[] = [];
    const server = await serve((incoming, outgoing) => {
      const listener = [table, busy("100")][server.seen.length - 1] ?? table;
      answers.push(() => listener(incoming, outgoing));
    });
    const clock = manualClock();
    const posthog = client(server.url, { clock, settings: { requestsPerMinute: 2, concurrency: 2 } });
    const all = Promise.all(range(3).map(() => posthog.warehouse.readTable("t")));
    await vi.waitUntil(() => answers.length === 2);
    answers[0]?.();
    await vi.waitUntil(() => clock.waiting() === 1); // the third has no place before 61,000
    answers[1]?.();
    await vi.waitUntil(() => clock.waiting() === 2); // the second is told to come back at 100,000

    clock.advance(61_000);
    await vi.waitUntil(() => clock.waiting() === 2);
    expect(server.seen).toHaveLength(2);

    clock.advance(61_000);
    await vi.waitUntil(() => answers.length === 4);
    for (const go of answers.slice(2)) go();
    expect((await all).every(({ ok }) => ok)).toBe(true);
  });

  it("end a call that waits for its turn when the stop comes", async () => {
    const server = await serve(table);
    const clock = { now: () => 0, sleep: async () => {} };
    const posthog = client(server.url, { clock, settings: { requestsPerMinute: 1 } });
    await posthog.warehouse.readTable("t");

    expect(await faultOf(posthog)).toMatchObject({ kind: "transport", detail: "interrupted" });
    expect(server.seen).toHaveLength(1);
  });
});

const error = (host: string, key = KEY): string | undefined => {
  const connected = connect({ host, key, projectId: 1, mode: "read", version: "0", clock: fakeClock() });
  return connected.ok ? undefined : connected.error.code;
};

describe("connect", () => {
  it.each([
    ["https://us.posthog.com", undefined],
    ["https://us.posthog.com/", undefined],
    ["http://127.0.0.1:8000", undefined],
    ["http://localhost:8000", undefined],
    ["http://[::1]:8000", undefined],
    ["http://us.posthog.com", "host-insecure"],
    ["http://127.0.0.1.example.com", "host-insecure"],
    ["http://localhost.example.com", "host-insecure"],
    ["ftp://us.posthog.com", "host-invalid"],
    ["us.posthog.com", "host-invalid"],
    ["https://me:secret@us.posthog.com", "host-invalid"],
    ["https://us.posthog.com/api", "host-invalid"],
    ["https://us.posthog.com?a=b", "host-invalid"],
    ["", "host-invalid"],
  ])("answers %s with %s", (host, code) => {
    expect(error(host)).toBe(code);
  });

  it.each([
    ["phx_abc\n", undefined],
    ["", "key-missing"],
    ["  \n", "key-missing"],
    ["phx_a b", "key-malformed"],
    ["phx_a\nX-Other: header", "key-malformed"],
    ["phx_ä", "key-malformed"],
  ])("answers the key %j with %s", (key, code) => {
    expect(error("https://us.posthog.com", key)).toBe(code);
  });
});
