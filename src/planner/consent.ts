import type { Consent, DesiredTable } from "../model/desired.js";
import { consentLine } from "../model/consent-line.js";
import { agreedStrategy, isAnsweredInYaml } from "../model/consents-needed.js";
import { needsConsent, type Effect, type Strategy } from "../model/effect.js";
import type { Problem } from "../model/finding.js";
import type { Item } from "../model/plan.js";
import { assess, defaultStrategy, strategiesOf } from "./assess.js";
import type { Change } from "./change.js";
import { failedAndOff, mendsFailure } from "./failure.js";
import { turnsOn } from "./situation.js";

/** A trial (`enable`) is agreed to in a line of its own, beside the one that agrees to what the item does to rows: it goes first. */
export const consentFor = ({ consent }: DesiredTable, id: string): Consent | undefined => {
  const lines = consent.filter((line) => line.id === id);
  // A line that leaves the strategy open is as good as none beside one that names it.
  return lines.find(({ strategy }) => strategy === "enable") ?? lines.find(({ strategy }) => strategy) ?? lines[0];
};

type Agreement = Pick<Item, "id" | "resumes" | "strategy" | "options">;

/**
 * A line without a strategy leaves none to choose: otherwise a new default would make a wipe of a consented gap. An item that is
 * carried on was begun under a consent: what it does cannot change any more by what the policy or a default says.
 */
export function isAgreed({ desired }: Change, item: Agreement): boolean {
  const wanted = agreedStrategy(item);
  const open = item.resumes === item.id ? wanted : null;
  return desired.consent.some(({ id, strategy }) => id === item.id && (strategy ?? open) === wanted);
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
  const standard = defaultStrategy(change);
  return {
    // What the item gets unless somebody chooses stands first.
    offered: offered.toSorted((a, b) => Number(b === standard) - Number(a === standard)),
    strategy: named ?? standard,
  };
}

const CONSEQUENCE: Partial<Readonly<Record<Effect, string>>> = {
  gap: "may leave rows missing, stale or doubled",
  wipe: "deletes the synced rows",
  loss: "deletes history that no import brings back",
};

/** Does the reviewed YAML want what this item does? */
export function consentProblems(change: Change, item: Agreement & Pick<Item, "effect">): readonly Problem[] {
  const { id, effect, strategy } = item;
  const offered = item.options.map((option) => option.strategy);
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
      hint: `add \`consent: [${consentLine(id, agreedStrategy(item))}]\` to the table, or run: warehog plan --write-consent`,
    },
  ];
}

/** Consent to what cannot be carried out is not written: it may look otherwise once nothing else stands in the way. */
export function othersFirst(item: Item): Item {
  const others = item.problems.map(({ code }) => code).filter((code) => !isAnsweredInYaml(code));
  if (others.length === 0) return item;
  const hint = `solve first what else stands in the way (${others.join(", ")}), then plan again and consent`;
  return {
    ...item,
    problems: item.problems.map((problem) => (problem.code === "consent-missing" ? { ...problem, hint } : problem)),
  };
}
