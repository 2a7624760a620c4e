import type { Candidate } from "../model/github/contribution.js";
import type { PullRequest } from "../model/github/pull-request.js";
import type { Refusal } from "../model/github/refusal.js";
import type { GateContext } from "./context.js";
import { ofKnown } from "./unknown.js";

type Check = (candidate: Candidate, context: GateContext) => readonly Refusal[];

const when = (holds: boolean, refusal: Refusal): readonly Refusal[] => (holds ? [refusal] : []);

const fork: Check = ({ pull }, { repositoryId }) =>
  when(pull.head.repository_id !== repositoryId, {
    code: "fork",
    message: "the head is not a branch of this repository, so its plan was never made with the target's key",
    remedy: "push the commits as a branch of this repository and open a pull request from it",
  });

const otherBase: Check = ({ pull }, { branch, repositoryId }) =>
  when(pull.base.ref !== branch || pull.base.repository_id !== repositoryId, {
    code: "other-base",
    message: `it goes into another branch than ${branch}, so it is not the one whose merge applies the change`,
    remedy: `open a pull request from a new branch into ${branch}`,
  });

/** A record names a head and no base of its runs: the same head shown against another base is another change. */
const headShared: Check = ({ pull }) =>
  ofKnown(pull.siblings, (siblings) =>
    when(
      siblings.some(({ base }) => base !== pull.base.ref),
      {
        code: "head-shared",
        message:
          "another pull request of the same head branch goes into another base, so its plan may be mistaken for this one",
        remedy: "push the head as a branch of a new name and open a pull request from that",
      },
    ),
  );

/** Since when the head is what it is; before all times, where nothing tells. */
const headSince = ({ pushes, head }: PullRequest): number =>
  pushes.known
    ? Math.max(-Infinity, ...pushes.value.filter(({ after }) => after === head.sha).map(({ at }) => at))
    : -Infinity;

const baseChanged: Check = ({ pull }) =>
  ofKnown(pull.rebased_onto, (times) =>
    when(
      times.some((at) => at >= headSince(pull)),
      {
        code: "base-changed",
        message: "its base branch was changed under this head, so what was reviewed is another change",
        remedy: "push a new commit, so that a new head is planned and reviewed against this base",
      },
    ),
  );

const workflowChanged: Check = ({ change: { workflows_changed } }) =>
  when(workflows_changed.length > 0, {
    code: "workflow-changed",
    message: `it changes ${workflows_changed.join(", ")}, which shows and guards the very changes that it brings`,
    remedy: "bring the workflow in a pull request of its own and the tables in another",
  });

const TURNED =
  "it turns the target to another host, project or key, so the reviewed tables are not those it would write";

const targetTurned: Check = ({ change: { target, tables } }) =>
  when(target === "changed" && tables.length > 0, {
    code: "target-changed",
    message: TURNED,
    remedy:
      "bring the target in a pull request that changes no table and have that approved, and the tables in another after it; where an earlier merge turned it, revert that first",
  });

const draft: Check = ({ pull }, { stage }) =>
  when(stage === "before-merge" && pull.draft, {
    code: "draft",
    message: "it is a draft, so it is not meant to be merged yet",
    remedy: "mark it as ready for review",
  });

/** GitHub names a pull request merged a moment before it says when: nothing can be called older than that merge. */
const mergeUnknown: Check = ({ pull }, { stage }) =>
  when(stage === "merged" && pull.merged === null, {
    code: "github-unavailable",
    message: "GitHub does not say yet when it was merged, so no review can be called older than the merge",
    remedy: "run the job again",
  });

const CHECKS: readonly Check[] = [
  fork,
  otherBase,
  headShared,
  baseChanged,
  workflowChanged,
  targetTurned,
  draft,
  mergeUnknown,
];

/** What stands against a pull request whatever was planned and reviewed. */
export const pullRequestRefusals = (candidate: Candidate, context: GateContext): readonly Refusal[] =>
  CHECKS.flatMap((check) => check(candidate, context));
