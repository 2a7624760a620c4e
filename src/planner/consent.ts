import type { Consent, DesiredTable } from "../model/desired.js";
import { needsConsent, type Effect, type Strategy } from "../model/effect.js";
import type { Problem } from "../model/finding.js";
import { assess, defaultStrategy, strategiesOf } from "./assess.js";
import type { Change } from "./change.js";
import { failedAndOff, mendsFailure } from "./failure.js";
import { turnsOn } from "./situation.js";

export const consentFor = ({ consent }: DesiredTable, id: string): Consent | undefined =>
  consent.find((line) => line.id === id);

export interface Choice {
  readonly strategy: Strategy | null;
  readonly offered: readonly Strategy[];
}

/** A table whose failure the item does not mend can be tried all the same, if somebody says that the cause is gone. */
const mayBeTried = (change: Change): boolean => turnsOn(change) && failedAndOff(change) && !mendsFailure(change);

/** What the YAML may choose for an item and what it gets: the consented strategy where it is offered, else the default. */
export function choose(change: Change, consent: Consent | undefined): Choice {
  const own = strategiesOf(assess(change));
  const offered = mayBeTried(change) && !own.includes("enable") ? [...own, "enable" as const] : own;
  const named = offered.find((strategy) => strategy === consent?.strategy);
  return { offered, strategy: named ?? defaultStrategy(change) };
}

/** YAML would read an id of digits alone, or like 1234e567, as a number. */
const idText = (id: string): string => (/^\d+(e\d+)?$/.test(id) ? `"${id}"` : id);

const consentLine = (id: string, strategy: Strategy | null): string =>
  `consent: [{ id: ${idText(id)}${strategy === null ? "" : `, strategy: ${strategy}`}, reason: "…" }]`;

interface Consentable {
  readonly id: string;
  readonly table: string;
  readonly effect: Effect;
  readonly strategy: Strategy | null;
  readonly consent: Consent | undefined;
  readonly offered: readonly Strategy[];
}

const CONSEQUENCE: Partial<Readonly<Record<Effect, string>>> = {
  gap: "may leave rows missing, stale or doubled",
  wipe: "deletes the synced rows",
  loss: "deletes history that no import brings back",
};

/** Does the reviewed YAML want what this item does? */
export function consentProblems({ id, table, effect, strategy, consent, offered }: Consentable): readonly Problem[] {
  const named = consent?.strategy;
  if (named !== undefined && named !== strategy && !offered.includes(named))
    return [
      {
        code: "strategy-not-offered",
        message: `the consent names strategy ${named}, which this item does not offer, so nothing is consented`,
        hint:
          offered.length === 0
            ? "remove the strategy from the consent: this item leaves no choice"
            : `choose one of ${offered.join(", ")}`,
      },
    ];
  // Where there is a choice the consent has to make it: the policy's default may change, and what was agreed to may not.
  const agrees = consent !== undefined && (named !== undefined || strategy === null);
  if (!needsConsent(effect) || agrees) return [];
  return [
    {
      code: "consent-missing",
      message: `the change of "${table}" ${CONSEQUENCE[effect] ?? "does something that nobody can foresee"}, and the YAML does not say that this is wanted`,
      hint: `add \`${consentLine(id, strategy)}\` to the table, or run: warehog plan --write-consent`,
    },
  ];
}
