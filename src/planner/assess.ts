import { isDestructive, worstEffect, type Strategy } from "../model/effect.js";
import type { Finding, Needs } from "../model/finding.js";
import type { Assessment, Change } from "./change.js";
import { RULES } from "./rules/all.js";
import { SCHEDULE_FIELDS } from "./situation.js";

function findingsOf(change: Change): readonly Finding[] {
  return RULES.flatMap((rule) => {
    const verdict = rule.check(change);
    return verdict === undefined ? [] : [{ code: rule.code, ...verdict }];
  });
}

/**
 * Rows go when this item is carried out; a wipe that only a later scheduled run makes has no import of its own. What builds on
 * the rows leaves them, although a merge into them may cost history.
 */
const wipesNow = ({ effect, needs }: Finding): boolean =>
  needs.delete_data === true ||
  needs.import === "resync" ||
  (isDestructive(effect) && needs.import !== undefined && needs.builds_on_rows !== true);

export const wipesRows = ({ findings }: Pick<Assessment, "findings">): boolean => findings.some(wipesNow);

/** What every finding that leaves a choice allows. Trying a table that failed is a question of its own. */
function shared(findings: readonly Finding[]): readonly Strategy[] {
  const lists = findings.flatMap(({ strategies }) =>
    strategies === undefined || strategies.includes("enable") ? [] : [strategies],
  );
  const first = lists.find((list) => list[0] !== "keep") ?? lists[0] ?? [];
  return first.filter((strategy) => lists.every((list) => list.includes(strategy)));
}

/** The strategies among which the YAML may choose for the whole item; empty where nothing leaves a choice. */
export function strategiesOf({ findings }: Pick<Assessment, "findings">): readonly Strategy[] {
  const trial = findings.some(({ strategies }) => strategies?.includes("enable"));
  return trial ? [...shared(findings), "enable"] : shared(findings);
}

/** A list that starts with keep has a default of its own (design: the row's effect); all others follow the policy. */
function fallback(offered: readonly Strategy[], { policy }: Change): Strategy | undefined {
  if (offered[0] === "keep") return "keep";
  return offered.includes(policy.may_invalidate) ? policy.may_invalidate : offered[0];
}

/** The strategy of an item to which nobody has consented, or null where nothing leaves a choice. */
export function defaultStrategy(change: Change): Strategy | null {
  return fallback(shared(assess({ ...change, strategy: change.policy.may_invalidate }).findings), change) ?? null;
}

/** No PATCH may race a run, except one of fields that a run does not read; older servers save the whole row and allow no race at all. */
function holds({ server, changed }: Change, needs: Needs): boolean {
  const harmless = [...changed].every((field) => SCHEDULE_FIELDS.has(field) || field === "should_sync");
  return !server.field_scoped_save || !harmless || needs.import !== undefined;
}

const IMPORTS = ["reload", "resync", "started"] as const;

/** Exactly one import: the server's own run replaces a resync, a resync replaces a reload. */
function importOf({ after }: Change, needs: readonly Needs[]): Needs["import"] {
  const most = IMPORTS.findLast((how) => needs.some((need) => need.import === how));
  const deletes = needs.some((need) => need.delete_data);
  // With its data deleted a table starts empty, but CDC that is streaming would go on streaming without a resync.
  return deletes && after.sync_type !== "cdc" ? "reload" : most;
}

function unite(change: Change, findings: readonly Finding[]): Needs {
  const all = findings.map(({ needs }) => needs);
  const how = importOf(change, all);
  const {
    import: _one,
    builds_on_rows,
    catch_up,
    ...flags
  } = all.reduce<Needs>((sum, need) => ({ ...sum, ...need }), {});
  const rowsStay = !wipesRows({ findings });
  const needs: Needs = {
    ...flags,
    ...(rowsStay && builds_on_rows ? { builds_on_rows } : {}),
    ...(rowsStay && catch_up ? { catch_up } : {}),
    ...(how === undefined ? {} : { import: how }),
  };
  return holds(change, needs) ? { ...needs, hold: true } : needs;
}

/**
 * What all rules together say about one change. Where rows go anyway (a wipe that leaves no choice, or a choice that another
 * finding does not offer), every finding is told under the strategy that the item really has, and none offers what cannot be had.
 */
export function assess(change: Change): Assessment {
  const asked = findingsOf(change);
  const forced = asked.some((finding) => finding.strategies === undefined && wipesNow(finding));
  const offered = shared(asked);
  const possible = offered.includes(change.strategy) ? change.strategy : (fallback(offered, change) ?? change.strategy);
  const strategy = forced ? "resync" : possible;
  const told = strategy === change.strategy ? asked : findingsOf({ ...change, strategy });
  const findings = told.map(({ strategies, ...finding }): Finding => {
    if (strategies === undefined || strategies.includes("enable"))
      return strategies ? { ...finding, strategies } : finding;
    return forced ? finding : { ...finding, strategies: offered };
  });
  return { effect: worstEffect(findings.map(({ effect }) => effect)), findings, needs: unite(change, findings) };
}
