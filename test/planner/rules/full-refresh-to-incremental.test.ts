import { fullRefreshToIncremental } from "../../../src/planner/rules/full-refresh-to-incremental.js";
import { BEFORE, DECLARED, NOT_READ, SYNCED, aJob, read } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const needs = { builds_on_rows: true, import: "reload" } as const;
const caughtUp = { ...needs, catch_up: true } as const;
const change = { before: BEFORE.full_refresh, declared: DECLARED.incremental };

describeRule(fullRefreshToIncremental, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.full_refresh } },
  { behaviour: "is safe from a Completed run that holds the cursor", change, effect: "safe", needs },
  {
    behaviour: "catches up first when the newest run failed",
    change: { ...change, live: { jobs: read([aJob({ status: "Failed" }), aJob({ id: "job-0" })]) } },
    effect: "safe",
    needs: caughtUp,
  },
  {
    behaviour: "catches up first when a run is under way",
    change: { ...change, live: { jobs: read([aJob({ status: "Running" })]) } },
    effect: "safe",
    needs: caughtUp,
  },
  {
    behaviour: "goes by the status where no jobs were read",
    change: { ...change, live: { status: "Failed", jobs: NOT_READ } },
    effect: "safe",
    needs: caughtUp,
  },
  {
    behaviour: "catches up first when the cursor is no synced column yet",
    change: { ...change, live: { table: { ...SYNCED, columns: ["id"] } } },
    effect: "safe",
    needs: caughtUp,
  },
  {
    behaviour: "catches up first when nobody knows the synced columns",
    change: { ...change, live: { table: { ...SYNCED, columns: [] } } },
    effect: "safe",
    needs: caughtUp,
  },
  {
    behaviour: "finds a cursor that PostHog spells in its own way",
    change: { ...change, declared: { ...DECLARED.incremental, incremental_field: "updatedAt" } },
    effect: "safe",
    needs,
  },
  {
    behaviour: "is safe on a table that stays off with a complete start",
    change: { ...change, before: { ...BEFORE.full_refresh, should_sync: false } },
    effect: "safe",
    needs,
  },
  {
    behaviour: "is a gap on a table that stays off, because nothing can catch up",
    change: {
      ...change,
      before: { ...BEFORE.full_refresh, should_sync: false },
      live: { jobs: read([aJob({ status: "Failed" })]) },
    },
    effect: "gap",
    needs: caughtUp,
  },
  { behaviour: "says nothing of a table without rows", change: { ...change, present: false } },
  { behaviour: "leaves append to its own rule", change: { ...change, declared: DECLARED.append } },
]);
