import { NO_COMMIT, person, pullOf, threadOf } from "../world.js";
import type { Merged, Move, Pull, TimelineEvent, World } from "../world.js";

export interface NewPull {
  readonly by: string;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base?: string;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
  /** of the head branch, oldest first; the head alone unless told */
  readonly commits?: readonly string[];
  /** paths that differ from the base */
  readonly files?: readonly string[];
  readonly patches?: Readonly<Record<string, string>>;
  /** deleted: GitHub knows no repository of the head any more */
  readonly fork?: "there" | "deleted";
}

/** New commits of the base branch, passed in: the fake runs no git. */
export type Merge = { readonly by: string } & (
  | { readonly method: "merge" | "squash"; readonly sha: string }
  /** oldest first */
  | { readonly method: "rebase"; readonly shas: readonly [string, ...string[]] }
);

export interface PullStory {
  /** @returns its number */
  openPull(pull: NewPull): number;
  /** moves a branch, and the head of what is open from it */
  push(branch: string, sha: string, by: string, how?: "forced"): void;
  /** The button "Update branch". GitHub may move the reviews of the old head to the new one. */
  updateBranch(pull: number, update: { readonly sha: string; readonly by: string; readonly repoints?: boolean }): void;
  /** as after a merge; what happened to it stays in the activity */
  deleteBranch(branch: string, by: string): void;
  /** automatic: the old base was deleted, and GitHub chose another */
  setBase(pull: number, ref: string, by: string, how?: "automatic"): void;
  setDraft(pull: number, draft: boolean): void;
  merge(pull: number, merge: Merge): void;
  /** what waits in the merge queue, and the commits that it made */
  enqueue(entries: World["queue"]): void;
  /** several in one push, in their order */
  mergeQueue(by: string, merges: readonly { readonly pull: number; readonly sha: string }[]): void;
  /** its head became reachable from the base by a push: GitHub calls it merged */
  mergeIndirectly(pull: number, push: { readonly sha: string; readonly by: string }): void;
  /** a pull request or an issue */
  closeThread(number: number, by: string): void;
  reopenThread(number: number): void;
  deleteThread(number: number): void;
  /** `commits/{sha}/pulls` is empty so many times before it tells */
  delayPulls(sha: string, answers: number): void;
  /** the pull request itself is told as open so many times after its merge */
  delayMerge(pull: number, answers: number): void;
  /** GitHub keeps no activity of a branch that far back */
  forgetMoves(branch: string): void;
}

const FORK = 909_090;

