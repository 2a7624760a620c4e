import { describe, expect, it } from "vitest";
import { notEmulated } from "../../../src/sandbox/not-emulated.js";
import { ROUTES } from "../../../src/sandbox/routes.js";
import type { Route } from "../../../src/sandbox/route.js";
import { aDocument, anId, aSchema, aSource } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const READ = "external_data_source:read";
const WRITE = "external_data_source:write";

/** What each action wants, as PostHog's documentation of its API has it. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  [READ]: [
    "GET external_data_schemas",
    "GET external_data_schemas/:id",
    "GET external_data_schemas/:id/logs",
    "GET external_data_sources",
    "GET external_data_sources/:id",
    "GET external_data_sources/:id/jobs",
    "GET external_data_sources/wizard",
    "GET external_data_sources/:id/webhook_info",
    "GET external_data_sources/:id/cdc_status",
    "GET external_data_sources/stored_credentials",
    "GET external_data_sources/connect_link",
    "GET external_data_sources/direct_connection_options",
    "GET external_data_sources/connections",
  ],
  [WRITE]: [
    "PATCH external_data_schemas/:id",
    "PUT external_data_schemas/:id",
    "DELETE external_data_schemas/:id",
    "POST external_data_schemas/:id/reload",
    "POST external_data_schemas/:id/resync",
    "POST external_data_schemas/:id/cancel",
    "DELETE external_data_schemas/:id/delete_data",
    "POST external_data_schemas/:id/incremental_fields",
    "GET external_data_schemas/:id/destinations",
    "PATCH external_data_schemas/:id/destinations",
    "POST external_data_sources",
    "PUT external_data_sources/:id",
    "PATCH external_data_sources/:id",
    "DELETE external_data_sources/:id",
    "POST external_data_sources/:id/reload",
    "POST external_data_sources/:id/refresh_schemas",
    "PATCH external_data_sources/:id/bulk_update_schemas",
    "POST external_data_sources/database_schema",
    "POST external_data_sources/setup",
    "POST external_data_sources/store_credentials",
    "POST external_data_sources/source_prefix",
    "PATCH external_data_sources/:id/revenue_analytics_config",
    "GET external_data_sources/:id/destinations",
    "PATCH external_data_sources/:id/destinations",
    "POST external_data_sources/:id/create_webhook",
    "POST external_data_sources/:id/update_webhook_inputs",
    "POST external_data_sources/:id/delete_webhook",
    "POST external_data_sources/check_cdc_prerequisites",
    "POST external_data_sources/:id/check_cdc_prerequisites_for_source",
    "POST external_data_sources/:id/enable_cdc",
    "POST external_data_sources/:id/disable_cdc",
    "POST external_data_sources/:id/repair_cdc",
    "POST external_data_sources/:id/update_cdc_settings",
  ],
  none: [
    "POST external_data_sources/:id/resume_cdc",
    "GET lineage/get_upstream",
    "GET data_modeling_nodes",
    "GET data_modeling_edges",
    "POST warehouse_saved_queries/:id/ancestors",
    "POST warehouse_saved_queries/:id/descendants",
    "GET warehouse_saved_queries/:id/dependencies",
    "GET data_warehouse/total_rows_stats",
    "GET data_warehouse/job_stats",
    "GET data_warehouse/running_activity",
  ],
  "warehouse_view:read": ["GET warehouse_saved_queries", "GET warehouse_saved_queries/:id"],
  "query:read": ["POST query"],
  [`warehouse_view:read ${READ} batch_export:read hog_function:read`]: ["GET data_warehouse/data_health_issues"],
};

const named = ({ method, path }: Route): string => `${method} ${path}`;
const wanted = ({ scope }: Route): string => (scope === "none" ? scope : scope.join(" "));
const pathOf = ({ path }: Route): string => `${path.replace(":id", anId(77))}/`;

const KEYS = [
  { value: "phx_read", scopes: [READ] },
  { value: "phx_write", scopes: [WRITE] },
  { value: "phx_old", scopes: [] },
  { value: "phx_full", scopes: ["*"] },
];

describe("the scope of each action", () => {
  it("is the documented one, and no action is without", () => {
    const documented = Object.entries(SCOPES).flatMap(([scope, names]) => names.map((name) => [name, scope] as const));
    expect(Object.fromEntries(ROUTES.newest.map((route) => [named(route), wanted(route)]))).toEqual(
      Object.fromEntries(documented),
    );
  });

  it("decides before the object is looked for: refused for its scope, or not found", async () => {
    const { call } = await aSandbox(aDocument([aSource([aSchema()])], { api_keys: KEYS }));
    for (const route of ROUTES.newest) {
      const answer = async (key: string) => (await call(route.method, pathOf(route), { key })).status;
      const opened = { read: wanted(route) === READ, write: wanted(route) === READ || wanted(route) === WRITE };
      expect([named(route), (await answer("phx_read")) !== 403, (await answer("phx_write")) !== 403]).toEqual([
        named(route),
        opened.read,
        opened.write,
      ]);
      expect([named(route), await answer("phx_old"), await answer("phx_full")]).not.toContain(403);
    }
  });

  it("is named by a refusal, or the want of one", async () => {
    const { call } = await aSandbox(aDocument([aSource([aSchema()])], { api_keys: KEYS }));
    const detail = async (method: string, path: string) =>
      (await call<{ detail: string }>(method, path, { key: "phx_read" })).body.detail;

    expect(await detail("POST", `external_data_sources/${anId(77)}/resume_cdc/`)).toBe(
      "This action does not support personal API key access",
    );
    expect(await detail("GET", "data_warehouse/data_health_issues/")).toBe(
      "API key missing required scope 'warehouse_view:read'",
    );
  });
});

describe("an action that the sandbox does not emulate", () => {
  it.each(
    ROUTES.newest.filter(({ handler }) => handler === notEmulated).map((route) => [named(route), route] as const),
  )("%s says so to who may take it", async (_, route) => {
    const { call } = await aSandbox(aDocument([aSource([aSchema()])]));
    expect(await call(route.method, pathOf(route))).toMatchObject({
      status: 501,
      body: { error: `The sandbox does not emulate ${route.method} /api/projects/1/${pathOf(route)}` },
    });
  });
});
