import { describe, expect, it } from "vitest";
import { type Effect, type Strategy } from "../../src/model/effect.js";
import { defaultStrategy, strategiesOf } from "../../src/planner/assess.js";
import { BEFORE, DECLARED, aChange, aJob, read, type ChangeParts } from "../support/change.js";
import { planned } from "../support/plan-change.js";

const off = { should_sync: false } as const;
const on = { should_sync: true } as const;
const newKey = { primary_key_columns: ["tenant_id", "id"] };
const newCursor = { incremental_field: "created_at" };
const failed = { status: "Failed", latest_error: "needs a primary key" };

interface Case {
  readonly change: string;
  readonly parts: ChangeParts;
  readonly codes: readonly string[];
  readonly effect: Effect;
  readonly strategies: readonly Strategy[];
  readonly words: string;
}

describe("several changes in one item", () => {
  it.each<Case>([
    { change: "none at all", parts: {}, codes: [], effect: "none", strategies: [], words: "verify" },
    {
      change: "cursor and key: the key forces the deletion, so the cursor leaves no choice",
      parts: { declared: { ...newCursor, ...newKey }, strategy: "keep" },
      codes: ["cursor-changed", "key-changed"],
      effect: "wipe",
      strategies: [],
      words: "hold pause delete_data patch reload await verify",
    },
    {
      change: "type, cursor and key from a full refresh",
      parts: { before: BEFORE.full_refresh, declared: { ...DECLARED.incremental, ...newCursor, ...newKey } },
      codes: ["full-refresh-to-incremental", "key-changed"],
      effect: "wipe",
      strategies: [],
      words: "hold pause delete_data patch reload await verify",
    },
    {
      change: "a catch-up is pointless where the key deletes the rows",
      parts: {
        before: BEFORE.full_refresh,
        declared: { ...DECLARED.incremental, ...newKey },
        live: { jobs: read([aJob({ status: "Failed" })]) },
      },
      codes: ["full-refresh-to-incremental", "key-changed"],
      effect: "wipe",
      strategies: [],
      words: "hold pause delete_data patch reload await verify",
    },
    {
      change: "type and key to cdc: deleted, then resynced",
      parts: { before: { primary_key_columns: null }, declared: DECLARED.cdc },
      codes: ["to-cdc", "key-changed"],
      effect: "wipe",
      strategies: [],
      words: "hold pause delete_data patch resync await verify",
    },
    {
      change: "to cdc with a table mode that adds a target: the server starts the wipe, and no resync follows",
      parts: { declared: { ...DECLARED.cdc, cdc_table_mode: "both" }, strategy: "keep" },
      codes: ["to-cdc", "cdc-target-added"],
      effect: "wipe",
      strategies: [],
      words: "hold patch started await verify",
    },
    {
      change: "xmin to cdc: the server starts the wipe, and no resync follows",
      parts: { before: BEFORE.xmin, declared: DECLARED.cdc, strategy: "keep" },
      codes: ["to-cdc", "xmin-crossed"],
      effect: "wipe",
      strategies: [],
      words: "hold patch started await verify",
    },
    {
      change: "cdc_only to xmin: one wipe, one import",
      parts: { before: { ...BEFORE.cdc, cdc_table_mode: "cdc_only" }, declared: DECLARED.xmin },
      codes: ["from-cdc", "xmin-crossed"],
      effect: "loss",
      strategies: [],
      words: "hold patch started await verify",
    },
    {
      change: "cdc to webhook: only what both allow",
      parts: { before: BEFORE.cdc, declared: DECLARED.webhook, strategy: "rebuild" },
      codes: ["from-cdc", "to-webhook"],
      effect: "wipe",
      strategies: ["resync", "keep"],
      words: "hold patch resync await verify",
    },
    {
      change: "webhook to cdc: the webhook goes last",
      parts: { before: BEFORE.webhook, declared: DECLARED.cdc },
      codes: ["to-cdc", "from-webhook"],
      effect: "wipe",
      strategies: ["resync", "keep"],
      words: "hold patch resync await verify delete_webhook",
    },
    {
      change: "filters and columns: one resync for both",
      parts: {
        before: { enabled_columns: ["id"] },
        declared: { enabled_columns: null, row_filters: [{ column: "id", operator: ">", value: 1 }] },
      },
      codes: ["columns-widened", "filters-changed"],
      effect: "wipe",
      strategies: ["resync", "rebuild", "keep"],
      words: "hold patch resync await verify",
    },
    {
      change: "filters kept beside a cursor that cannot be: told as the wipe that it is",
      parts: {
        declared: { incremental_field: "fresh_at", row_filters: [{ column: "id", operator: ">", value: 1 }] },
        strategy: "keep",
      },
      codes: ["cursor-changed", "filters-changed"],
      effect: "wipe",
      strategies: ["resync", "rebuild"],
      words: "hold patch started await verify",
    },
    {
      change: "append to incremental with another cursor, kept: a gap, and versions that merges write over",
      parts: { before: BEFORE.append, declared: { ...DECLARED.incremental, ...newCursor }, strategy: "keep" },
      codes: ["append-to-incremental", "cursor-changed"],
      effect: "loss",
      strategies: ["resync", "rebuild", "keep"],
      words: "hold patch reload await verify",
    },
    {
      change: "frequency beside a cursor: the schedule rides along",
      parts: { declared: { ...newCursor, sync_frequency: "1hour" } },
      codes: ["schedule-changed", "cursor-changed"],
      effect: "wipe",
      strategies: ["resync", "rebuild", "keep"],
      words: "hold patch resync await verify",
    },
    {
      change: "switched on with another cursor: one import",
      parts: { before: off, declared: { ...on, ...newCursor } },
      codes: ["turned-on", "cursor-changed"],
      effect: "wipe",
      strategies: ["resync", "rebuild", "keep"],
      words: "hold patch resync await verify",
    },
    {
      change: "switched on to cdc with a managed publication: the rows cannot stay",
      parts: { before: off, declared: { ...on, ...DECLARED.cdc }, strategy: "keep" },
      codes: ["cdc-turned-on", "to-cdc"],
      effect: "wipe",
      strategies: [],
      words: "hold patch resync await verify",
    },
    {
      change: "switched on to webhook: the server wipes, so there is no gap to accept",
      parts: { before: off, declared: { ...on, ...DECLARED.webhook }, strategy: "keep" },
      codes: ["webhook-turned-on", "to-webhook"],
      effect: "wipe",
      strategies: [],
      words: "hold patch resync await verify",
    },
    {
      change: "switched on away from webhook: PostHog may wipe, so there is no gap to accept",
      parts: { before: { ...BEFORE.webhook, ...off }, declared: { ...on, ...DECLARED.incremental }, strategy: "keep" },
      codes: ["webhook-turned-on", "from-webhook"],
      effect: "wipe",
      strategies: [],
      words: "hold patch resync await verify delete_webhook",
    },
    {
      change: "switched on across xmin after a failure: tried while it is off",
      parts: { before: { ...BEFORE.xmin, ...off }, declared: { ...on, ...DECLARED.incremental }, live: failed },
      codes: ["turned-on", "trial-run", "xmin-crossed"],
      effect: "wipe",
      strategies: [],
      words: "hold patch reload await enable verify",
    },
    {
      change: "switched on with another key after a failure: deleted without a pause, tried, then enabled",
      parts: { before: off, declared: { ...on, ...newKey }, live: failed },
      codes: ["turned-on", "trial-run", "key-changed"],
      effect: "wipe",
      strategies: [],
      words: "hold delete_data patch reload await enable verify",
    },
    {
      change: "a trial with a cursor that is not synced: no start is counted on while the table is off",
      parts: {
        before: off,
        declared: { ...on, incremental_field: "fresh_at" },
        live: { status: "Failed", latest_error: 'column "updated_at" does not exist' },
      },
      codes: ["turned-on", "trial-run", "cursor-changed"],
      effect: "wipe",
      strategies: ["resync", "rebuild"],
      words: "hold patch reload await enable verify",
    },
    {
      change: "a trial does not answer what the rows need",
      parts: {
        before: off,
        declared: { ...on, row_filters: [{ column: "id", operator: ">", value: 1 }] },
        live: { status: "Failed", latest_error: "connection refused" },
        strategy: "enable",
      },
      codes: ["turned-on", "trial-run", "filters-changed"],
      effect: "wipe",
      strategies: ["resync", "rebuild", "keep", "enable"],
      words: "hold patch resync await enable verify",
    },
    {
      change: "switched off with another interval while a run is under way",
      parts: { declared: { ...off, sync_frequency: "1hour" }, live: { jobs: read([aJob({ status: "Running" })]) } },
      codes: ["schedule-changed", "turned-off", "run-cancelled"],
      effect: "disruptive",
      strategies: [],
      words: "patch verify",
    },
    {
      change: "switched off with another key: what its rows need stays visible, and nothing of it is done",
      parts: { declared: { ...off, ...newKey } },
      codes: ["turned-off", "key-changed"],
      effect: "wipe",
      strategies: [],
      words: "hold patch verify",
    },
    {
      change: "everything at once where there is no table: one import, nothing to lose",
      parts: {
        present: false,
        before: { ...off, sync_type: null },
        declared: { ...on, ...DECLARED.incremental, ...newKey, ...newCursor },
      },
      codes: ["first-import"],
      effect: "costly",
      strategies: [],
      words: "hold patch started await verify",
    },
    {
      change: "rows of no type, switched on: unknown whatever else is known",
      parts: {
        before: { ...off, sync_type: null, incremental_field: null, incremental_field_type: null },
        declared: { ...on, ...DECLARED.incremental },
      },
      codes: ["turned-on", "type-unknown"],
      effect: "unknown",
      strategies: ["resync", "rebuild", "keep"],
      words: "hold patch resync await verify",
    },
  ])("$change", ({ parts, codes, effect, strategies, words }) => {
    const { assessment, codes: found, words: steps } = planned(parts);

    expect(found).toEqual(codes);
    expect(assessment.effect).toBe(effect);
    expect(strategiesOf(assessment)).toEqual(strategies);
    expect(steps).toBe(words);
  });
});

