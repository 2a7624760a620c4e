import type { PlanRecord } from "../../../src/model/github/record.js";
import { PLAN_WORKFLOW, scene, sha } from "./scene.js";
import type { Scene } from "./scene.js";

export const aRecord = (pull: number, head: string, comment: PlanRecord["comment"] = null): PlanRecord => ({
  version: 1,
  pull_request: pull,
  head,
  base: { ref: "main", sha: sha("0") },
  plans: [],
  guards: [],
  comment,
  replaced: null,
});

/** A pull request of ada's from `feature`. */
export async function opened(settings?: Parameters<typeof scene>[0]): Promise<Scene & { readonly pull: number }> {
  const on = await scene(settings);
  return { ...on, pull: on.gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } }) };
}

/** What a run of a workflow leaves. */
export function leave(
  { gh }: Scene,
  value: unknown,
  {
    name,
    path = PLAN_WORKFLOW,
    head = sha("a"),
  }: { readonly name: string; readonly path?: string; readonly head?: string },
) {
  const run = gh.startRun({
    path: `${path}@refs/pull/1/merge`,
    event: "pull_request",
    by: "ada",
    head: { ref: "feature", sha: head },
  });
  const artifact = gh.addArtifact(run.id, { name, files: { "record.json": JSON.stringify(value) } });
  return { run, artifact };
}
