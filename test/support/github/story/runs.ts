import { runtimeToken } from "../results-service.js";
import { person } from "../world.js";
import type { Artifact, Run, World } from "../world.js";
import { zip } from "../zip.js";

export interface NewRun {
  /** of the workflow: `.github/workflows/plan.yml`, perhaps with @ref */
  readonly path: string;
  readonly event: string;
  readonly by: string;
  readonly head: { readonly ref: string | null; readonly sha: string };
  /** id of the head's repository, this one unless told; null: it was deleted */
  readonly from?: number | null;
}

export interface StartedRun {
  readonly id: number;
  /** ACTIONS_RUNTIME_TOKEN of its job */
  readonly token: string;
}

export interface RunStory {
  startRun(run: NewRun): StartedRun;
  rerun(run: number, by: string): void;
  finishRun(run: number, conclusion: NonNullable<Run["conclusion"]>): void;
  approveDeployment(run: number, approval: { readonly by: string; readonly environment: string }): void;
  /** what an upload of the run would have left; @returns its id */
  addArtifact(
    run: number,
    artifact: { readonly name: string; readonly files: Readonly<Record<string, string>> },
  ): number;
  expireArtifact(id: number): void;
  /** as the repository's settings say; GitHub's usual is 90 */
  keepArtifacts(days: number): void;
  deleteArtifact(id: number): void;
  /** oldest first */
  artifacts(): readonly Artifact[];
}

export function runStory(world: World): RunStory {
  const runOf = (id: number): Run => {
    const found = world.runs.find((it) => it.id === id);
    if (found === undefined) throw new Error(`no run ${id}`);
    return found;
  };
  return {
    startRun({ path, event, by, head, from = world.repository.id }) {
      const actor = person(world, by);
      const at = world.now();
      const run: Run = {
        id: world.nextId(),
        path,
        event,
        head_sha: head.sha,
        head_branch: head.ref,
        head_repository: from,
        actor,
        triggering_actor: actor,
        attempt: 1,
        created: at,
        started: at,
        conclusion: null,
        approvals: [],
      };
      world.runs.push(run);
      return { id: run.id, token: runtimeToken(run) };
    },
    rerun(id, by) {
      const run = runOf(id);
      run.attempt += 1;
      run.started = world.now();
      run.triggering_actor = person(world, by);
      run.conclusion = null;
    },
    finishRun(id, conclusion) {
      runOf(id).conclusion = conclusion;
    },
    approveDeployment(id, { by, environment }) {
      runOf(id).approvals.push({ by: person(world, by), environment });
    },
    addArtifact(id, { name, files }) {
      const artifact = {
        id: world.nextId(),
        name,
        run: runOf(id),
        created: world.now(),
        expired: false,
        zip: zip(files),
      };
      world.artifacts.push(artifact);
      return artifact.id;
    },
    expireArtifact(id) {
      for (const artifact of world.artifacts) if (artifact.id === id) artifact.expired = true;
    },
    keepArtifacts(days) {
      world.retentionMs = days * 86_400_000;
    },
    deleteArtifact(id) {
      world.artifacts = world.artifacts.filter((it) => it.id !== id);
    },
    artifacts: () => world.artifacts,
  };
}
