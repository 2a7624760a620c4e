import { describe, expect, it } from "vitest";
import { oneTable, type OneTable } from "../patch/one-table.js";
import { EXISTS, source } from "./webhook-source.js";

const UNUSED = { schema: { should_sync: false } };
const remove = (server: OneTable) => server.call("POST", "source/delete_webhook");

describe("delete_webhook", () => {
  it("removes both sides", async () => {
    const server = await oneTable(source({ ...UNUSED, webhook: {}, provider: EXISTS }));
    expect(await remove(server)).toEqual({ status: 200, body: { success: true, external_deleted: true, error: null } });
    expect(server.source()).toMatchObject({
      webhook: { deleted: true, enabled: false },
      live_source: { webhook_provider: { exists: false, url: null } },
    });
    expect(server.effects()).toEqual([{ kind: "webhook_unregistered" }]);
  });

  it.each([
    [
      "the provider refuses",
      { webhook: {}, provider: { ...EXISTS, delete_error: "403" } },
      { external_deleted: false, error: "403" },
    ],
    ["there is none", { provider: EXISTS }, { external_deleted: false, error: null }],
    [
      "it is deleted already",
      { webhook: { deleted: true }, provider: EXISTS },
      { external_deleted: false, error: null },
    ],
    [
      "the source has no settings",
      { webhook: {}, provider: EXISTS, source: { job_inputs: null } },
      { external_deleted: false, error: null },
    ],
  ])("succeeds on PostHog's side alone when %s", async (_, settings, body) => {
    const server = await oneTable(source({ ...UNUSED, ...settings }));
    expect(await remove(server)).toEqual({ status: 200, body: { success: true, ...body } });
    expect(server.source().webhook?.deleted ?? true).toBe(true);
    expect(server.source().live_source.webhook_provider.exists).toBe(true);
    expect(server.effects()).toEqual([]);
  });

  it("is refused while enabled webhook tables use it", async () => {
    const neighbour = { sync_type: "webhook" };
    const server = await oneTable(source({ neighbour, webhook: {}, provider: EXISTS }));
    expect(await remove(server)).toEqual({
      status: 400,
      body: {
        message:
          "Cannot delete webhook while tables are using webhook sync: public.orders, public.users. Switch them to full refresh, incremental, or disable syncing first.",
      },
    });
    expect(server.source().webhook?.deleted).toBe(false);
  });

  it("is refused for a source type without webhooks", async () => {
    const server = await oneTable(source({ source: { supports_webhooks: false } }));
    expect(await remove(server)).toEqual({
      status: 400,
      body: { message: "This source type does not support webhooks" },
    });
  });
});
