import type { Known, Unknown } from "../model/github/known.js";
import type { Refusal, RefusalCode } from "../model/github/refusal.js";

/** What a call that told nothing is called, what is so, and what to do about it. */
export const WHY_UNKNOWN: {
  readonly [W in Unknown["why"]]: { readonly code: RefusalCode; readonly says: string; readonly remedy: string };
} = {
  forbidden: {
    code: "github-forbidden",
    says: "the job's token may not make this call",
    remedy: "give the job the permissions that docs/github.md lists, and run it again",
  },
  unavailable: {
    code: "github-unavailable",
    says: "GitHub did not answer this call",
    remedy: "run the job again",
  },
  incomplete: {
    code: "github-incomplete",
    says: "GitHub's answer is known to be cut short",
    remedy: "run the job again; if it stays so, bring the change in a new and smaller pull request",
  },
};

/** What is not known decides against: it is never taken for "none" or "unchanged". */
export function unknownRefusal({ why, call }: Unknown): Refusal {
  const { code, says, remedy } = WHY_UNKNOWN[why];
  return { code, message: `${call}: ${says}, so nothing of it can be applied`, remedy };
}

/** The refusals that follow from a fact, or the one that follows from not knowing it. */
export const ofKnown = <T>(known: Known<T>, refusals: (value: T) => readonly Refusal[]): readonly Refusal[] =>
  known.known ? refusals(known.value) : [unknownRefusal(known)];
