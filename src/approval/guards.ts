import type { DesiredState } from "../model/desired.js";
import type { GuardChange, Guards, ProtectedTable, TargetField } from "../model/github/guards.js";
import type { Policy } from "../model/policy.js";
import { tablesOf } from "./declared-tables.js";

const TARGET_FIELDS: readonly TargetField[] = ["host", "project_id", "api_key_env"];

/** What a commit declares to guard a target, whether it declares the target or not. */
export function guardsOf(state: DesiredState | undefined, policy: Policy): Guards {
  if (state === undefined) return { policy, target: null, protected: [] };
  const { host, project_id, api_key_env } = state.target;
  return { policy: state.policy, target: { host, project_id, api_key_env }, protected: protectedIn(state) };
}

const protectedIn = (state: DesiredState): readonly ProtectedTable[] =>
  [...tablesOf(state)].flatMap(([identity, { address, table }]) => (table.protect ? [{ address, identity }] : []));

/** Every guard that would not be what it is. */
export function guardChanges(before: Guards, after: Guards): readonly GuardChange[] {
  return [...policyChanges(before.policy, after.policy), ...targetChanges(before, after), ...lifted(before, after)];
}

/** Of both policies alike: parts of parts with a dot. */
const flat = (policy: Policy): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(policy).flatMap(([field, value]: [string, Policy[keyof Policy]]) =>
      typeof value === "object"
        ? Object.entries(value).map(([part, one]): [string, string] => [`${field}.${part}`, String(one)])
        : [[field, String(value)]],
    ),
  );

function policyChanges(before: Policy, after: Policy): readonly GuardChange[] {
  const then = flat(before);
  return [...flat(after)].flatMap(([field, to]) => {
    const from = then.get(field) ?? "";
    return from === to ? [] : [{ guard: "policy" as const, field, from, to }];
  });
}

function targetChanges({ target: before }: Guards, { target: after }: Guards): readonly GuardChange[] {
  if (after === null) return before === null ? [] : [{ guard: "removal" }];
  return TARGET_FIELDS.flatMap((field) => {
    const [from, to] = [before === null ? null : String(before[field]), String(after[field])];
    return from === to ? [] : [{ guard: "target" as const, field, from, to }];
  });
}

/** A protected table that leaves the YAML could come back without its protection. */
function lifted(before: Guards, after: Guards): readonly GuardChange[] {
  const still = new Set(after.protected.map(({ identity }) => identity));
  return before.protected
    .filter(({ identity }) => !still.has(identity))
    .map((table) => ({ guard: "protection", ...table }));
}

/** What a change is about, whatever it changes there. */
export function whichGuard(change: GuardChange): string {
  switch (change.guard) {
    case "policy":
    case "target":
      return `${change.guard} ${change.field}`;
    case "protection":
      return `${change.guard} ${change.identity}`;
    case "removal":
      return change.guard;
  }
}

/** The desired state under guards that are in force, whatever it declares itself. */
export function guardedBy(desired: DesiredState, { policy, protected: tables }: Guards): DesiredState {
  const held = new Set(tables.map(({ identity }) => identity));
  const guarded = [...tablesOf(desired)].filter(([identity]) => held.has(identity)).map(([, { table }]) => table);
  return {
    ...desired,
    policy,
    sources: desired.sources.map((source) => ({
      ...source,
      tables: source.tables.map((table) => (guarded.includes(table) ? { ...table, protect: true } : table)),
    })),
  };
}
