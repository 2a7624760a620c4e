import { describe, expect, it } from "vitest";
import { NOW, oneTable, TABLE, WEBHOOK, type Settings } from "../patch/one-table.js";
import { EXISTS, NOT_THERE, source, URL } from "./webhook-source.js";

const ask = async (settings: Settings) => (await oneTable(settings)).call("GET", "source/webhook_info");

describe("webhook_info", () => {
  it("shows both sides, secrets only by the fact", async () => {
    const webhook = {
      schema_mapping: { order: TABLE },
      inputs: { signing_secret: "whsec", endpoint_name: "main", stray: "x" },
    };
    expect(await ask(source({ webhook, provider: EXISTS }))).toEqual({
      status: 200,
      body: {
        supports_webhooks: true,
        exists: true,
        auto_creation_blocked_reason: null,
        hog_function: { id: WEBHOOK, name: "Orders", enabled: true, created_at: NOW, status: { state: 1, tokens: 0 } },
        webhook_url: URL,
        schema_mapping: { order: TABLE },
        inputs: { signing_secret: { secret: true }, endpoint_name: { value: "main" } },
        external_status: { ...EXISTS, created_at: null, api_version: null, error: null },
        missing_events: ["order.paid"],
      },
    });
  });

  const NONE = {
    supports_webhooks: true,
    exists: false,
    auto_creation_blocked_reason: null,
    hog_function: null,
    webhook_url: null,
    schema_mapping: {},
    inputs: {},
    external_status: null,
    missing_events: [],
  };

  it.each([
    ["there is none", source({}), NONE],
    ["it was deleted", source({ webhook: { deleted: true }, provider: EXISTS }), NONE],
    [
      "it can never be made",
      source({ provider: { auto_creation_blocked_reason: "no grant" } }),
      { ...NONE, auto_creation_blocked_reason: "no grant" },
    ],
  ])("when %s", async (_, settings, body) => {
    expect(await ask(settings)).toEqual({ status: 200, body });
  });

  it("has neither inputs nor events for a source type without webhooks", async () => {
    const { inputs: _inputs, missing_events: _events, ...rest } = NONE;
    expect(await ask(source({ source: { supports_webhooks: false } }))).toEqual({
      status: 200,
      body: { ...rest, supports_webhooks: false },
    });
  });

  it.each([
    ["all events are sent", { ...EXISTS, enabled_events: ["*"] }, {}, { missing_events: [] }],
    ["the table is disabled", EXISTS, { schema: { should_sync: false } }, { missing_events: [] }],
    ["the provider has lost it", {}, {}, { exists: true, external_status: NOT_THERE, missing_events: [] }],
    [
      "the provider cannot be read",
      { ...EXISTS, read_error: "403" },
      {},
      { external_status: { ...NOT_THERE, error: "403" }, missing_events: [] },
    ],
    [
      "the source has no settings",
      EXISTS,
      { job_inputs: {}, source: { job_inputs: null } },
      { external_status: null, missing_events: [] },
    ],
  ])("when %s", async (_, provider, settings, body) => {
    expect(await ask(source({ webhook: {}, provider, ...settings }))).toMatchObject({ status: 200, body });
  });
});
