import type { Consent, DesiredTable } from "../model/desired.js";
import { needsConsent, type Effect, type Strategy } from "../model/effect.js";
import type { Problem } from "../model/finding.js";
import { assess, defaultStrategy, strategiesOf } from "./assess.js";
import type { Change } from "./change.js";
import { failedAndOff, mendsFailure } from "./failure.js";
import { turnsOn } from "./situation.js";

/** A trial (`enable`) is agreed to in a line of its own, beside the one that agrees to what the item does to rows: it goes first. */
export const consentFor = ({ consent }: DesiredTable, id: string): Consent | undefined => {
  const lines = consent.filter((line) => line.id === id);
  return lines.find(({ strategy }) => strategy === "enable") ?? lines[0];
};

export interface Agreement {
  readonly id: string;
  readonly strategy: Strategy | null;
  /** begun under a consent already: what it does cannot change any more by what the policy or a default says */
  readonly isResumed: boolean;
}

/** What a consent has to name to agree to what happens to rows. That the cause of a failure is gone says nothing about them. */
const agreedStrategy = (change: Change, { strategy, isResumed }: Agreement): Strategy | null =>
  strategy === "enable" && !isResumed ? defaultStrategy(change) : strategy;

/** A line without a strategy leaves none to choose: otherwise a new default would make a wipe of a consented gap. */
export function isAgreed(change: Change, item: Agreement): boolean {
  const wanted = agreedStrategy(change, item);
  return change.desired.consent.some(
    ({ id, strategy }) => id === item.id && (strategy ?? (item.isResumed ? wanted : null)) === wanted,
  );
}

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

interface Consentable extends Agreement {
  readonly effect: Effect;
  readonly offered: readonly Strategy[];
}

const CONSEQUENCE: Partial<Readonly<Record<Effect, string>>> = {
  gap: "may leave rows missing, stale or doubled",
  wipe: "deletes the synced rows",
  loss: "deletes history that no import brings back",
};

/** Does the reviewed YAML want what this item does? */
export function consentProblems(change: Change, item: Consentable): readonly Problem[] {
  const { id, effect, strategy, offered } = item;
  const named = consentFor(change.desired, id)?.strategy;
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
  if (!needsConsent(effect) || isAgreed(change, item)) return [];
  return [
    {
      code: "consent-missing",
      message: `the change of "${change.live.name}" ${CONSEQUENCE[effect] ?? "does something that nobody can foresee"}, and the YAML does not say that this is wanted`,
      hint: `add \`${consentLine(id, agreedStrategy(change, item))}\` to the table, or run: warehog plan --write-consent`,
    },
  ];
}
