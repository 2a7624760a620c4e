import { columnsNarrowed } from "../../../src/planner/rules/columns-narrowed.js";
import { BEFORE, SYNCED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const columns = (...enabled_columns: string[]) => ({ enabled_columns });

describeRule(columnsNarrowed, [
  {
    behaviour: "says nothing when the list stays",
    change: { before: columns("id", "note"), declared: columns("id", "note") },
  },
  { behaviour: "says nothing when the list grows", change: { before: columns("id"), declared: columns("id", "note") } },
  {
    behaviour: "says nothing when the list goes",
    change: { before: columns("id"), declared: { enabled_columns: null } },
  },
  {
    behaviour: "disrupts readers of the columns that go",
    change: { before: columns("id", "note", "created_at"), declared: columns("id") },
    effect: "disruptive",
    says: /"note", "created_at"/,
  },
  {
    behaviour: "counts against all synced columns where there was no list",
    change: { declared: columns("id", "updated_at", "created_at", "note") },
    effect: "disruptive",
    says: /"tenant_id"/,
  },
  {
    behaviour: "is safe where only the key and the cursor are left out, which stay anyway",
    change: { declared: columns("tenant_id", "created_at", "note") },
    effect: "safe",
  },
  {
    behaviour: "disrupts where nobody knows the synced columns",
    change: { declared: columns("id"), live: { table: { ...SYNCED, columns: [] } } },
    effect: "disruptive",
  },
  {
    behaviour: "disrupts a full refresh too",
    change: { before: BEFORE.full_refresh, declared: columns("id") },
    effect: "disruptive",
  },
  { behaviour: "says nothing of a table without rows", change: { declared: columns("id"), present: false } },
]);
