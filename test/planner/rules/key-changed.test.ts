import { keyChanged } from "../../../src/planner/rules/key-changed.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = { primary_key_columns: ["tenant_id", "id"] };
const keyless = { primary_key_columns: null };
const rebuilt = { delete_data: true, import: "reload" } as const;

describeRule(keyChanged, [
  { behaviour: "says nothing when the key stays", change: { declared: { primary_key_columns: ["id"] } } },
  {
    behaviour: "deletes the table on incremental with a stored key",
    change: { declared },
    effect: "wipe",
    needs: rebuilt,
  },
  {
    behaviour: "leaves a first key on incremental to its own rule",
    change: { before: keyless, declared },
  },
  {
    behaviour: "deletes the table on xmin, a first key included",
    change: { before: { ...BEFORE.xmin, ...keyless }, declared },
    effect: "wipe",
    needs: rebuilt,
  },
  {
    behaviour: "deletes the table on cdc and resyncs, because streaming would go on",
    change: { before: { ...BEFORE.cdc, ...keyless }, declared },
    effect: "wipe",
    needs: { delete_data: true, import: "resync" },
  },
  {
    behaviour: "loses the recorded history on cdc",
    change: { before: { ...BEFORE.cdc, cdc_table_mode: "cdc_only" }, declared },
    effect: "loss",
    needs: { delete_data: true, import: "resync" },
  },
  {
    behaviour: "speaks of a switch to incremental that brings another key",
    change: { before: BEFORE.full_refresh, declared: { ...DECLARED.incremental, ...declared } },
    effect: "wipe",
    needs: rebuilt,
  },
  {
    behaviour: "speaks of a switch to cdc that brings a first key",
    change: { before: { ...BEFORE.full_refresh, ...keyless }, declared: DECLARED.cdc },
    effect: "wipe",
    needs: { delete_data: true, import: "resync" },
  },
  { behaviour: "leaves append to its own rule", change: { before: BEFORE.append, declared } },
  { behaviour: "leaves webhook to its own rule", change: { before: BEFORE.webhook, declared } },
  { behaviour: "says nothing of a table without rows", change: { declared, present: false } },
]);
