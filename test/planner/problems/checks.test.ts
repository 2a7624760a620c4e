import { describe, expect, it } from "vitest";
import { assess } from "../../../src/planner/assess.js";
import { PROBLEMS } from "../../../src/planner/problems/all.js";
import {
  aChange,
  aSource,
  aWebhook,
  BEFORE,
  type ChangeParts,
  DECLARED,
  NOT_READ,
  OFFER,
  read,
  SERVER,
  webhookOnly,
} from "../../support/change.js";

interface Case {
  readonly code: string;
  readonly shows: string;
  readonly parts: ChangeParts;
  readonly not: string;
  readonly nearMiss: ChangeParts;
}

const refused = (reason: "scope" | "managed" | "source-error" | "failed", message = "no answer") =>
  ({ state: "refused", reason, message }) as const;
const offering = (over: Partial<typeof OFFER>) => ({ offer: read({ ...OFFER, ...over }) });
const capture = {
  enabled: true,
  schedule_paused: false,
  slot_exists: true,
  publication_exists: true,
  published_tables: null,
};
const cdcOff = (over: object = {}) => aSource({ cdc: { enabled: false, ...over } });
const versioned = aSource({ traits: read({ supports_row_filters: null, supported_api_versions: ["2026-02-25"] }) });
const toCdc = { before: BEFORE.incremental, declared: DECLARED.cdc };
const failed = { status: "Failed", latest_error: "password authentication failed" };
const anyKey = { ...BEFORE.append, primary_key_columns: null };

