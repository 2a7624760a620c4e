import type { RefusalCode } from "../model/github/refusal.js";

const NEXT =
  "Touch a table of the target in a new pull request: its plan shows what is left, and approving it covers that.";
const AGAIN =
  "Before the merge, run the plan workflow again on the head and have its new plan approved; after it, touch a table of the target in a new pull request.";

/** Why the approval gate holds something back, and the way on. */
export const REFUSAL_CODES: { readonly [C in RefusalCode]: string } = {
  "direct-push": `The commit was pushed onto the branch without a pull request, so no review answers for it. ${NEXT}`,
  "forced-push":
    "The branch was rewritten, so what it brings was reviewed by nobody, or what was applied is not in it any more. Restore the history; what a forced push brought is covered by the next approved pull request.",
  "branch-created": `The branch was created with the commit, so no review answers for it. ${NEXT}`,
  "indirect-merge": `GitHub calls the pull request merged because its commits came by another push or pull request, and their approval counts for nothing here. ${NEXT}`,
  "arrival-unknown": `The branch's activity does not show how the commit came. ${NEXT}`,
  "shallow-clone":
    "The checkout has no full history, so nobody can say how its commits came. Set fetch-depth: 0 at actions/checkout.",
  "pull-request-not-found": `GitHub names no merged pull request for the commit, so no review answers for it. ${NEXT}`,
  "several-pull-requests": `GitHub names several pull requests for one commit, so nobody can say whose reviews answer for it. ${NEXT}`,
  "ref-not-configured":
    "The run is on another branch or tag than the one that is applied, so nothing was written. Start the workflow on that branch, or name another in the input branch.",
  "other-base":
    "The pull request goes into another branch than the one that is applied. Open one from a new branch into that.",
  "base-changed":
    "The base of the pull request was changed under its head, so what was reviewed is another change. Push a new commit, and have its plan approved.",
  "head-shared":
    "Another pull request of the same head branch goes into another base, so the plan of one may be mistaken for that of the other. Push the head as a branch of a new name, and open the pull request from that.",
  fork: "The head is in another repository, whose runs get no key, so no plan was made. Push the commits as a branch of this repository, and open a pull request from it.",
  "workflow-changed":
    "The pull request changes the workflows or local actions that show and guard the very changes that it brings. Bring the workflows in a pull request of their own, and the tables in another.",
  "target-changed":
    "The pull request brings a new target, or turns one to another host, project or key, and something would change there: no branch may send a key to a host that nobody has reviewed, so no plan could show it. Bring the target with its tables as they are, have that approved, and change tables in another pull request after it. Where an earlier merge turned it without approval, revert that first.",
  draft: "The pull request is a draft, so it is not meant to be merged yet. Mark it as ready for review.",
  "record-missing": `No record of a plan of this head was found, so nobody can have reviewed one. ${AGAIN}`,
  "record-expired": `The record of the plan has expired, as artifacts do. ${AGAIN}`,
  "record-unreadable": `The record cannot be read as a plan of this target by this version of Warehog. ${AGAIN}`,
  "record-without-plan": `The plan of this target could not be made, so nobody can have reviewed one. Mend what the plan comment names. ${AGAIN}`,
  "record-foreign": `The record was not made by the plan workflow for this pull request, so it shows nothing that can be trusted. ${AGAIN}`,
  "record-other-head": `The record is of another head, so it shows another change. ${AGAIN}`,
  "record-after-merge": `The plan was made after the merge, so nobody can have reviewed it before. ${NEXT}`,
  "comment-edited": `The plan comment is not as it was written, so it cannot be told what was reviewed. ${AGAIN}`,
  "comment-deleted": `The plan comment was deleted, so it cannot be told what was reviewed. ${AGAIN}`,
  "too-large-to-review":
    "The comment could not hold every dangerous change, so nobody can have reviewed them all. Split the change into pull requests with fewer dangerous tables each.",
  "not-approved":
    "Fewer people than the policy asks for have approved the plan that was shown, so nothing of it was written. Beside it stands why a given approval does not count.",
  "approved-by-author": "Nobody approves what is their own. Have somebody else with write access approve it.",
  "approved-by-pusher":
    "The reviewer has pushed to the branch, so the approval may be of their own change. Have somebody approve it who has not; the policy pushers_may_approve leaves out only the last pusher.",
  "approved-by-bot":
    "The reviewer is not a person, so nobody has looked at the change. Have a person with write access approve it.",
  "approved-without-write": "The reviewer has no write access. Have a person with write access approve it.",
  "approved-by-unknown":
    "The reviewer's account is gone, so nobody can tell whether the approval counts. Have a person with write access approve it.",
  "approved-before-plan":
    "The approval is older than the plan of this head. Have the plan that is shown now approved again.",
  "approved-after-merge": `The approval came when nothing could be held back any more. ${NEXT}`,
  "approved-old-head": "Another commit was approved than the head. Have the newest head approved.",
  "approval-dismissed": "The approving review was dismissed. Have the newest head approved again.",
  "changes-requested":
    "Somebody who may write has asked for changes, and nothing newer takes that back. Have them approve the newest head, or dismiss the review if it is settled.",
  "owners-missing":
    "The rules of the branch ask for its owners, and GitHub does not hold their review as given. Have an owner of the changed files approve it.",
  "owners-unverifiable":
    "The rules of the branch ask for its owners, and GitHub does not say whether they have approved. Require at least one approving review in the rules, and have the owners approve it.",
  "plan-changed": `The table is no longer as it was when the plan was approved, and the approval does not cover what would happen now. Nothing was written to it. ${NEXT}`,
  "beyond-approved": `A table would be changed otherwise than the approved plan showed, so nothing of that pull request is applied. ${NEXT}`,
  "consent-missing":
    "The change makes rows wrong, wipes them or reads them again, and its table does not consent to it in the YAML. Add the consent that the plan shows, and have it approved.",
  "consent-not-introduced":
    "The consent stood in the YAML before the pull request, so its reviewers have not agreed to it here. Reword its reason in a pull request that changes the table, and have its plan approved.",
  "merged-not-applied": `The change was merged earlier and refused or not reached then, and nothing that was approved since covers it. ${NEXT}`,
  blocked: "A problem of the plan stands in the way, whoever approved it. Its own code and hint stand in the message.",
  "github-forbidden":
    "The job's token may not make a call that decides, so nothing was decided and nothing written. Give the job the permissions that docs/github.md lists, and run it again.",
  "github-unavailable":
    "GitHub did not answer a call that decides, so nothing was decided and nothing written. Run the job again.",
  "github-incomplete":
    "GitHub's answer is known to be cut short, so nothing was decided and nothing written. Run the job again; if it stays so, make the change in smaller pull requests.",
};
