import { describe, expect, it } from "vitest";
import { invalid, NEIGHBOUR, NOW, oneTable, SERVER_ERROR, TABLE, WEBHOOK, type Settings } from "./one-table.js";

const EVENTS = ["order.created", "order.paid"];
const MOVE = { sync_type: "webhook" };

const capable = (settings: Settings = {}): Settings => ({
  ...settings,
  source: { supports_webhooks: true, ...settings.source },
  liveTable: { supports_webhooks: true, webhook_events: EVENTS, ...settings.liveTable },
});

const withWebhook = (live: Readonly<Record<string, unknown>> = {}, webhook = {}): Settings =>
  capable({
    source: {
      webhook: {
        id: WEBHOOK,
        webhook_url: "https://hooks.example/dwh",
        schema_mapping: { user: NEIGHBOUR },
        ...webhook,
      },
    },
    live: { webhook_provider: { exists: true, enabled_events: ["user.created"], ...live } },
  });

describe("a move to webhook sets the webhook up after the save", () => {
  it("creates it and registers it at the provider, without a run", async () => {
    const server = await oneTable(capable());

    expect(await server.patch(MOVE)).toMatchObject({
      status: 200,
      body: { sync_type: "webhook", status: "Completed" },
    });

    const { webhook, live_source } = server.source();
    expect(webhook).toMatchObject({
      enabled: true,
      deleted: false,
      created_at: NOW,
      schema_mapping: { "public.orders": TABLE },
    });
    expect(webhook?.webhook_url).toBe(`https://webhooks.us.posthog.com/public/webhooks/dwh/${webhook?.id}`);
    expect(live_source.webhook_provider).toMatchObject({
      exists: true,
      url: webhook?.webhook_url,
      status: "enabled",
      enabled_events: EVENTS,
    });
    expect(server.schema().internal.reset_pipeline).toBe(false);
    expect(server.effects()).toEqual([{ kind: "webhook_registered" }]);
  });

  it("extends one that exists", async () => {
    const server = await oneTable(withWebhook());
    await server.patch(MOVE);
    expect(server.source()).toMatchObject({
      webhook: { id: WEBHOOK, schema_mapping: { user: NEIGHBOUR, "public.orders": TABLE } },
      live_source: { webhook_provider: { enabled_events: ["user.created", ...EVENTS] } },
    });
    expect(server.effects()).toEqual([{ kind: "webhook_events_reconciled" }]);
  });

  it("has nothing to do when it is repeated", async () => {
    const server = await oneTable(
      withWebhook({ enabled_events: ["*"] }, { schema_mapping: { "public.orders": TABLE } }),
    );
    await server.patch(MOVE);
    expect(server.source().live_source.webhook_provider.enabled_events).toEqual(["*"]);
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["a table that was mapped before events were added", ["order.created"], { "public.orders": TABLE }, EVENTS],
    ["a table whose events the provider sends already", ["*"], {}, ["*"]],
  ])("brings it up to date for %s", async (_, enabled_events, schema_mapping, events) => {
    const server = await oneTable(withWebhook({ enabled_events }, { schema_mapping }));
    await server.patch(MOVE);
    expect(server.source().live_source.webhook_provider.enabled_events).toEqual(events);
    expect(server.effects()).toEqual([{ kind: "webhook_events_reconciled" }]);
  });

  it("takes a deleted webhook for none", async () => {
    const server = await oneTable(withWebhook({ exists: false }, { deleted: true }));
    await server.patch(MOVE);
    expect(server.source().webhook).toMatchObject({ deleted: false, schema_mapping: { "public.orders": TABLE } });
    expect(server.source().webhook?.id).not.toBe(WEBHOOK);
    expect(server.effects()).toEqual([{ kind: "webhook_registered" }]);
  });

  it("names object types as providers do", async () => {
    const server = await oneTable(
      capable({ schema: { name: "BalanceTransaction" }, liveTable: { name: "BalanceTransaction" } }),
    );
    await server.patch(MOVE);
    expect(server.source().webhook?.schema_mapping).toEqual({ balance_transaction: TABLE });
  });

  it.each([
    ["a source type without webhooks", capable({ source: { supports_webhooks: false } })],
    ["a source without settings", capable({ job_inputs: null })],
    ["a table without webhooks", capable({ liveTable: { supports_webhooks: false } })],
    ["a table that the source no longer lists", { ...capable(), liveTable: null }],
  ])("passes over %s: 200, and nothing will ever arrive", async (_, settings) => {
    const server = await oneTable(settings);
    expect(await server.patch(MOVE)).toMatchObject({ status: 200, body: MOVE });
    expect(server.source().webhook).toBeNull();
    expect(server.effects()).toEqual([]);
  });
});

