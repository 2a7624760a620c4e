import type { Effect } from "../../../src/model/effect.js";
import type { Owed, StepMark } from "../../../src/model/journal.js";
import type { Step } from "../../../src/model/plan.js";
import { importOwed } from "../../../src/planner/rules/import-owed.js";
import { SCHEMA_ID, SOURCE_ID } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = { sync_frequency: "1hour" } as const;
const hold: Step = { kind: "hold", when_running: "wait" };
const patch: Step = { kind: "patch", body: { incremental_field: "created_at" } };
const runs = (how: "started" | "resync" | "reload"): readonly Step[] => [{ kind: "import", how }, { kind: "await" }];

type Reached = readonly [step: Step["kind"], reached: StepMark["reached"]];

const owed = (effect: Effect, steps: readonly Step[], ...marks: readonly Reached[]): Owed => ({
  record: {
    id: "7f3a91c2",
    hash: "",
    address: "production/shop/public.orders",
    source_id: SOURCE_ID,
    schema_id: SCHEMA_ID,
    table: "public.orders",
    from: { incremental_field: "updated_at" },
    to: { incremental_field: "created_at" },
    strategy: "resync",
    steps: [hold, ...steps, { kind: "verify" }],
    should_sync_before: null,
    resumes: null,
    effect,
    codes: ["cursor-changed"],
  },
  marks: marks.map(([step, reached]) => ({ step, reached, newest_job: null, server_time: null })),
});

const resync = [patch, ...runs("resync")];

describeRule(importOwed, [
  { behaviour: "says nothing when nothing is owed", change: { declared } },
  {
    behaviour: "says nothing before the first write went out: the old rows still fit",
    change: { declared, owed: owed("wipe", resync) },
  },
  {
    behaviour: "resyncs where the server never took the resync",
    change: { declared, owed: owed("wipe", resync, ["patch", "ack"]) },
    effect: "wipe",
    needs: { import: "resync" },
    says: /7f3a91c2/,
  },
  {
    behaviour: "resyncs once more after a lost answer",
    change: { declared, owed: owed("wipe", resync, ["patch", "ack"], ["import", "intent"]) },
    effect: "wipe",
    needs: { import: "resync" },
  },
  {
    behaviour: "only runs again where the server took the resync, because its mark is durable",
    change: { declared, owed: owed("wipe", resync, ["patch", "ack"], ["import", "ack"]) },
    effect: "wipe",
    needs: { import: "reload" },
  },
  {
    behaviour: "only runs again where the patch itself made the server wipe",
    change: { declared, owed: owed("wipe", [patch, ...runs("started")], ["patch", "ack"]) },
    effect: "wipe",
    needs: { import: "reload" },
  },
  {
    behaviour: "remembers a loss that the table as it stands does not show any more",
    change: { declared, owed: owed("loss", resync, ["patch", "ack"]) },
    effect: "loss",
    needs: { import: "resync" },
  },
  {
    behaviour: "runs a reload once more",
    change: { declared, owed: owed("disruptive", [patch, ...runs("reload")], ["patch", "ack"]) },
    effect: "costly",
    needs: { builds_on_rows: true, import: "reload" },
  },
  {
    behaviour: "imports what was deleted",
    change: {
      declared,
      present: false,
      owed: owed(
        "wipe",
        [{ kind: "pause" }, { kind: "delete_data" }, patch, ...runs("reload")],
        ["pause", "ack"],
        ["delete_data", "ack"],
      ),
    },
    effect: "costly",
    needs: { builds_on_rows: true, import: "reload" },
  },
  {
    behaviour: "says nothing once the run is proved",
    change: { declared, owed: owed("wipe", resync, ["patch", "ack"], ["import", "ack"], ["await", "proof"]) },
  },
  {
    behaviour: "says nothing where nothing was to be imported",
    change: { declared, owed: owed("safe", [patch], ["patch", "ack"]) },
  },
]);
