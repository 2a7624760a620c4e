import { describe, expect, it } from "vitest";
import type { Effect, Strategy } from "../../src/model/effect.js";
import type { Needs } from "../../src/model/finding.js";
import type { Rule } from "../../src/planner/change.js";
import { aChange, type ChangeParts } from "./change.js";

export interface RuleCase {
  readonly behaviour: string;
  readonly change: ChangeParts;
  /** absent: the rule has nothing to say */
  readonly effect?: Effect;
  readonly needs?: Needs;
  readonly strategies?: readonly Strategy[];
  readonly recurring?: true;
  readonly says?: RegExp;
}

const WIPED = "rows that the source no longer has do not come back";

/** One table of cases for one rule: the verdict as a whole, and what every finding owes its reader. */
export function describeRule(rule: Rule, cases: readonly RuleCase[]): void {
  describe(rule.code, () => {
    it.each(cases)("$behaviour", ({ change, effect, needs = {}, strategies, recurring, says }) => {
      const verdict = rule.check(aChange(change));

      expect(verdict?.effect).toBe(effect);
      if (verdict === undefined) return;
      expect(verdict.needs).toEqual(needs);
      expect(verdict.strategies).toEqual(strategies);
      expect(verdict.recurring).toBe(recurring);
      expect(verdict.message).toMatch(says ?? /^./);
      expect(verdict.message).toMatch(/^(PostHog |["a-z])/);
      expect(verdict.hint).not.toBe("");
      const wipes =
        (effect === "wipe" || effect === "loss") &&
        (recurring || (needs.import && !needs.builds_on_rows) || needs.delete_data);
      if (wipes) expect(verdict.message).toContain(WIPED);
    });
  });
}