const CASES: readonly Case[] = [
  {
    code: "server-too-old",
    shows: "a server of 2025",
    parts: { declared: { sync_frequency: "1hour" }, server: { too_old: true } },
    not: "a server of this year",
    nearMiss: { declared: { sync_frequency: "1hour" } },
  },
  {
    code: "server-too-old",
    shows: "a field that the server does not know",
    parts: { declared: { row_filters: [{ column: "id", operator: ">", value: 1 }] }, server: { row_filters: false } },
    not: "another field on that server",
    nearMiss: { declared: { sync_frequency: "1hour" }, server: { row_filters: false } },
  },
  {
    code: "direct-query",
    shows: "a direct-query source",
    parts: { declared: { sync_frequency: "1hour" }, source: aSource({ access_method: "direct" }) },
    not: "a warehouse source",
    nearMiss: { declared: { sync_frequency: "1hour" }, source: aSource() },
  },
  {
    code: "managed-by-posthog",
    shows: "a refusal that says so",
    parts: { ...toCdc, live: { offer: refused("managed", "PostHog manages this source itself") } },
    not: "a refusal for another reason",
    nearMiss: { ...toCdc, live: { offer: refused("failed") } },
  },
  {
    code: "source-error",
    shows: "a source that does not answer",
    parts: { ...toCdc, live: { offer: refused("source-error") } },
    not: "a key that may not ask",
    nearMiss: { ...toCdc, live: { offer: refused("scope") } },
  },
  {
    code: "source-error",
    shows: "a capture status that could not be read",
    parts: { ...toCdc, source: aSource({ cdc: { status: refused("failed") } }) },
    not: "one that was read",
    nearMiss: { ...toCdc, source: aSource({ cdc: { status: read(capture) } }) },
  },
  {
    code: "unknown-value",
    shows: "a sync type from the future",
    parts: { before: { sync_type: "mirror" }, declared: { sync_frequency: "1hour" } },
    not: "a type that is known",
    nearMiss: { declared: { sync_frequency: "1hour" } },
  },
  {
    code: "unknown-value",
    shows: "a frequency from the future that would be replaced",
    parts: { before: { sync_frequency: "3day" }, declared: { sync_frequency: "1hour" } },
    not: "the same frequency left alone",
    nearMiss: { before: { sync_frequency: "3day" }, declared: { sync_time_of_day: "06:00:00" } },
  },
  {
    code: "type-not-available",
    shows: "a type that the source does not offer",
    parts: { before: BEFORE.full_refresh, declared: DECLARED.append, live: offering({ append_available: false }) },
    not: "another type of that source",
    nearMiss: {
      before: BEFORE.full_refresh,
      declared: DECLARED.incremental,
      live: offering({ append_available: false }),
    },
  },
  {
    code: "type-not-available",
    shows: "incremental that is not offered",
    parts: {
      before: BEFORE.full_refresh,
      declared: DECLARED.incremental,
      live: offering({ incremental_available: false }),
    },
    not: "a table that has the type already and only changes its schedule",
    nearMiss: { declared: { sync_frequency: "1hour" }, live: offering({ incremental_available: false }) },
  },
  {
    code: "type-not-available",
    shows: "xmin on a source type that has none",
    parts: { before: BEFORE.incremental, declared: DECLARED.xmin, live: offering({ xmin_available: null }) },
    not: "xmin where it is offered",
    nearMiss: { before: BEFORE.incremental, declared: DECLARED.xmin },
  },
  {
    code: "type-not-available",
    shows: "cdc that the table cannot have",
    parts: { ...toCdc, live: offering({ cdc_available: false }) },
    not: "cdc of which nobody knows yet",
    nearMiss: { ...toCdc, live: offering({ cdc_available: null }) },
  },
  {
    code: "type-not-available",
    shows: "xmin off Postgres, without asking",
    parts: { declared: DECLARED.xmin, live: { offer: refused("scope") }, source: aSource({ source_type: "MySQL" }) },
    not: "xmin on Postgres, without asking",
    nearMiss: { declared: DECLARED.xmin, live: { offer: refused("scope") } },
  },
  {
    code: "type-not-available",
    shows: "a column that cdc wants for itself",
    parts: { ...toCdc, live: { available_columns: ["id", "_ph_cdc_seq"] } },
    not: "that column under another type",
    nearMiss: { before: BEFORE.incremental, declared: DECLARED.append, live: { available_columns: ["_ph_cdc_seq"] } },
  },
  {
    code: "cursor-missing",
    shows: "incremental without a cursor",
    parts: { before: BEFORE.full_refresh, declared: { sync_type: "incremental" } },
    not: "a cursor that is stored already",
    nearMiss: {
      before: { sync_type: "full_refresh", incremental_field: "updated_at", incremental_field_type: "datetime" },
      declared: { sync_type: "incremental" },
    },
  },
  {
    code: "cursor-missing",
    shows: "a cursor without its type",
    parts: {
      before: { ...BEFORE.full_refresh },
      declared: { sync_type: "append", incremental_field: "updated_at" },
    },
    not: "another frequency for a table that lacks a cursor anyway",
    nearMiss: {
      before: { incremental_field: null, incremental_field_type: null },
      declared: { sync_frequency: "1hour" },
    },
  },
  {
    code: "cursor-not-offered",
    shows: "a column that the source does not list",
    parts: { declared: { incremental_field: "note" } },
    not: "one that it lists",
    nearMiss: { declared: { incremental_field: "created_at" } },
  },
  {
    code: "cursor-not-offered",
    shows: "no column of the table, where the source could not be asked",
    parts: { declared: { incremental_field: "gone_at" }, live: { offer: refused("scope") } },
    not: "any column of the table, where the source could not be asked",
    nearMiss: { declared: { incremental_field: "note" }, live: { offer: refused("scope") } },
  },
  {
    code: "cursor-type-mismatch",
    shows: "an integer read as a datetime",
    parts: { declared: { incremental_field: "id", incremental_field_type: "datetime" } },
    not: "an integer read as one",
    nearMiss: { declared: { incremental_field: "id", incremental_field_type: "integer" } },
  },
  {
    code: "key-missing",
    shows: "cdc without a key",
    parts: { before: anyKey, declared: { sync_type: "cdc" } },
    not: "cdc with a key that is stored",
    nearMiss: { before: BEFORE.append, declared: { sync_type: "cdc" } },
  },
  {
    code: "key-missing",
    shows: "a cdc table without a key that is switched on",
    parts: {
      before: { ...BEFORE.cdc, primary_key_columns: null, should_sync: false },
      declared: { should_sync: true },
    },
    not: "one that only syncs more often",
    nearMiss: { before: { ...BEFORE.cdc, primary_key_columns: null }, declared: { sync_frequency: "1hour" } },
  },
  {
    code: "key-missing",
    shows: "incremental on a database table with neither a key nor a column id",
    parts: {
      before: { ...BEFORE.full_refresh, primary_key_columns: null },
      declared: DECLARED.incremental,
      live: offering({ detected_primary_keys: null, available_columns: ["order_no", "updated_at"] }),
    },
    not: "incremental on one with a column id",
    nearMiss: {
      before: { ...BEFORE.full_refresh, primary_key_columns: null },
      declared: DECLARED.incremental,
      live: offering({ detected_primary_keys: null }),
    },
  },
  {
    code: "key-not-a-column",
    shows: "a key that is no column",
    parts: { declared: { primary_key_columns: ["id", "tennant_id"] } },
    not: "a key in other letters",
    nearMiss: { declared: { primary_key_columns: ["ID", "tenant_id"] } },
  },
  {
    code: "frequency-missing",
    shows: "switching on a table that has no interval",
    parts: { before: { should_sync: false, sync_frequency: null }, declared: { should_sync: true } },
    not: "switching it on with one",
    nearMiss: {
      before: { should_sync: false, sync_frequency: null },
      declared: { should_sync: true, sync_frequency: "6hour" },
    },
  },
  {
    code: "frequency-missing",
    shows: "a time of day without an interval",
    parts: { before: { sync_frequency: null }, declared: { sync_time_of_day: "06:00:00" } },
    not: "a lookback without an interval",
    nearMiss: { before: { sync_frequency: null }, declared: { incremental_field_lookback_seconds: 60 } },
  },
  {
    code: "cdc-too-slow",
    shows: "a stored 30day that meets cdc",
    parts: { before: { sync_frequency: "30day" }, declared: DECLARED.cdc },
    not: "7day under cdc",
    nearMiss: { before: { sync_frequency: "7day" }, declared: DECLARED.cdc },
  },
  {
    code: "full-refresh-interval",
    shows: "a full refresh more often than the sync",
    parts: { before: { sync_frequency: "7day" }, declared: { full_refresh_interval_days: 6 } },
    not: "a full refresh with every sync",
    nearMiss: { before: { sync_frequency: "7day" }, declared: { full_refresh_interval_days: 7 } },
  },
  {
    code: "columns-not-supported",
    shows: "a selection on a source that has none",
    parts: { declared: { enabled_columns: ["id"] }, source: aSource({ supports_column_selection: false }) },
    not: "all columns on that source",
    nearMiss: {
      before: { enabled_columns: ["id"] },
      declared: { enabled_columns: null },
      source: aSource({ supports_column_selection: false }),
    },
  },
  {
    code: "columns-metadata-missing",
    shows: "a selection before discovery knows the columns",
    parts: { declared: { enabled_columns: ["id"] }, live: { columns_known: false } },
    not: "a selection afterwards",
    nearMiss: { declared: { enabled_columns: ["id"] } },
  },
  {
    code: "column-unknown",
    shows: "a column that does not exist",
    parts: { declared: { enabled_columns: ["id", "nota"] } },
    not: "columns that do",
    nearMiss: { declared: { enabled_columns: ["id", "note"] } },
  },
  {
    code: "filter-invalid",
    shows: "a filter on a column that does not exist",
    parts: { declared: { row_filters: [{ column: "regoin", operator: "=", value: "eu" }] } },
    not: "a filter on one that does",
    nearMiss: { declared: { row_filters: [{ column: "note", operator: "=", value: "eu" }] } },
  },
  {
    code: "filter-invalid",
    shows: "twenty-one filters",
    parts: {
      declared: {
        row_filters: Array.from({ length: 21 }, (_, value) => ({ column: "id", operator: "!=", value }) as const),
      },
    },
    not: "twenty filters",
    nearMiss: {
      declared: {
        row_filters: Array.from({ length: 20 }, (_, value) => ({ column: "id", operator: "!=", value }) as const),
      },
    },
  },
  {
    code: "filter-invalid",
    shows: "a list for one value",
    parts: { declared: { row_filters: [{ column: "id", operator: "=", value: [1, 2] }] } },
    not: "a list for IN",
    nearMiss: { declared: { row_filters: [{ column: "id", operator: "IN", value: [1, 2] }] } },
  },
  {
    code: "filter-invalid",
    shows: "more values than PostHog takes",
    parts: {
      declared: { row_filters: [{ column: "id", operator: "IN", value: Array.from({ length: 1001 }, (_, n) => n) }] },
    },
    not: "as many as it takes",
    nearMiss: {
      declared: { row_filters: [{ column: "id", operator: "IN", value: Array.from({ length: 1000 }, (_, n) => n) }] },
    },
  },
  {
    code: "filter-invalid",
    shows: "a source that filters nothing",
    parts: {
      declared: { row_filters: [{ column: "id", operator: ">", value: 1 }] },
      source: aSource({ traits: read({ supports_row_filters: false, supported_api_versions: null }) }),
    },
    not: "a source of which nobody knows",
    nearMiss: {
      declared: { row_filters: [{ column: "id", operator: ">", value: 1 }] },
      source: aSource({ traits: read({ supports_row_filters: null, supported_api_versions: null }) }),
    },
  },
  {
    code: "api-version-unsupported",
    shows: "a version that the source does not name",
    parts: { declared: { api_version: "2020-01-01" }, source: versioned },
    not: "one that it names",
    nearMiss: { declared: { api_version: "2026-02-25" }, source: versioned },
  },
  {
    code: "cdc-not-enabled",
    shows: "cdc on a source without it, and no word in the YAML",
    parts: { ...toCdc, source: cdcOff() },
    not: "the same with leave to enable it",
    nearMiss: { ...toCdc, source: cdcOff(), declaredSource: { cdc: { management_mode: "posthog" } } },
  },
  {
    code: "cdc-prerequisites",
    shows: "a database that is not ready",
    parts: { ...toCdc, source: cdcOff({ prerequisites: read(["wal_level must be logical."]) }) },
    not: "one that is",
    nearMiss: { ...toCdc, source: cdcOff({ prerequisites: read([]) }) },
  },
  {
    code: "cdc-team-flag",
    shows: "a team that may not use cdc",
    parts: { ...toCdc, live: offering({ cdc_available: null }) },
    not: "a source that simply has it off",
    nearMiss: { ...toCdc, live: offering({ cdc_available: null }), source: cdcOff() },
  },
  {
    code: "cdc-broken",
    shows: "a slot that is gone",
    parts: { ...toCdc, source: aSource({ cdc: { status: read({ ...capture, slot_exists: false }) } }) },
    not: "a capture that works",
    nearMiss: { ...toCdc, source: aSource({ cdc: { status: read(capture) } }) },
  },
  {
    code: "cdc-broken",
    shows: "switching on while the capture is paused",
    parts: {
      before: { ...BEFORE.cdc, should_sync: false },
      declared: { should_sync: true },
      source: aSource({ cdc: { status: read({ ...capture, schedule_paused: true }) } }),
    },
    not: "another frequency while it is paused",
    nearMiss: {
      before: BEFORE.cdc,
      declared: { sync_frequency: "1hour" },
      source: aSource({ cdc: { status: read({ ...capture, schedule_paused: true }) } }),
    },
  },
  {
    code: "cdc-broken",
    shows: "another mode while the publication is gone",
    parts: {
      before: BEFORE.cdc,
      declared: { cdc_table_mode: "both" },
      source: aSource({ cdc: { status: read({ ...capture, publication_exists: false }) } }),
    },
    not: "another mode of a table that stays off",
    nearMiss: {
      before: { ...BEFORE.cdc, should_sync: false },
      declared: { cdc_table_mode: "both" },
      source: aSource({ cdc: { status: read({ ...capture, publication_exists: false }) } }),
    },
  },
  {
    code: "webhook-not-supported",
    shows: "a source without webhooks",
    parts: { declared: DECLARED.webhook, source: aSource({ supports_webhooks: false }) },
    not: "a table that has them",
    nearMiss: { declared: DECLARED.webhook },
  },
  {
    code: "webhook-not-supported",
    shows: "a table that the source's webhook does not know",
    parts: { declared: DECLARED.webhook, live: offering({ supports_webhooks: false }) },
    not: "that table under another type",
    nearMiss: { declared: DECLARED.append, live: offering({ supports_webhooks: false }) },
  },
  {
    code: "webhook-only",
    shows: "polling what only a webhook feeds",
    parts: { before: BEFORE.webhook, declared: DECLARED.incremental, live: webhookOnly },
    not: "a table that can be polled",
    nearMiss: { before: BEFORE.webhook, declared: DECLARED.incremental },
  },
  {
    code: "webhook-blocked",
    shows: "a webhook that PostHog may not register",
    parts: {
      declared: DECLARED.webhook,
      source: aSource({ webhook: read(aWebhook({ exists: false, auto_creation_blocked_reason: "a restricted key" })) }),
    },
    not: "one that stands already",
    nearMiss: {
      declared: DECLARED.webhook,
      source: aSource({ webhook: read(aWebhook({ auto_creation_blocked_reason: "a restricted key" })) }),
    },
  },
  {
    code: "webhook-blocked",
    shows: "switching on a table whose webhook is gone and cannot be registered",
    parts: {
      before: { ...BEFORE.webhook, should_sync: false },
      declared: { should_sync: true },
      source: aSource({ webhook: read(aWebhook({ exists: false, auto_creation_blocked_reason: "a restricted key" })) }),
    },
    not: "another schedule for that table",
    nearMiss: {
      before: BEFORE.webhook,
      declared: { sync_frequency: "24hour" },
      source: aSource({ webhook: read(aWebhook({ exists: false, auto_creation_blocked_reason: "a restricted key" })) }),
    },
  },
  {
    code: "running",
    shows: "a run under way, where the policy refuses",
    parts: {
      declared: { incremental_field: "created_at" },
      live: { status: "Running", jobs: NOT_READ },
      policy: { when_running: "refuse" },
    },
    not: "a run under way, where the policy waits",
    nearMiss: { declared: { incremental_field: "created_at" }, live: { status: "Running", jobs: NOT_READ } },
  },
  {
    code: "disabled",
    shows: "rows at stake on a table that stays off",
    parts: { before: { should_sync: false }, declared: { incremental_field: "created_at" } },
    not: "the same while switching it on",
    nearMiss: { before: { should_sync: false }, declared: { incremental_field: "created_at", should_sync: true } },
  },
  {
    code: "disabled",
    shows: "rows at stake on a table that is switched off in the same change",
    parts: { declared: { incremental_field: "created_at", should_sync: false } },
    not: "switching it off without touching what it holds",
    nearMiss: { declared: { sync_frequency: "1hour", should_sync: false } },
  },
  {
    code: "sync-type-missing",
    shows: "switching on a table without a sync type",
    parts: { before: { should_sync: false, sync_type: null }, declared: { should_sync: true } },
    not: "the same with a type",
    nearMiss: {
      before: { should_sync: false, sync_type: null },
      declared: { should_sync: true, sync_type: "full_refresh" },
    },
  },
  {
    code: "failed-and-disabled",
    shows: "switching on what failed",
    parts: { before: { should_sync: false }, declared: { should_sync: true }, live: failed },
    not: "switching on what was switched off while it worked",
    nearMiss: { before: { should_sync: false }, declared: { should_sync: true } },
  },
  {
    code: "failed-and-disabled",
    shows: "switching on what failed by itself",
    parts: { before: { should_sync: false }, declared: { should_sync: true }, live: failed },
    not: "switching on what was stopped in the middle of a run",
    nearMiss: {
      before: { should_sync: false },
      declared: { should_sync: true },
      live: { status: "Failed", latest_error: "Sync stopped because syncing was turned off" },
    },
  },
  {
    code: "failed-and-disabled",
    shows: "a change that has nothing to do with the failure",
    parts: { before: { should_sync: false }, declared: { should_sync: true, sync_frequency: "1hour" }, live: failed },
    not: "consent to a trial",
    nearMiss: { before: { should_sync: false }, declared: { should_sync: true }, live: failed, strategy: "enable" },
  },
  {
    code: "failed-and-disabled",
    shows: "a key failure that keeps its key",
    parts: {
      before: { should_sync: false },
      declared: { should_sync: true, sync_frequency: "1hour" },
      live: { status: "Failed", latest_error: "The primary key set for this table isn't unique, so …" },
    },
    not: "a change of what failed",
    nearMiss: {
      before: { should_sync: false },
      declared: { should_sync: true, primary_key_columns: ["id", "tenant_id"] },
      live: { status: "Failed", latest_error: "The primary key set for this table isn't unique, so …" },
    },
  },
];

