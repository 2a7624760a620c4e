import type { PullRequest } from "../model/github/pull-request.js";
import type { CommentState } from "../model/github/record.js";
import type { Refusal, RefusalCode } from "../model/github/refusal.js";
import { ofKnown } from "./unknown.js";
import type { ValidRecord } from "./record.js";

const PLAN_AGAIN = "run the plan workflow again, which writes the comment anew, and have the plan approved again";

const refused = (code: RefusalCode, message: string): readonly Refusal[] => [{ code, message, remedy: PLAN_AGAIN }];

const isSame = (a: CommentState, b: CommentState): boolean =>
  a.id === b.id && a.hash === b.hash && a.updated_at === b.updated_at;

/** Whether nobody but us changed the comment between two records, the newer of which was written over it. */
export const isUnbroken = (older: ValidRecord, { replaced }: ValidRecord): boolean => {
  if (older.comment === "unwritten") return replaced === null;
  return older.comment !== null && replaced !== null && isSame(older.comment, replaced);
};

/** Anybody with write access can edit a comment: reviewers have seen the plan only where it stands as the record left it. */
export function commentRefusals({ comment, merged }: PullRequest, record: ValidRecord): readonly Refusal[] {
  const written = record.comment;
  // Nobody was asked to review a plan without changes; one with changes that was shown nowhere is approved by nobody.
  if (written === "unwritten" && record.items.length === 0 && record.guards.length === 0) return [];
  if (written === null || written === "unwritten")
    return [
      {
        code: "too-large-to-review",
        message: "the comment could not hold every dangerous change, so nobody can have reviewed them all",
        remedy:
          merged === null
            ? "split the change into pull requests with fewer dangerous tables each"
            : "revert it, and bring the change again in pull requests with fewer dangerous tables each",
      },
    ];
  return ofKnown(comment, (now) => {
    if (now === null)
      return refused("comment-deleted", "the plan comment was deleted, so it cannot be told what was reviewed");
    if (isSame(now, written)) return [];
    return refused("comment-edited", "the plan comment was edited, so it cannot be told what was reviewed");
  });
}
