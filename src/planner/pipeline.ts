import type { Needs } from "../model/finding.js";
import type { PatchBody, Step } from "../model/plan.js";
import { FIELDS, isSyncType, type Field } from "../model/settings.js";
import type { Assessment, Change } from "./change.js";
import { wipesRows } from "./assess.js";
import { isOn, sendsCursor } from "./situation.js";

/** Refused on their own ("Include sync_type in the same request") where the stored type has no use for them by itself. */
const BARE: readonly Field[] = [
  "incremental_field",
  "incremental_field_type",
  "incremental_field_lookback_seconds",
  "primary_key_columns",
];
const TAKES_BARE = ["incremental", "append", "webhook"];

function* fieldsToSend(change: Change, needs: Needs): Iterable<Field> {
  const { before, after, changed } = change;
  yield* changed;
  if (sendsCursor(change)) yield* ["incremental_field", "incremental_field_type"] as const;
  const takesBare = TAKES_BARE.some((type) => type === before.sync_type);
  if (!takesBare && isSyncType(after.sync_type) && BARE.some((field) => changed.has(field))) yield "sync_type";
  if (needs.delete_data) yield "should_sync"; // the pause is put back
}

/** The one PATCH: what changes and what the server wants beside it, in the order of the fields; never an object read back. */
function bodyOf(change: Change, needs: Needs): PatchBody {
  const sent = new Set(fieldsToSend(change, needs));
  if (needs.trial) sent.delete("should_sync");
  return Object.fromEntries(FIELDS.filter((field) => sent.has(field)).map((field) => [field, change.after[field]]));
}

/** A table that ends switched off imports nothing: what its rows would need is a problem (`disabled`), not a step. */
function needsOf({ after }: Change, { needs }: Assessment): Needs {
  if (isOn(after)) return needs;
  const { hold, builds_on_rows, enable_cdc, delete_webhook } = needs;
  return {
    ...(hold ? { hold } : {}),
    ...(builds_on_rows ? { builds_on_rows } : {}),
    ...(enable_cdc ? { enable_cdc } : {}),
    ...(delete_webhook ? { delete_webhook } : {}),
  };
}

/** A run is cut off only where this item imports everything anew: otherwise nothing would bring back what the run was about to write. */
function holding({ policy }: Change, assessment: Assessment, needs: Needs): Step {
  const cancels = wipesRows(assessment) && needs.import !== undefined && needs.builds_on_rows !== true;
  return { kind: "hold", when_running: policy.when_running === "cancel" && !cancels ? "wait" : policy.when_running };
}

const when = (needed: boolean | undefined, step: Step): readonly Step[] => (needed ? [step] : []);

/** Switched off before is paused already. */
const pauses = ({ before }: Change, { delete_data }: Needs): boolean => delete_data === true && isOn(before);

/** While a table is tried it is off, and most of what a patch would start waits. A reload is skipped where a run started all the same. */
const importOf = ({ trial, import: how }: Needs): Needs["import"] => (trial && how === "started" ? "reload" : how);

/**
 * The only place where needs become steps, in the only order there is:
 * hold → [catch_up] → [enable_cdc] → [pause → delete_data] → patch → [create_webhook] → import → await → [enable] → verify → [delete_webhook].
 */
export function lower(change: Change, assessment: Assessment): readonly Step[] {
  const needs = needsOf(change, assessment);
  const { cdc, webhook } = change.declaredSource;
  const body = bodyOf(change, needs);
  const how = importOf(needs);
  return [
    ...when(needs.hold, holding(change, assessment, needs)),
    ...when(needs.catch_up, { kind: "catch_up" }),
    ...(needs.enable_cdc && cdc ? [{ kind: "enable_cdc", ...cdc } as const] : []),
    ...when(pauses(change, needs), { kind: "pause" }),
    ...when(needs.delete_data, { kind: "delete_data" }),
    ...when(Object.keys(body).length > 0, { kind: "patch", body }),
    ...when(needs.create_webhook, { kind: "create_webhook", inputs: webhook?.inputs ?? {} }),
    ...(how === undefined ? [] : [{ kind: "import", how } as const, { kind: "await" } as const]),
    ...when(needs.trial, { kind: "enable" }),
    { kind: "verify" },
    ...when(needs.delete_webhook, { kind: "delete_webhook" }),
  ];
}
