import type { Facts } from "./complete.js";
import type { Check, Comment, Move, Person, Pull, PullThread, Review, Thread, World } from "./world.js";

export const time = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");

export const user = ({ id, login, type, deleted }: Person): Facts | null => (deleted ? null : { id, login, type });

/** The author of a pull request is never missing: GitHub puts this account in the place of a deleted one. */
const GHOST = { id: 10137, login: "ghost", type: "User" };

export function repository({ repository: { id, owner, name, branch } }: World, of = id): Facts {
  const here = of === id;
  const login = here ? owner : "fork-owner";
  return {
    id: of,
    name,
    full_name: `${login}/${name}`,
    owner: { id: of + 1, login, type: "Organization" },
    fork: !here,
    default_branch: branch,
  };
}

const APP = { id: 15368, slug: "github-actions", name: "GitHub Actions" };

export const comment = ({ id, author, body, created, updated }: Comment): Facts => ({
  id,
  node_id: `IC_${id}`,
  body,
  user: user(author),
  created_at: time(created),
  updated_at: time(updated),
  ...(author.type === "Bot" ? { performed_via_github_app: APP } : {}),
});

export const review = ({ id, author, body, state, at, commit }: Review): Facts => ({
  id,
  node_id: `PRR_${id}`,
  user: user(author),
  body,
  state,
  commit_id: commit,
  ...(state === "PENDING" ? {} : { submitted_at: time(at) }),
});

/** As listings tell it. */
export const pullInList = (world: World, thread: PullThread): Facts => ({
  id: thread.id,
  number: thread.number,
  state: thread.state,
  title: thread.title,
  body: thread.body,
  user: user(thread.author) ?? GHOST,
  draft: thread.pull.draft,
  labels: thread.labels.map(label),
  created_at: time(thread.created),
  updated_at: time(thread.updated),
  closed_at: thread.closed === null ? null : time(thread.closed.at),
  merged_at: thread.pull.merged === null ? null : time(thread.pull.merged.at),
  merge_commit_sha: thread.pull.merged?.commit ?? testMerge(thread.pull),
  head: {
    ...side(world, thread.pull.head),
    repo: thread.pull.from === null ? null : repository(world, thread.pull.from),
  },
  base: { ...side(world, thread.pull.base), repo: repository(world) },
});

/** As it is told alone. */
export const pullAlone = (world: World, thread: PullThread): Facts => ({
  ...pullInList(world, thread),
  merged: thread.pull.merged !== null,
  merged_by: thread.pull.merged === null ? null : user(thread.pull.merged.by),
  commits: thread.pull.commits.length,
  changed_files: thread.pull.files.length,
  comments: world.comments.filter((it) => it.thread === thread.number).length,
});

const side = ({ repository: { owner } }: World, { ref, sha }: Pull["base"]): Facts => ({
  label: `${owner}:${ref}`,
  ref,
  sha,
});

/** GitHub keeps a merge of the two up to date for every open pull request. */
const testMerge = ({ head, base }: Pull): string => `${head.sha.slice(0, 20)}${base.sha.slice(0, 20)}`;

export const label = (name: string): Facts => ({ name });

/** The listing of issues holds pull requests too. */
export const issue = (world: World, thread: Thread): Facts => ({
  id: thread.id,
  number: thread.number,
  state: thread.state,
  title: thread.title,
  body: thread.body,
  user: user(thread.author),
  labels: thread.labels.map(label),
  comments: world.comments.filter((it) => it.thread === thread.number).length,
  created_at: time(thread.created),
  updated_at: time(thread.updated),
  closed_at: thread.closed === null ? null : time(thread.closed.at),
  closed_by: thread.closed === null ? null : user(thread.closed.by),
  ...(thread.pull === null ? {} : { pull_request: {} }),
});

export const move = ({ id, before, after, ref, at, kind, by }: Move): Facts => ({
  id,
  before,
  after,
  ref: `refs/heads/${ref}`,
  timestamp: time(at),
  activity_type: kind,
  actor: user(by),
});

export function check({ id, sha, facts, annotations }: Check): Facts {
  const { title, summary, text } = (facts["output"] ?? {}) as Facts;
  const { name, status, conclusion, external_id, details_url, started_at, completed_at } = facts;
  return {
    id,
    head_sha: sha,
    name,
    status: conclusion === undefined ? (status ?? "queued") : "completed",
    conclusion: conclusion ?? null,
    external_id: external_id ?? null,
    details_url: details_url ?? null,
    started_at: started_at ?? null,
    completed_at: completed_at ?? null,
    output: {
      title: title ?? null,
      summary: summary ?? null,
      text: text ?? null,
      annotations_count: annotations.length,
    },
    app: APP,
  };
}
