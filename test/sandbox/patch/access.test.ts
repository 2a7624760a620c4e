import { describe, expect, it } from "vitest";
import { oneTable, SERVER_ERROR } from "./one-table.js";

const forbidden = (detail: string) => ({
  status: 403,
  body: { type: "authentication_error", code: "permission_denied", detail, attr: null },
});

describe("who may not change a schema", () => {
  it.each([
    [
      "a viewer of the table",
      { schema: { user_access_level: "viewer" } },
      "You do not have editor access to this table.",
    ],
    [
      "anybody, where PostHog manages the source",
      { source: { system_managed: true } },
      "This schema is managed by PostHog and cannot be changed through this API.",
    ],
  ])("%s", async (_, settings, detail) => {
    const server = await oneTable(settings);
    expect(await server.patch({ sync_type: "nonsense" })).toEqual(forbidden(detail));
    expect(server.effects()).toEqual([]);
  });

  it("nobody, once it is deleted", async () => {
    const server = await oneTable({ schema: { deleted: true } });
    expect(await server.patch({})).toMatchObject({ status: 404, body: { code: "not_found", detail: "Not found." } });
  });
});

describe("when the workflow engine is down, PATCH answers 500 with its save in place", () => {
  const DOWN = { temporal: { trigger: "unavailable", schedule_write: "unavailable", cancel: "unavailable" } };

  it.each([
    ["a new frequency", { sync_frequency: "1hour" }, { sync_frequency: "1hour" }, {}],
    ["disabling", { should_sync: false }, { should_sync: false }, {}],
    ["enabling", { should_sync: true }, { should_sync: true }, { schema: { should_sync: false } }],
    [
      "enabling without a schedule",
      { should_sync: true },
      { should_sync: true },
      { schema: { should_sync: false }, schedule: null },
    ],
    ["a cursor without a greatest value", { incremental_field: "gone" }, { incremental_field: "gone" }, {}],
    ["a move to xmin", { sync_type: "xmin" }, { sync_type: "xmin" }, {}],
  ])("%s", async (_, body, stored, settings) => {
    const server = await oneTable({ ...settings, ...DOWN });
    const { schedule } = server.schema();

    expect(await server.patch(body)).toEqual(SERVER_ERROR);

    expect(server.schema()).toMatchObject({ ...stored, schedule });
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["what needs no schedule", { incremental_field_lookback_seconds: 60 }, {}],
    ["disabling what has no schedule", { should_sync: false }, { schedule: null }],
  ])("but not for %s", async (_, body, settings) => {
    const server = await oneTable({ ...settings, ...DOWN });
    expect(await server.patch(body)).toMatchObject({ status: 200 });
  });
});
