import { describe, expect, it } from "vitest";
import type { SourceChange } from "../../../src/sandbox/start.js";
import { anId } from "../support/documents.js";
import {
  CURSOR,
  insert,
  lastJob,
  ORDERS,
  post,
  remove,
  rowWorld,
  schemaOf,
  update,
  type Settings,
} from "./row-world.js";

const URL = "https://webhooks.us.posthog.com/public/webhooks/dwh/x";
const EVENTS = ["order.created", "order.updated"];
const WEBHOOK = { id: anId(1), webhook_url: URL, schema_mapping: { orders: ORDERS } };
const PROVIDER = { exists: true, url: URL, enabled_events: EVENTS };

const webhooked = (members: Settings & { webhook?: object | null; provider?: object } = {}): Settings => ({
  ...members,
  schema: { sync_type: "webhook", primary_key_columns: ["id"], ...members.schema },
  table: { supports_webhooks: true, webhook_events: EVENTS, ...members.table },
  source: {
    supports_webhooks: true,
    job_inputs: { key: "k" },
    webhook: members.webhook === undefined ? WEBHOOK : members.webhook,
  },
  live: { webhook_provider: members.provider ?? PROVIDER },
});

describe("what the warehouse holds of a webhook table", () => {
  it("is what the first sync polled, then what was delivered, but no deletion", async () => {
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], webhooked());
    await world.run();
    world.change(update("1 A 00:10"), insert("3 c 00:20"), remove(2));
    expect(world.table()).toEqual(["1 a 01:00", "2 b 02:00"]);
    await world.run();

    expect(world.table()).toEqual(["1 A 00:10", "2 b 02:00", "3 c 00:20"]);
    expect(lastJob(world)).toMatchObject({ status: "Completed", rows_synced: 2 });
    expect(world.rows().warehouse.deliveries).toEqual([]);
  });

  it("waits for the first sync with what was delivered before", async () => {
    const world = await rowWorld(["1 a 01:00"], webhooked());
    world.change(update("1 A 02:00"), update("1 AA 03:00"));
    await world.run();
    expect(world.rows().warehouse.deliveries).toHaveLength(2);
    await world.run();

    expect(world.table()).toEqual(["1 AA 03:00"]);
    expect(world.rows().warehouse.deliveries).toEqual([]);
  });

  it.each<{ readonly why: string; readonly settings: Settings; readonly event?: string }>([
    { why: "PostHog has no webhook", settings: webhooked({ webhook: null }) },
    { why: "the table is not mapped", settings: webhooked({ webhook: { ...WEBHOOK, schema_mapping: {} } }) },
    { why: "the webhook is switched off", settings: webhooked({ webhook: { ...WEBHOOK, enabled: false } }) },
    { why: "the provider does not know it", settings: webhooked({ provider: { ...PROVIDER, exists: false } }) },
    { why: "the provider knows another address", settings: webhooked({ provider: { ...PROVIDER, url: `${URL}y` } }) },
    {
      why: "the provider sends no event of it",
      settings: webhooked({ provider: { ...PROVIDER, enabled_events: [] } }),
    },
    {
      why: "the provider does not send this event",
      settings: webhooked({ provider: { ...PROVIDER, enabled_events: ["order.created"] } }),
      event: "order.updated",
    },
  ])("misses changes while $why", async ({ settings, event }) => {
    const world = await rowWorld(["1 a 01:00"], settings);
    const change: SourceChange = update("1 A 02:00");
    world.change(event === undefined ? change : ({ ...change, event } as SourceChange));

    expect(world.rows().warehouse.deliveries).toEqual([]);
  });

  it("misses what happened between the last poll and the registration, until it is imported anew", async () => {
    const world = await rowWorld(["1 a 01:00"], {
      ...webhooked({ schema: CURSOR, webhook: null, provider: {} }),
    });
    await world.run();
    world.change(update("1 A 02:00"));
    expect(await world.patch({ sync_type: "webhook" })).toBe(200);
    world.change(insert("2 b 03:00"));
    await world.run();
    expect(world.table()).toEqual(["1 a 01:00", "2 b 03:00"]);

    await post(world, "resync");
    world.clock.advance(60);
    expect(world.table()).toEqual(["1 A 02:00", "2 b 03:00"]);
  });

  it("goes on where only deliveries exist, whatever was asked for", async () => {
    const world = await rowWorld(["1 a 01:00"], webhooked({ table: { webhook_only: true } }));
    world.change(insert("2 b 02:00"));
    await world.run();
    expect(world.table()).toEqual(["2 b 02:00"]);

    world.change(insert("3 c 03:00"));
    await post(world, "resync");
    world.clock.advance(60);
    expect(world.table()).toEqual(["2 b 02:00", "3 c 03:00"]);
    expect(schemaOf(world).internal.reset_pipeline).toBe(false);
  });
});
