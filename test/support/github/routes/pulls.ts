import { assertFits, found, Refused } from "../errors.js";
import { pullAlone, pullInList, review } from "../facts.js";
import { list, one } from "../route.js";
import type { Asked, Route } from "../route.js";
import { actions, pullThreads } from "../world.js";
import type { PullThread, Suggestion, World } from "../world.js";

/** GitHub tells no more than these, and counts all. */
const MAX_COMMITS = 250;
const MAX_FILES = 3_000;

export const pullRoutes = {
  "repos/list-pull-requests-associated-with-commit": (world, { path }) => {
    const sha = path["commit_sha"] ?? "";
    return list(takeLate(world, sha) ? [] : pullsOfCommit(world, sha).map((pull) => pullInList(world, pull)));
  },
  "pulls/list": (world, { query }) => {
    const { state = "open", head, base, sort = "created", direction = sort === "created" ? "desc" : "asc" } = query;
    const chosen = pullThreads(world).filter(
      (thread) =>
        (state === "all" || thread.state === state) &&
        (head === undefined || `${ownerOfHead(world, thread)}:${thread.pull.head.ref}` === head) &&
        (base === undefined || thread.pull.base.ref === base),
    );
    const key = sort === "updated" ? "updated" : "created";
    const ordered = chosen.toSorted((a, b) => a[key] - b[key] || a.number - b.number);
    return list((direction === "desc" ? ordered.toReversed() : ordered).map((pull) => pullInList(world, pull)));
  },
  "pulls/get": (world, asked) => {
    const thread = asPull(world, asked);
    const isLate = takeLate(world, `#${thread.number}`);
    return one(
      pullAlone(world, isLate ? { ...thread, state: "open", pull: { ...thread.pull, merged: null } } : thread),
    );
  },
  "pulls/list-files": (world, asked) =>
    list(
      asPull(world, asked)
        .pull.files.slice(0, MAX_FILES)
        .map((filename) => ({ filename, status: "modified", ...patchOf(asPull(world, asked), filename) })),
    ),
  "pulls/list-commits": (world, asked) =>
    list(
      asPull(world, asked)
        .pull.commits.slice(0, MAX_COMMITS)
        .map((sha) => ({ sha })),
    ),
  "pulls/list-reviews": (world, asked) => {
    const { number } = asPull(world, asked);
    return list(world.reviews.filter(({ pull }) => pull === number).map(review));
  },
  "pulls/create-review": (world, asked) => {
    const { number, pull } = asPull(world, asked);
    const { event, body = "", comments = [], commit_id = pull.head.sha } = asked.body;
    if (event === "APPROVE") throw new Refused(422, "GitHub Actions is not permitted to approve pull requests.");
    assertFits(String(body), "PullRequestReview");
    const suggestions = comments as readonly Suggestion[];
    const stray = suggestions.find(({ path, line }) => !pull.files.includes(path) || line === undefined);
    if (stray !== undefined) throw new Refused(422, "Unprocessable Entity: Path could not be resolved");
    const state = event === "REQUEST_CHANGES" ? "CHANGES_REQUESTED" : event === undefined ? "PENDING" : "COMMENTED";
    const made = {
      id: world.nextId(),
      pull: number,
      author: actions(world),
      state,
      at: world.now(),
      commit: String(commit_id),
      body: String(body),
      suggestions,
    } as const;
    world.reviews.push(made);
    return one(review(made));
  },
} as const satisfies Readonly<Record<string, Route>>;

function takeLate(world: World, key: string): boolean {
  const left = world.late.get(key) ?? 0;
  world.late.set(key, left - 1);
  return left > 0;
}

/** On the base branch: what introduced the commit; elsewhere: all that hold it. */
function pullsOfCommit(world: World, sha: string): readonly PullThread[] {
  const brought = pullThreads(world).filter(({ pull }) => pull.merged?.brought.includes(sha) === true);
  return brought.length > 0 ? brought : pullThreads(world).filter(({ pull }) => pull.commits.includes(sha));
}

const patchOf = ({ pull }: PullThread, file: string): { readonly patch?: string } => {
  const patch = pull.patches[file];
  return patch === undefined ? {} : { patch };
};

function asPull(world: World, { path }: Asked): PullThread {
  return found(pullThreads(world).find(({ number }) => number === Number(path["pull_number"])));
}

const ownerOfHead = ({ repository }: World, { pull }: PullThread): string =>
  pull.from === repository.id ? repository.owner : "fork-owner";
