import { describe, expect, it } from "vitest";
import {
  BEFORE,
  DECLARED,
  aChange,
  aJob,
  aSource,
  aWebhook,
  read,
  webhookOnly,
  type ChangeParts,
} from "../support/change.js";
import { planned } from "../support/plan-change.js";

const off = { should_sync: false } as const;
const on = { should_sync: true } as const;
const failed = { status: "Failed", latest_error: "connection refused" };
const key = { primary_key_columns: ["tenant_id", "id"] };

describe("the pipeline of each row", () => {
  it.each<{ readonly change: string; readonly parts: ChangeParts; readonly words: string }>([
    { change: "nothing", parts: {}, words: "verify" },
    { change: "frequency", parts: { declared: { sync_frequency: "1hour" } }, words: "patch verify" },
    { change: "lookback", parts: { declared: { incremental_field_lookback_seconds: 60 } }, words: "patch verify" },
    { change: "full refresh schedule", parts: { declared: { full_refresh_interval_days: 7 } }, words: "patch verify" },
    { change: "on to off", parts: { declared: off }, words: "patch verify" },
    { change: "off to on", parts: { before: off, declared: on }, words: "hold patch reload await verify" },
    {
      change: "off to on, managed cdc",
      parts: { before: { ...BEFORE.cdc, ...off }, declared: on },
      words: "hold patch reload await verify",
    },
    {
      change: "off to on, self-managed cdc",
      parts: {
        before: { ...BEFORE.cdc, ...off },
        declared: on,
        source: aSource({ cdc: { management_mode: "self_managed" } }),
      },
      words: "hold patch resync await verify",
    },
    {
      change: "off to on, webhook",
      parts: { before: { ...BEFORE.webhook, ...off }, declared: on },
      words: "hold patch started await verify",
    },
    {
      change: "off to on, webhook-only",
      parts: { before: { ...BEFORE.webhook, ...off }, declared: on, live: webhookOnly },
      words: "patch verify",
    },
    {
      change: "off to on after a failure",
      parts: { before: off, declared: on, live: failed, strategy: "enable" },
      words: "hold reload await enable verify",
    },
    {
      change: "off to on after a failure, with something to write",
      parts: { before: off, declared: { ...on, sync_frequency: "1hour" }, live: failed, strategy: "enable" },
      words: "hold patch reload await enable verify",
    },
    {
      change: "first import of a discovered row",
      parts: { present: false, before: { ...off, sync_type: null }, declared: { ...on, ...DECLARED.full_refresh } },
      words: "hold patch started await verify",
    },
    {
      change: "no table, stays off",
      parts: { present: false, before: { ...off, sync_type: null }, declared: DECLARED.full_refresh },
      words: "hold patch verify",
    },
    {
      change: "full_refresh to incremental",
      parts: { before: BEFORE.full_refresh, declared: DECLARED.incremental },
      words: "hold patch reload await verify",
    },
    {
      change: "full_refresh to incremental after a failed run",
      parts: {
        before: BEFORE.full_refresh,
        declared: DECLARED.incremental,
        live: { jobs: read([aJob({ status: "Failed" })]) },
      },
      words: "hold catch_up patch reload await verify",
    },
    { change: "to full_refresh", parts: { declared: DECLARED.full_refresh }, words: "hold patch reload await verify" },
    {
      change: "cursor, resync",
      parts: { declared: { incremental_field: "created_at" } },
      words: "hold patch resync await verify",
    },
    {
      change: "cursor, rebuild",
      parts: { declared: { incremental_field: "created_at" }, strategy: "rebuild" },
      words: "hold pause delete_data patch reload await verify",
    },
    {
      change: "cursor, keep",
      parts: { declared: { incremental_field: "created_at" }, strategy: "keep" },
      words: "hold patch reload await verify",
    },
    {
      change: "cursor that is not synced",
      parts: { declared: { incremental_field: "fresh_at" } },
      words: "hold patch started await verify",
    },
    { change: "key", parts: { declared: key }, words: "hold pause delete_data patch reload await verify" },
    {
      change: "key of a table that is switched on with it",
      parts: { before: off, declared: { ...on, ...key } },
      words: "hold delete_data patch reload await verify",
    },
    {
      change: "key on cdc",
      parts: { before: BEFORE.cdc, declared: key },
      words: "hold pause delete_data patch resync await verify",
    },
    {
      change: "full_refresh to append",
      parts: { before: BEFORE.full_refresh, declared: DECLARED.append },
      words: "hold patch resync await verify",
    },
    { change: "incremental to append", parts: { declared: DECLARED.append }, words: "hold patch reload await verify" },
    {
      change: "append to incremental",
      parts: { before: BEFORE.append, declared: DECLARED.incremental },
      words: "hold patch resync await verify",
    },
    { change: "to cdc", parts: { declared: DECLARED.cdc }, words: "hold patch resync await verify" },
    {
      change: "to cdc on a source without it",
      parts: {
        declared: DECLARED.cdc,
        source: aSource({ cdc: { enabled: false } }),
        declaredSource: { cdc: { management_mode: "posthog" } },
      },
      words: "hold enable_cdc patch resync await verify",
    },
    {
      change: "cdc to incremental",
      parts: { before: BEFORE.cdc, declared: DECLARED.incremental },
      words: "hold patch resync await verify",
    },
    {
      change: "cdc_only to incremental",
      parts: { before: { ...BEFORE.cdc, cdc_table_mode: "cdc_only" }, declared: DECLARED.incremental },
      words: "hold patch started await verify",
    },
    {
      change: "cdc target added",
      parts: { before: BEFORE.cdc, declared: { cdc_table_mode: "both" } },
      words: "hold patch started await verify",
    },
    {
      change: "cdc target dropped",
      parts: { before: { ...BEFORE.cdc, cdc_table_mode: "both" }, declared: { cdc_table_mode: "consolidated" } },
      words: "hold patch verify",
    },
    { change: "to xmin", parts: { declared: DECLARED.xmin }, words: "hold patch started await verify" },
    {
      change: "xmin to incremental",
      parts: { before: BEFORE.xmin, declared: DECLARED.incremental },
      words: "hold patch started await verify",
    },
    {
      change: "to webhook, keep",
      parts: { declared: DECLARED.webhook, strategy: "keep" },
      words: "hold catch_up patch reload await verify",
    },
    {
      change: "to webhook, keep, without a webhook",
      parts: {
        declared: DECLARED.webhook,
        strategy: "keep",
        source: aSource({ webhook: read(aWebhook({ exists: false })) }),
      },
      words: "hold catch_up patch create_webhook reload await verify",
    },
    { change: "to webhook, resync", parts: { declared: DECLARED.webhook }, words: "hold patch resync await verify" },
    {
      change: "the last table off the webhook",
      parts: { before: BEFORE.webhook, declared: DECLARED.incremental, strategy: "keep" },
      words: "hold patch reload await verify delete_webhook",
    },
    { change: "columns narrowed", parts: { declared: { enabled_columns: ["id"] } }, words: "hold patch verify" },
    {
      change: "columns widened",
      parts: { before: { enabled_columns: ["id"] }, declared: { enabled_columns: null } },
      words: "hold patch resync await verify",
    },
    {
      change: "row filters",
      parts: { declared: { row_filters: [] }, before: { row_filters: [{ column: "id", operator: ">", value: 1 }] } },
      words: "hold patch resync await verify",
    },
    { change: "api version", parts: { declared: { api_version: "v2" } }, words: "hold patch reload await verify" },
  ])("$change: $words", ({ parts, words }) => {
    expect(planned(parts).words).toBe(words);
  });
});

