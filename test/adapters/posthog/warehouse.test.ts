import { describe, expect, it } from "vitest";
import type { Warehouse } from "../../../src/executor/ports.js";
import { answer, inOrder, serve } from "../../support/http.js";
import { client, range } from "./support.js";

const silent = ["reload", "resync", "cancel", "deleteData"] as const;
const outspoken = ["patch", "enableCdc", "createWebhook", "deleteWebhook"] as const;
const make = (warehouse: Warehouse): Record<(typeof silent | typeof outspoken)[number], () => Promise<unknown>> => ({
  patch: () => warehouse.patch("t", { row_filters: null }),
  reload: () => warehouse.reload("t"),
  resync: () => warehouse.resync("t"),
  cancel: () => warehouse.cancel("t"),
  deleteData: () => warehouse.deleteData("t"),
  enableCdc: () =>
    warehouse.enableCdc("s", { kind: "enable_cdc", management_mode: "posthog", publication_name: "pub" }),
  createWebhook: () => warehouse.createWebhook("s", {}),
  deleteWebhook: () => warehouse.deleteWebhook("s"),
});

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

  describe.each([...silent, ...outspoken])("%s", (name) => {
    it.each([
      ["a web page", "<!doctype html><title>Sign in</title>", "application/json", "html"],
      ["what calls itself a web page", '{"success":true}', "text/html; charset=utf-8", "html"],
      ["a text", "OK", "text/plain", "not-json"],
      ["half an answer", '{"success":tr', "application/json", "not-json"],
    ])("is not taken where %s comes back with a 200", async (_, body, type, detail) => {
      const server = await serve(answer(200, body, { "content-type": type }));

      const result = await make(client(server.url).warehouse)[name]();

      expect(result).toMatchObject({ ok: false, error: { kind: "shape", detail } });
      expect(server.seen).toHaveLength(1);
    });
  });

  it.each(
    outspoken.flatMap(
      (name) =>
        [
          [name, "", "empty"],
          [name, "[]", "at the top: expected an object"],
        ] as const,
    ),
  )("%s is not taken where %j comes back: PostHog answers with an object", async (name, body, detail) => {
    const server = await serve(answer(200, body));

    expect(await make(client(server.url).warehouse)[name]()).toMatchObject({
      ok: false,
      error: { kind: "shape", detail },
    });
  });

  it.each(
    silent.flatMap(
      (name) =>
        [
          [name, ""],
          [name, '{"detail":"No sync was running."}'],
        ] as const,
    ),
  )("%s is taken where %j comes back", async (name, body) => {
    const server = await serve(answer(200, body, { "content-type": body === "" ? "text/html" : "application/json" }));

    expect(await make(client(server.url).warehouse)[name]()).toMatchObject({ ok: true, value: { value: null } });
  });

  it("has the time of its answer by the server's clock", async () => {
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

  it("that stands is handed them by themselves", async () => {
    const server = await serve(answer(200, { success: true }));

    const { warehouse } = client(server.url, { secrets: (name) => environment[name] });
    const result = await warehouse.updateWebhookInputs("s", { signing_secret: inputs.signing_secret });

    expect(result).toMatchObject({ ok: true });
    expect(server.seen[0]?.path).toContain("external_data_sources/s/update_webhook_inputs/");
    expect(server.seen[0]?.body).toBe('{"inputs":{"signing_secret":"whsec_1"}}');
  });

  it("tells which of its inputs hold a value, a secret one by the fact alone", async () => {
    const shown = { signing_secret: { secret: true }, endpoint: { value: "main" }, empty: { value: "" }, none: {} };
    const server = await serve(answer(200, { supports_webhooks: true, exists: true, inputs: shown }));

    const info = await client(server.url).warehouse.webhookInfo("s");

    expect(info).toMatchObject({ ok: true, value: { value: { filled_inputs: ["signing_secret", "endpoint"] } } });
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
