import { describe, expect, it } from "vitest";
import { anId, aTable, oneSchema, ORDERS, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const SCHEMA = `external_data_schemas/${ORDERS}/`;
const OF_SOURCE = `external_data_sources/${SOURCE}/`;
const CURSOR = { label: "id", type: "integer", field: "id", field_type: "integer" };
const CDC = { cdc_enabled: "True", cdc_slot_name: "slot", cdc_publication_name: "pub" };

type Call = readonly [method: string, path: string, body?: unknown];

/** Calls that write to places of the document which a PATCH of a schema does not reach. */
const CALLS: readonly (readonly [what: string, calls: readonly Call[]])[] = [
  [
    "discovery",
    [
      ["PATCH", OF_SOURCE, { auto_sync_new_schemas: true }],
      ["POST", `${OF_SOURCE}refresh_schemas/`],
    ],
  ],
  [
    "a schema that is deleted and found again",
    [
      ["DELETE", SCHEMA],
      ["POST", `${OF_SOURCE}refresh_schemas/`],
    ],
  ],
  ["a source that is deleted", [["DELETE", OF_SOURCE]]],
  [
    "settings of a source",
    [
      [
        "PATCH",
        OF_SOURCE,
        { description: "x", auto_sync_schema_patterns: ["a*"], job_inputs: { port: 1, ssl: { on: true } } },
      ],
    ],
  ],
  [
    "several schemas",
    [["PATCH", `${OF_SOURCE}bulk_update_schemas/`, { schemas: [{ id: ORDERS, sync_frequency: "1hour" }] }]],
  ],
  [
    "destinations",
    [
      ["PATCH", `${SCHEMA}destinations/`, { destination_ids: [anId(5)] }],
      ["PATCH", `${OF_SOURCE}destinations/`, { destination_ids: [anId(5)] }],
    ],
  ],
  ["a reload", [["POST", `${OF_SOURCE}reload/`]]],
  ["capture that ends", [["POST", `${OF_SOURCE}disable_cdc/`]]],
  [
    "capture that is mended",
    [
      ["PATCH", SCHEMA, { sync_type: "cdc" }],
      ["POST", `${OF_SOURCE}repair_cdc/`],
    ],
  ],
  ["settings of capture", [["POST", `${OF_SOURCE}update_cdc_settings/`, { cdc_lag_warning_threshold_mb: 9 }]]],
];

describe("a document that requests have changed", () => {
  it.each(CALLS)("loads again, to the same state: %s", async (_, calls) => {
    const { call, state, sandbox } = await aSandbox(
      oneSchema(
        { table: aTable(), primary_key_columns: ["id"] },
        {
          job_inputs: { host: "db", ...CDC },
          capabilities: { supports_cdc: true, detects_primary_keys: true },
          live_source: {
            tables: [
              { name: "public.orders", primary_keys: ["id"], cdc_available: true },
              {
                name: "public.refunds",
                incremental_fields: [CURSOR],
                supports_incremental: true,
                columns: [{ name: "id", data_type: "int" }],
              },
            ],
          },
        },
        { extensions: { destinations: [{ id: anId(5) }] } },
      ),
    );
    const before = state();
    for (const [method, path, body] of calls) {
      expect((await call(method, path, body === undefined ? {} : { body })).status).toBeLessThan(300);
    }
    const { effects: _effects, ...document } = state();
    expect(document).not.toEqual({ ...before, effects: undefined });

    sandbox.reset(document);

    expect(state()).toEqual({ ...document, effects: [] });
  });
});
