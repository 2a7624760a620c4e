import type { Needs } from "../../model/finding.js";
import { isDestructive, worstEffect, type Effect } from "../../model/effect.js";
import type { Owed, StepMark } from "../../model/journal.js";
import type { Step } from "../../model/plan.js";
import type { Change, Rule, Verdict } from "../change.js";
import { hasTable } from "../situation.js";
import { deletesWebhook, webhookIsMade } from "../webhook-use.js";
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

/** What the earlier item meant to do with the source's webhook and has not done: without it no row arrives, or one stays for nobody. */
function webhookLeft(change: Change, owed: Owed): Needs {
  const meant = (kind: Step["kind"]): boolean => owed.record.steps.some((step) => step.kind === kind);
  const inputs = change.declaredSource.webhook?.inputs ?? {};
  if (!begun(owed)) return {};
  if (change.after.sync_type === "webhook")
    return meant("create_webhook") && webhookIsMade(change.source, inputs) !== true ? { create_webhook: true } : {};
  return meant("delete_webhook") ? deletesWebhook(change) : {};
}

function effectOf(change: Change, { record }: Owed, how: "resync" | "reload"): Effect {
  const wipes = how === "resync" || isDestructive(record.effect);
  if (!hasTable(change) || !wipes) return "costly";
  return worstEffect([wipeEffect(change), isDestructive(record.effect) ? record.effect : "none"]);
}

const onlyWebhook = ({ record }: Owed, needs: Needs): Verdict => ({
  effect: "safe",
  message: `what ${record.id} left undone with the source's webhook is finished`,
  hint: "nothing to do",
  evidence: {
    guidance: "register or remove the webhook",
    server: "PostHog keeps the type although the provider refused the webhook",
  },
  needs,
});

export const importOwed: Rule = {
  code: "import-owed",
  about:
    "An earlier item of this table was begun and its import is not proved, and the YAML has changed since. The new item carries that import out too, " +
    "because new configuration on old rows must never go unnoticed. It can be given up only by a consent with `strategy: keep` for the earlier item.",
  check: (change) => {
    const { owed } = change;
    if (owed === undefined) return undefined;
    const how = left(owed);
    const webhook = webhookLeft(change, owed);
    if (how === undefined) return Object.keys(webhook).length === 0 ? undefined : onlyWebhook(owed, webhook);
    const effect = effectOf(change, owed, how);
    return {
      effect,
      message:
        effect === "costly"
          ? `the import of ${owed.record.id}, which was begun and not proved, is run once more`
          : `the wipe and import of ${owed.record.id}, which were begun and not proved, are finished; ${afterWipe(change)}`,
      hint:
        owed.record.strategy === "keep"
          ? "nothing to do: rows were kept on condition of that import, so it cannot be given up"
          : `to give that import up, consent to ${owed.record.id} with \`strategy: keep\``,
      evidence: {
        guidance: "confirm that the sync Completed",
        server: "a wipe mark is durable, the trigger of its run is not; only a new job proves a run",
      },
      needs: { import: how, ...webhook, ...(effect === "costly" ? { builds_on_rows: true } : {}) },
    };
  },
};
