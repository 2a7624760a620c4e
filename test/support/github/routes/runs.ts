import { createHash } from "node:crypto";
import { found, Refused } from "../errors.js";
import type { Facts } from "../complete.js";
import { repository, time, user } from "../facts.js";
import { list, one } from "../route.js";
import type { Asked, Reply, Route } from "../route.js";
import type { Artifact, Run, World } from "../world.js";

/** GitHub finds no more by a filter, and does not say so. */
const MAX_FOUND = 1_000;
/** GitHub signs the address of a download for as long. */
const DOWNLOAD_MS = 60_000;

export const runRoutes = {
  "actions/list-workflow-runs": (world, asked) => {
    const file = asked.path["workflow_id"] ?? "";
    return runs(world, asked, ({ path }) => path.split("@")[0]?.split("/").at(-1) === file);
  },
  "actions/list-workflow-runs-for-repo": (world, asked) => runs(world, asked, () => true),
  "actions/get-workflow-run": (world, asked) => one(run(world, runOf(world, asked))),
  "actions/get-reviews-for-run": (world, asked) =>
    list(
      runOf(world, asked).approvals.map(({ by, environment }) => ({
        state: "approved",
        comment: "",
        user: user(by),
        environments: [{ name: environment }],
      })),
    ),
  "actions/list-workflow-run-artifacts": (world, asked) => {
    const { id } = runOf(world, asked);
    return artifacts(world, asked, (it) => it.run.id === id);
  },
  "actions/list-artifacts-for-repo": (world, asked) => artifacts(world, asked, () => true),
  "actions/get-artifact": (world, asked) => one(artifact(world, artifactOf(world, asked))),
  "actions/download-artifact": (world, asked) => {
    const it = artifactOf(world, asked);
    if (isExpired(world, it)) throw new Refused(410, "Artifact has expired");
    return { kind: "redirect", to: `${asked.url}/_download/${it.id}?until=${world.now() + DOWNLOAD_MS}` };
  },
} as const satisfies Readonly<Record<string, Route>>;

function runs(world: World, { query }: Asked, ofWorkflow: (run: Run) => boolean): Reply {
  const { event, head_sha: sha, branch, actor, status } = query;
  const chosen = world.runs.filter(
    (it) =>
      ofWorkflow(it) &&
      (event === undefined || it.event === event) &&
      (sha === undefined || it.head_sha === sha) &&
      (branch === undefined || it.head_branch === branch) &&
      (actor === undefined || it.actor.login === actor) &&
      (status === undefined || status === it.conclusion || status === statusOf(it)),
  );
  const isSearch = [event, sha, branch, actor, status].some((filter) => filter !== undefined);
  const shown = chosen.toReversed().slice(0, isSearch ? MAX_FOUND : chosen.length);
  return list(
    shown.map((it) => run(world, it)),
    "workflow_runs",
  );
}

function artifacts(world: World, { query }: Asked, chosen: (artifact: Artifact) => boolean): Reply {
  const { name, direction = "desc" } = query;
  const items = world.artifacts.filter((it) => chosen(it) && (name === undefined || it.name === name));
  const ordered = direction === "desc" ? items.toReversed() : items;
  return list(
    ordered.map((it) => artifact(world, it)),
    "artifacts",
  );
}

const statusOf = ({ conclusion }: Run): string => (conclusion === null ? "in_progress" : "completed");

const run = (world: World, it: Run): Facts => ({
  id: it.id,
  name: it.path,
  path: it.path,
  event: it.event,
  status: statusOf(it),
  conclusion: it.conclusion,
  head_sha: it.head_sha,
  head_branch: it.head_branch,
  run_attempt: it.attempt,
  actor: user(it.actor),
  triggering_actor: user(it.triggering_actor),
  created_at: time(it.created),
  updated_at: time(it.started),
  run_started_at: time(it.started),
  repository: repository(world),
  // A fork that was deleted is left out of the run.
  ...(it.head_repository === null ? {} : { head_repository: repository(world, it.head_repository) }),
});

const artifact = (world: World, it: Artifact): Facts => ({
  id: it.id,
  name: it.name,
  size_in_bytes: it.zip.length,
  expired: isExpired(world, it),
  created_at: time(it.created),
  updated_at: time(it.created),
  expires_at: time(it.created + world.retentionMs),
  digest: `sha256:${createHash("sha256").update(it.zip).digest("hex")}`,
  workflow_run: {
    id: it.run.id,
    repository_id: world.repository.id,
    head_repository_id: it.run.head_repository ?? 0,
    head_branch: it.run.head_branch ?? "",
    head_sha: it.run.head_sha,
  },
});

const isExpired = (world: World, { expired, created }: Artifact): boolean =>
  expired || world.now() > created + world.retentionMs;

const runOf = (world: World, { path }: Asked): Run => found(world.runs.find(({ id }) => id === Number(path["run_id"])));

const artifactOf = (world: World, { path }: Asked): Artifact =>
  found(world.artifacts.find(({ id }) => id === Number(path["artifact_id"])));
