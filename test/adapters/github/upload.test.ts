import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PlanRecord } from "../../../src/model/github/record.js";
import { aDesiredTable, aTable } from "../../support/change.js";
import { aDesiredState, aLiveState, planOf } from "../../support/planned.js";
import { APPLY_WORKFLOW, known, PLAN_WORKFLOW, scene, sha } from "./scene.js";
import type { Scene } from "./scene.js";

const plan = planOf({
  desired: aDesiredState([aDesiredTable({ sync_type: "full_refresh" }), aDesiredTable({}, { name: "public.nowhere" })]),
  live: aLiveState([aTable({})]),
});

const VARIABLES = ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_RESULTS_URL"] as const;
const before = VARIABLES.map((name) => [name, process.env[name]] as const);
beforeEach(() => {
  // The library tells the runner of every step.
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const [name, value] of before)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

/** The library takes these two from nowhere else. */
function inJob({ gh }: Scene, { token }: { readonly token: string }): void {
  process.env["ACTIONS_RUNTIME_TOKEN"] = token;
  process.env["ACTIONS_RESULTS_URL"] = gh.resultsUrl;
}

const recordOf = (pull: number): PlanRecord => ({
  version: 1,
  pull_request: pull,
  head: sha("a"),
  base: { ref: "main", sha: sha("0") },
  plans: [plan],
  guards: [],
  comment: { id: 5, hash: "0".repeat(64), updated_at: "2026-11-22T12:00:00Z" },
  replaced: null,
});

describe("a record", () => {
  it("that was uploaded is read back as it was, from the run that made it", async () => {
    const on = await scene();
    const pull = on.gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } });
    const head = { ref: "feature", sha: sha("a") };
    const run = on.gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "ada", head });
    inJob(on, run);

    const path = known(await on.github.uploadRecord(recordOf(pull)));

    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(recordOf(pull));
    expect(known(known(await on.github.pullRequest(pull)).records)).toEqual([
      {
        run: expect.objectContaining({ id: run.id, head_sha: sha("a") }) as unknown,
        created_at: on.gh.artifacts()[0]?.created,
        content: { state: "read", record: recordOf(pull) },
      },
    ]);
  });

  it("of another attempt stands beside the first", async () => {
    const on = await scene();
    const run = on.gh.startRun({
      path: APPLY_WORKFLOW,
      event: "push",
      by: "ada",
      head: { ref: "main", sha: sha("0") },
    });
    inJob(on, run);
    const intent = { version: 1, kind: "intent", target: "eu west", commit: sha("0"), approved: [], owed: [] } as const;

    await on.github.uploadApplyRecord(intent);
    on.gh.rerun(run.id, "ada");
    await on.github.uploadApplyRecord({ ...intent, commit: sha("1") });

    const { intents } = known(await on.github.history("eu west"));
    expect(intents.map(({ commit }) => commit)).toEqual([sha("0"), sha("1")]);
  });

  it("is uploaded while the runner listens, so that it masks the address", async () => {
    const told: string[] = [];
    const on = await scene({
      async speakToRunner(work) {
        told.push("begin");
        return work().finally(() => told.push("end"));
      },
    });
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      if (/add-mask|signed_upload_url/.test(text.toString())) told.push("address");
      return true;
    });
    inJob(
      on,
      on.gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "ada", head: { ref: "x", sha: sha("a") } }),
    );

    await on.github.uploadRecord(recordOf(1));

    expect(told).toContain("address");
    expect([told[0], told.at(-1)]).toEqual(["begin", "end"]);
  });

  it.each([
    {
      behaviour: "there is no storage left for",
      status: 403,
      message: "insufficient usage to create artifact",
      why: "quota",
    },
    { behaviour: "the token does not suffice for", status: 403, message: "not this run", why: "forbidden" },
    { behaviour: "the token has ended for", status: 401, message: "expired", why: "forbidden" },
    { behaviour: "the service cannot read", status: 400, message: "malformed", why: "unavailable" },
  ])("that $behaviour is $why", async ({ status, message, why }) => {
    const on = await scene();
    inJob(
      on,
      on.gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "ada", head: { ref: "x", sha: sha("a") } }),
    );
    on.gh.fail("CreateArtifact", { status, message });

    expect(await on.github.uploadRecord(recordOf(1))).toEqual({ known: false, why, call: "CreateArtifact" });
    expect(on.gh.artifacts()).toEqual([]);
  });

  it("that the service refuses is unavailable, and names no host", async () => {
    const on = await scene();
    inJob(on, { token: "no token" });

    expect(await on.github.uploadRecord(recordOf(1))).toEqual({
      known: false,
      why: "unavailable",
      call: "CreateArtifact",
    });
  });
});
