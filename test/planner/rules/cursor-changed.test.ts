import { cursorChanged } from "../../../src/planner/rules/cursor-changed.js";
import { BEFORE, DECLARED, SYNCED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = { incremental_field: "created_at" };
const all = ["resync", "rebuild", "keep"] as const;
const unsynced = { live: { table: { ...SYNCED, columns: ["id", "updated_at"] } } };

describeRule(cursorChanged, [
  { behaviour: "says nothing when the cursor stays", change: { declared: { incremental_field: "updated_at" } } },
  {
    behaviour: "resyncs by default",
    change: { declared },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: all,
  },
  {
    behaviour: "deletes the table before when a rebuild is chosen",
    change: { declared, strategy: "rebuild" },
    effect: "wipe",
    needs: { delete_data: true, import: "reload" },
    strategies: all,
    says: /does not exist until/,
  },
  {
    behaviour: "leaves a gap when the rows are kept",
    change: { declared, strategy: "keep" },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies: all,
    says: /would be missed; if no synced row has a value there, PostHog deletes every row and imports the table again$/,
  },
  {
    behaviour: "says that kept versions are lost where the new cursor turns out to be empty",
    change: { before: BEFORE.append, declared, strategy: "keep" },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies: all,
    says: /if no synced row has a value there, .* \(a loss: .*versions that append has collected\)$/,
  },
  {
    behaviour: "speaks of another type of the same column",
    change: { declared: { incremental_field_type: "date" } },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: all,
    says: /read as date/,
  },
  {
    behaviour: "loses the versions on append",
    change: { before: BEFORE.append, declared },
    effect: "loss",
    needs: { import: "resync" },
    strategies: all,
  },
  {
    behaviour:
      "cannot keep the rows where the new cursor is not synced: the server wipes at once, and no resync follows",
    change: { declared, strategy: "keep", ...unsynced },
    effect: "wipe",
    needs: { import: "started" },
    strategies: ["resync", "rebuild"],
  },
  {
    behaviour: "does not count on the server's own wipe where a selection hides the new cursor",
    change: { before: { ...BEFORE.incremental, enabled_columns: ["id", "updated_at"] }, declared, ...unsynced },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: ["resync", "rebuild"],
  },
  {
    behaviour: "neither offers to keep nor counts on the server where nobody knows the synced columns",
    change: { declared, strategy: "keep", live: { table: { ...SYNCED, columns: [] } } },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: ["resync", "rebuild"],
  },
  {
    behaviour: "leaves a switch from full_refresh to its own rule",
    change: { before: BEFORE.full_refresh, declared: DECLARED.incremental },
  },
  {
    behaviour: "speaks when the type changes beside the cursor",
    change: { declared: { ...DECLARED.append, ...declared } },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: all,
  },
  { behaviour: "says nothing of a table without rows", change: { declared, present: false } },
]);
