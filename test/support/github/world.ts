/** GitHub names everything a person may do in a repository by a role. */
export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export interface Person {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot";
  role: Role;
  /** what he did stays, without a name */
  deleted: boolean;
}

/** What pull requests and issues have in common: they share their numbers, comments and labels. */
export interface Thread {
  readonly number: number;
  readonly id: number;
  readonly author: Person;
  title: string;
  body: string;
  labels: string[];
  state: "open" | "closed";
  /** Unix ms, as all times here */
  readonly created: number;
  updated: number;
  closed: { at: number; by: Person } | null;
  /** null: an issue */
  readonly pull: Pull | null;
}

/** A thread that is known to be a pull request. */
export type PullThread = Thread & { readonly pull: Pull };

export interface Pull {
  base: { ref: string; sha: string };
  head: { readonly ref: string; sha: string };
  /** repository of the head; null: a fork that was deleted */
  readonly from: number | null;
  /** of the head branch, oldest first */
  commits: string[];
  readonly files: readonly string[];
  /** of files, where a test needs them: unified, without file headers */
  readonly patches: Readonly<Record<string, string>>;
  draft: boolean;
  merged: Merged | null;
  decision: "APPROVED" | "CHANGES_REQUESTED" | "REVIEW_REQUIRED" | null;
  readonly events: TimelineEvent[];
}

export interface Merged {
  readonly at: number;
  readonly by: Person;
  /** what GitHub tells as merge_commit_sha */
  readonly commit: string;
  /** commits of the base branch that this pull request introduced */
  readonly brought: readonly string[];
}

export interface TimelineEvent {
  readonly kind:
    | "BaseRefChangedEvent"
    | "AutomaticBaseChangeSucceededEvent"
    | "HeadRefForcePushedEvent"
    | "ReviewDismissedEvent"
    | "MergedEvent";
  readonly at: number;
  readonly by: Person;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Review {
  readonly id: number;
  readonly pull: number;
  readonly author: Person;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  readonly at: number;
  commit: string | null;
  readonly body: string;
  readonly suggestions: readonly Suggestion[];
}

export interface Suggestion {
  readonly path: string;
  readonly body: string;
  readonly line?: number;
}

export interface Comment {
  readonly id: number;
  readonly thread: number;
  readonly author: Person;
  body: string;
  readonly created: number;
  updated: number;
  readonly edits: { readonly at: number; readonly by: Person; readonly body: string }[];
}

export interface Run {
  readonly id: number;
  /** of the workflow, perhaps with @ref */
  readonly path: string;
  readonly event: string;
  readonly head_sha: string;
  readonly head_branch: string | null;
  readonly head_repository: number | null;
  readonly actor: Person;
  triggering_actor: Person;
  attempt: number;
  readonly created: number;
  /** its newest attempt */
  started: number;
  conclusion: "success" | "failure" | "cancelled" | null;
  readonly approvals: { readonly by: Person; readonly environment: string }[];
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly run: Run;
  readonly created: number;
  expired: boolean;
  readonly zip: Uint8Array;
}

export interface Check {
  readonly id: number;
  readonly sha: string;
  /** as the requests said it, newest on top; annotations of all requests */
  facts: Readonly<Record<string, unknown>>;
  readonly annotations: unknown[];
}

export interface Move {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly kind: "push" | "force_push" | "branch_creation" | "branch_deletion" | "pr_merge" | "merge_queue_merge";
  readonly by: Person;
  readonly at: number;
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** One repository, as GitHub holds it. */
export interface World {
  readonly repository: { readonly id: number; readonly owner: string; readonly name: string; readonly branch: string };
  readonly people: Map<string, Person>;
  /** tips by name, without refs/heads/ */
  readonly branches: Map<string, string>;
  readonly rules: Map<string, Rule[]>;
  readonly threads: Thread[];
  readonly reviews: Review[];
  comments: Comment[];
  readonly runs: Run[];
  artifacts: Artifact[];
  readonly checks: Check[];
  /** oldest first */
  moves: Move[];
  /** by commit, or number of a pull request with a #: so many answers are still to come that do not know of the merge */
  readonly late: Map<string, number>;
  /** the merge queue of the default branch */
  queue: readonly { readonly pull: number; readonly commit: string }[];
  /** GitHub's clock in Unix ms, in whole seconds as it tells them */
  readonly now: () => number;
  readonly nextId: () => number;
  issuesDisabled: boolean;
  /** how long artifacts are kept */
  retentionMs: number;
}

const ACTIONS: Person = { id: 41898282, login: "github-actions[bot]", type: "Bot", role: "write", deleted: false };

export const NO_COMMIT = "0".repeat(40);

export function newWorld(repository: World["repository"], now: () => number): World {
  let ids = 1000;
  return {
    repository,
    people: new Map([[ACTIONS.login, { ...ACTIONS }]]),
    branches: new Map(),
    rules: new Map(),
    threads: [],
    reviews: [],
    comments: [],
    runs: [],
    artifacts: [],
    checks: [],
    moves: [],
    late: new Map(),
    queue: [],
    now: () => Math.floor(now() / 1000) * 1000,
    nextId: () => ++ids,
    issuesDisabled: false,
    retentionMs: 90 * 86_400_000,
  };
}

/** Who stands behind every workflow's token. */
export const actions = (world: World): Person => person(world, ACTIONS.login);

export function person(world: World, login: string): Person {
  const found = world.people.get(login);
  if (found === undefined) throw new Error(`introduce ${login} first: gh.person("${login}", "write")`);
  return found;
}

export const pullThreads = (world: World): readonly PullThread[] =>
  world.threads.flatMap((thread) => (thread.pull === null ? [] : [{ ...thread, pull: thread.pull }]));

export function threadOf(world: World, number: number): Thread {
  const found = world.threads.find((thread) => thread.number === number);
  if (found === undefined) throw new Error(`no #${number}`);
  return found;
}

export function pullOf(world: World, number: number): Pull {
  const { pull } = threadOf(world, number);
  if (pull === null) throw new Error(`#${number} is no pull request`);
  return pull;
}
