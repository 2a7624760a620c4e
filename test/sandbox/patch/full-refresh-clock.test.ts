import { describe, expect, it } from "vitest";
import { invalid, oneTable } from "./one-table.js";

const NOT_FOR_THIS_TYPE = invalid(
  "Scheduled full refreshes are only available for incremental, append only, and xmin syncs. Change the sync method first.",
  { attr: "full_refresh_interval_days" },
);
const EVERY_WEEK = {
  full_refresh_interval_days: 7,
  full_refresh_time_of_day: "03:00:00",
  next_full_refresh_at: "2026-09-30T03:00:00Z",
};
const NONE = { full_refresh_interval_days: null, full_refresh_time_of_day: null, next_full_refresh_at: null };

// The sandbox's clock stands at 2026-09-24T12:00:00Z.
describe("the recurring full refresh", () => {
  it.each([
    ["counts from now", { full_refresh_interval_days: 7 }, "2026-10-01T12:00:00Z"],
    [
      "counts from the last slot of its time",
      { full_refresh_interval_days: 7, full_refresh_time_of_day: "03:00" },
      "2026-10-01T03:00:00Z",
    ],
    [
      "counts from yesterday's slot when today's is ahead",
      { full_refresh_interval_days: 7, full_refresh_time_of_day: "18:00:00" },
      "2026-09-30T18:00:00Z",
    ],
    [
      "takes a slot within the hour for served",
      { full_refresh_interval_days: 7, full_refresh_time_of_day: "12:30:00" },
      "2026-10-01T12:30:00Z",
    ],
  ])("%s", async (_, body, next) => {
    const server = await oneTable();
    expect(await server.patch(body)).toMatchObject({ status: 200, body: { next_full_refresh_at: next } });
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["restarts when the interval changes", { full_refresh_interval_days: 14 }, "2026-10-08T03:00:00Z"],
    ["restarts when the time changes", { full_refresh_time_of_day: null }, "2026-10-01T12:00:00Z"],
    [
      "goes on when the same values are sent",
      { full_refresh_interval_days: 7, full_refresh_time_of_day: "03:00:00" },
      EVERY_WEEK.next_full_refresh_at,
    ],
    ["goes on with any other edit", { sync_frequency: "1hour" }, EVERY_WEEK.next_full_refresh_at],
    ["stops with null", { full_refresh_interval_days: null }, null],
  ])("%s", async (_, body, next) => {
    const server = await oneTable({ schema: EVERY_WEEK });
    await server.patch(body);
    expect(server.schema().next_full_refresh_at).toBe(next);
  });

  it("keeps no time without an interval", async () => {
    const server = await oneTable();
    expect(await server.patch({ full_refresh_time_of_day: "03:00:00" })).toMatchObject({ status: 200, body: NONE });
  });

  it.each(["full_refresh", "webhook", "cdc", null])("is dropped silently by a move to %s", async (type) => {
    const server = await oneTable({ schema: EVERY_WEEK });
    expect(await server.patch({ sync_type: type, full_refresh_interval_days: 7 })).toMatchObject({
      status: 200,
      body: NONE,
    });
  });

  it.each(["append", "xmin"])("survives a move to %s", async (type) => {
    const server = await oneTable({ schema: EVERY_WEEK });
    expect(await server.patch({ sync_type: type })).toMatchObject({ status: 200, body: EVERY_WEEK });
  });

  it("cannot be set for another type", async () => {
    const server = await oneTable({ schema: { sync_type: "full_refresh" } });
    expect(await server.patch({ full_refresh_interval_days: 7 })).toEqual(NOT_FOR_THIS_TYPE);
    expect(await server.patch({ full_refresh_interval_days: 7, sync_type: "append" })).toMatchObject({ status: 200 });
  });

  it.each([
    ["an interval", { full_refresh_interval_days: 6 }, { sync_frequency: "7day" }],
    ["a frequency", { sync_frequency: "7day" }, { full_refresh_interval_days: 6 }],
  ])("%s that makes it more frequent than the sync is refused", async (_, body, schema) => {
    const server = await oneTable({ schema });
    expect(await server.patch(body)).toEqual(
      invalid(
        "A full refresh runs on a scheduled sync, so the interval must be at least 7 days. Choose a longer interval, or sync more often.",
        { attr: "full_refresh_interval_days" },
      ),
    );
  });
});