describe("a set-up that fails", () => {
  it.each([
    ["the provider refuses", { create_error: "403 from the provider" }, "403 from the provider"],
    ["the connection never can", { auto_creation_blocked_reason: "missing grant" }, "missing grant"],
  ])("because %s: 400 with the type already saved", async (_, webhook_provider, error) => {
    const server = await oneTable(capable({ live: { webhook_provider } }));
    expect(await server.patch(MOVE)).toEqual(
      invalid(
        `Failed to register webhook on your source: ${error}. You can set up the webhook manually from the Webhook tab.`,
      ),
    );
    expect(server.schema().sync_type).toBe("webhook");
    expect(server.source()).toMatchObject({
      webhook: { schema_mapping: { "public.orders": TABLE } },
      live_source: { webhook_provider: { exists: false } },
    });
    expect(server.effects()).toEqual([]);
  });

  it("because the tables cannot be listed: 500 with the type already saved", async () => {
    const server = await oneTable(capable({ live: { discovery_error: { message: "timeout" } } }));
    expect(await server.patch(MOVE)).toEqual(SERVER_ERROR);
    expect(server.schema().sync_type).toBe("webhook");
  });

  it.each([
    ["the provider refuses more events", { sync_error: "403" }],
    ["the provider has lost the webhook", { exists: false }],
  ])("only in that %s: 200, the table is mapped", async (_, live) => {
    const server = await oneTable(withWebhook(live));
    expect(await server.patch(MOVE)).toMatchObject({ status: 200 });
    expect(server.source()).toMatchObject({
      webhook: { schema_mapping: { "public.orders": TABLE } },
      live_source: { webhook_provider: { enabled_events: ["user.created"] } },
    });
    expect(server.effects()).toEqual([]);
  });
});

describe("a move away from webhook, or turning it off", () => {
  it.each([{ sync_type: "append" }, { should_sync: false }])("%j leaves the webhook and its mapping", async (body) => {
    const server = await oneTable({
      ...withWebhook({}, { schema_mapping: { "public.orders": TABLE } }),
      schema: { sync_type: "webhook" },
    });
    await server.patch(body);
    expect(server.source()).toMatchObject({
      webhook: { deleted: false, schema_mapping: { "public.orders": TABLE } },
      live_source: { webhook_provider: { exists: true } },
    });
  });
});

describe("a set-up that fails on PostHog's own side", () => {
  it.each([
    ["with a reason", "no template", "Failed to set up webhook: no template."],
    ["without one", "", "Failed to create webhook."],
  ])("%s: 400 with the type already saved, and the provider is not called", async (_, error, text) => {
    const extensions = { webhook_function_error: error };
    const server = await oneTable(capable({ source: { supports_webhooks: true, extensions } }));
    expect(await server.patch(MOVE)).toEqual(
      invalid(`${text} You can set up the webhook manually from the Webhook tab.`),
    );
    expect(server.schema().sync_type).toBe("webhook");
    expect(server.source()).toMatchObject({ webhook: null, live_source: { webhook_provider: { exists: false } } });
  });
});
