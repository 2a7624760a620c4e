import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";

const LIVE = { slot_exists: true, publication_exists: true, lag_bytes: 4096, published_tables: ["public.orders"] };

const ask = async (settings: Settings) => {
  const server = await oneTable(settings);
  return server.call("GET", "source/cdc_status");
};

describe("cdc_status", () => {
  it("joins the stored settings with the live state", async () => {
    const source = { cdc: { extraction_schedule: { paused: true } } };
    expect(await ask({ live: { cdc: LIVE }, source })).toEqual({
      status: 200,
      body: {
        enabled: true,
        management_mode: "posthog",
        slot_name: "posthog_slot",
        publication_name: "posthog_pub",
        lag_warning_threshold_mb: 512,
        lag_critical_threshold_mb: 2048,
        schedule_paused: true,
        ...LIVE,
      },
    });
  });

  it.each([
    ["nothing is known but that it is off", { job_inputs: { cdc_enabled: "False" } }, { enabled: false }],
    ["nor for a source without settings", { job_inputs: null }, { enabled: false }],
  ])("%s", async (_, settings, body) => {
    expect(await ask(settings)).toEqual({ status: 200, body });
  });

  it.each([
    [
      "a publication that is gone publishes nothing",
      { live: { cdc: { ...LIVE, publication_exists: false } } },
      { publication_exists: false, published_tables: [] },
    ],
    [
      "without a slot name there is no slot to look at",
      { job_inputs: { cdc_enabled: "True" }, live: { cdc: LIVE } },
      { slot_name: "", slot_exists: false, publication_exists: false, lag_bytes: null },
    ],
    [
      "thresholds are numbers",
      { job_inputs: { cdc_enabled: "true", cdc_lag_warning_threshold_mb: "64" } },
      { lag_warning_threshold_mb: 64, schedule_paused: false },
    ],
    [
      "the customer may manage it",
      { job_inputs: { cdc_enabled: "1", cdc_management_mode: "self_managed" } },
      { management_mode: "self_managed" },
    ],
  ])("%s", async (_, settings, body) => {
    expect(await ask(settings)).toMatchObject({ status: 200, body });
  });

  it.each([
    [
      "another kind of source",
      { capabilities: { supports_cdc: false } },
      "CDC is not supported for source type: Postgres",
    ],
    [
      "a source out of reach",
      { live: { connection_error: "connection refused" } },
      "Could not connect to source to read CDC status: connection refused",
    ],
  ])("%s: refused", async (_, settings, message) => {
    expect(await ask(settings)).toEqual({ status: 400, body: { message } });
  });

  it("is a read: a viewer may ask", async () => {
    expect(await ask({ source: { user_access_level: "viewer" } })).toMatchObject({ status: 200 });
  });
});
