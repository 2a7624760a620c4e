import { describe, expect, it } from "vitest";
import { oneTable, WORKFLOW, type Settings } from "../patch/one-table.js";

const BROKEN = { reason: "slot_missing" };
const LIVE = { slot_exists: true, publication_exists: true };

const broken = (settings: Settings = {}): Settings => ({
  live: { cdc: { slot_exists: false } },
  ...settings,
  schema: { sync_type: "cdc", latest_error: "slot is gone", ...settings.schema },
  schedule: settings.schedule === undefined ? { paused: true } : settings.schedule,
  internal: { cdc_mode: "streaming", cdc_last_log_position: "0/1", cdc_broken: BROKEN, ...settings.internal },
});

const repair = async (settings: Settings) => {
  const server = await oneTable(settings);
  return { server, answer: await server.call("POST", "source/repair_cdc") };
};

describe("repair_cdc", () => {
  it("makes the slot again and starts every CDC table over, disabled ones without a run", async () => {
    const off = { sync_type: "cdc", should_sync: false, latest_error: "old", internal: { cdc_mode: "streaming" } };
    const { server, answer } = await repair(broken({ neighbour: off }));

    expect(answer).toEqual({ status: 200, body: { success: true, schemas_reset: 1 } });
    const startedOver = {
      cdc_mode: "snapshot",
      cdc_last_log_position: null,
      reset_pipeline: true,
      initial_sync_complete: false,
      cdc_broken: null,
      cdc_extraction_paused: null,
    };
    expect(server.schemas()).toMatchObject([
      { latest_error: null, schedule: { paused: false }, internal: startedOver },
      { latest_error: "old", should_sync: false, internal: startedOver },
    ]);
    expect(server.source()).toMatchObject({
      status: "Running",
      cdc: { extraction_schedule: { paused: false } },
      live_source: { cdc: { slot_exists: true, publication_exists: true, published_tables: ["public.orders"] } },
    });
    expect(server.effects()).toEqual([
      { kind: "cdc_slot_recreated" },
      { kind: "schedule_unpaused" },
      { kind: "sync_triggered" },
    ]);
  });

  it("hands the snapshot to capture while a run is open", async () => {
    const { server, answer } = await repair({ ...broken(), running: true });
    expect(answer.status).toBe(200);
    expect(server.schema()).toMatchObject({
      schedule: { paused: true },
      internal: { cdc_reset_pending: { trigger: true } },
    });
    expect(server.effects()).toEqual([
      { kind: "workflow_cancelled", workflow_id: WORKFLOW },
      { kind: "schedule_paused" },
      { kind: "cdc_slot_recreated" },
    ]);
  });

  it.each([
    ["that runs", { paused: false }, ["cdc_slot_recreated", "sync_triggered"]],
    ["that is not there", null, ["cdc_slot_recreated"]],
  ])("leaves a schedule alone %s", async (_, schedule, kinds) => {
    const { server } = await repair(broken({ schedule }));
    expect(server.effects().map(({ kind }) => kind)).toEqual(kinds);
    expect(server.schema().internal.cdc_broken).toBeNull();
  });

  it.each([
    ["a missing slot", { slot_exists: false, publication_exists: true }],
    ["a missing publication", { slot_exists: true, publication_exists: false }],
  ])("takes %s for damage as well as a mark", async (_, cdc) => {
    const { answer } = await repair(broken({ live: { cdc }, internal: { cdc_broken: null } }));
    expect(answer.status).toBe(200);
  });

  it("succeeds although no run can be started: the schedule does it later", async () => {
    const { server, answer } = await repair(broken({ temporal: { trigger: "unavailable" } }));
    expect(answer.status).toBe(200);
    expect(server.effects()).not.toContainEqual({ kind: "sync_triggered" });
  });

  it.each([
    ["CDC that is off", { job_inputs: {} }, 400, "CDC is not enabled on this source."],
    [
      "another kind of source",
      { capabilities: { supports_cdc: false } },
      400,
      "CDC is not supported for source type: Postgres",
    ],
    [
      "a repair that runs",
      { source: { cdc: { repair_running: true } } },
      409,
      "A repair is already running for this source. Try again in a few minutes.",
    ],
    [
      "no table that is on",
      { schema: { should_sync: false } },
      400,
      "There are no active CDC schemas on this source to repair.",
    ],
    [
      "a source that is well",
      { live: { cdc: LIVE }, internal: { cdc_broken: null } },
      400,
      "CDC looks healthy on this source — the replication slot and publication both exist. Repair is only available when one of them is missing, because it forces a full re-sync of every CDC schema.",
    ],
    [
      "a database out of reach",
      { live: { connection_error: "refused" }, internal: { cdc_broken: null } },
      400,
      "Could not connect to source to repair CDC: refused",
    ],
  ])("%s: refused, and nothing changes", async (_, settings, status, message) => {
    const { server, answer } = await repair(broken(settings));
    expect(answer).toEqual({ status, body: { message } });
    expect(server.schema().internal).toMatchObject({ cdc_mode: "streaming", reset_pipeline: false });
    expect(server.effects()).toEqual([]);
  });

  it("keeps mark and reset when the slot cannot be made, so that a second repair goes on", async () => {
    const { server, answer } = await repair(broken({ live: { cdc: { setup_error: "permission denied" } } }));
    expect(answer).toEqual({ status: 400, body: { message: "permission denied" } });
    expect(server.schema().internal).toMatchObject({ cdc_broken: BROKEN, reset_pipeline: true, cdc_mode: "snapshot" });
  });
});
