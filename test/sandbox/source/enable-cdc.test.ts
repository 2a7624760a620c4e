import { describe, expect, it } from "vitest";
import { oneTable } from "../patch/one-table.js";

const OFF = { job_inputs: { password: "hunter2" } };

describe("enable_cdc", () => {
  it("makes slot and publication and stores every setting as text", async () => {
    const server = await oneTable(OFF);

    expect(await server.call("POST", "source/enable_cdc", {})).toEqual({
      status: 200,
      body: { success: true, schedules_ready: true },
    });

    const { job_inputs, live_source } = server.source();
    expect(job_inputs).toMatchObject({
      host: "db.example",
      password: "hunter2",
      cdc_enabled: "True",
      cdc_management_mode: "posthog",
      cdc_slot_name: "posthog_0199c0de0000",
      cdc_publication_name: "posthog_pub_0199c0de0000",
      cdc_auto_drop_slot: "True",
      cdc_lag_warning_threshold_mb: "512",
      cdc_lag_critical_threshold_mb: "2048",
    });
    expect(live_source.cdc).toMatchObject({ slot_exists: true, publication_exists: true });
    expect(server.effects()).toEqual([{ kind: "cdc_resources_created" }]);
    expect(await server.call("GET", "source/cdc_status")).toMatchObject({ body: { enabled: true, slot_exists: true } });
  });

  it("takes what the request names", async () => {
    const server = await oneTable(OFF);
    await server.call("POST", "source/enable_cdc", {
      cdc_management_mode: "self_managed",
      cdc_slot_name: "our_slot",
      cdc_auto_drop_slot: false,
      cdc_lag_warning_threshold_mb: 64,
    });
    expect(server.source().job_inputs).toMatchObject({
      cdc_management_mode: "self_managed",
      cdc_slot_name: "our_slot",
      cdc_publication_name: "posthog_pub",
      cdc_auto_drop_slot: "False",
      cdc_lag_warning_threshold_mb: "64",
    });
  });

  it("succeeds without schedules, which come with the first table", async () => {
    const server = await oneTable({ ...OFF, temporal: { schedule_write: "unavailable" } });
    expect(await server.call("POST", "source/enable_cdc")).toEqual({
      status: 200,
      body: { success: true, schedules_ready: false },
    });
  });

  it.each([
    [
      "another kind of source",
      { ...OFF, capabilities: { supports_cdc: false } },
      {},
      400,
      { message: "CDC is not supported for source type: Postgres" },
    ],
    [
      "a team without the flag",
      { ...OFF, server: { cdc_enabled: false } },
      {},
      403,
      { message: "CDC is not enabled for this team." },
    ],
    ["a source that has it", {}, {}, 409, { message: "CDC is already enabled on this source." }],
    [
      "an unknown mode",
      OFF,
      { cdc_management_mode: "x" },
      400,
      { message: "cdc_management_mode must be 'posthog' or 'self_managed'." },
    ],
    [
      "a source out of reach",
      { ...OFF, live: { connection_error: "refused" } },
      {},
      400,
      { message: "Could not connect to source to check prerequisites: refused" },
    ],
    [
      "unmet prerequisites",
      { ...OFF, live: { cdc: { prerequisite_errors: ["no free slot"] } } },
      {},
      400,
      { message: "CDC prerequisites not met.", errors: ["no free slot"] },
    ],
    [
      "a slot that cannot be made",
      { ...OFF, live: { cdc: { setup_error: "permission denied" } } },
      {},
      400,
      { message: "permission denied" },
    ],
  ])("%s: refused, and nothing changes", async (_, settings, body, status, answer) => {
    const server = await oneTable(settings);
    const before = server.document();
    expect(await server.call("POST", "source/enable_cdc", body)).toEqual({ status, body: answer });
    expect(server.document()).toEqual(before);
    expect(server.effects()).toEqual([]);
  });
});