const codesFor = (parts: ChangeParts): readonly string[] => {
  const change = aChange(parts);
  const assessment = assess(change);
  return PROBLEMS.filter(({ check }) => check(change, assessment) !== undefined).map(({ code }) => code);
};

describe("problems of one change", () => {
  it.each(CASES)("$code: $shows", ({ code, parts }) => {
    expect(codesFor(parts)).toContain(code);
  });

  it.each(CASES)("no $code: $not", ({ code, nearMiss }) => {
    expect(codesFor(nearMiss)).not.toContain(code);
  });

  it("each have a case here, but protected, which the whole plan decides", () => {
    const shown = new Set([...CASES.map(({ code }) => code), "protected"]);

    expect(PROBLEMS.map(({ code }) => code).filter((code) => !shown.has(code))).toEqual([]);
  });

  it.each([
    { shows: "no rows, so that a resync takes nothing away", present: false, codes: [] },
    { shows: "rows that a resync deletes", present: true, codes: ["protected"] },
  ])("protected looks at $shows", ({ present, codes }) => {
    const change = aChange({ present, before: BEFORE.cdc, declared: { primary_key_columns: ["tenant_id", "id"] } });
    const guarded = { ...change, desired: { ...change.desired, protect: true } };
    const assessment = assess(guarded);

    expect(assessment.needs.import).toBe("resync");
    expect(PROBLEMS.filter(({ check }) => check(guarded, assessment)).map(({ code }) => code)).toEqual(codes);
  });

  it("do not hide one another", () => {
    const codes = codesFor({
      before: { sync_frequency: null, should_sync: false },
      declared: { should_sync: true, sync_type: "append", incremental_field: "gone_at", enabled_columns: ["nota"] },
      live: {
        ...offering({ append_available: false }),
        status: "Failed",
        latest_error: "password authentication failed",
      },
    });

    expect(codes).toEqual(
      expect.arrayContaining(["type-not-available", "cursor-not-offered", "frequency-missing", "column-unknown"]),
    );
  });

  it("say what follows and what to do, in words that carry no secret", () => {
    for (const { parts } of CASES) {
      const change = aChange(parts);
      for (const { check } of PROBLEMS) {
        const problem = check(change, assess(change));
        if (problem === undefined) continue;
        expect(problem.message.length).toBeGreaterThan(20);
        expect(problem.hint.length).toBeGreaterThan(10);
      }
    }
  });

  it("leave a change alone that nothing stands in the way of", () => {
    expect(codesFor({ declared: { sync_frequency: "1hour" } })).toEqual([]);
    expect(codesFor({ ...toCdc, server: SERVER })).toEqual([]);
  });
});
