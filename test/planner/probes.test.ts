import { describe, expect, it } from "vitest";
import type { DesiredSource } from "../../src/model/desired.js";
import { NO_PROBES } from "../../src/model/probe-plan.js";
import type { ProbePlan } from "../../src/model/probe-plan.js";
import type { DeclaredSettings, LiveSettings } from "../../src/model/settings.js";
import { probesNeeded } from "../../src/planner/probes.js";
import {
  aDesiredTable,
  aTable,
  BEFORE,
  DECLARED,
  NOT_READ,
  SCHEMA_ID,
  SOURCE_ID,
  type TableParts,
} from "../support/change.js";
import { aDesiredState, aLiveState, onlyItem, owedBy, planOf, type SourceParts } from "../support/planned.js";

interface Setting {
  readonly declared: DeclaredSettings;
  readonly before?: Partial<LiveSettings>;
  readonly table?: Omit<TableParts, "settings">;
  readonly source?: SourceParts;
  readonly declaredSource?: Partial<DesiredSource>;
}

const OFFER = { offers: [{ source_id: SOURCE_ID, schema_id: SCHEMA_ID }] };
const FILTERED = { row_filters: [{ column: "id", operator: ">", value: 1 }] } as const;
const UNKNOWN = { traits: NOT_READ };
const TRAITS = { traits: [{ source_id: SOURCE_ID, schema_id: SCHEMA_ID }] };
const JOBS = { jobs: [{ source_id: SOURCE_ID, tables: ["public.orders"] }] };
const off = { cdc: { enabled: false } };
const cdc = { management_mode: "posthog" } as const;

const probesOf = ({ declared, before = {}, table = {}, source = {}, declaredSource = {} }: Setting): ProbePlan =>
  probesNeeded(
    aDesiredState([aDesiredTable(declared)], declaredSource),
    aLiveState([aTable({ ...table, settings: before })], { source }),
    [],
  );

describe("the probes of a plan", () => {
  it.each<[behaviour: string, setting: Setting, probes: Partial<ProbePlan>]>([
    [
      "ask nothing for an unchanged table, though it runs",
      { declared: { sync_frequency: "6hour" }, table: { status: "Running" } },
      {},
    ],
    ["ask nothing for another schedule", { declared: { sync_frequency: "1hour", sync_time_of_day: "06:00:00" } }, {}],
    ["ask beside the table whether its source filters rows", { declared: FILTERED, source: UNKNOWN }, TRAITS],
    ["ask beside the table for the API's versions", { declared: { api_version: "v2" }, source: UNKNOWN }, TRAITS],
    ["ask that no second time", { declared: FILTERED }, {}],
    ["ask nothing where filters go", { declared: { row_filters: null }, before: FILTERED, source: UNKNOWN }, {}],
    ["ask the source about a cursor", { declared: { incremental_field: "created_at" } }, OFFER],
    ["ask the source about a key", { declared: { primary_key_columns: ["tenant_id"] } }, OFFER],
    ["ask the source about columns", { declared: { enabled_columns: ["id"] } }, OFFER],
    [
      "ask the source about a table's first import",
      { declared: { should_sync: true }, before: { should_sync: false }, table: { table: null } },
      OFFER,
    ],
    [
      "ask nothing when a table is switched on again",
      { declared: { should_sync: true }, before: { should_sync: false } },
      {},
    ],
    [
      "look at the runs of a changed table that runs",
      { declared: { sync_frequency: "1hour" }, table: { status: "Running" } },
      JOBS,
    ],
    [
      "look at the runs of a changed table that failed",
      { declared: { sync_frequency: "1hour" }, table: { status: "Failed" } },
      JOBS,
    ],
    [
      "look at the newest run before a first watermark",
      { declared: DECLARED.incremental, before: BEFORE.full_refresh },
      { ...OFFER, ...JOBS },
    ],
    ["look at the capture that runs", { declared: DECLARED.cdc }, { ...OFFER, cdc_status: [SOURCE_ID] }],
    ["leave the capture alone for another schedule", { declared: { sync_frequency: "1hour" }, before: BEFORE.cdc }, {}],
    [
      "check prerequisites where a plan may enable CDC",
      { declared: DECLARED.cdc, source: off, declaredSource: { cdc } },
      { ...OFFER, cdc_prerequisites: [{ source_id: SOURCE_ID, cdc }] },
    ],
    ["check none where it may not", { declared: DECLARED.cdc, source: off }, OFFER],
    [
      "look at the webhook of a table that gets one",
      { declared: DECLARED.webhook },
      { ...OFFER, webhook_info: [SOURCE_ID] },
    ],
    [
      "look at the webhook of a table that leaves it",
      { declared: DECLARED.append, before: BEFORE.webhook },
      { ...OFFER, webhook_info: [SOURCE_ID] },
    ],
    ["leave the webhook of an unchanged table alone", { declared: {}, before: BEFORE.webhook }, {}],
  ])("%s", (_behaviour, setting, probes) => {
    expect(probesOf(setting)).toEqual({ ...NO_PROBES, ...probes });
  });

  it("name the tables of a source in one entry, and the source once", () => {
    const names = ["public.a", "public.b"];
    const tables = names.map((name, index) => aTable({ id: `schema-${index}`, name, status: "Running" }));
    const declared = names.map((name) => aDesiredTable(DECLARED.webhook, { name }));

    expect(probesNeeded(aDesiredState(declared), aLiveState(tables), [])).toMatchObject({
      jobs: [{ source_id: SOURCE_ID, tables: names }],
      webhook_info: [SOURCE_ID],
    });
  });

  it("ask once for all tables of a source what it takes", () => {
    const names = ["public.a", "public.b"];
    const tables = names.map((name, index) => aTable({ id: `schema-${index}`, name }));
    const declared = names.map((name) => aDesiredTable(FILTERED, { name }));

    expect(probesNeeded(aDesiredState(declared), aLiveState(tables, { source: UNKNOWN }), []).traits).toEqual([
      { source_id: SOURCE_ID, schema_id: "schema-0" },
    ]);
  });

  it("look at the webhook that an unfinished item has to create or delete", () => {
    const live = aTable({ settings: BEFORE.webhook });
    const desired = aDesiredState([aDesiredTable(DECLARED.append)]);
    const item = onlyItem(planOf({ desired, live: aLiveState([live]) }));
    const patched = aTable({ settings: { ...BEFORE.webhook, ...DECLARED.append } });

    expect(item.steps).toContainEqual({ kind: "delete_webhook" });
    expect(probesNeeded(desired, aLiveState([patched]), [owedBy(item, { patch: "ack" })])).toEqual({
      ...NO_PROBES,
      webhook_info: [SOURCE_ID],
    });
  });
});
