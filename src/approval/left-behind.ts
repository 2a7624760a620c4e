import type { DeclaredChange } from "../model/github/contribution.js";
import type { GuardChange } from "../model/github/guards.js";
import type { PullRequest } from "../model/github/pull-request.js";
import type { Refusal, RefusalCode } from "../model/github/refusal.js";

/** What was merged and not applied has nothing left to mend: the next plan shows it, and its reviewers answer for it. */
export const NEXT_PULL_REQUEST =
  "touch a table of this target in a new pull request: its plan shows what is left as merged, not applied, and approving it covers that";

/** No key is sent to a place that nobody approved, so no plan can show what is left there. */
const TARGET_AGAIN =
  "revert it, and bring the target again in a pull request that changes no table and is approved before it is merged";

/** To refuse for one of these would walk past what the next run can decide. */
const MAY_BE_TOLD_LATER: ReadonlySet<RefusalCode> = new Set(["github-forbidden", "github-unavailable"]);

export const mayBeToldLater = ({ code }: Refusal): boolean => MAY_BE_TOLD_LATER.has(code);

/** Those whose way out is another one after the merge, too. */
const OWN_WAY: ReadonlySet<RefusalCode> = new Set(["too-large-to-review", "consent-not-introduced"]);

/** A refusal as the pull request can still answer it: once it is merged, only another one can. */
export const answerable = (
  refusal: Refusal,
  { merged }: Pick<PullRequest, "merged">,
  { guards }: Pick<DeclaredChange, "guards">,
): Refusal =>
  merged === null || mayBeToldLater(refusal) || OWN_WAY.has(refusal.code)
    ? refusal
    : { ...refusal, remedy: leftBehind(guards) };

/** What to do about what was merged and not approved. */
export const leftBehind = (guards: readonly GuardChange[]): string =>
  guards.some(({ guard }) => guard === "target") ? TARGET_AGAIN : NEXT_PULL_REQUEST;
