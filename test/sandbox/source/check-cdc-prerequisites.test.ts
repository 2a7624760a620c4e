import { describe, expect, it } from "vitest";
import { oneSchema } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const CONFIG = { host: "db.example", port: "5432", database: "shop", user: "posthog", password: "x" };
const BODY = { source_type: "Postgres", ...CONFIG };

const check = async (body: unknown, live: object = {}) => {
  const { call } = await aSandbox(
    oneSchema(
      {},
      {
        job_inputs: CONFIG,
        live_source: { tables: [{ name: "public.orders", primary_keys: ["id"] }, { name: "public.log" }], ...live },
      },
    ),
  );
  const { status, body: answer } = await call("POST", "external_data_sources/check_cdc_prerequisites/", { body });
  return { status, body: answer };
};

describe("check_cdc_prerequisites, for a database that is no source yet", () => {
  it.each([
    ["all is well", {}, {}, { valid: true, errors: [] }],
    [
      "something is missing",
      {},
      { cdc: { prerequisite_errors: ["wal_level is not logical"] } },
      { valid: false, errors: ["wal_level is not logical"] },
    ],
    [
      "a table has no key",
      { tables: ["public.orders", "public.log"] },
      {},
      { valid: false, errors: ["Table 'public.log' has no primary key."] },
    ],
  ])("says whether %s", async (_, body, live, answer) => {
    expect(await check({ ...BODY, ...body }, live)).toEqual({ status: 200, body: answer });
  });

  it.each([
    ["no type", {}, {}, "CDC prerequisite checks are only supported for CDC enabled sources."],
    [
      "another type",
      { ...BODY, source_type: "Stripe" },
      {},
      "CDC prerequisite checks are only supported for CDC enabled sources.",
    ],
    [
      "missing credentials",
      { source_type: "Postgres", host: "db.example", port: 5432, database: "shop" },
      {},
      "Invalid source config: Missing required field: 'user', Missing required field: 'password'",
    ],
    [
      "an unknown mode",
      { ...BODY, cdc_management_mode: "x" },
      {},
      "cdc_management_mode must be 'posthog' or 'self_managed'.",
    ],
    [
      "a database out of reach",
      BODY,
      { connection_error: "refused" },
      "Could not connect to Postgres to check prerequisites: refused",
    ],
    [
      "a host that nobody knows",
      { ...BODY, host: "nowhere.example" },
      {},
      'Could not connect to Postgres to check prerequisites: could not translate host name "nowhere.example" to address: Name or service not known',
    ],
  ])("%s: refused", async (_, body, live, message) => {
    expect(await check(body, live)).toEqual({ status: 400, body: { message } });
  });
});
