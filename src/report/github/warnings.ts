import { isDestructive, worstEffect } from "../../model/effect.js";
import type { Effect } from "../../model/effect.js";
import { counted } from "../../model/numbers.js";
import type { GuardChange } from "../../model/github/guards.js";
import type { TargetGuards } from "../../model/github/record.js";
import type { Item } from "../../model/plan.js";
import { assertNever } from "../../model/result.js";
import { alert, code, join, list, safe, NOTHING, plain } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { shortAddress } from "../overview.js";
import { oneOf } from "./run-footer.js";

/** Lists beyond this long are counted. */
const SHOWN = 20;

const DANGER: Readonly<Partial<Record<Effect, Markdown>>> = {
  unknown: safe`Nobody can say what this does to rows that are already synced.`,
  loss: safe`History would be lost that no import brings back. Reverting this pull request does not bring it back either.`,
  wipe: safe`Synced rows would be deleted and imported again. Rows that the source no longer has do not come back, and reverting this pull request does not bring them back either.`,
  gap: safe`Rows may be missing, stale or doubled from now on, without any error.`,
};

/** The worst that would happen, where nobody can overlook it. */
export function dangerAlert(items: readonly Item[]): Markdown {
  const worst = worstEffect(items.map(({ effect }) => effect));
  const told = DANGER[worst];
  return told === undefined ? NOTHING : alert(isDestructive(worst) ? "CAUTION" : "WARNING", [told]);
}

/** That a merged change is taken back says nothing about the rows that it cost. */
export function revertAlert(reverted: readonly number[]): Markdown {
  if (reverted.length === 0) return NOTHING;
  const pulls = join(
    reverted.map((pull) => safe`#${pull}`),
    ", ",
  );
  return alert("WARNING", [
    safe`This takes back what ${pulls} changed. The configuration goes back; rows that were deleted or missed in between do not come back by themselves.`,
  ]);
}

/** Another open pull request that changes a table of this one. */
export interface OtherPull {
  readonly pull: number;
  readonly address: string;
}

function capped(lines: readonly Markdown[], noun: string): Markdown {
  const left = lines.length - SHOWN;
  return list(left > 0 ? [...lines.slice(0, SHOWN), plain(`… and ${counted(left, noun)}`)] : lines);
}

/** Whichever is merged second is planned against what the first has left. */
export function othersNote(others: readonly OtherPull[], isComplete: boolean): Markdown {
  const touching = others.map(({ pull, address }) => safe`#${pull} also touches ${code(shortAddress(address))}`);
  const missing = isComplete
    ? NOTHING
    : safe`Not every open pull request was looked at for changes of the same tables.`;
  return join([others.length === 0 ? NOTHING : capped(touching, "more table"), missing], "\n\n");
}

/** What leaves the YAML is not switched off: it goes on as it is, and nobody watches it. */
export const undeclaredNote = (addresses: readonly string[]): Markdown =>
  addresses.length === 0
    ? NOTHING
    : safe`**No longer declared**: ${oneOf(addresses.length, "this table keeps", "these tables keep")} syncing as now, and Warehog no longer looks after ${oneOf(addresses.length, "it", "them")}. To stop a table, declare \`should_sync: false\` first.\n\n${capped(
        addresses.map((address) => code(shortAddress(address))),
        "more table",
      )}`;

/** One line each; what holds for every target, like the policy, is said once. */
export function guardsNote(guards: readonly TargetGuards[]): Markdown {
  const lines = new Map(
    guards.flatMap(({ target, changes }) =>
      changes.map((change) => [guardKey(target, change), guardLine(target, change)]),
    ),
  );
  if (lines.size === 0) return NOTHING;
  return alert("IMPORTANT", [
    safe`This pull request changes what guards the tables. It is judged under what is in force now, and needs its own approval even where no table changes; merged without, none of this comes into force.`,
    NOTHING,
    ...[...lines.values()].map((line) => safe`- ${line}`),
  ]);
}

const guardKey = (target: string, change: GuardChange): string =>
  JSON.stringify(change.guard === "policy" ? change : [target, change]);

function guardLine(target: string, change: GuardChange): Markdown {
  switch (change.guard) {
    case "policy":
      return safe`policy ${code(change.field)}: ${code(change.from)} → ${code(change.to)}`;
    case "target": {
      const values =
        change.from === null ? safe`is ${code(change.to)}` : safe`${code(change.from)} → ${code(change.to)}`;
      const follows = change.field === "host" ? safe`, and the target's key is sent there` : NOTHING;
      return safe`target ${code(target)}: ${code(change.field)} ${values}${follows}`;
    }
    case "protection":
      return safe`${code(shortAddress(change.address))} is no longer protected`;
    case "removal":
      return safe`target ${code(target)} is no longer declared: its tables keep syncing as now, and Warehog no longer looks after them`;
    default:
      return assertNever(change);
  }
}

/** What a green check does not say of a target that no key may be used for yet. */
export const offlineNote = (why: "new" | "changed"): Markdown =>
  safe`${
    why === "new" ? safe`The target is new here` : safe`The target turns to another host, project or key here`
  }, and a branch must not be able to send a key to a place of its own. So the files were checked and nothing was asked of PostHog. **The merge writes nothing**: where the tables are not as declared, apply names them and refuses, and the next pull request that touches one of them shows all of it as “merged, not applied”.`;
