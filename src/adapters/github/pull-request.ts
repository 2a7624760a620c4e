import type { Known } from "../../model/github/known.js";
import type { Owners, PullRequest, Push, TransparentMerge } from "../../model/github/pull-request.js";
import type { CommentState, RecordFound } from "../../model/github/record.js";
import { accountOf } from "./account.js";
import { arrivals, pushesOf } from "./activity.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { readComment } from "./comments.js";
import { known, mapKnown } from "./known.js";
import { readRecords } from "./records.js";
import { readPermissions, readReviews } from "./reviews.js";
import { runsOfBranch } from "./runs.js";
import type { Run } from "./runs.js";
import { readOwnersRule, readTold } from "./told.js";

export interface PullSettings {
  readonly planWorkflow: string;
  /** proves with git which commits of a head branch are mere merges of the base */
  readonly transparentMerges: (pull: {
    readonly number: number;
    readonly head: string;
  }) => Promise<readonly TransparentMerge[]>;
}

/** A pull request and all that decides whether it may bring something. Unknown as a whole only where it could not be read itself. */
export async function readPullRequest(
  client: Client,
  { planWorkflow, transparentMerges }: PullSettings,
  number: number,
): Promise<Known<PullRequest>> {
  const pull = await readSelf(client, number);
  if (!pull.known) return pull;
  const { base, head, headLabel } = pull.value;
  // Pushes to a fork are not told here; a fork is refused whoever pushed.
  const isOwn = head.repository_id === base.repository_id;
  const [reviews, runs, siblings, told, rule, transparent] = await Promise.all([
    readReviews(client, number),
    isOwn ? runsOfBranch(client, head.ref) : known([]),
    readSiblings(client, number, headLabel, head.ref),
    readTold(client, number),
    readOwnersRule(client, base.ref),
    isOwn ? transparentMerges({ number, head: head.sha }) : [],
  ]);
  const heads = [head.sha, ...transparent.map(({ first_parent }) => first_parent)];
  const [permissions, pushes, records] = await Promise.all([
    readPermissions(client, reviews.known ? reviews.value : []),
    isOwn ? readPushes(client, head.ref, runs, base.repository_id) : known([]),
    readRecords(client, { pull: number, heads, planWorkflow, runs: runs.known ? runs.value : [] }),
  ]);
  return known({
    ...pull.value.facts,
    base,
    head,
    reviews,
    permissions,
    pushes,
    siblings,
    rebased_onto: told.rebased_onto,
    owners: ownersOf(rule, told.decision),
    transparent,
    records,
    comment: await readRecordComment(client, records, planWorkflow),
  });
}

const readSelf = (client: Client, number: number) =>
  client.ask(async ({ request }) => {
    const asked = { ...client.repo, pull_number: number };
    const { data } = await request("GET /repos/{owner}/{repo}/pulls/{pull_number}", asked);
    const { user, base, head, draft = false, merged_at: at, merge_commit_sha: commit } = data;
    // The description says a head always has a repository; that of a deleted fork is null.
    const headRepo: { readonly id: number } | null = head.repo;
    return {
      facts: {
        number,
        author: accountOf(user),
        draft,
        merged: at === null ? null : { at: Date.parse(at), commit },
      },
      base: { ref: base.ref, repository_id: base.repo.id },
      head: { ref: head.ref, sha: head.sha, repository_id: headRepo?.id ?? null },
      headLabel: head.label,
    };
  });

/** Other pull requests of the same head branch, open and closed. */
const readSiblings = async (
  client: Client,
  number: number,
  label: string,
  ref: string,
): Promise<PullRequest["siblings"]> =>
  mapKnown(
    await client.ask(({ paginate }) =>
      paginate("GET /repos/{owner}/{repo}/pulls", { ...client.repo, state: "all", head: label, per_page: PAGE }),
    ),
    (pulls) =>
      pulls
        .filter((pull) => pull.number !== number && pull.head.ref === ref)
        .map((pull) => ({ number: pull.number, base: pull.base.ref })),
  );

async function readPushes(
  client: Client,
  branch: string,
  runs: Known<readonly Run[]>,
  repositoryId: number,
): Promise<Known<readonly Push[]>> {
  if (!runs.known) return runs;
  return mapKnown(await arrivals(client, branch), (moves) => pushesOf(moves, runs.value, repositoryId));
}

function ownersOf(rule: Known<boolean>, decision: Known<Owners["decision"]>): Known<Owners> {
  if (!rule.known) return rule;
  return mapKnown(decision, (told) => ({ required: rule.value, decision: told }));
}

/** The comment that the newest record names: found by its id, so nobody can put another in its place. */
async function readRecordComment(
  client: Client,
  records: Known<readonly RecordFound[]>,
  planWorkflow: string,
): Promise<Known<CommentState | null>> {
  if (!records.known) return records;
  const [newest] = records.value.flatMap(({ content, run }) =>
    content.state === "read" && run.path === planWorkflow ? [content.record] : [],
  );
  const comment = newest?.comment ?? null;
  return comment === null || comment === "unwritten" ? known(null) : readComment(client, comment.id);
}
