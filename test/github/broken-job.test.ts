import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startFakeGitHub } from "../support/github/fake-github.js";
import { runAction } from "../support/github/run-action.js";
import type { StepEnded } from "../support/github/run-action.js";
import { readAsRunner } from "../support/github/runner-log.js";

/** The bundled action in an empty folder, as after a workflow that forgets to check out. */
async function inEmptyFolder(env: Readonly<Record<string, string>>): Promise<StepEnded> {
  const gh = await startFakeGitHub();
  gh.person("ada", "write");
  const workspace = mkdtempSync(join(tmpdir(), "warehog-empty-"));
  onTestFinished(async () => {
    await gh.close();
    rmSync(workspace, { recursive: true });
  });
  const head = { ref: "main", sha: "a".repeat(40) };
  const workflow = ".github/workflows/warehog-apply.yml";
  return runAction({
    gh,
    workspace,
    run: gh.startRun({ path: workflow, event: "schedule", by: "ada", head }),
    event: { name: "schedule", payload: {} },
    sha: head.sha,
    ref: "refs/heads/main",
    actor: "ada",
    workflow,
    inputs: { command: "apply", target: "production" },
    env,
  });
}

describe("a job that cannot work", () => {
  it.each([
    { behaviour: "without a checkout", env: {}, code: "checkout-incomplete" },
    { behaviour: "that meets what should not happen", env: { GITHUB_API_URL: "nowhere" }, code: "bug" },
  ])("$behaviour ends with one error that says what to do", async ({ env, code }) => {
    const ended = await inEmptyFolder(env);

    expect(ended.code).toBe(1);
    expect(ended.outputs).toMatchObject({ reason: code });
    expect(
      readAsRunner(ended.log)
        .commands.filter(({ name }) => name === "error")
        .map(({ value }) => value.split(":")[0]),
    ).toEqual([code]);
    expect(ended.log).not.toMatch(/^\s+at /m);
  });
});
