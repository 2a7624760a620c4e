import { describe, expect, it } from "vitest";
import { FREQUENCY_SECONDS } from "../../../src/model/settings.js";
import { anId } from "../support/documents.js";
import { CURSOR, insert, jobsOf, ORDERS, post, row, rowWorld, schemaOf, SOURCE, type RowWorld } from "./row-world.js";

const control = async (world: RowWorld, method: string, path: string, body?: unknown) => {
  const { status, body: answer } = await world.call(method, `/__sandbox/${path}`, {
    key: null,
    ...(body !== undefined && { body }),
  });
  return { status, answer };
};

const hourly = { schedule: { paused: false, every_seconds: FREQUENCY_SECONDS["1hour"] }, sync_frequency: "1hour" };

describe("the sandbox's own endpoints", () => {
  it("let changes happen, and show rows at the source and in the warehouse", async () => {
    const world = await rowWorld(["1 a 01:00"], { schema: CURSOR });
    await world.run();

    expect(await control(world, "POST", "changes", { changes: [insert("2 b 02:00")] })).toEqual({
      status: 200,
      answer: { ok: true },
    });
    expect(await control(world, "GET", `rows?schema=${ORDERS}`)).toEqual({
      status: 200,
      answer: {
        schema_id: ORDERS,
        source: {
          current: [
            { xid: 0, row: row("1 a 01:00") },
            { xid: 1, row: row("2 b 02:00") },
          ],
          log: [{ seq: 1, at: "2026-10-01T00:01:00Z", op: "insert", row: row("2 b 02:00"), published: false }],
          seq: 1,
        },
        warehouse: { rows: [row("1 a 01:00")], history: [], deliveries: [], emptied: false, unfinishedAppend: null },
      },
    });
  });

  it.each([
    { body: {}, says: "/changes: must be a list" },
    { body: { changes: [{ op: "insert", source_id: SOURCE, table: "x" }] }, says: "/changes/0/row: must be an object" },
    { body: { changes: [{ op: "grow", source_id: SOURCE }] }, says: "/changes/0/op: is none of" },
    {
      body: { changes: [{ op: "drop_slot", source_id: anId(9) }] },
      says: "/changes/0/source_id: no source has the id",
    },
    {
      body: { changes: [{ op: "delete", source_id: SOURCE, table: "public.users", where: {} }] },
      says: "/changes/0/table: public.users keeps no rows",
    },
    {
      body: { changes: [insert("2 b"), { op: "delete", source_id: SOURCE, table: "public.orders", where: { id: 9 } }] },
      says: '/changes/1: no row fits {"id":9}',
    },
  ])("refuse changes: $says", async ({ body, says }) => {
    const world = await rowWorld(["1 a 01:00"]);

    expect(await control(world, "POST", "changes", body)).toEqual({
      status: 422,
      answer: { error: expect.stringContaining(says) },
    });
  });

  it("show no rows of a table that only counts them, and none for an id that nobody has", async () => {
    const world = await rowWorld([], { table: { extensions: {} } });

    expect(await control(world, "GET", `rows?schema=${ORDERS}`)).toMatchObject({
      status: 200,
      answer: { source: null },
    });
    expect(await control(world, "GET", `rows?schema=${anId(9)}`)).toMatchObject({ status: 422 });
  });

  it("move the clock, by which schedules fire as often as they are due", async () => {
    const world = await rowWorld(["1 a 01:00"], { schema: hourly });

    expect(await control(world, "POST", "clock", { advance_seconds: 3 * 3600 + 60 })).toEqual({
      status: 200,
      answer: { now: "2026-10-01T03:01:00.000Z" },
    });
    expect(jobsOf(world).map(({ created_at, status }) => [created_at, status])).toEqual([
      ["2026-10-01T01:00:00Z", "Completed"],
      ["2026-10-01T02:00:00Z", "Completed"],
      ["2026-10-01T03:00:00Z", "Completed"],
    ]);
    expect(await control(world, "POST", "clock", { advance_seconds: -1 })).toMatchObject({ status: 422 });
  });

  it("move a clock that stands still to where it stands still then", async () => {
    const world = await rowWorld(["1 a 01:00"], { schema: hourly, server: { now: "2026-10-01T00:30:00Z" } });
    world.sandbox.moveClock(3600);

    expect(world.state().server.now).toBe("2026-10-01T01:30:00Z");
    expect(jobsOf(world)).toHaveLength(1);
  });

  it("wipe at the schedule at which the recurring full refresh is due", async () => {
    const due = { full_refresh_interval_days: 1, next_full_refresh_at: "2026-10-01T01:30:00Z" };
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], { schema: { ...CURSOR, ...hourly, ...due } });
    world.sandbox.moveClock(3660);
    world.change({ source_id: SOURCE, table: "public.orders", op: "delete", where: { id: 1 } });
    expect(world.table()).toEqual(["1 a 01:00", "2 b 02:00"]);

    world.sandbox.moveClock(3600);
    expect(world.table()).toEqual(["2 b 02:00"]);
    expect(schemaOf(world).next_full_refresh_at).toBe("2026-10-02T01:30:00Z");
  });

  it("keep all they keep in the document", async () => {
    const world = await rowWorld(["1 a 01:00"], { schema: CURSOR });
    await world.run();
    world.change(insert("2 b 02:00"));
    world.sandbox.moveClock(3600);
    world.fault({ kind: "lost_answer", times: 2 });
    const { effects: _, ...document } = world.state();
    const rows = world.rows();

    world.sandbox.reset(document);

    expect(world.state()).toEqual({ ...document, effects: [] });
    expect(world.rows()).toEqual(rows);
    expect(document.extensions).toEqual({
      clock: { ahead_ms: 3_600_000 },
      faults: [{ kind: "lost_answer", times: 2 }],
    });
  });
});