describe("the hold", () => {
  const cursor = { incremental_field: "created_at" };
  it.each([
    { behaviour: "waits by default", parts: { declared: cursor }, when: "wait" },
    {
      behaviour: "cancels where the policy says so and the rows go anyway",
      parts: { declared: cursor, policy: { when_running: "cancel" } },
      when: "cancel",
    },
    {
      behaviour: "cancels where one finding would build on rows that another deletes",
      parts: { before: off, declared: { ...on, ...cursor }, policy: { when_running: "cancel" } },
      when: "cancel",
    },
    {
      behaviour: "never cancels a run that the change builds on",
      parts: { declared: cursor, policy: { when_running: "cancel" }, strategy: "keep" },
      when: "wait",
    },
    {
      behaviour: "never cancels a run that nothing would repeat",
      parts: { declared: { enabled_columns: ["id", "updated_at"] }, policy: { when_running: "cancel" } },
      when: "wait",
    },
    {
      behaviour: "refuses where the policy says so",
      parts: { declared: cursor, policy: { when_running: "refuse" } },
      when: "refuse",
    },
    {
      behaviour: "is left out for another interval",
      parts: { declared: { sync_frequency: "1hour" } },
      when: undefined,
    },
    {
      behaviour: "is there for another interval on a server that saves the whole row",
      parts: { declared: { sync_frequency: "1hour" }, server: { field_scoped_save: false } },
      when: "wait",
    },
  ] as const)("$behaviour", ({ parts, when }) => {
    const hold = planned(parts).steps.find((step) => step.kind === "hold");

    expect(hold?.when_running).toBe(when);
  });
});

describe("steps that carry what was declared", () => {
  it("enables CDC as declared, and not where the YAML does not say so", () => {
    const parts = { declared: DECLARED.cdc, source: aSource({ cdc: { enabled: false } }) };
    const cdc = { management_mode: "self_managed", slot_name: "warehog", publication_name: "warehog_pub" } as const;

    expect(planned({ ...parts, declaredSource: { cdc } }).steps).toContainEqual({ kind: "enable_cdc", ...cdc });
    expect(planned(parts).words).not.toContain("enable_cdc");
    expect(planned(parts).assessment.needs.enable_cdc).toBe(true);
  });

  it("creates a webhook with the names of its inputs, never a value", () => {
    const inputs = { signing_secret: { env: "STRIPE_WEBHOOK_SECRET" } };
    const source = aSource({ webhook: read(aWebhook({ external_exists: false })) });

    const { steps } = planned({ declared: DECLARED.webhook, source, declaredSource: { webhook: { inputs } } });

    expect(steps).toContainEqual({ kind: "create_webhook", inputs });
  });

  it("imports nothing on a table that ends switched off", () => {
    const { words, assessment } = planned({ declared: { ...off, incremental_field: "created_at" } });

    expect(words).toBe("hold patch verify");
    expect(assessment).toMatchObject({ effect: "wipe", needs: { import: "resync" } });
  });

  it("asks nothing of a change that is none", () => {
    expect(aChange().changed.size).toBe(0);
    expect(planned({}).assessment).toEqual({ effect: "none", findings: [], needs: {} });
  });
});
