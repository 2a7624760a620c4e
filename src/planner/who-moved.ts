import type { FieldMove, TableMoves } from "../model/drift.js";
import type { DesiredState } from "../model/desired.js";
import type { LiveState } from "../model/live.js";
import { isOfSource, SOURCE_FIELDS } from "../model/plan.js";
import type { Item, Plan } from "../model/plan.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS } from "../model/settings.js";
import type { DeclaredSettings, LiveSettings } from "../model/settings.js";
import { differ } from "./differ.js";
import type { Difference } from "./differ.js";
import { pair } from "./pair.js";
import type { TablePair } from "./pair.js";
import { declaredById } from "./plan.js";

/**
 * Each declared field on which the YAML, PostHog and what was applied last are not all of one mind.
 *
 * @param plan     of the YAML upon the live state, with what was applied as its baseline
 * @param applied  undefined: nobody knows what was applied last, and only two are compared
 */
export function whoMoved(
  plan: Plan,
  desired: DesiredState,
  applied: DesiredState | undefined,
  live: LiveState,
): readonly TableMoves[] {
  const before = applied && declaredById(applied, live);
  const items = new Map(plan.items.map((item) => [item.schema_id, item]));
  const ofTables = pair(desired, live).sources.flatMap(({ desired: { key }, tables }) =>
    tables.flatMap((table): readonly TableMoves[] => {
      const was = before?.get(table.live.id);
      const item = items.get(table.live.id);
      const found = settingsOf(table, item);
      const base = was === undefined ? {} : differ(was, found).declared;
      const fields = movesOf(differ(table.desired, found), found, before === undefined ? undefined : base, item);
      return fields.length === 0
        ? []
        : [{ address: table.address, source: key, table: table.desired.name, fields, item }];
    }),
  );
  return [...plan.items.filter(isOfSource).map((item) => sourceMoves(item, before !== undefined)), ...ofTables];
}

/** What a source asks for as a whole stands, or differs: a plan has an item of it only where it differs. */
function sourceMoves(item: Item, isKnown: boolean): TableMoves {
  const { address, from, to, origin, table: source } = item;
  const who = origin === "drift" ? "posthog" : isKnown ? "yaml" : "unknown";
  const fields = SOURCE_FIELDS.flatMap((field): readonly FieldMove[] => {
    const yaml = to[field];
    if (yaml === undefined) return [];
    return [{ field, who, applied: who === "posthog" ? yaml : undefined, yaml, posthog: from[field] ?? null }];
  });
  return { address, source, table: null, fields, item };
}

/** A table that a pause of our own holds is off for nobody else. */
const settingsOf = ({ live }: TablePair, item: Item | undefined): LiveSettings =>
  item?.should_sync_before === true ? { ...live.settings, should_sync: true } : live.settings;

function movesOf(
  { declared, changed }: Difference,
  found: LiveSettings,
  base: DeclaredSettings | undefined,
  item: Item | undefined,
): readonly FieldMove[] {
  const drifted = new Set(item?.drifted);
  return FIELDS.flatMap((field): readonly FieldMove[] => {
    const [yaml, posthog, applied] = [declared[field], found[field], base?.[field]];
    if (yaml === undefined) return [];
    const move = { field, applied, yaml, posthog };
    if (!changed.has(field))
      return applied === undefined || sameValue(field, applied, yaml) ? [] : [{ ...move, who: "both-same" }];
    if (base === undefined) return [{ ...move, who: "unknown" }];
    if (drifted.has(field)) return [{ ...move, who: "posthog" }];
    const isPending = applied === undefined || sameValue(field, applied, found[field]);
    return [{ ...move, who: isPending ? "yaml" : "both-differently" }];
  });
}
