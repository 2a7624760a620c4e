import { describe, expect, it } from "vitest";
import { oneTable, WORKFLOW, type Settings } from "../patch/one-table.js";

const CDC: Settings = {
  schema: { sync_type: "cdc" },
  internal: { cdc_mode: "streaming", cdc_broken: { reason: "slot_missing" }, cdc_extraction_paused: { at: "x" } },
  source: { cdc: { extraction_schedule: { paused: false } } },
  live: { cdc: { slot_exists: true, publication_exists: true, published_tables: ["public.orders"] } },
};

const disable = async (settings: Settings) => {
  const server = await oneTable(settings);
  return { server, answer: await server.call("POST", "source/disable_cdc") };
};

describe("disable_cdc", () => {
  it("switches every CDC table off, without a type, and drops what it had made at the database", async () => {
    const { server, answer } = await disable({ ...CDC, running: true, neighbour: { sync_type: "append" } });

    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(server.schemas()).toMatchObject([
      {
        sync_type: null,
        should_sync: false,
        schedule: { paused: true },
        internal: { cdc_broken: null, cdc_extraction_paused: null },
      },
      { sync_type: "append", should_sync: true, schedule: { paused: false } },
    ]);
    expect(server.source()).toMatchObject({
      job_inputs: { host: "db.example" },
      cdc: { extraction_schedule: null },
      live_source: { cdc: { slot_exists: false, publication_exists: false, published_tables: [] } },
    });
    expect(Object.keys(server.source().job_inputs ?? {}).filter((name) => name.startsWith("cdc_"))).toEqual([]);
    expect(server.effects()).toEqual([
      { kind: "schedule_paused" },
      { kind: "workflow_cancelled", workflow_id: WORKFLOW },
      { kind: "cdc_resources_dropped" },
    ]);
    expect(await server.call("GET", "source/cdc_status")).toEqual({ status: 200, body: { enabled: false } });
  });

  it("has nothing to do the second time", async () => {
    const { server } = await disable(CDC);
    const before = server.document();
    expect(await server.call("POST", "source/disable_cdc")).toEqual({
      status: 200,
      body: { success: true, already_disabled: true },
    });
    expect(server.document()).toEqual(before);
  });

  it("leaves the slot of a database that cannot be reached", async () => {
    const { server, answer } = await disable({
      ...CDC,
      live: { connection_error: "refused", cdc: { slot_exists: true } },
    });
    expect(answer.status).toBe(200);
    expect(server.source().live_source.cdc.slot_exists).toBe(true);
  });

  it.each([
    [
      "a schedule that cannot be paused",
      { ...CDC, temporal: { schedule_write: "unavailable" } },
      503,
      { message: "Couldn't pause the table syncs, so CDC is still on. Try disabling it again in a minute." },
    ],
    [
      "another kind of source",
      { ...CDC, capabilities: { supports_cdc: false } },
      400,
      { message: "CDC is not supported for source type: Postgres" },
    ],
    [
      "a CDC table that is locked",
      { ...CDC, schema: { sync_type: "cdc", user_access_level: "viewer" } },
      403,
      {
        type: "authentication_error",
        code: "permission_denied",
        detail: "You do not have editor access to every table in this source.",
        attr: null,
      },
    ],
  ])("%s: refused, and CDC stays on", async (_, settings, status, body) => {
    const { server, answer } = await disable(settings);
    expect(answer).toEqual({ status, body });
    expect(server.schema().sync_type).toBe("cdc");
    expect(server.source().job_inputs).toMatchObject({ cdc_enabled: "True" });
  });
});
