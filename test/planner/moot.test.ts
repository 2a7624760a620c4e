import { describe, expect, it } from "vitest";
import type { StepKind } from "../../src/model/plan.js";
import type { DeclaredSettings } from "../../src/model/settings.js";
import { mootDebts } from "../../src/planner/moot.js";
import { ack, intent, opened } from "../executor/owed-record.js";
import { foldJournal } from "../../src/executor/owed.js";
import { aDesiredTable, aTable } from "../support/change.js";
import { aDesiredState, aLiveState } from "../support/planned.js";

/** A cursor change, begun as far as this step, beside what the YAML declares now. */
const moot = (reached: StepKind | undefined, declared: DeclaredSettings, table = "public.orders") => {
  const live = aTable({ id: "schema", name: "public.orders" });
  const record = opened({
    schema_id: live.id,
    source_id: "source",
    from: { incremental_field: "updated_at" },
    steps: [
      { kind: "delete_data" },
      { kind: "patch", body: { incremental_field: "created_at" } },
      { kind: "import", how: "reload" },
      { kind: "await" },
      { kind: "verify" },
    ],
  });
  const journal = foldJournal([record, ...(reached === undefined ? [] : [intent(reached), ack(reached)])]);
  const desired = aDesiredState([aDesiredTable(declared, { name: table })]);
  return mootDebts({ desired, live: aLiveState([live]), journal }, { items: [] }).map((owed) => owed.record.id);
};

describe("a debt", () => {
  it("asks for nothing where its table stands as declared and nothing of it had touched the table", () => {
    expect(moot("enable_cdc", { incremental_field: "updated_at" })).toEqual(["aaaa0001"]);
    expect(moot("hold", {})).toEqual(["aaaa0001"]);
  });

  it.each<[string, StepKind, DeclaredSettings, string?]>([
    ["its patch may have gone out", "patch", { incremental_field: "updated_at" }],
    ["its rows may have been deleted", "delete_data", { incremental_field: "updated_at" }],
    ["it is still wanted", "hold", { incremental_field: "created_at" }],
    ["something else is wanted now", "hold", { sync_frequency: "1hour" }],
    ["its table is not declared any more", "hold", {}, "public.other"],
  ])("stays where %s", (_, reached, declared, table) => {
    expect(moot(reached, declared, table)).toEqual([]);
  });
});
