import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openGitHub } from "../../../src/adapters/github/github.js";
import type { GitHub, GitHubSettings } from "../../../src/adapters/github/github.js";
import { startFakeGitHub } from "../../support/github/fake-github.js";
import type { FakeGitHub } from "../../support/github/fake-github.js";
import { virtualClock } from "../../support/virtual-clock.js";
import type { VirtualClock } from "../../support/virtual-clock.js";
import { APPLY_WORKFLOW, PLAN_WORKFLOW } from "../../support/github/workflows.js";

export { APPLY_WORKFLOW, PLAN_WORKFLOW };

/** Commits by a letter. */
export const sha = (letter: string): string => letter.repeat(40);

export interface Scene {
  readonly gh: FakeGitHub;
  readonly github: GitHub;
  readonly clock: VirtualClock;
  /** waits, as they were told */
  readonly waits: readonly string[];
  /** method and path of what was asked, without the repository */
  readonly asked: () => readonly string[];
}

/** The adapter before a GitHub on which ada, ben and eve, who may only read, work. The branch was moved to one commit, 0. */
export async function scene(settings: Partial<GitHubSettings> = {}): Promise<Scene> {
  const gh = await startFakeGitHub();
  onTestFinished(() => gh.close());
  for (const [login, role] of [
    ["ada", "write"],
    ["ben", "maintain"],
    ["eve", "read"],
  ] as const)
    gh.person(login, role);
  gh.push("main", sha("0"), "ada");
  const clock = virtualClock();
  const waits: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "warehog-github-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { owner, name: repo, id: repositoryId } = gh.repository;
  const github = openGitHub({
    owner,
    repo,
    repositoryId,
    token: gh.token,
    apiUrl: gh.url,
    graphqlUrl: gh.graphqlUrl,
    version: "0.0.0",
    clock,
    onWait: (call, ms) => void waits.push(`${call} ${ms}`),
    planWorkflow: PLAN_WORKFLOW,
    applyWorkflow: APPLY_WORKFLOW,
    branch: "main",
    folder,
    speakToRunner: (work) => work(),
    transparentMerges: () => Promise.resolve([]),
    ...settings,
  });
  const prefix = `/repos/${owner}/${repo}`;
  return {
    gh,
    github,
    clock,
    waits,
    asked: () => gh.requests.map(({ method, path }) => `${method} ${path.replace(prefix, "")}`),
  };
}

/** What is known, or the test fails with why it is not. */
export function known<T>(from: { readonly known: true; readonly value: T } | { readonly known: false }): T {
  if (!from.known) throw new Error(`nothing is known: ${JSON.stringify(from)}`);
  return from.value;
}