export function pullStory(world: World): PullStory {
  const tip = (branch: string): string => world.branches.get(branch) ?? NO_COMMIT;
  const moved = (ref: string, after: string, by: string, kind: Move["kind"]): void => {
    const before = tip(ref);
    world.branches.set(ref, after);
    world.moves.push({ id: world.nextId(), ref, before, after, kind, by: person(world, by), at: world.now() });
  };
  const log = (number: number, kind: TimelineEvent["kind"], by: string, facts: TimelineEvent["facts"]): void => {
    pullOf(world, number).events.push({ kind, at: world.now(), by: person(world, by), facts });
  };
  const opened = (ref: string): readonly (readonly [number, Pull])[] =>
    world.threads.flatMap(({ number, pull, state }) =>
      pull !== null && state === "open" && pull.head.ref === ref && pull.from === world.repository.id
        ? [[number, pull] as const]
        : [],
    );
  const end = (number: number, by: string, commit: string, brought: Merged["brought"]): void => {
    const thread = threadOf(world, number);
    const at = world.now();
    thread.state = "closed";
    thread.updated = at;
    thread.closed = { at, by: person(world, by) };
    pullOf(world, number).merged = { at, by: person(world, by), commit, brought };
    log(number, "MergedEvent", by, { commit: { oid: commit } });
  };
  const story: PullStory = {
    openPull({ by, head, base = world.repository.branch, title = head.ref, body = "", draft = false, fork, ...more }) {
      const number = world.threads.length + 1;
      const at = world.now();
      if (fork === undefined && !world.branches.has(head.ref)) moved(head.ref, head.sha, by, "branch_creation");
      const pull: Pull = {
        base: { ref: base, sha: tip(base) },
        head: { ...head },
        from: fork === undefined ? world.repository.id : fork === "there" ? FORK : null,
        commits: [...(more.commits ?? [head.sha])],
        files: more.files ?? [],
        patches: more.patches ?? {},
        draft,
        merged: null,
        decision: null,
        events: [],
      };
      const author = person(world, by);
      const thread = { number, id: world.nextId(), author, title, body, labels: [], created: at, updated: at };
      world.threads.push({ ...thread, state: "open", closed: null, pull });
      return number;
    },
    push(branch, sha, by, how) {
      const kind = how === "forced" ? "force_push" : world.branches.has(branch) ? "push" : "branch_creation";
      const before = tip(branch);
      moved(branch, sha, by, kind);
      for (const [number, pull] of opened(branch)) {
        pull.head.sha = sha;
        pull.commits = how === "forced" ? [sha] : [...pull.commits, sha];
        if (how === "forced")
          log(number, "HeadRefForcePushedEvent", by, { beforeCommit: { oid: before }, afterCommit: { oid: sha } });
      }
    },
    updateBranch(number, { sha, by, repoints = false }) {
      const { head, base } = pullOf(world, number);
      const before = head.sha;
      story.push(head.ref, sha, by);
      base.sha = tip(base.ref);
      if (!repoints) return;
      for (const review of world.reviews) if (review.pull === number && review.commit === before) review.commit = sha;
    },
    deleteBranch(branch, by) {
      moved(branch, NO_COMMIT, by, "branch_deletion");
      world.branches.delete(branch);
    },
    setBase(number, ref, by, how) {
      const pull = pullOf(world, number);
      const before = pull.base.ref;
      if (how === "automatic") log(number, "AutomaticBaseChangeSucceededEvent", by, { newBase: ref, oldBase: before });
      else log(number, "BaseRefChangedEvent", by, { currentRefName: ref, previousRefName: before });
      pull.base = { ref, sha: tip(ref) };
    },
    setDraft(number, draft) {
      pullOf(world, number).draft = draft;
    },
    merge(number, merge) {
      const { base, head, commits } = pullOf(world, number);
      const brought = merge.method === "rebase" ? merge.shas : [merge.sha];
      const last = brought.at(-1) ?? head.sha;
      moved(base.ref, last, merge.by, "pr_merge");
      end(number, merge.by, last, merge.method === "merge" ? [...commits, last] : brought);
    },
    enqueue(entries) {
      world.queue = entries;
    },
    mergeQueue(by, merges) {
      const last = merges.at(-1);
      if (last === undefined) throw new Error("nothing is queued");
      moved(pullOf(world, last.pull).base.ref, last.sha, by, "merge_queue_merge");
      for (const { pull, sha } of merges) end(pull, by, sha, [sha]);
    },
    mergeIndirectly(number, { sha, by }) {
      const { base, commits } = pullOf(world, number);
      moved(base.ref, sha, by, "push");
      end(number, by, sha, [...commits, sha]);
    },
    closeThread(number, by) {
      const thread = threadOf(world, number);
      thread.state = "closed";
      thread.closed = { at: world.now(), by: person(world, by) };
    },
    reopenThread(number) {
      const thread = threadOf(world, number);
      thread.state = "open";
      thread.closed = null;
    },
    deleteThread: (number) => void world.threads.splice(world.threads.indexOf(threadOf(world, number)), 1),
    delayPulls: (sha, answers) => void world.late.set(sha, answers),
    delayMerge: (pull, answers) => void world.late.set(`#${pull}`, answers),
    forgetMoves(branch) {
      world.moves = world.moves.filter(({ ref }) => ref !== branch);
    },
  };
  return story;
}
