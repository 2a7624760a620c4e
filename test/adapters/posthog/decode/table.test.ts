import { describe, expect, it } from "vitest";
import { decodeAnswer } from "../../../../src/adapters/posthog/decode/part.js";
import { decodeRetrievedSource } from "../../../../src/adapters/posthog/decode/source.js";
import { decodeTable } from "../../../../src/adapters/posthog/decode/table.js";
import type { LiveTable } from "../../../../src/model/live.js";
import type { LiveSettings } from "../../../../src/model/settings.js";

function tableOf(fields: object): LiveTable {
  const decoded = decodeAnswer(JSON.stringify({ id: "t", name: "orders", should_sync: true, ...fields }), decodeTable);
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
}

describe("live settings", () => {
  it.each<{ behaviour: string; answer: object; settings: Partial<LiveSettings> }>([
    {
      behaviour: "are null where an older server has no such field",
      answer: {},
      settings: { sync_type: null, cdc_table_mode: null, row_filters: null, api_version: null },
    },
    {
      behaviour: "keep values of a newer server",
      answer: { sync_type: "stream", sync_frequency: "1min", incremental_field_type: "xid", cdc_table_mode: "mirror" },
      settings: {
        sync_type: "stream",
        sync_frequency: "1min",
        incremental_field_type: "xid",
        cdc_table_mode: "mirror",
      },
    },
    {
      behaviour: "have seconds in every time of day",
      answer: { sync_time_of_day: "7:30", full_refresh_time_of_day: "03:04:05.000000" },
      settings: { sync_time_of_day: "07:30:00", full_refresh_time_of_day: "03:04:05" },
    },
    {
      behaviour: "leave a time alone that is none",
      answer: { sync_time_of_day: "noon" },
      settings: { sync_time_of_day: "noon" },
    },
    {
      behaviour: "take an empty key and no filters for none, but no columns for no columns",
      answer: { primary_key_columns: [], row_filters: [], enabled_columns: [] },
      settings: { primary_key_columns: null, row_filters: null, enabled_columns: [] },
    },
    {
      behaviour: "keep the order of a key",
      answer: { primary_key_columns: ["b", "a"] },
      settings: { primary_key_columns: ["b", "a"] },
    },
    {
      behaviour: "spell every filter operator one way",
      answer: {
        row_filters: [
          { column: "a", operator: "==", value: 1 },
          { column: "b", operator: "<>", value: "x" },
          { column: "c", operator: "not  in", value: ["x", 2, true] },
          { column: "d", operator: "LIKE", value: null },
        ],
      },
      settings: {
        row_filters: [
          { column: "a", operator: "=", value: 1 },
          { column: "b", operator: "!=", value: "x" },
          { column: "c", operator: "NOT IN", value: ["x", 2, true] },
          { column: "d", operator: "LIKE", value: "null" },
        ],
      },
    },
  ])("$behaviour", ({ answer, settings }) => {
    expect(tableOf(answer).settings).toMatchObject(settings);
  });
});

describe("a live table", () => {
  it("says what is synced and what could be", () => {
    const table = tableOf({
      table: {
        id: "w",
        name: "postgres_orders",
        hogql_name: "postgres.orders",
        row_count: 7,
        columns: [{ name: "id" }],
      },
      available_columns: [{ name: "id", data_type: "bigint" }, { name: "note" }],
      source_column_metadata_available: true,
      status: "Billing limits",
    });

    expect(table).toMatchObject({
      table: { id: "w", name: "postgres_orders", hogql_name: "postgres.orders", row_count: 7, columns: ["id"] },
      available_columns: ["id", "note"],
      columns_known: true,
      status: "Billing limits",
      offer: { state: "not-read" },
      jobs: { state: "not-read" },
    });
  });

  it("has no rows to tell of before its first sync", () => {
    expect(tableOf({ table: null })).toMatchObject({ table: null, columns_known: false });
  });
});

const retrieved = (schema: object | undefined, source: object = {}) => {
  const schemas = schema === undefined ? [] : [{ id: "t", name: "orders", should_sync: true, ...schema }];
  const decoded = decodeAnswer(
    JSON.stringify({ id: "s", source_type: "Postgres", schemas, ...source }),
    decodeRetrievedSource,
  );
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
};

describe("a live source", () => {
  it.each([
    [{}, false, "posthog"],
    [{ cdc_enabled: "False" }, false, "posthog"],
    [{ cdc_enabled: "True", cdc_management_mode: "self_managed" }, true, "self_managed"],
    [{ cdc_enabled: true }, true, "posthog"],
    [null, false, "posthog"],
  ])("with the job inputs %j has CDC %s, managed by %s", (job_inputs, enabled, management_mode) => {
    expect(retrieved({}, { job_inputs }).source.cdc).toMatchObject({ enabled, management_mode });
  });

  it("keeps its prefix as somebody typed it", () => {
    expect(retrieved({}, { prefix: "prod_" }).source.prefix).toBe("prod_");
    expect(retrieved({}, { prefix: null }).source.prefix).toBe("");
  });
});

describe("what a server can do", () => {
  const SEPTEMBER = {
    primary_key_columns: null,
    incremental_field_lookback_seconds: null,
    incremental_sync_blocked: null,
  };

  it.each([
    ["is a server of 2025 without key columns", {}, { too_old: true, lookback: false, field_scoped_save: false }],
    ["saves whole rows in April 2026", { primary_key_columns: null }, { too_old: false, field_scoped_save: false }],
    ["saves fields in September 2026", SEPTEMBER, { too_old: false, lookback: true, field_scoped_save: true }],
    [
      "has every field in October 2026",
      { ...SEPTEMBER, row_filters: null, enabled_columns: null, api_version: null, full_refresh_interval_days: null },
      { row_filters: true, enabled_columns: true, api_version: true, full_refresh_interval: true },
    ],
  ])("%s", (_, schema, server) => {
    expect(retrieved(schema).server).toMatchObject(server);
  });

  it("is not told by a source without tables", () => {
    expect(retrieved(undefined).server).toBeUndefined();
  });
});
