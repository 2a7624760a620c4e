import type { ItemJudgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import type { Problem } from "../../model/finding.js";
import { isApplicable } from "../../model/plan.js";
import type { Item } from "../../model/plan.js";

/** A problem of the plan as a reason of the gate: what stands in the way stands above every approval. */
export const blocked = ({ code, message, hint }: Problem): Refusal => ({
  code: code === "consent-missing" ? "consent-missing" : "blocked",
  message: `${message} (${code})`,
  remedy: hint,
});

export const blockedItems = (items: readonly Item[], pull: number | null): readonly ItemJudgement[] =>
  items
    .filter((item) => !isApplicable(item))
    .map((item) => ({ item, covered: false, pull, refusals: item.problems.map(blocked) }));
