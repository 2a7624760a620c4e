import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";

const WARNING = "cdc_lag_warning_threshold_mb";
const CRITICAL = "cdc_lag_critical_threshold_mb";

const update = async (body: unknown, settings: Settings = {}) => {
  const server = await oneTable(settings);
  const before = server.source().job_inputs;
  return { before, server, answer: await server.call("POST", "source/update_cdc_settings", body) };
};

describe("update_cdc_settings", () => {
  it.each([
    [{ [WARNING]: 64 }, { [WARNING]: "64" }],
    [{ [CRITICAL]: "4096" }, { [CRITICAL]: "4096" }],
    [{ [WARNING]: 1.9 }, { [WARNING]: "1" }],
    [{ [WARNING]: 5000 }, { [WARNING]: "5000" }],
    [{ cdc_auto_drop_slot: false }, { cdc_auto_drop_slot: "False" }],
    [{ cdc_auto_drop_slot: "no" }, { cdc_auto_drop_slot: "True" }],
    [{ cdc_auto_drop_slot: [] }, { cdc_auto_drop_slot: "False" }],
  ])("stores %j as text", async (body, stored) => {
    const { before, server, answer } = await update(body);
    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(server.source().job_inputs).toEqual({ ...before, ...stored });
    expect(server.effects()).toEqual([]);
  });

  it.each([{}, { cdc_slot_name: "other" }, { cdc_management_mode: "self_managed" }])(
    "finds nothing to change in %j",
    async (body) => {
      const { before, server, answer } = await update(body);
      expect(answer).toEqual({ status: 200, body: { success: true, unchanged: true } });
      expect(server.source().job_inputs).toEqual(before);
    },
  );

  it.each([
    [{ [WARNING]: "many" }, {}, `${WARNING} must be an integer.`],
    [{ [CRITICAL]: null }, {}, `${CRITICAL} must be an integer.`],
    [{ [CRITICAL]: 0 }, {}, `${CRITICAL} must be >= 1.`],
    [{ [WARNING]: 8, [CRITICAL]: 8 }, {}, "Warning threshold must be less than critical threshold."],
    [
      { [WARNING]: 900 },
      { job_inputs: { cdc_enabled: "True", [CRITICAL]: "800" } },
      "Warning threshold must be less than critical threshold.",
    ],
    [{}, { job_inputs: {} }, "CDC is not enabled on this source."],
    [{}, { capabilities: { supports_cdc: false } }, "CDC is not supported for source type: Postgres"],
  ])("%j with %j: refused, and nothing changes", async (body, settings, message) => {
    const { before, server, answer } = await update(body, settings);
    expect(answer).toEqual({ status: 400, body: { message } });
    expect(server.source().job_inputs).toEqual(before);
  });
});
