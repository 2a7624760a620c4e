import { needsConsent, type Strategy } from "./effect.js";
import type { Item } from "./plan.js";

type Consentable = Pick<Item, "id" | "resumes" | "strategy" | "options" | "problems">;

/**
 * What a consent has to name to agree to what an item does to rows. That a failed table may be tried says nothing about
 * them: beside `enable` stands the strategy that the item would have had anyway, the first of its options.
 */
export function agreedStrategy({ id, resumes, strategy, options }: Omit<Consentable, "problems">): Strategy | null {
  if (strategy !== "enable" || resumes === id) return strategy;
  return options.find((option) => option.strategy !== "enable")?.strategy ?? null;
}

/** A consent of the table or of its source answers the problem. */
export const isAnsweredInYaml = (code: string): boolean => code === "consent-missing" || code === "threshold";

/**
 * The strategies of the lines that an item wants in the YAML, so that its next plan misses no consent; none: it wants none, or
 * another problem has to be solved first. undefined: it does not offer what was asked for.
 *
 * @param asked  what somebody chose for every item that offers it
 */
export function consentsNeeded(item: Consentable, asked?: Strategy): readonly (Strategy | null)[] | undefined {
  const { strategy, options, problems } = item;
  const trial = asked === "enable" && strategy !== "enable" ? options.find((one) => one.strategy === asked) : undefined;
  const isTried = (code: string): boolean => trial !== undefined && code === "failed-and-disabled";
  const lacks = problems.some(({ code }) => code === "consent-missing" || code === "failed-and-disabled");
  if (!lacks || !problems.every(({ code }) => isAnsweredInYaml(code) || isTried(code))) return [];
  const agreed = agreedStrategy({ ...item, strategy: trial === undefined ? strategy : "enable" });
  if (trial !== undefined) return needsConsent(trial.effect) ? ["enable", agreed] : ["enable"];
  if (asked === undefined || asked === strategy || asked === agreed) return [agreed];
  return strategy !== "enable" && options.some((option) => option.strategy === asked) ? [asked] : undefined;
}
