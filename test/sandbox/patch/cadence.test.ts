import { describe, expect, it } from "vitest";
import { invalid, oneTable } from "./one-table.js";

const UPDATED = { kind: "schedule_updated" };

describe("frequency and time of day", () => {
  it.each([
    ["a frequency", { sync_frequency: "1hour" }, {}, { every_seconds: 3600, offset_seconds: 0 }],
    ["a time of day", { sync_time_of_day: "15:30:00" }, {}, { every_seconds: 21_600, offset_seconds: 55_800 % 21_600 }],
    [
      "both",
      { sync_frequency: "24hour", sync_time_of_day: "03:00:00" },
      {},
      { every_seconds: 86_400, offset_seconds: 10_800 },
    ],
    ["no time of day any more", { sync_time_of_day: null }, { sync_time_of_day: "05:00:00" }, { offset_seconds: 0 }],
  ])("%s: the schedule is written again and no run starts", async (_, body, schema, schedule) => {
    const server = await oneTable({ schema });

    expect(await server.patch(body)).toMatchObject({ status: 200, body });

    expect(server.schema()).toMatchObject({ ...body, schedule: { paused: false, ...schedule } });
    expect(server.effects()).toEqual([UPDATED]);
  });

  it.each([
    ["the same frequency", { sync_frequency: "6hour" }],
    ["the same time", { sync_time_of_day: "05:00:00" }],
  ])("%s writes nothing", async (_, body) => {
    const server = await oneTable({ schema: { sync_time_of_day: "05:00:00" } });
    await server.patch(body);
    expect(server.effects()).toEqual([]);
  });

  it("an enabled schema without a schedule gets one, and its first run", async () => {
    const server = await oneTable({ schedule: null });
    await server.patch({ sync_frequency: "1hour" });
    expect(server.schema().schedule).toEqual({ paused: false, every_seconds: 3600, offset_seconds: 0 });
    expect(server.effects()).toEqual([{ kind: "schedule_created", first_run: true }]);
  });

  it("a disabled schema without a schedule gets none", async () => {
    const server = await oneTable({ schema: { should_sync: false }, schedule: null });
    await server.patch({ sync_frequency: "1hour" });
    expect(server.schema()).toMatchObject({ sync_frequency: "1hour", schedule: null });
    expect(server.effects()).toEqual([]);
  });

  it("a disabled schema with a schedule stays paused", async () => {
    const server = await oneTable({ schema: { should_sync: false } });
    await server.patch({ sync_frequency: "1hour" });
    expect(server.schema().schedule).toMatchObject({ paused: true, every_seconds: 3600 });
    expect(server.effects()).toEqual([UPDATED]);
  });

  it("a source that is not scheduled keeps the field alone", async () => {
    const server = await oneTable({ capabilities: { supports_scheduled_sync: false }, schedule: null });
    expect(await server.patch({ sync_frequency: "1hour", should_sync: true })).toMatchObject({ status: 200 });
    expect(server.effects()).toEqual([]);
  });

  it("a time without seconds is a time for the field, not for the schedule", async () => {
    const server = await oneTable();
    expect(await server.patch({ sync_time_of_day: "15:30" })).toEqual(invalid("Invalid sync time of day"));
  });
});

describe("a stored frequency that is no longer allowed", () => {
  it.each([
    ["any PATCH", { incremental_field_lookback_seconds: 60 }],
    ["an empty PATCH", {}],
  ])("1min becomes 5min with %s", async (_, body) => {
    const server = await oneTable({ schema: { sync_frequency: "1min" }, schedule: { every_seconds: 60 } });
    expect(await server.patch(body)).toMatchObject({ status: 200, body: { sync_frequency: "5min" } });
    expect(server.schema().schedule).toMatchObject({ every_seconds: 300 });
    expect(server.effects()).toEqual([UPDATED]);
  });

  it("1min stays on a CDC table until it leaves CDC", async () => {
    const server = await oneTable({ schema: { sync_type: "cdc", sync_frequency: "1min" } });
    expect(await server.patch({})).toMatchObject({ body: { sync_frequency: "1min" } });
    expect(await server.patch({ sync_type: "full_refresh" })).toMatchObject({ body: { sync_frequency: "5min" } });
  });

  const NO_INTERVAL = invalid(
    "This table has no sync frequency, so its sync cannot be scheduled. Set a sync frequency first.",
    { attr: "sync_frequency" },
  );

  it.each([
    ["enabling", { should_sync: true }],
    ["a time of day", { sync_time_of_day: "05:00:00" }],
  ])("none at all: %s needs one first", async (_, body) => {
    const server = await oneTable({ schema: { sync_frequency: null, should_sync: false }, schedule: null });
    expect(await server.patch(body)).toEqual(NO_INTERVAL);
    expect(await server.patch({ ...body, sync_frequency: "1hour" })).toMatchObject({ status: 200 });
  });

  it.each([
    ["disabling", { should_sync: false }],
    ["another field", { incremental_field_lookback_seconds: 60 }],
  ])("none at all: %s needs none", async (_, body) => {
    const server = await oneTable({ schema: { sync_frequency: null } });
    expect(await server.patch(body)).toMatchObject({ status: 200 });
  });
});

describe("CDC has to sync at least weekly", () => {
  const TOO_SLOW = invalid(
    "Change data capture keeps captured changes for 14 days, so this table must sync at least weekly. Choose Weekly or a shorter interval.",
    { attr: "sync_frequency" },
  );

  it.each([
    ["a slower frequency", { sync_frequency: "30day" }, { sync_type: "cdc" }],
    ["a stored slower frequency that meets CDC", { sync_type: "cdc" }, { sync_frequency: "30day" }],
  ])("%s is refused", async (_, body, schema) => {
    const server = await oneTable({ schema });
    expect(await server.patch(body)).toEqual(TOO_SLOW);
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["weekly", { sync_frequency: "7day" }, { sync_type: "cdc" }],
    [
      "an unrelated edit of a slower table",
      { sync_time_of_day: "05:00:00" },
      { sync_type: "cdc", sync_frequency: "30day" },
    ],
  ])("%s is accepted", async (_, body, schema) => {
    const server = await oneTable({ schema });
    expect(await server.patch(body)).toMatchObject({ status: 200 });
  });
});
