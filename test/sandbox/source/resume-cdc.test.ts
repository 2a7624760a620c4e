import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";

const LIVE = { slot_exists: true, publication_exists: true };

const paused = (settings: Settings = {}): Settings => ({
  live: { cdc: LIVE },
  source: { cdc: { extraction_schedule: { paused: true } } },
  ...settings,
  schema: { sync_type: "cdc", status: "Failed", latest_error: "bad password", ...settings.schema },
  internal: { cdc_mode: "streaming", cdc_extraction_paused: { at: "x" }, ...settings.internal },
});

const resume = async (settings: Settings) => {
  const server = await oneTable(settings);
  return { server, answer: await server.call("POST", "source/resume_cdc") };
};

describe("resume_cdc", () => {
  it.each([
    ["its capture is paused", {}],
    ["its capture has no schedule any more", { source: { cdc: { extraction_schedule: null } } }],
    [
      "lag on a slot of the customer has stopped it",
      { internal: { cdc_broken: { reason: "critical_lag_self_managed" } } },
    ],
  ])("goes on without a new snapshot where %s", async (_, settings) => {
    const { server, answer } = await resume(paused(settings));

    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(server.source().cdc.extraction_schedule).toEqual({ paused: false });
    expect(server.schema()).toMatchObject({
      status: "Failed",
      internal: { cdc_extraction_paused: null, cdc_mode: "streaming", reset_pipeline: false },
    });
    expect(server.effects()).toEqual([{ kind: "cdc_extraction_unpaused" }]);
  });

  it.each([
    ["CDC that is off", { job_inputs: {} }, "CDC is not enabled on this source."],
    [
      "another kind of source",
      { capabilities: { supports_cdc: false } },
      "CDC is not supported for source type: Postgres",
    ],
    [
      "no table that is on",
      { schema: { should_sync: false } },
      "No schemas are syncing via change data capture, so there is nothing to resume.",
    ],
    [
      "a mark of a lost slot",
      { internal: { cdc_broken: { reason: "slot_missing" } } },
      "The replication slot or publication was lost. Use Repair CDC to recreate it.",
    ],
    [
      "a slot that is gone",
      { live: { cdc: { ...LIVE, slot_exists: false } } },
      "The replication slot or publication is missing. Use Repair CDC to recreate it.",
    ],
    [
      "a publication that is gone",
      { live: { cdc: { ...LIVE, publication_exists: false } } },
      "The replication slot or publication is missing. Use Repair CDC to recreate it.",
    ],
    [
      "a database out of reach",
      { live: { connection_error: "refused", cdc: LIVE } },
      "Could not connect to source to resume CDC — check the credentials and try again: refused",
    ],
    [
      "a schedule that cannot be written",
      { temporal: { schedule_write: "unavailable" } },
      "Could not resume CDC: the workflow engine is not available",
    ],
  ])("%s: refused, and nothing changes", async (_, settings, message) => {
    const { server, answer } = await resume(paused(settings));
    expect(answer).toEqual({ status: 400, body: { message } });
    expect(server.schema().internal.cdc_extraction_paused).not.toBeNull();
    expect(server.effects()).toEqual([]);
  });
});
