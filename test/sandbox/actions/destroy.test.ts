import { describe, expect, it } from "vitest";
import { NEIGHBOUR, oneTable, SERVER_ERROR, WORKFLOW } from "../patch/one-table.js";
import { EXISTS, source } from "../source/webhook-source.js";

describe("DELETE of a schema", () => {
  it("takes it out of the API, with its schedule, and keeps what it was", async () => {
    const server = await oneTable({});

    expect(await server.call("DELETE", "")).toEqual({ status: 204, body: undefined });

    expect(server.schema()).toMatchObject({
      deleted: true,
      schedule: null,
      sync_type: "incremental",
      internal: { table_deleted: true },
    });
    expect(server.effects()).toEqual([{ kind: "schedule_deleted" }]);
    expect(await server.call("GET", "")).toMatchObject({ status: 404 });
    expect(await server.call("DELETE", "")).toMatchObject({ status: 404 });
  });

  it.each([
    ["leaves the publication", {}, ["cdc_table_removed"]],
    [
      "stays in a publication of the customer",
      { job_inputs: { cdc_enabled: "True", cdc_management_mode: "self_managed" } },
      [],
    ],
    ["stays in a publication that cannot be reached", { live: { connection_error: "refused" } }, []],
  ])("of CDC %s", async (_, settings, kinds) => {
    const server = await oneTable({ schema: { sync_type: "cdc" }, schedule: null, ...settings });
    expect(await server.call("DELETE", "")).toMatchObject({ status: 204 });
    expect(server.effects().map(({ kind }) => kind)).toEqual(kinds);
  });

  it("leaves a schedule behind that it could not delete", async () => {
    const server = await oneTable({ temporal: { schedule_write: "unavailable" } });
    expect(await server.call("DELETE", "")).toMatchObject({ status: 204 });
    expect(server.schema()).toMatchObject({ deleted: true, schedule: { paused: false } });
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["a viewer", { schema: { user_access_level: "viewer" } }],
    ["anybody, where PostHog manages the source", { source: { system_managed: true } }],
  ])("is not for %s", async (_, settings) => {
    const server = await oneTable(settings);
    expect(await server.call("DELETE", "")).toMatchObject({ status: 403 });
    expect(server.schema().deleted).toBe(false);
  });
});

describe("DELETE of a source", () => {
  it("takes all below it along", async () => {
    const server = await oneTable({ neighbour: {}, running: true });

    expect(await server.call("DELETE", "source")).toEqual({ status: 204, body: undefined });

    expect(server.source()).toMatchObject({ deleted: true, schemas: [{ deleted: true }, { deleted: true }] });
    expect(server.effects()).toEqual([
      { kind: "workflow_cancelled", workflow_id: WORKFLOW },
      { kind: "schedule_deleted" },
      { kind: "schedule_deleted" },
    ]);
    expect(await server.call("GET", "source")).toMatchObject({ status: 404 });
    expect(await server.call("GET", "")).toMatchObject({ status: 404 });
  });

  it.each([
    ["the webhook at the provider", {}, { exists: false }, ["webhook_unregistered", "schedule_deleted"]],
    ["not a webhook that the provider keeps", { delete_error: "403" }, { exists: true }, ["schedule_deleted"]],
  ])("takes along %s", async (_, refusal, webhook_provider, kinds) => {
    const server = await oneTable(source({ webhook: {}, provider: { ...EXISTS, ...refusal } }));
    await server.call("DELETE", "source");
    expect(server.source()).toMatchObject({ webhook: { deleted: true }, live_source: { webhook_provider } });
    expect(server.effects().map(({ kind }) => kind)).toEqual(kinds);
  });

  it("answers 500 with the delete in place when the run cannot be cancelled", async () => {
    const server = await oneTable({ running: true, temporal: { cancel: "unavailable" } });
    expect(await server.call("DELETE", "source")).toEqual(SERVER_ERROR);
    expect(server.source()).toMatchObject({ deleted: true, schemas: [{ deleted: true, schedule: { paused: false } }] });
  });

  it("is refused while one of its tables is locked", async () => {
    const server = await oneTable({ neighbour: { id: NEIGHBOUR, user_access_level: "viewer" } });
    expect(await server.call("DELETE", "source")).toMatchObject({
      status: 403,
      body: { detail: "You do not have editor access to every table in this source." },
    });
    expect(server.source().deleted).toBe(false);
  });
});
