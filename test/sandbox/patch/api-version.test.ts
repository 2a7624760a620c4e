import { describe, expect, it } from "vitest";
import { invalid, oneTable, WORKFLOW } from "./one-table.js";

const CANCELLED = [{ kind: "workflow_cancelled", workflow_id: WORKFLOW }];
const NOT_FOR_WEBHOOKS = invalid(
  "API version overrides are not available for webhook-sync schemas — webhook payload versions are configured on the source at the vendor.",
  { attr: "api_version" },
);

describe("the API version of a table", () => {
  it.each([
    ["a supported version", "2026-01", {}, CANCELLED],
    ["no override any more", null, { api_version: "2025-01" }, CANCELLED],
    ["the same version, although retired", "2020-01", { api_version: "2020-01" }, []],
  ])("%s: stored, and a change cancels the run", async (_, api_version, schema, effects) => {
    const server = await oneTable({ schema, running: true });
    expect(await server.patch({ api_version })).toMatchObject({ status: 200, body: { api_version } });
    expect(server.schema().internal.reset_pipeline).toBe(false);
    expect(server.effects()).toEqual(effects);
  });

  it("is stored although the cancel call fails", async () => {
    const server = await oneTable({ running: true, temporal: { cancel: "unavailable" } });
    expect(await server.patch({ api_version: "2026-01" })).toMatchObject({ status: 200 });
    expect(server.effects()).toEqual([]);
  });

  it("has to be one that the source type supports", async () => {
    const server = await oneTable();
    expect(await server.patch({ api_version: "2019-01" })).toEqual(
      invalid("'2019-01' is not a supported Postgres API version. Supported versions: 2025-01, 2026-01", {
        attr: "api_version",
      }),
    );
  });

  it.each([
    ["an override of a webhook table", { api_version: "2026-01" }, { sync_type: "webhook" }],
    ["a move to webhook with a stored override", { sync_type: "webhook" }, { api_version: "2026-01" }],
    [
      "any edit of a webhook table that has one",
      { sync_frequency: "1hour" },
      { sync_type: "webhook", api_version: "2026-01" },
    ],
  ])("%s is refused", async (_, body, schema) => {
    const server = await oneTable({ schema });
    expect(await server.patch(body)).toEqual(NOT_FOR_WEBHOOKS);
  });

  it("is free to go together with the move to webhook", async () => {
    const server = await oneTable({ schema: { api_version: "2026-01" } });
    expect(await server.patch({ sync_type: "webhook", api_version: null })).toMatchObject({ status: 200 });
  });
});
