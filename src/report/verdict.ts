import { EFFECTS, isDestructive, isWorse, worstEffect } from "../model/effect.js";
import type { Effect } from "../model/effect.js";
import { isAnsweredInYaml } from "../model/consents-needed.js";
import { hasProblems, isOfSource } from "../model/plan.js";
import type { Count, Item, Plan } from "../model/plan.js";
import { counted, formatNumber } from "../model/numbers.js";
import { formatCount } from "./numbers.js";
import type { Style } from "./paint.js";

/** The plan in one sentence: what would happen, and whether it can. */
export interface Verdict {
  readonly parts: readonly string[];
  readonly conclusion: string;
  readonly style: Style;
}

/** Items that belong to the change; drift is shown and never carried out. */
export const changesOf = (plan: Plan): readonly Item[] => plan.items.filter(({ origin }) => origin !== "drift");
export const driftOf = (plan: Plan): readonly Item[] => plan.items.filter(({ origin }) => origin === "drift");

/** Danger first; what is equally dangerous keeps the plan's order. */
export const dangerFirst = (items: readonly Item[]): readonly Item[] =>
  items.toSorted((a, b) => EFFECTS.indexOf(b.effect) - EFFECTS.indexOf(a.effect));

export const lacksConsent = (item: Item): boolean => item.problems.some(({ code }) => code === "consent-missing");
/** Whether consent is all that it lacks: a line in the YAML answers these problems and no others. */
export const awaitsConsent = (item: Item): boolean =>
  lacksConsent(item) && item.problems.every(({ code }) => isAnsweredInYaml(code));
/** Problems that a line in the YAML cannot answer. */
const otherProblems = (item: Item): boolean => item.problems.some(({ code }) => code !== "consent-missing");

const sum = (items: readonly Item[], price: (item: Item) => number | null): Count => ({
  at_least: items.reduce((total, item) => total + (price(item) ?? 0), 0),
  unknown_tables: items.filter((item) => price(item) === null).length,
});

const wiped = (items: readonly Item[]): string => formatCount(sum(items, ({ price }) => price.rows_wiped));

/** How the items of one effect are told in the verdict, worst first. */
const TOLD: readonly { readonly effect: Effect; readonly tell: (items: readonly Item[], n: string) => string }[] = [
  { effect: "unknown", tell: (_, n) => `${n} in a state that nobody knows` },
  { effect: "loss", tell: (items, n) => `${n} loses history and ${wiped(items)}` },
  { effect: "wipe", tell: (items, n) => `${n} wipes ${wiped(items)}` },
  { effect: "gap", tell: (_, n) => `${n} may miss rows` },
  { effect: "disruptive", tell: (_, n) => `${n} disrupts readers` },
];

/** "1 wipes", "2 wipe": every sentence above is written for one. */
const forMany = (sentence: string): string =>
  sentence.replace(/ (loses|wipes|disrupts) /, (_, verb: string) => ` ${verb.replace(/s$/, "")} `);

/** What an earlier apply has deleted is not deleted again by the steps that are left. */
const wipedBefore = ({ resumes, effect, price }: Item): boolean =>
  resumes !== null && isDestructive(effect) && price.rows_wiped === 0;

function tellEffects(all: readonly Item[]): readonly string[] {
  const items = all.filter((item) => !wipedBefore(item));
  return TOLD.flatMap(({ effect, tell }) => {
    const those = items.filter((item) => item.effect === effect);
    if (those.length === 0) return [];
    const sentence = tell(those, formatNumber(those.length));
    return [those.length === 1 ? sentence : forMany(sentence)];
  });
}

function styleOf(plan: Plan, items: readonly Item[]): Style {
  const worst = worstEffect(items.map(({ effect }) => effect));
  if (hasProblems(plan) || isDestructive(worst) || worst === "unknown") return "danger";
  return isWorse(worst, "costly") ? "warning" : "good";
}

/** Of a table that was not read nobody knows whether it would change. */
const isIncomplete = ({ tables }: Plan): boolean => tables.read < tables.declared;

/** How many tables, and how many sources as a whole. */
export function countedItems(items: readonly Item[]): string {
  const sources = new Set(items.filter(isOfSource).map(({ source_id }) => source_id)).size;
  return countedBoth(items.filter((item) => !isOfSource(item)).length, sources);
}

export const countedBoth = (tables: number, sources: number): string =>
  [...(tables > 0 ? [counted(tables, "table")] : []), ...(sources > 0 ? [counted(sources, "source")] : [])].join(
    " and ",
  );

function tellCount(plan: Plan, items: readonly Item[]): string {
  if (items.length > 0) return `${countedItems(items)} would change`;
  if (!isIncomplete(plan)) return "no changes";
  const { read, declared } = plan.tables;
  const planned = read === 0 ? "nothing could be planned" : "not everything could be planned";
  return `${planned}: ${formatNumber(read)} of ${formatNumber(declared)} declared tables read`;
}

export function verdictOf(plan: Plan): Verdict {
  const items = changesOf(plan);
  const blocked = items.filter(otherProblems).length;
  const unconsented = items.filter(lacksConsent).length;
  const resumed = items.filter(({ resumes }) => resumes !== null).length;
  const problems = blocked + plan.problems.length;
  const parts = [
    tellCount(plan, items),
    ...tellEffects(items),
    ...(resumed > 0 ? [`resumes ${formatNumber(resumed)} unfinished`] : []),
    ...(unconsented > 0 ? [`consent missing on ${formatNumber(unconsented)}`] : []),
    ...(problems > 0 ? [counted(problems, "problem")] : []),
  ];
  return { parts, conclusion: conclude(plan, items), style: styleOf(plan, items) };
}

function conclude(plan: Plan, items: readonly Item[]): string {
  if (hasProblems(plan)) return "cannot be applied as it stands";
  if (items.length > 0) return "ready to apply";
  return isIncomplete(plan) ? "plan again" : "nothing to do";
}