describe("a fault that was asked for", () => {
  const retrieve = `external_data_schemas/${ORDERS}/`;

  it.each([
    { when: "before" as const, status: 503, stored: false },
    { when: "after" as const, status: 500, stored: true },
    { when: "before" as const, status: 429, stored: false },
  ])("answers $status, $when the save, as often as it was asked for", async ({ when, status, stored }) => {
    const world = await rowWorld([]);
    world.fault({ kind: "status", status, when, method: "PATCH", path: ORDERS, times: 1 });

    expect((await world.call("GET", retrieve)).status).toBe(200);
    const { status: answered, headers } = await world.call("PATCH", retrieve, { body: { sync_frequency: "7day" } });
    expect(answered).toBe(status);
    expect(headers.get("Retry-After")).toBe(status === 429 ? "1" : null);
    expect(schemaOf(world).sync_frequency === "7day").toBe(stored);
    expect(await world.patch({ sync_frequency: "7day" })).toBe(200);
  });

  it("loses an answer, and not what was asked for", async () => {
    const world = await rowWorld([]);
    expect(await control(world, "POST", "faults", { faults: [{ kind: "lost_answer", times: 1 }] })).toMatchObject({
      status: 200,
    });

    await expect(world.patch({ sync_frequency: "7day" })).rejects.toThrow();
    expect(schemaOf(world).sync_frequency).toBe("7day");
  });

  it("lets an answer come late, and the next one before it", async () => {
    const world = await rowWorld([]);
    world.fault({ kind: "latency", ms: 3_600_000, method: "PATCH", times: 1 });
    const late = world.patch({ sync_frequency: "7day" }).then(
      () => "late",
      () => "cut off",
    );
    const next = (async () => {
      while (world.sandbox.exchanges.length === 0) await world.call("GET", "/__sandbox/state");
      return world.patch({ sync_frequency: "24hour" });
    })();

    expect(await Promise.race([late, next])).toBe(200);
    expect(world.sandbox.exchanges.map(({ method, status }) => [method, status])).toEqual([
      ["PATCH", 200],
      ["PATCH", 200],
    ]);
  });

  it("drops a trigger that was answered with 200", async () => {
    const world = await rowWorld(["1 a 01:00"]);
    world.fault({ kind: "dropped_trigger", path: "reload", times: 1 });
    await world.call("GET", retrieve);
    await world.run();
    expect(jobsOf(world)).toEqual([]);
    expect(schemaOf(world).status).toBe("Running");

    await world.run();
    expect(jobsOf(world)).toHaveLength(1);
  });

  it("leaves a job Running that nothing stands behind, until it is cancelled", async () => {
    const world = await rowWorld(["1 a 01:00"]);
    world.fault({ kind: "stuck_running", path: "reload", times: 1 });
    await world.run();
    expect(jobsOf(world)).toMatchObject([{ status: "Running", workflow_state: "gone" }]);

    expect((await post(world, "cancel")).status).toBe(200);
    expect(jobsOf(world)).toMatchObject([{ status: "Failed" }]);
    await world.run();
    expect(world.table()).toEqual(["1 a 01:00"]);
  });

  it.each([
    { kind: "flood", times: 1 },
    { kind: "lost_answer", times: 0 },
    { kind: "status", status: 200, when: "before", times: 1 },
    { kind: "latency", times: 1 },
  ])("has to be one that the sandbox knows: %o", async (fault) => {
    const world = await rowWorld([]);

    expect(await control(world, "POST", "faults", { faults: [fault] })).toMatchObject({ status: 422 });
    expect(world.state().extensions).toEqual({});
  });
});
