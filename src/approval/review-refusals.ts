import type { Refusal, RefusalCode } from "../model/github/refusal.js";

/** What keeps the approval of one person from counting: what is so, and what that person or another can do. */
const REASONS = {
  "approved-by-author": [
    "approved it and opened it, and nobody approves what is their own",
    "have somebody else with write access approve it",
  ],
  "approved-by-pusher": [
    "approved it and has pushed to its branch, so the approval may be of their own change",
    "have somebody with write access approve it who has not pushed to the branch",
  ],
  "approved-by-bot": [
    "approved it and is not a person, so nobody has looked at the change",
    "have a person with write access approve it",
  ],
  "approved-without-write": [
    "approved it and has no write access, so the approval does not count",
    "have a person with write access approve it",
  ],
  "approved-by-unknown": [
    "approved it and is no longer known, so nobody can tell whether the approval counts",
    "have a person with write access approve it",
  ],
  "approved-before-plan": [
    "approved it before the plan of this head was shown, so the plan was not what was approved",
    "have the plan that is shown now approved again",
  ],
  "approved-after-merge": [
    "approved it only after the merge, when nothing could be held back any more",
    "have it approved before it is merged",
  ],
  "approved-old-head": [
    "approved another commit than what this head shows, so the newest change was not approved",
    "have the newest head approved",
  ],
  "approval-dismissed": ["had approved it and that review was dismissed", "have the newest head approved again"],
  "changes-requested": [
    "may write and has asked for changes, and nothing newer takes that back",
    "have the reviewer approve the newest head, or dismiss the review if it is settled",
  ],
} as const satisfies { readonly [C in RefusalCode]?: readonly [string, string] };

export function reviewRefusal(code: keyof typeof REASONS, login: string): Refusal {
  const [says, remedy] = REASONS[code];
  return { code, message: `${login} ${says}`, remedy };
}

/** @param given  approvals that count */
export const notApproved = (given: number, needed: number): Refusal => ({
  code: "not-approved",
  message: `${given} of ${needed} needed approvals were given, so nothing of it can be applied`,
  remedy:
    "have the shown plan approved by people with write access who have not pushed to the branch; where pushers may approve, by anybody but its author and the last pusher",
});
