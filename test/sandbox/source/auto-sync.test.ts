import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";

const CURSOR = { label: "updated_at", type: "timestamp", field: "updated_at", field_type: "timestamp" };
const XID = { label: "xmin", type: "xid", field: "xmin", field_type: "xid" };
const NEW = { name: "public.raw_events", primary_keys: ["id"], incremental_fields: [XID, CURSOR] };

const discover = async (table: object, settings: Settings = {}) => {
  const server = await oneTable({
    ...settings,
    source: {
      auto_sync_new_schemas: true,
      live_source: { tables: [{ name: "public.orders" }, { ...NEW, ...table }] },
      ...settings.source,
    },
  });
  const { body } = await server.call("POST", "source/refresh_schemas");
  return { server, body, added: server.schemas()[1]! };
};

describe("a source that switches new tables on by itself", () => {
  it.each([
    [
      "incremental with its lookback where the table supports it",
      { supports_incremental: true, supports_append: true, default_incremental_lookback_seconds: 3600 },
      { sync_type: "incremental", incremental_field: "updated_at", incremental_field_lookback_seconds: 3600 },
    ],
    [
      "append where only that is supported",
      { supports_append: true, default_incremental_lookback_seconds: 3600 },
      { sync_type: "append", incremental_field: "updated_at", incremental_field_lookback_seconds: null },
    ],
    [
      "full_refresh where nothing else is",
      {},
      { sync_type: "full_refresh", incremental_field: null, incremental_field_type: null },
    ],
    [
      "full_refresh where xid is the only cursor",
      { supports_incremental: true, incremental_fields: [XID] },
      { sync_type: "full_refresh", incremental_field: null },
    ],
  ])("takes %s, with a schedule and its first run", async (_, table, settings) => {
    const { server, body, added } = await discover(table);

    expect(body).toEqual({ added: 1, deleted: 0, auto_enabled: 1, total_tables_seen: 2 });
    expect(added).toMatchObject({
      should_sync: true,
      primary_key_columns: ["id"],
      schedule: { paused: false, every_seconds: 21_600 },
      ...settings,
    });
    expect(server.effects()).toEqual([{ kind: "schedule_created", first_run: true }]);
  });

  it.each([
    ["a table that is fed by webhooks only", { webhook_only: true }, {}],
    ["a table that the source leaves off by default", { should_sync_default: false }, {}],
    ["any, when it is not asked to", {}, { source: { auto_sync_new_schemas: false } }],
    ["any, when the source is not scheduled", {}, { capabilities: { supports_scheduled_sync: false } }],
    ["any, while no schedule can be made", {}, { temporal: { schedule_write: "unavailable" } }],
    ["a name that no pattern is", {}, { source: { auto_sync_schema_patterns: ["stg_*", "raw"] } }],
  ])("leaves off %s", async (_, table, settings) => {
    const { server, body, added } = await discover(table, {
      ...settings,
      ...("source" in settings && {
        source: {
          live_source: { tables: [{ name: "public.orders" }, { ...NEW, ...table }] },
          auto_sync_new_schemas: true,
          ...settings.source,
        },
      }),
    });

    expect(body).toMatchObject({ added: 1, auto_enabled: 0 });
    expect(added).toMatchObject({ should_sync: false, sync_type: null, incremental_field: null, schedule: null });
    expect(server.effects()).toEqual([]);
  });

  it.each(["raw_*", "RAW_*", "public.raw_*", "*events", "raw_event?", "raw_[de]vents", "raw_[!x]vents", "x, y"])(
    "knows the pattern %s",
    async (pattern) => {
      const patterns = pattern === "x, y" ? ["", "  "] : [pattern];
      const { body } = await discover(
        {},
        {
          source: {
            auto_sync_new_schemas: true,
            auto_sync_schema_patterns: patterns,
            live_source: { tables: [{ name: "public.orders" }, NEW] },
          },
        },
      );
      expect(body).toMatchObject({ auto_enabled: 1 });
    },
  );

  it("leaves a row that somebody had set up before as it was", async () => {
    const server = await oneTable({ source: { auto_sync_new_schemas: true } });
    await server.call("DELETE", "");

    expect(await server.call("POST", "source/refresh_schemas")).toMatchObject({ body: { added: 1, auto_enabled: 0 } });
    expect(server.schema()).toMatchObject({ should_sync: false, sync_type: "incremental" });
  });
});