describe("the default strategy", () => {
  it.each<{ readonly behaviour: string; readonly parts: ChangeParts; readonly strategy: Strategy | null }>([
    {
      behaviour: "is none where nothing leaves a choice",
      parts: { declared: { sync_frequency: "1hour" } },
      strategy: null,
    },
    {
      behaviour: "follows the policy",
      parts: { declared: newCursor, policy: { may_invalidate: "keep" } },
      strategy: "keep",
    },
    {
      behaviour: "is a resync where the policy's answer is not offered",
      parts: { declared: { incremental_field: "fresh_at" }, policy: { may_invalidate: "keep" } },
      strategy: "resync",
    },
    {
      behaviour: "is the gap on the way to webhook, whatever the policy",
      parts: { declared: DECLARED.webhook },
      strategy: "keep",
    },
    {
      behaviour: "follows the policy where another finding shares the choice with the webhook",
      parts: { before: BEFORE.cdc, declared: DECLARED.webhook },
      strategy: "resync",
    },
    { behaviour: "is none where a wipe is forced", parts: { declared: { ...newCursor, ...newKey } }, strategy: null },
    {
      behaviour: "is never the trial, which somebody has to ask for",
      parts: { before: off, declared: on, live: { status: "Failed", latest_error: "connection refused" } },
      strategy: null,
    },
  ])("$behaviour", ({ parts, strategy }) => {
    expect(defaultStrategy(aChange(parts))).toBe(strategy);
  });
});
