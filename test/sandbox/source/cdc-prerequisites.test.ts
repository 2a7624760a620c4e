import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";

const ask = async (settings: Settings, body?: unknown) => {
  const server = await oneTable(settings);
  return server.call("POST", "source/check_cdc_prerequisites_for_source", body);
};

const UNMET = { live: { cdc: { prerequisite_errors: ["wal_level is 'replica', but CDC needs 'logical'."] } } };

describe("check_cdc_prerequisites_for_source", () => {
  it.each([
    ["all are met", {}, undefined, { valid: true, errors: [] }],
    ["asked for a mode", {}, { cdc_management_mode: "self_managed" }, { valid: true, errors: [] }],
    ["some are not", UNMET, {}, { valid: false, errors: UNMET.live.cdc.prerequisite_errors }],
  ])("%s: 200", async (_, settings, body, answer) => {
    expect(await ask(settings, body)).toEqual({ status: 200, body: answer });
  });

  it.each([
    [
      "another kind of source",
      { capabilities: { supports_cdc: false } },
      {},
      "CDC is not supported for source type: Postgres",
    ],
    [
      "an unknown mode",
      {},
      { cdc_management_mode: "theirs" },
      "cdc_management_mode must be 'posthog' or 'self_managed'.",
    ],
    [
      "a source out of reach",
      { live: { connection_error: "refused" } },
      {},
      "Could not connect to source to check prerequisites: refused",
    ],
  ])("%s: 400", async (_, settings, body, message) => {
    expect(await ask(settings, body)).toEqual({ status: 400, body: { message } });
  });

  it("is a write: a viewer may not ask", async () => {
    expect(await ask({ source: { user_access_level: "viewer" } })).toMatchObject({
      status: 403,
      body: { detail: "You do not have editor access to this resource." },
    });
  });
});
