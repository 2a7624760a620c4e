import { isDestructive, worstEffect, type Effect } from "../../model/effect.js";
import type { Owed, StepMark } from "../../model/journal.js";
import type { Step } from "../../model/plan.js";
import type { Change, Rule } from "../change.js";
import { hasTable } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

const reached = ({ marks }: Owed, kind: Step["kind"]): StepMark["reached"] | undefined =>
  marks.find(({ step }) => step === kind)?.reached;

/** Before the first of these went out the old rows still stand under the old configuration, and no import is owed but one taken over. */
const SPOILING: readonly Step["kind"][] = ["delete_data", "patch"];

function begun(owed: Owed): boolean {
  if (owed.record.codes.includes("import-owed")) return true;
  const spoiling = owed.record.steps.filter(({ kind }) => SPOILING.includes(kind));
  return spoiling.length === 0 || spoiling.some(({ kind }) => reached(owed, kind) !== undefined);
}

/** What is left of an import that an earlier item began. A wipe that the server took is durable: only its run is missing. */
function left(owed: Owed): "resync" | "reload" | undefined {
  const step = owed.record.steps.find((candidate) => candidate.kind === "import");
  if (step === undefined || reached(owed, "await") === "proof" || !begun(owed)) return undefined;
  const taken = reached(owed, "import") === "ack" || reached(owed, "import") === "proof";
  return step.how === "resync" && !taken ? "resync" : "reload";
}

function effectOf(change: Change, { record }: Owed, how: "resync" | "reload"): Effect {
  const wipes = how === "resync" || isDestructive(record.effect);
  if (!hasTable(change) || !wipes) return "costly";
  return worstEffect([wipeEffect(change), isDestructive(record.effect) ? record.effect : "none"]);
}

export const importOwed: Rule = {
  code: "import-owed",
  about:
    "An earlier item of this table was begun and its import is not proved, and the YAML has changed since. The new item carries that import out too, " +
    "because new configuration on old rows must never go unnoticed. It can be given up only by a consent with `strategy: keep` for the earlier item.",
  check: (change) => {
    const { owed } = change;
    const how = owed === undefined ? undefined : left(owed);
    if (owed === undefined || how === undefined) return undefined;
    const effect = effectOf(change, owed, how);
    return {
      effect,
      message:
        effect === "costly"
          ? `the import of ${owed.record.id}, which was begun and not proved, is run once more`
          : `the wipe and import of ${owed.record.id}, which were begun and not proved, are finished; ${afterWipe(change)}`,
      hint: `to give that import up, consent to ${owed.record.id} with \`strategy: keep\``,
      evidence: {
        guidance: "confirm that the sync Completed",
        server: "a wipe mark is durable, the trigger of its run is not; only a new job proves a run",
      },
      needs: { import: how, ...(effect === "costly" ? { builds_on_rows: true } : {}) },
    };
  },
};
