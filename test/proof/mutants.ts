import type { Catcher } from "./catch.js";
import { configuration, type ConfigurationName } from "./configuration.js";
import type { History } from "./history.js";
import type { Case } from "./run-case.js";

/** A mistake made on purpose: the text of a file is replaced, and the experiment shows it. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly replacement: string;
  /** what would be wrong with it */
  readonly why: string;
  readonly by: Catcher;
}

const QUIET: History = { before: [], off: [], during: [], after: [] };
const VERSIONS: History = { ...QUIET, before: [{ kind: "update", row: 0 }, { kind: "run" }] };
const BELOW: History = { ...QUIET, before: [{ kind: "update", row: 0 }, { kind: "insert" }, { kind: "run" }] };

const between = (
  from: ConfigurationName,
  to: ConfigurationName,
  history: History,
  strategy?: Case["strategy"],
): Case => ({
  from: configuration(from),
  to: configuration(to),
  wasOn: true,
  isOn: true,
  history,
  ...(strategy === undefined ? {} : { strategy }),
});
const verdict = (one: Case): Catcher => ({ kind: "verdict", one });
const rule = (name: string): string => `src/planner/rules/${name}.ts`;

export const MUTANTS: readonly Mutant[] = [
  {
    name: "an effect lowered: versions that merges write over",
    file: rule("append-to-incremental"),
    text: 'keep: { effect: "loss"',
    replacement: 'keep: { effect: "gap"',
    why: "the older versions are gone, and no import brings them back",
    by: verdict(between("append", "incremental", { ...VERSIONS, after: [{ kind: "update", row: 1 }] }, "keep")),
  },
  {
    name: "an effect lowered: the gap of the webhook",
    file: rule("to-webhook"),
    text: "effect: mergeEffect(change),",
    replacement: 'effect: "safe",',
    why: "a row that changes between the last poll and the webhook is missing",
    by: verdict(between("incremental", "webhook", { ...QUIET, during: [{ kind: "insert" }] }, "keep")),
  },
  {
    name: "an effect lowered: the gap of a new cursor",
    file: rule("cursor-changed"),
    text: 'keep: { effect: "gap"',
    replacement: 'keep: { effect: "safe"',
    why: "a row below the seeded watermark stays stale",
    by: verdict(between("incremental by created_at", "incremental", BELOW, "keep")),
  },
  {
    name: "an effect lowered: what left the webhook",
    file: rule("from-webhook"),
    text: 'effect: "gap"',
    replacement: 'effect: "safe"',
    why: "a delivery that never arrived stays missing",
    by: verdict(
      between("webhook", "incremental", {
        ...QUIET,
        before: [{ kind: "insert-undelivered" }, { kind: "insert" }, { kind: "run" }],
      }),
    ),
  },
  {
    name: "an effect lowered: rows that linger under capture",
    file: rule("to-cdc"),
    text: "effect: mergeEffect(change),",
    replacement: 'effect: "safe",',
    why: "a row that the source has deleted stays",
    by: verdict(between("incremental", "cdc consolidated", { ...QUIET, before: [{ kind: "delete", row: 0 }] }, "keep")),
  },
  {
    name: "an effect lowered: a wipe that PostHog makes by itself",
    file: rule("xmin-crossed"),
    text: "effect: wipeEffect(change),",
    replacement: 'effect: "costly",',
    why: "rows go that nobody was told of",
    by: verdict(between("incremental", "xmin", QUIET)),
  },
  {
    name: "an effect lowered: a target of capture",
    file: rule("cdc-target-added"),
    text: "effect: wipeEffect(change),",
    replacement: 'effect: "disruptive",',
    why: "the patch wipes at once",
    by: verdict(between("cdc consolidated", "cdc both", QUIET)),
  },
  {
    name: "a loss taken for a wipe: versions",
    file: "src/planner/wipe.ts",
    text: 'if (sync_type === "append") return',
    replacement: "if (sync_type === null) return",
    why: "versions do not come back",
    by: verdict(between("append", "incremental", VERSIONS, "resync")),
  },
  {
    name: "a loss taken for a wipe: the history of capture",
    file: "src/planner/wipe.ts",
    text: '(cdc_table_mode === "cdc_only" || cdc_table_mode === "both")',
    replacement: '(cdc_table_mode === "consolidated")',
    why: "a snapshot begins the history anew",
    by: verdict(between("cdc cdc_only", "cdc both", { ...QUIET, before: [{ kind: "update", row: 0 }] })),
  },
  {
    name: "a need dropped: the import of a resync",
    file: "src/planner/may-invalidate.ts",
    text: '{ import: started ? "started" : "resync", ...needs }',
    replacement: "{ ...needs }",
    why: "the wipe that was approved never comes",
    by: verdict(between("incremental by created_at", "incremental", BELOW, "resync")),
  },
  {
    name: "a need dropped: the catch-up before the webhook",
    file: rule("to-webhook"),
    text: "catch_up: true, ",
    replacement: "",
    why: "what changed since the last poll is missing, although a run could have fetched it",
    by: { kind: "rows", one: between("incremental", "webhook", { ...QUIET, before: [{ kind: "insert" }] }, "keep") },
  },
  {
    name: "steps swapped: the import before the patch",
    file: "src/planner/pipeline.ts",
    text: `    ...when(Object.keys(body).length > 0, { kind: "patch", body }),
    ...when(needs.create_webhook, { kind: "create_webhook", inputs: webhook?.inputs ?? {} }),
    ...(how === undefined ? [] : [{ kind: "import", how } as const, { kind: "await" } as const]),`,
    replacement: `    ...(how === undefined ? [] : [{ kind: "import", how } as const, { kind: "await" } as const]),
    ...when(Object.keys(body).length > 0, { kind: "patch", body }),
    ...when(needs.create_webhook, { kind: "create_webhook", inputs: webhook?.inputs ?? {} }),`,
    why: "the run reads under the old configuration",
    by: verdict(between("incremental", "full_refresh", QUIET)),
  },
  {
    name: "a debt that cannot be paid: rows that are gone count once more",
    file: "src/planner/resume.ts",
    text: "change.live.table !== null && wipes(owed, steps)",
    replacement: "wipes(owed, steps)",
    why: "a table whose data was deleted is held back by the threshold for ever",
    by: {
      kind: "interruption",
      one: between("incremental, key of two", "cdc consolidated", QUIET),
      interruption: { write: 2, how: "killed before it is sent", between: "nothing" },
    },
  },
  {
    name: "a step that counts as done: the patch",
    file: "src/planner/remaining-steps.ts",
    text: "  patch: patchStands,",
    replacement: "  patch: () => true,",
    why: "the fields are never written",
    by: {
      kind: "interruption",
      one: between("incremental", "webhook", QUIET, "keep"),
      interruption: { write: 1, how: "killed before it is sent", between: "nothing" },
    },
  },
  {
    name: "proof by status instead of by job",
    file: "src/executor/proof.ts",
    text: 'ours.find((job) => job.status === "Completed")',
    replacement: 'jobs.find((job) => job.status === "Completed")',
    why: "an older run passes for the one that was asked for",
    by: verdict(between("incremental by created_at", "incremental", BELOW, "resync")),
  },
];
