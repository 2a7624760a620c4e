import type { GateContext } from "../../src/approval/context.js";
import { judgeItems, type Judged, type JudgedPull } from "../../src/approval/items.js";
import { judgePull } from "../../src/approval/judge.js";
import type { Candidate, DeclaredChange } from "../../src/model/github/contribution.js";
import type { Judgement } from "../../src/model/github/judgement.js";
import type { Known, Unknown } from "../../src/model/github/known.js";
import type { Account, PullRequest, Push, Review } from "../../src/model/github/pull-request.js";
import type { PlanRecord, RecordFound, RecordRun } from "../../src/model/github/record.js";
import { RULES_VERSION, type Item } from "../../src/model/plan.js";
import { DEFAULT_POLICY, type Policy } from "../../src/model/policy.js";
import { covers } from "../../src/planner/covers.js";
import { anItem, aPlan } from "../report/sample-plans.js";

const REPOSITORY = 77;
export const HEAD = "head0001";
export const COMMENT = { id: 5, hash: "c0ffee", updated_at: "2026-11-01T10:00:00Z" };
/** Unix ms of an ordinary life: pushed, planned, reviewed, merged. */
export const T = { pushed: 1000, planned: 2000, reviewed: 3000, merged: 9000 } as const;

const person = (id: number, login: string): Account => ({ id, login, type: "User" });
export const ada = person(1, "ada"); // opened it
export const grace = person(2, "grace"); // approved it
export const alan = person(3, "alan"); // may write as well

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const UNKNOWN: Unknown = { known: false, why: "unavailable", call: "GET /something" };

export const orders = anItem({ id: "aaaa0001", table: "orders" });
export const users = anItem({ id: "bbbb0002", table: "users" });

export const aContext = (over: Partial<GateContext> = {}): GateContext => ({
  stage: "merged",
  repositoryId: REPOSITORY,
  branch: "main",
  planWorkflow: ".github/workflows/warehog-plan.yml",
  target: "production",
  ...over,
});

export const aReview = (over: Partial<Review> = {}): Review => ({
  id: 1,
  author: grace,
  state: "APPROVED",
  at: T.reviewed,
  commit: HEAD,
  ...over,
});

export const aPush = (over: Partial<Push> = {}): Push => ({ actor: ada, at: T.pushed, after: HEAD, ...over });

type RecordParts = Partial<Omit<PlanRecord, "plans">> & {
  readonly items?: readonly Item[];
  readonly run?: Partial<RecordRun>;
  readonly created_at?: number;
  readonly rules_version?: number;
  readonly target?: string;
};

/** What the plan workflow showed for the head: `orders` will change. */
export function aRecord({
  items = [orders],
  run = {},
  created_at = T.planned,
  rules_version = RULES_VERSION,
  target = "production",
  ...record
}: RecordParts = {}): RecordFound {
  const plan = aPlan(items, { rules_version });
  return {
    run: {
      id: 100,
      path: aContext().planWorkflow,
      event: "pull_request",
      repository_id: REPOSITORY,
      head_repository_id: REPOSITORY,
      head_sha: HEAD,
      head_branch: "change",
      ...run,
    },
    created_at,
    content: {
      state: "read",
      record: {
        version: 1,
        pull_request: 7,
        head: HEAD,
        base: { ref: "main", sha: "base0001" },
        plans: [{ ...plan, target: { ...plan.target, name: target } }],
        guards: [],
        comment: COMMENT,
        replaced: COMMENT,
        ...record,
      },
    },
  };
}

/** Opened by ada, planned, approved by grace, merged: nothing stands against it. */
export const aPullRequest = (over: Partial<PullRequest> = {}): PullRequest => ({
  number: 7,
  author: ada,
  base: { ref: "main", repository_id: REPOSITORY },
  head: { ref: "change", sha: HEAD, repository_id: REPOSITORY },
  draft: false,
  merged: { at: T.merged, commit: "merge001" },
  reviews: known([aReview()]),
  permissions: new Map([ada, grace, alan].map(({ id }) => [id, known("write" as const)])),
  pushes: known([aPush()]),
  siblings: known([]),
  rebased_onto: known([]),
  owners: known({ required: false, decision: null }),
  transparent: [],
  records: known([aRecord()]),
  comment: known(COMMENT),
  ...over,
});

export const aChange = ({
  policy = {},
  ...over
}: Partial<Omit<DeclaredChange, "policy">> & { readonly policy?: Partial<Policy> } = {}): DeclaredChange => ({
  tables: [orders.address],
  consents: [],
  target: "same",
  workflows_changed: [],
  left_behind: [],
  guards: [],
  policy: { ...DEFAULT_POLICY, ...policy },
  ...over,
});

export const aCandidate = (pull: Partial<PullRequest> = {}, change: Parameters<typeof aChange>[0] = {}): Candidate => ({
  pull: aPullRequest(pull),
  change: aChange(change),
});

export const judged = (candidate: Candidate, context = aContext()): JudgedPull => ({
  candidate,
  judgement: judgePull(candidate, context),
});

export const judge = (candidates: readonly Candidate[], over: Partial<Judged> = {}): Judgement =>
  judgeItems({
    target: "production",
    fresh: [orders],
    pulls: candidates.map((candidate) => judged(candidate)),
    unanswered: [],
    standing: [],
    owed: [],
    covers,
    ...over,
  });

export const coveredIn = ({ items }: Judgement): readonly string[] =>
  items.filter(({ covered }) => covered).map(({ item }) => item.table);

export const codesOf = (candidate: Candidate, context = aContext()): readonly string[] =>
  judgePull(candidate, context).refusals.map(({ code }) => code);

/** What a leftover's remedy leads to: another pull request of another head whose plan shows it, approved by its own reviewer. */
export const theNextOne = (items: readonly Item[] = [orders]): Candidate =>
  aCandidate(
    {
      number: 8,
      head: { ref: "next", sha: "head0008", repository_id: REPOSITORY },
      reviews: known([aReview({ commit: "head0008" })]),
      pushes: known([aPush({ after: "head0008" })]),
      records: known([
        aRecord({ items, pull_request: 8, head: "head0008", run: { head_sha: "head0008", head_branch: "next" } }),
      ]),
    },
    { tables: [] },
  );
