import { describe, expect, it, vi } from "vitest";
import { answer, inOrder, serve } from "../../support/http.js";
import { client, fakeClock, manualClock, range, readFault, table } from "./support.js";

const busy = (retryAfter: string) => answer(429, { detail: "Request was throttled." }, { "retry-after": retryAfter });
const broken = answer(500, { type: "server_error", code: "error", detail: "A server error occurred.", attr: null });
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 20_000, interval: 5 });

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

    const fault = await readFault(client(server.url, { settings: { retries: 2 } }));

    expect(fault).toMatchObject({ status: 429, reason: "throttled" });
    expect(server.seen).toHaveLength(3);
  });

  it.each([
    ["a 500", broken],
    ["a broken connection", ((incoming) => incoming.socket.destroy()) satisfies Parameters<typeof serve>[0]],
    ["a refusal", answer(400, { detail: "No." })],
    ["a 429 that does not say how long", answer(429, {})],
  ])("never sends a write again after %s", async (_, listener) => {
    const server = await serve(inOrder(listener, table));

    const result = await client(server.url).warehouse.resync("t");

    expect(result.ok).toBe(false);
    expect(server.seen).toHaveLength(1);
  });

  it("gives a throttled write back, and lets the look before it is made again wait for as long as PostHog says", async () => {
    const server = await serve(inOrder(busy("90"), table));
    const clock = fakeClock(0);
    const { warehouse } = client(server.url, { clock });

    expect(await warehouse.resync("t")).toMatchObject({ ok: false, error: { status: 429, reason: "throttled" } });
    expect(server.seen).toHaveLength(1);
    expect((await warehouse.readTable("t")).ok).toBe(true);
    expect(clock.slept).toEqual([90_000]);
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

    expect(await readFault(client(server.url, { clock }))).toMatchObject({ reason: "throttled" });
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

    // The third waits for its place until 61,000; by then the second has been told to come back 100 seconds later.
    expect(sent).toEqual([0, 0, 161_000, 161_000, 222_000]);
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
    await until(() => answers.length === 2);
    answers[0]?.();
    await until(() => clock.waiting() === 1); // the third has no place before 61,000
    answers[1]?.();
    await until(() => clock.waiting() === 2); // the second is told to come back at 100,000

    clock.advance(61_000);
    await until(() => clock.waiting() === 2);
    expect(server.seen).toHaveLength(2);

    clock.advance(61_000);
    await until(() => answers.length === 4);
    for (const go of answers.slice(2)) go();
    expect((await all).every(({ ok }) => ok)).toBe(true);
  });

  it("end a call that waits for its turn when the stop comes", async () => {
    const server = await serve(table);
    const clock = { now: () => 0, sleep: async () => {} };
    const posthog = client(server.url, { clock, settings: { requestsPerMinute: 1 } });
    await posthog.warehouse.readTable("t");

    expect(await readFault(posthog)).toMatchObject({ kind: "transport", detail: "interrupted" });
    expect(server.seen).toHaveLength(1);
  });
});
