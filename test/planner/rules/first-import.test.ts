import { firstImport } from "../../../src/planner/rules/first-import.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const on = { should_sync: true } as const;
const discovered = {
  should_sync: false,
  sync_type: null,
  incremental_field: null,
  incremental_field_type: null,
} as const;

describeRule(firstImport, [
  { behaviour: "says nothing when nothing changes", change: { present: false } },
  { behaviour: "says nothing where rows are", change: { before: { should_sync: false }, declared: on } },
  {
    behaviour: "is started by the schedule that switching on a discovered row creates",
    change: { present: false, before: discovered, declared: { ...on, ...DECLARED.full_refresh } },
    effect: "costly",
    needs: { import: "started" },
  },
  {
    behaviour: "does not count on a cursor that finds no rows to start a run where a schedule stands",
    change: { present: false, declared: { ...DECLARED.incremental, incremental_field: "created_at" } },
    effect: "costly",
    needs: { import: "reload" },
  },
  {
    behaviour: "is resynced on cdc whose data was deleted, which would stream new changes only",
    change: { present: false, before: BEFORE.cdc, declared: { primary_key_columns: ["tenant_id", "id"] } },
    effect: "costly",
    needs: { import: "resync" },
  },
  {
    behaviour: "is reloaded where a table without rows comes to cdc",
    change: { present: false, declared: DECLARED.cdc },
    effect: "costly",
    needs: { import: "reload" },
  },
  {
    behaviour: "is reloaded where a schedule may exist and wait",
    change: { present: false, before: { should_sync: false }, declared: on },
    effect: "costly",
    needs: { import: "reload" },
  },
  {
    behaviour: "is reloaded when an enabled table without rows gets another type",
    change: { present: false, declared: DECLARED.full_refresh },
    effect: "costly",
    needs: { import: "reload" },
  },
  {
    behaviour: "says nothing when only the schedule changes",
    change: { present: false, declared: { sync_frequency: "1hour" } },
  },
  {
    behaviour: "says nothing of a table that stays off",
    change: { present: false, before: discovered, declared: DECLARED.full_refresh },
  },
]);
