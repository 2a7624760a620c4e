import { describe, expect, it } from "vitest";
import type { Warehouse } from "../../../src/executor/ports.js";
import { answer, inOrder, serve } from "../../support/http.js";
import { client, range } from "./support.js";

describe("a write", () => {
  it.each<{ name: string; write: (warehouse: Warehouse) => Promise<unknown>; sent: readonly string[] }>([
    {
      name: "patch",
      write: (warehouse) => warehouse.patch("t", { row_filters: null }),
      sent: ["PATCH", "external_data_schemas/t/", '{"row_filters":null}'],
    },
    {
      name: "reload",
      write: (warehouse) => warehouse.reload("t"),
      sent: ["POST", "external_data_schemas/t/reload/", ""],
    },
    {
      name: "resync",
      write: (warehouse) => warehouse.resync("t"),
      sent: ["POST", "external_data_schemas/t/resync/", ""],
    },
    {
      name: "cancel",
      write: (warehouse) => warehouse.cancel("t"),
      sent: ["POST", "external_data_schemas/t/cancel/", ""],
    },
    {
      name: "deleteData",
      write: (warehouse) => warehouse.deleteData("t"),
      sent: ["DELETE", "external_data_schemas/t/delete_data/", ""],
    },
    {
      name: "enableCdc",
      write: (warehouse) =>
        warehouse.enableCdc("s", { kind: "enable_cdc", management_mode: "posthog", publication_name: "pub" }),
      sent: [
        "POST",
        "external_data_sources/s/enable_cdc/",
        '{"cdc_management_mode":"posthog","cdc_publication_name":"pub"}',
      ],
    },
    {
      name: "deleteWebhook",
      write: (warehouse) => warehouse.deleteWebhook("s"),
      sent: ["POST", "external_data_sources/s/delete_webhook/", ""],
    },
  ])("$name is exactly one call", async ({ write, sent }) => {
    const server = await serve(answer(200, { success: true }));

    await write(client(server.url).warehouse);

    expect(server.seen.map(({ method, path, body }) => [method, path.replace("/api/projects/1/", ""), body])).toEqual([
      sent,
    ]);
  });

  it("does not look at what comes back, because only reading back tells", async () => {
    const server = await serve(answer(200, "", { date: "Thu, 01 Oct 2026 12:00:05 GMT" }));

    expect(await client(server.url).warehouse.reload("t")).toEqual({
      ok: true,
      value: { value: null, serverTime: Date.parse("2026-10-01T12:00:05Z") },
    });
  });
});

describe("a webhook", () => {
  const inputs = { signing_secret: { env: "STRIPE_SECRET" }, account: { env: "STRIPE_ACCOUNT" } };
  const environment: Readonly<Record<string, string>> = { STRIPE_SECRET: "whsec_1", STRIPE_ACCOUNT: "acct_1" };

  it("is created with what the named variables hold", async () => {
    const server = await serve(answer(200, { success: true }));

    const result = await client(server.url, { secrets: (name) => environment[name] }).warehouse.createWebhook(
      "s",
      inputs,
    );

    expect(result).toMatchObject({ ok: true, value: { value: true } });
    expect(server.seen[0]?.body).toBe('{"inputs":{"signing_secret":"whsec_1","account":"acct_1"}}');
  });

  it.each(["STRIPE_SECRET", "STRIPE_ACCOUNT"])("is not created while %s is not set", async (missing) => {
    const server = await serve(answer(200, { success: true }));
    const secrets = (name: string) => (name === missing ? "" : environment[name]);

    const result = await client(server.url, { secrets }).warehouse.createWebhook("s", inputs);

    expect(result).toMatchObject({ ok: false, error: { kind: "secret-missing", name: missing } });
    expect(server.seen).toEqual([]);
  });

  it.each(["createWebhook", "deleteWebhook"] as const)("%s tells a 200 that did not succeed", async (name) => {
    const server = await serve(answer(200, { success: false, error: "boom" }));
    const { warehouse } = client(server.url);

    const result =
      name === "createWebhook" ? await warehouse.createWebhook("s", {}) : await warehouse.deleteWebhook("s");

    expect(result).toMatchObject({ ok: true, value: { value: false } });
  });
});

const jobOf = (table: string, created_at: string) => ({
  id: table,
  created_at,
  status: "Completed",
  schema: { id: table, name: table },
});

describe("a read", () => {
  it("of a source tells whether CDC is on and which tables use its webhook, disabled ones too", async () => {
    const server = await serve(
      answer(200, {
        id: "s",
        source_type: "Stripe",
        job_inputs: { cdc_enabled: "True" },
        schemas: [
          { id: "1", name: "Charge", should_sync: true, sync_type: "webhook" },
          { id: "2", name: "Customer", should_sync: false, sync_type: "webhook" },
          { id: "3", name: "Invoice", should_sync: true, sync_type: "append" },
        ],
      }),
    );
    const { warehouse } = client(server.url);

    expect(await warehouse.cdcEnabled("s")).toMatchObject({ ok: true, value: { value: true } });
    expect(await warehouse.webhookTables("s")).toMatchObject({ ok: true, value: { value: ["Charge", "Customer"] } });
  });

  it("of runs has the newest first, even where the tables did not fit into one call", async () => {
    const server = await serve(
      inOrder(answer(200, [jobOf("t0", "2026-10-01T12:00:00Z")]), answer(200, [jobOf("t50", "2026-10-01T13:00:00Z")])),
    );

    const jobs = await client(server.url).warehouse.jobs(
      "s",
      range(51).map((n) => `t${n}`),
    );

    expect(jobs).toMatchObject({ ok: true, value: { value: [{ id: "t50" }, { id: "t0" }] } });
  });

  it("of runs does not take those of tables that nobody asked for", async () => {
    const job = { id: "j", created_at: "2026-10-01T12:00:00Z", status: "Running", schema: { id: "9", name: "other" } };
    const server = await serve(answer(200, [job]));

    expect(await client(server.url).warehouse.jobs("s", ["orders"])).toMatchObject({
      ok: false,
      error: { kind: "shape", detail: "at the top[0].schema: expected a table that was asked for" },
    });
  });
});
