import type { Facts } from "./complete.js";
import { found } from "./errors.js";
import { time } from "./facts.js";
import { pullThreads } from "./world.js";
import type { Comment, Person, PullThread, Review, TimelineEvent, World } from "./world.js";

interface Window {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
}

/** What queries can ask for. A missing thing is an error, and null. */
export const queryRoot = (world: World): Facts => ({
  repository: ({ owner, name }: { readonly owner: string; readonly name: string }) =>
    found(owner === world.repository.owner && name === world.repository.name ? repository(world) : null),
  node: ({ id }: { readonly id: string }) => commentNode(found(world.comments.find((it) => `IC_${it.id}` === id))),
});

const repository = (world: World): Facts => ({
  databaseId: world.repository.id,
  mergeQueue: ({ branch }: { readonly branch: string }) =>
    branch === world.repository.branch ? { entries: (window: Window) => connection(queued(world), window) } : null,
  pullRequest: ({ number }: { readonly number: number }) =>
    pullNode(world, found(pullThreads(world).find((it) => it.number === number))),
});

const queued = (world: World): readonly Facts[] =>
  world.queue.map(({ pull, commit }) => ({
    headCommit: { oid: commit },
    pullRequest: pullNode(world, found(pullThreads(world).find(({ number }) => number === pull))),
  }));

function pullNode(world: World, thread: PullThread): Facts {
  const { number, pull } = thread;
  const reviews = world.reviews.filter((it) => it.pull === number);
  return {
    number,
    title: thread.title,
    state: pull.merged === null ? thread.state.toUpperCase() : "MERGED",
    isDraft: pull.draft,
    merged: pull.merged !== null,
    mergedAt: pull.merged === null ? null : time(pull.merged.at),
    mergeCommit: pull.merged === null ? null : { oid: pull.merged.commit },
    mergedBy: pull.merged === null ? null : actor(pull.merged.by),
    author: actor(thread.author),
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    isCrossRepository: pull.from !== world.repository.id,
    reviewDecision: pull.decision,
    reviews: (window: Window) => connection(reviews.map(reviewNode), window),
    latestOpinionatedReviews: ({ writersOnly, ...window }: Window & { readonly writersOnly?: boolean | null }) =>
      connection(newestOpinions(reviews, writersOnly === true).map(reviewNode), window),
    comments: (window: Window) =>
      connection(world.comments.filter((it) => it.thread === number).map(commentNode), window),
    timelineItems: ({ itemTypes, ...window }: Window & { readonly itemTypes?: readonly string[] | null }) =>
      connection(pull.events.filter(({ kind }) => itemTypes?.includes(constant(kind)) ?? true).map(eventNode), window),
  };
}

/** `BaseRefChangedEvent` is asked for as BASE_REF_CHANGED_EVENT. */
const constant = (kind: TimelineEvent["kind"]): string => kind.replace(/(?<!^)([A-Z])/g, "_$1").toUpperCase();

const eventNode = ({ kind, at, by, facts }: TimelineEvent): Facts => ({
  __typename: kind,
  createdAt: time(at),
  actor: actor(by),
  ...facts,
});

function newestOpinions(reviews: readonly Review[], writersOnly: boolean): readonly Review[] {
  const opinions = reviews.filter(({ state }) => state === "APPROVED" || state === "CHANGES_REQUESTED");
  return [...new Map(opinions.map((review) => [review.author.id, review])).values()].filter(
    ({ author }) => !writersOnly || canPush(author),
  );
}

const canPush = ({ role, deleted }: Person): boolean =>
  !deleted && (role === "admin" || role === "maintain" || role === "write");

const reviewNode = (review: Review): Facts => ({
  __typename: "PullRequestReview",
  databaseId: review.id,
  fullDatabaseId: String(review.id),
  author: actor(review.author),
  authorCanPushToRepository: canPush(review.author),
  state: review.state,
  submittedAt: review.state === "PENDING" ? null : time(review.at),
  lastEditedAt: null,
  commit: review.commit === null ? null : { oid: review.commit },
  onBehalfOf: (window: Window) => connection([], window),
});

const commentNode = ({ id, author, body, created, updated, edits }: Comment): Facts => ({
  __typename: "IssueComment",
  id: `IC_${id}`,
  databaseId: id,
  fullDatabaseId: String(id),
  author: actor(author),
  body,
  createdAt: time(created),
  updatedAt: time(updated),
  lastEditedAt: edits.length === 0 ? null : time(updated),
  editor: edits.length === 0 ? null : actor(edits.at(-1)?.by ?? author),
  userContentEdits: (window: Window) =>
    connection(
      edits.map((edit) => ({ editedAt: time(edit.at), editor: actor(edit.by), diff: edit.body })),
      window,
    ),
});

/** GraphQL shows a bot without the suffix that REST gives it. */
const actor = ({ id, login, type, deleted }: Person): Facts | null =>
  deleted ? null : { __typename: type, id: `U_${id}`, databaseId: id, login: login.replace(/\[bot\]$/, "") };

function connection(nodes: readonly Facts[], { first, last, after }: Window): Facts {
  const from = after === undefined || after === null ? 0 : Number(after);
  const rest = nodes.slice(from);
  const shown = typeof last === "number" ? rest.slice(-last) : rest.slice(0, first ?? rest.length);
  const end = from + shown.length;
  return {
    nodes: shown,
    totalCount: nodes.length,
    pageInfo: {
      hasNextPage: typeof last !== "number" && end < nodes.length,
      hasPreviousPage: from > 0,
      startCursor: String(from),
      endCursor: String(end),
    },
  };
}
