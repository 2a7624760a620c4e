import { trialRun } from "../../../src/planner/rules/trial-run.js";
import { BEFORE, aSource } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const on = { should_sync: true } as const;
const off = { should_sync: false } as const;
const failed = (latest_error: string) => ({ status: "Failed", latest_error });
const refused = failed("password authentication failed for user");
const keyless = failed("This table needs a primary key to sync incrementally, but none is set.");
const needs = { trial: true, import: "reload" } as const;

describeRule(trialRun, [
  { behaviour: "says nothing when nothing changes", change: {} },
  { behaviour: "says nothing of a table that did not fail", change: { before: off, declared: on } },
  {
    behaviour: "wants consent where the cause lies outside the item",
    change: { before: off, declared: on, live: refused },
    effect: "safe",
    needs,
    strategies: ["enable"],
  },
  {
    behaviour: "tries without consent where the item changes what failed",
    change: {
      before: { ...off, primary_key_columns: null },
      declared: { ...on, primary_key_columns: ["id"] },
      live: keyless,
    },
    effect: "safe",
    needs,
  },
  {
    behaviour: "knows a key problem by the server's own mark",
    change: {
      before: { ...off, primary_key_columns: null },
      declared: { ...on, primary_key_columns: ["id"] },
      live: { ...failed("Something went wrong"), incremental_sync_blocked: "missing_primary_key" },
    },
    effect: "safe",
    needs,
  },
  {
    behaviour: "takes another cursor for a cure of a missing column",
    change: {
      before: off,
      declared: { ...on, incremental_field: "created_at" },
      live: failed('column "updated_at" does not exist'),
    },
    effect: "safe",
    needs,
  },
  {
    behaviour: "does not take another interval for a cure",
    change: { before: off, declared: { ...on, sync_frequency: "1hour" }, live: keyless },
    effect: "safe",
    needs,
    strategies: ["enable"],
  },
  {
    behaviour: "says nothing of a failed table that stays off",
    change: { before: off, declared: { sync_frequency: "1hour" }, live: refused },
  },
  {
    behaviour: "does not try webhook, where switching on is a wipe in itself",
    change: { before: { ...BEFORE.webhook, ...off }, declared: on, live: refused },
  },
  {
    behaviour: "does not try cdc with a managed publication, where switching on is a wipe in itself",
    change: { before: { ...BEFORE.cdc, ...off }, declared: on, live: refused },
  },
  {
    behaviour: "tries cdc with a publication of one's own",
    change: {
      before: { ...BEFORE.cdc, ...off },
      declared: on,
      live: refused,
      source: aSource({ cdc: { management_mode: "self_managed" } }),
    },
    effect: "safe",
    needs,
    strategies: ["enable"],
  },
]);
