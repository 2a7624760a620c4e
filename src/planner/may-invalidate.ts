import type { Effect, Strategy } from "../model/effect.js";
import type { Finding, Needs } from "../model/finding.js";
import type { Change, Verdict } from "./change.js";
import { webhookOnly } from "./situation.js";
import { afterWipe, wipeEffect } from "./wipe.js";

/** Rows that may not fit the new configuration: the reviewed YAML chooses what becomes of them. */
interface Doubt {
  /** why the rows present are in doubt, a clause that starts the message */
  readonly because: string;
  /** what follows if they stay; absent: they cannot */
  readonly keep?: { readonly effect: Effect; readonly consequence: string; readonly needs?: Needs };
  readonly hint: string;
  readonly evidence: Finding["evidence"];
  /** the patch makes the server wipe and import by itself: a resync on top would cancel that run and start another */
  readonly started?: boolean;
  readonly recurring?: boolean;
  /** what the change needs however its rows are answered */
  readonly needs?: Needs;
}

function offered(change: Change, { keep }: Doubt): readonly Strategy[] {
  const mayStay: readonly Strategy[] = keep === undefined ? [] : ["keep"];
  // A resync keeps the rows of a webhook-only table, and a reload after deleting them brings nothing.
  if (change.after.sync_type === "webhook" && webhookOnly(change) === true) return mayStay;
  // CDC in streaming mode stays streaming after its data was deleted and then brings new changes only.
  if (change.after.sync_type === "cdc") return ["resync", ...mayStay];
  return ["resync", "rebuild", ...mayStay];
}

/** The verdict of a rule whose rows may stay, be wiped in place, or be deleted and built anew. */
export function mayInvalidate(change: Change, doubt: Doubt): Verdict {
  const { because, keep, hint, evidence, started = false, recurring = false, needs = {} } = doubt;
  const strategies = offered(change, doubt);
  const chosen = strategies.includes(change.strategy) ? change.strategy : strategies[0];
  const base = { hint, evidence, strategies };
  if (keep !== undefined && chosen === "keep") {
    const kept: Needs = { builds_on_rows: true, import: "reload", ...needs, ...keep.needs };
    return { ...base, effect: keep.effect, message: `${because}: ${keep.consequence}`, needs: kept };
  }
  const deed =
    chosen === "rebuild"
      ? "the table is deleted and does not exist until it is imported again"
      : "every row is deleted and imported again";
  return {
    ...base,
    effect: wipeEffect(change),
    ...(recurring ? { recurring } : {}),
    message: `${because}: ${deed}; ${afterWipe(change)}`,
    needs:
      chosen === "rebuild"
        ? { delete_data: true, import: "reload", ...needs }
        : { import: started ? "started" : "resync", ...needs },
  };
}
