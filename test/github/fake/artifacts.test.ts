import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DefaultArtifactClient } from "@actions/artifact";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { StartedRun } from "../../support/github/story/runs.js";
import { REPO, scene, sha } from "./scene.js";
import type { Asking } from "./scene.js";

const PLAN = ".github/workflows/plan.yml";

const planRun = ({ gh }: Asking): StartedRun =>
  gh.startRun({ path: PLAN, event: "pull_request", by: "ada", head: { ref: "orders", sha: sha("1") } });

describe("an artifact", () => {
  it("tells where it comes from", async () => {
    const asking = await scene();
    const { id: run } = planRun(asking);
    asking.gh.addArtifact(run, { name: "record", files: { "record.json": "{}" } });
    asking.gh.addArtifact(run, { name: "other", files: {} });
    expect((await asking.ask("GET", `${REPO}/actions/runs/${run}`)).body).toMatchObject({
      path: PLAN,
      event: "pull_request",
      head_branch: "orders",
      head_repository: { id: asking.gh.repository.id },
    });
    expect((await asking.ask("GET", `${REPO}/actions/runs/${run}/artifacts?name=record`)).body).toMatchObject({
      total_count: 1,
      artifacts: [{ expired: false, workflow_run: { id: run, head_sha: sha("1"), head_branch: "orders" } }],
    });
  });

  it("is found by the run of its workflow and head", async () => {
    const asking = await scene();
    const { id } = planRun(asking);
    asking.gh.startRun({
      path: ".github/workflows/x.yml",
      event: "pull_request",
      by: "ada",
      head: { ref: "orders", sha: sha("1") },
    });
    asking.gh.rerun(id, "ben");
    asking.gh.finishRun(id, "success");
    const { body } = await asking.ask(
      "GET",
      `${REPO}/actions/workflows/plan.yml/runs?head_sha=${sha("1")}&status=success`,
    );
    expect(body).toMatchObject({
      total_count: 1,
      workflow_runs: [{ id, run_attempt: 2, actor: { login: "ada" }, triggering_actor: { login: "ben" } }],
    });
    const [run] = (body as { readonly workflow_runs: readonly Readonly<Record<string, string>>[] }).workflow_runs;
    expect(run?.["run_started_at"]).not.toBe(run?.["created_at"]);
  });

  it("is downloaded from elsewhere, for a minute", async () => {
    let now = Date.parse("2026-11-22T12:00:00Z");
    const asking = await scene({ clock: { now: () => now } });
    const id = asking.gh.addArtifact(planRun(asking).id, { name: "record", files: { "record.json": "{}" } });
    const answer = await asking.ask("GET", `${REPO}/actions/artifacts/${id}/zip`);
    expect(answer.status).toBe(302);
    const address = answer.headers.get("location") ?? "";
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    expect(Buffer.from(bytes).subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
    expect(Buffer.from(bytes).toString("latin1")).toContain("record.json{}");
    now += 61_000;
    expect((await fetch(address)).status).toBe(403);
  });

  it("expires, and is gone when it was deleted", async () => {
    let now = Date.parse("2026-11-22T12:00:00Z");
    const asking = await scene({ clock: { now: () => now } });
    const id = asking.gh.addArtifact(planRun(asking).id, { name: "record", files: {} });
    const early = asking.gh.addArtifact(planRun(asking).id, { name: "record", files: {} });
    asking.gh.expireArtifact(early);
    const status = async (which: number): Promise<number> =>
      (await asking.ask("GET", `${REPO}/actions/artifacts/${which}/zip`)).status;
    expect([await status(id), await status(early)]).toEqual([302, 410]);
    now += 91 * 86_400_000;
    expect(await status(id)).toBe(410);
    asking.gh.deleteArtifact(id);
    expect(await status(id)).toBe(404);
  });
});

/** As a job of the run has it. */
function job({ gh }: Asking, token: string): { upload(name: string, text: string): Promise<number | undefined> } {
  vi.stubEnv("ACTIONS_RESULTS_URL", gh.resultsUrl);
  vi.stubEnv("ACTIONS_RUNTIME_TOKEN", token);
  vi.stubEnv("GITHUB_SERVER_URL", "https://github.com");
  const folder = mkdtempSync(join(tmpdir(), "upload-"));
  return {
    async upload(name, text) {
      const file = join(folder, "record.json");
      writeFileSync(file, text);
      return (await new DefaultArtifactClient().uploadArtifact(name, [file], folder)).id;
    },
  };
}

describe("an upload", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("of @actions/artifact is an artifact of its run", async () => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const asking = await scene();
    const { id: run, token } = planRun(asking);
    const id = await job(asking, token).upload("record", "{}");
    expect((await asking.ask("GET", `${REPO}/actions/artifacts/${id}`)).body).toMatchObject({
      name: "record",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown,
      workflow_run: { id: run },
    });
    expect(asking.gh.artifacts()).toHaveLength(1);
  });

  it("needs the token of a run, and a name that is new in it", async () => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const asking = await scene();
    const { token } = planRun(asking);
    await job(asking, token).upload("record", "{}");
    await expect(job(asking, token).upload("record", "{}")).rejects.toThrow("already exists");
    const other = `${token.split(".")[0]}.${Buffer.from('{"scp":"Actions.Results:1:1"}').toString("base64url")}.`;
    await expect(job(asking, other).upload("second", "{}")).rejects.toThrow("401");
  });
});
