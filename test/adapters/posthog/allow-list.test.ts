import { describe, expect, it } from "vitest";
import { accessOf } from "../../../src/adapters/posthog/allow-list.js";
import type { Warehouse } from "../../../src/executor/ports.js";
import { answer, serve } from "../../support/http.js";
import { client } from "./support.js";

const WRITES: readonly { name: keyof Warehouse; write: (warehouse: Warehouse) => Promise<unknown> }[] = [
  { name: "patch", write: (warehouse) => warehouse.patch("t", { should_sync: false }) },
  { name: "reload", write: (warehouse) => warehouse.reload("t") },
  { name: "resync", write: (warehouse) => warehouse.resync("t") },
  { name: "cancel", write: (warehouse) => warehouse.cancel("t") },
  { name: "deleteData", write: (warehouse) => warehouse.deleteData("t") },
  {
    name: "enableCdc",
    write: (warehouse) => warehouse.enableCdc("s", { kind: "enable_cdc", management_mode: "posthog" }),
  },
  { name: "createWebhook", write: (warehouse) => warehouse.createWebhook("s", {}) },
  { name: "updateWebhookInputs", write: (warehouse) => warehouse.updateWebhookInputs("s", {}) },
  { name: "deleteWebhook", write: (warehouse) => warehouse.deleteWebhook("s") },
];

describe("read mode", () => {
  it.each(WRITES)("does not let $name out of the process", async ({ write }) => {
    const server = await serve(answer(200, {}));

    const result = await write(client(server.url, { mode: "read" }).warehouse);

    expect(result).toMatchObject({ ok: false, error: { kind: "forbidden-call" } });
    expect(server.seen).toEqual([]);
  });

  it("knows every write of the port", () => {
    const reads: readonly (keyof Warehouse)[] = [
      "readTable",
      "readSource",
      "roomToWrite",
      "jobs",
      "cdcEnabled",
      "webhookInfo",
      "webhookTables",
    ];
    const { warehouse } = client("http://127.0.0.1:1");

    expect(Object.keys(warehouse).toSorted()).toEqual([...reads, ...WRITES.map(({ name }) => name)].toSorted());
  });
});

describe("write mode", () => {
  it.each(WRITES)("sends $name once", async ({ write }) => {
    const server = await serve(answer(200, { success: true }));

    const result = await write(client(server.url).warehouse);

    expect(result).toMatchObject({ ok: true });
    expect(server.seen).toHaveLength(1);
  });
});

describe("the list", () => {
  it.each([
    ["GET", "external_data_sources/", "read"],
    ["GET", "external_data_sources/s/jobs/", "read"],
    ["POST", "external_data_schemas/t/incremental_fields/", "probe"],
    ["POST", "external_data_sources/s/check_cdc_prerequisites_for_source/", "probe"],
    ["PATCH", "external_data_schemas/t/", "write"],
    ["DELETE", "external_data_schemas/t/", undefined],
    ["DELETE", "external_data_sources/s/", undefined],
    ["PATCH", "external_data_sources/s/", undefined],
    ["POST", "external_data_sources/s/disable_cdc/", undefined],
    ["PUT", "external_data_schemas/t/", undefined],
    ["GET", "external_data_sources/s/jobs/more/", undefined],
    ["GET", "", undefined],
  ])("takes %s %s for %s", (method, path, access) => {
    expect(accessOf("write", method, path)).toBe(access);
    expect(accessOf("read", method, path)).toBe(access === "write" ? undefined : access);
  });

  it.each(["..", ".", "../external_data_schemas/t", "//other.example/"])(
    "cannot be left through an id like %s",
    async (id) => {
      const server = await serve(answer(200, {}));

      await client(server.url).warehouse.deleteData(id);

      for (const { path } of server.seen)
        expect(path).toMatch(/^\/api\/projects\/1\/external_data_schemas\/[^/]+\/delete_data\/$/);
    },
  );
});
