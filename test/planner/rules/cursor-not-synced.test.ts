import { cursorNotSynced } from "../../../src/planner/rules/cursor-not-synced.js";
import { BEFORE, DECLARED, SYNCED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const unsynced = { live: { table: { ...SYNCED, columns: ["id"] } } };
const strategies = ["resync", "rebuild"] as const;

describeRule(cursorNotSynced, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.full_refresh } },
  {
    behaviour: "says nothing of a synced cursor",
    change: { before: BEFORE.full_refresh, declared: DECLARED.incremental },
  },
  {
    behaviour: "says nothing where one more run brings the column",
    change: { before: BEFORE.full_refresh, declared: DECLARED.incremental, ...unsynced },
  },
  {
    behaviour: "resyncs where the selection hides the column: the server may still find a value in it and wipe nothing",
    change: {
      before: { ...BEFORE.full_refresh, enabled_columns: ["id"] },
      declared: DECLARED.incremental,
      ...unsynced,
    },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "wipes on leaving cdc",
    change: { before: BEFORE.cdc, declared: DECLARED.append, ...unsynced },
    effect: "wipe",
    needs: { import: "started" },
    strategies,
  },
  {
    behaviour: "deletes the table before where a rebuild is chosen",
    change: { before: BEFORE.webhook, declared: DECLARED.incremental, ...unsynced, strategy: "rebuild" },
    effect: "wipe",
    needs: { delete_data: true, import: "reload" },
    strategies,
  },
  {
    behaviour: "leaves one cursor for another to its own rule",
    change: { declared: { incremental_field: "fresh_at" }, ...unsynced },
  },
  {
    behaviour: "says nothing where nobody knows the synced columns",
    change: { before: BEFORE.cdc, declared: DECLARED.append, live: { table: { ...SYNCED, columns: [] } } },
  },
  {
    behaviour: "says nothing of a table without rows",
    change: { before: BEFORE.cdc, declared: DECLARED.append, present: false },
  },
]);
