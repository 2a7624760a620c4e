import { describe, expect, it } from "vitest";
import { oneTable, TABLE } from "../patch/one-table.js";
import { source } from "./webhook-source.js";

describe("create_webhook", () => {
  it("maps the enabled webhook tables, keeps the inputs and registers", async () => {
    const server = await oneTable(source({ provider: { pending_inputs: ["signing_secret", "endpoint_name"] } }));

    const answer = await server.call("POST", "source/create_webhook", { inputs: { endpoint_name: "main" } });

    const { webhook, live_source } = server.source();
    expect(answer).toEqual({
      status: 200,
      body: { success: true, webhook_url: webhook?.webhook_url, error: null, pending_inputs: ["signing_secret"] },
    });
    expect(webhook).toMatchObject({ schema_mapping: { "public.orders": TABLE }, inputs: { endpoint_name: "main" } });
    expect(live_source.webhook_provider).toMatchObject({
      exists: true,
      enabled_events: ["order.paid", "order.created"],
    });
    expect(server.effects()).toEqual([{ kind: "webhook_registered" }]);
  });

  it.each([null, "", 0, false, []])("takes the inputs %j for none", async (inputs) => {
    const server = await oneTable(source({}));
    const answer = await server.call("POST", "source/create_webhook", { inputs });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(server.source().webhook?.inputs).toEqual({});
  });

  it("asks for an event once, however many tables want it", async () => {
    const server = await oneTable(source({ liveTable: { webhook_events: ["order.paid", "order.paid"] } }));
    await server.call("POST", "source/create_webhook");
    expect(server.source().live_source.webhook_provider.enabled_events).toEqual(["order.paid"]);
  });

  it("is not idempotent", async () => {
    const server = await oneTable(source({}));
    await server.call("POST", "source/create_webhook");
    await server.call("POST", "source/create_webhook");
    expect(server.effects()).toEqual([{ kind: "webhook_registered" }, { kind: "webhook_registered" }]);
  });

  it.each([
    ["a disabled table", { schema: { should_sync: false } }],
    ["a table of another type", { schema: { sync_type: "append" } }],
    ["a table that takes no webhooks", { liveTable: { supports_webhooks: false } }],
  ])("does not map %s", async (_, settings) => {
    const server = await oneTable(source(settings));
    await server.call("POST", "source/create_webhook");
    expect(server.source().webhook?.schema_mapping).toEqual({});
  });

  it.each([
    ["the provider refuses", { create_error: "403", pending_inputs: ["signing_secret"] }, "403"],
    ["the connection never can", { auto_creation_blocked_reason: "no grant" }, "no grant"],
  ])("is a 200 without success when %s; PostHog's side is there for a manual set-up", async (_, provider, error) => {
    const server = await oneTable(source({ provider }));
    const answer = await server.call("POST", "source/create_webhook", { inputs: { signing_secret: "whsec" } });
    const { webhook } = server.source();
    expect(answer).toEqual({
      status: 200,
      body: { success: false, webhook_url: webhook?.webhook_url, error, pending_inputs: [] },
    });
    expect(webhook?.inputs).toEqual({ signing_secret: "whsec" });
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["a source without settings", source({ source: { job_inputs: {} } }), {}, "Source has no configuration"],
    [
      "a source type without webhooks",
      source({ source: { supports_webhooks: false } }),
      {},
      "This source type does not support webhooks",
    ],
    ["an unknown input", source({}), { inputs: { nope: "x" } }, "Invalid webhook inputs"],
    ["inputs that are no object", source({}), { inputs: ["signing_secret"] }, "Invalid webhook inputs"],
    ["an input that is no text", source({}), { inputs: { signing_secret: 5 } }, "Invalid webhook inputs"],
    [
      "tables that cannot be listed",
      source({ live: { discovery_error: { message: "x" } } }),
      {},
      "Failed to load source configuration or schemas",
    ],
  ])("%s: refused", async (_, settings, body, message) => {
    const server = await oneTable(settings);
    expect(await server.call("POST", "source/create_webhook", body)).toEqual({ status: 400, body: { message } });
    expect(server.source().webhook).toBeNull();
  });
});
