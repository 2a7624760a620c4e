import { diagnose } from "../diagnose/diagnose.js";
import type { Diagnosis } from "../model/diagnosis.js";
import type { Note } from "../model/finding.js";
import type { LiveState } from "../model/live.js";
import type { Item, Plan } from "../model/plan.js";
import { quoted } from "./invocation.js";

/** The plan with what ails the tables of its items beside them. It changes no item: what is approved is the same. */
export const diagnosed = (plan: Plan, live: LiveState): Plan => ({
  ...plan,
  items: plan.items.map((item) => {
    const note = noteOf(item, live);
    return note === undefined ? item : { ...item, notes: [...item.notes, note] };
  }),
});

function noteOf(item: Item, { sources }: LiveState): Note | undefined {
  const source = sources.find(({ id }) => id === item.source_id);
  const table = source?.tables?.find(({ id }) => id === item.schema_id);
  // Whether a run is stuck takes the server's time, and an item that waits for one says so itself.
  if (source === undefined || table === undefined || table.status === "Running") return undefined;
  const found = diagnose({ source, table, declared: undefined, now: undefined });
  return found === undefined ? undefined : { code: found.cause, message: messageOf(found, item) };
}

function messageOf({ message, remedies }: Diagnosis, { address }: Item): string {
  const outside = remedies.find(({ kind }) => kind === "fix_outside");
  const first = outside === undefined || !("what" in outside) ? "" : `first ${outside.what}; `;
  return `its sync fails now: ${message}; ${first}warehog diagnose ${quoted(address.slice(address.indexOf("/") + 1))} says more`;
}
