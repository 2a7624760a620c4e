import type { PullRequest } from "../model/github/pull-request.js";
import type { Candidate, DeclaredChange } from "../model/github/contribution.js";
import type { GuardChange } from "../model/github/guards.js";
import type { CommentState, RecordComment, RecordFound } from "../model/github/record.js";
import type { Refusal, RefusalCode } from "../model/github/refusal.js";
import { isApplicable, RULES_VERSION, type Item } from "../model/plan.js";
import type { GateContext } from "./context.js";

/** A record that can be believed, as far as one target is concerned. */
export interface ValidRecord {
  readonly head: string;
  readonly created_at: number; // Unix ms
  readonly items: readonly Item[];
  readonly guards: readonly GuardChange[];
  readonly comment: RecordComment;
  readonly replaced: CommentState | null;
}

const PLAN_AGAIN = "run the plan workflow again on this head, and have its new plan approved";

const MESSAGES: Partial<Readonly<Record<RefusalCode, string>>> = {
  "record-missing": "no record of a plan of this head was found, so nobody can have reviewed one",
  "record-expired": "the record of the plan has expired, so it cannot be told what was reviewed",
  "record-unreadable":
    "the record cannot be read as a plan of this target by this version, so it cannot be told what was reviewed",
  "record-without-plan":
    "the plan of this target could not be made, as the plan comment says, so nobody can have reviewed one",
  "record-foreign":
    "the record was not made by the plan workflow for this pull request, so it shows nothing that can be trusted",
  "record-other-head": "the record is of another head, so it shows another change",
  "record-after-merge": "the record was made after the merge, so nobody can have reviewed it before",
};

const recordRefusal = (code: RefusalCode): Refusal => ({
  code,
  message: MESSAGES[code] ?? code,
  remedy: code === "record-without-plan" ? `mend what the plan comment names, then ${PLAN_AGAIN}` : PLAN_AGAIN,
});

type Checked = { readonly valid: ValidRecord } | { readonly fault: RefusalCode };

/** Only GitHub's own description of the run says where a record comes from; anybody who can push can name an artifact so. */
const isOurs = ({ run }: RecordFound, { head }: PullRequest, { planWorkflow, repositoryId }: GateContext): boolean =>
  run.path === planWorkflow &&
  run.event === "pull_request" &&
  run.repository_id === repositoryId &&
  run.head_repository_id === repositoryId &&
  run.head_branch === head.ref;

/** No plan is made for a target whose tables stay as they are, or that no key may be sent to yet. */
const isPlanned = ({ tables, target }: DeclaredChange): boolean => tables.length > 0 && target === "same";

function check(found: RecordFound, head: string, { pull, change }: Candidate, context: GateContext): Checked {
  if (!isOurs(found, pull, context)) return { fault: "record-foreign" };
  if (found.run.head_sha !== head) return { fault: "record-other-head" };
  if (pull.merged !== null && found.created_at >= pull.merged.at) return { fault: "record-after-merge" };
  if (found.content.state === "expired") return { fault: "record-expired" };
  if (found.content.state === "unreadable") return { fault: "record-unreadable" };
  const { record } = found.content;
  if (record.pull_request !== pull.number || record.base.ref !== pull.base.ref) return { fault: "record-foreign" };
  if (record.head !== head) return { fault: "record-other-head" };
  const plan = record.plans.find(({ target }) => target.name === context.target);
  if (plan === undefined && isPlanned(change)) return { fault: "record-without-plan" };
  if (plan !== undefined && plan.rules_version !== RULES_VERSION) return { fault: "record-unreadable" };
  return {
    valid: {
      head,
      created_at: found.created_at,
      items: change.target === "same" ? (plan?.items.filter(isApplicable) ?? []) : [],
      guards: record.guards.find(({ target }) => target === context.target)?.changes ?? [],
      comment: record.comment,
      replaced: record.replaced,
    },
  };
}

/** Valid records of one head, newest first. */
export function validRecords(
  found: readonly RecordFound[],
  head: string,
  candidate: Candidate,
  context: GateContext,
): readonly ValidRecord[] {
  return found.toSorted(newestFirst).flatMap((one) => {
    const checked = check(one, head, candidate, context);
    return "valid" in checked ? [checked.valid] : [];
  });
}

/** GitHub counts runs up: of two records of one second the later run's is the newer. */
const newestFirst = (a: RecordFound, b: RecordFound): number => b.created_at - a.created_at || b.run.id - a.run.id;

/** Why no record of the head counts: every reason that was met, or that there is none at all. */
export function recordRefusals(
  found: readonly RecordFound[],
  candidate: Candidate,
  context: GateContext,
): readonly Refusal[] {
  const { pull } = candidate;
  const earlier = new Set(pull.transparent.map(({ first_parent }) => first_parent));
  const faults = found
    .filter(({ run }) => !earlier.has(run.head_sha) || run.head_sha === pull.head.sha)
    .flatMap((one) => {
      const checked = check(one, pull.head.sha, candidate, context);
      return "fault" in checked ? [checked.fault] : [];
    });
  const codes = faults.length === 0 ? (["record-missing"] as const) : [...new Set(faults)].toSorted();
  return codes.map(recordRefusal);
}
