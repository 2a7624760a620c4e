import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";

const FIELD = {
  label: "updated_at",
  type: "datetime",
  field: "updated_at",
  field_type: "timestamp",
  is_indexed: false,
};

const OFFER: Settings = {
  liveTable: {
    incremental_fields: [FIELD],
    supports_incremental: true,
    supports_append: true,
    columns: [{ name: "id", data_type: "bigint", is_nullable: false }],
  },
};

const ask = async (settings: Settings) => {
  const server = await oneTable(settings);
  const before = server.document();
  const answer = await server.call("POST", "incremental_fields", { ignored: true });
  expect(server.document()).toEqual(before);
  expect(server.effects()).toEqual([]);
  return answer;
};

describe("incremental_fields", () => {
  it("answers with what the live table offers, and stores nothing", async () => {
    expect(await ask(OFFER)).toEqual({
      status: 200,
      body: {
        incremental_fields: [FIELD],
        incremental_available: true,
        append_available: true,
        cdc_available: true,
        xmin_available: true,
        full_refresh_available: true,
        supports_webhooks: false,
        webhook_only: false,
        available_columns: [{ field: "id", label: "id", type: "bigint", nullable: false }],
        detected_primary_keys: ["id"],
        primary_key_detection_supported: true,
      },
    });
  });

  it.each([
    ["CDC is off for the team", { server: { cdc_enabled: false } }, { cdc_available: null }],
    ["CDC is off on the source", { job_inputs: { cdc_enabled: "False" } }, { cdc_available: null }],
    ["the table is not fit for CDC", { liveTable: { cdc_available: false } }, { cdc_available: false }],
    ["the source type has no xmin", { capabilities: { supports_xmin: false } }, { xmin_available: null }],
    [
      "the table only takes webhooks",
      { liveTable: { webhook_only: true, supports_webhooks: true } },
      { full_refresh_available: false, webhook_only: true, supports_webhooks: true },
    ],
    ["its keys are unknown", { liveTable: { primary_keys: null } }, { detected_primary_keys: null }],
    [
      "the connector declares its keys",
      { capabilities: { detects_primary_keys: false } },
      { primary_key_detection_supported: false },
    ],
    [
      "discovery answers with other tables too",
      { capabilities: { discovery_ignores_names: true } },
      { xmin_available: true },
    ],
  ])("when %s", async (_, settings, body) => {
    expect(await ask(settings)).toMatchObject({ status: 200, body });
  });

  it.each([
    ["has no settings", { source: { job_inputs: {} } }, "Missing job inputs"],
    [
      "refuses the credentials",
      { live: { credentials_error: "password authentication failed" } },
      "password authentication failed",
    ],
    ["refuses the credentials without a word", { live: { credentials_error: "" } }, "Invalid credentials"],
    ["cannot list its tables", { live: { discovery_error: { message: "timeout", expected: false } } }, "timeout"],
    [
      "does not have the table",
      { liveTable: null },
      "Could not discover schema public.orders. The connection may be missing SELECT or schema access privileges, or discovery may not support this relation type. Check that the relation exists, restore read privileges, or expose it as a supported table or view, then try again.",
    ],
    [
      "answers with other tables only",
      { capabilities: { discovery_ignores_names: true }, liveTable: { name: "users" } },
      "Schema with name public.orders not found",
    ],
  ])("when the source %s", async (_, settings, message) => {
    expect(await ask(settings)).toEqual({ status: 400, body: { message } });
  });

  it("is a write: a viewer may not ask", async () => {
    expect(await ask({ schema: { user_access_level: "viewer" } })).toMatchObject({
      status: 403,
      body: { detail: "You do not have editor access to this table." },
    });
  });
});
