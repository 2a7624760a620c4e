import { describe, expect, it } from "vitest";
import type { Call } from "../support/github/troubles.js";
import { applyScene } from "./apply-scene.js";
import type { ApplyScene, Members } from "./apply-scene.js";
import { relay } from "./relay.js";
import type { Relay } from "./relay.js";

const NOW: Members = {
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  sync_frequency: "6hour",
};
const CURSOR: Members = { ...NOW, incremental_field: "id", incremental_field_type: "integer" };
const HOURLY: Members = { ...NOW, sync_frequency: "1hour" };

/** Everything is as declared, and something stands before PostHog. */
async function atRest(): Promise<ApplyScene & { readonly before: Relay }> {
  const before = relay();
  const scene = await applyScene({ declared: NOW, host: (url) => before.to(url) });
  const first = await scene.apply();
  expect(first.failure, first.log).toBeUndefined();
  return { ...scene, before };
}

const issues = ({ gh }: ApplyScene) => gh.threads.filter(({ pull }) => pull === null);
const checkOf = ({ gh }: ApplyScene, name: string) => gh.checks.findLast(({ facts }) => facts["name"] === name)?.facts;
const resultOn = ({ gh }: ApplyScene, pull: number) =>
  gh.commentsOn(pull).find(({ body }) => body.startsWith("<!-- warehog:result:"))?.body;

describe.each([
  { met: "page", code: "unreadable-answer" },
  { met: "hang-up", code: "lost-answer" },
] as const)("where PostHog should be is a $met", ({ met, code }) => {
  it("takes the place of the plan that was shown, and the check is red", async () => {
    const scene = await atRest();
    const pull = await scene.propose("hourly", HOURLY);
    expect(checkOf(scene, "warehog/plan")).toMatchObject({ conclusion: "success" });
    scene.before.instead(met);

    const planned = await scene.plan(pull);

    expect(planned.failure?.code).toBe(code);
    expect(scene.gh.commentsOn(pull)).toHaveLength(1);
    expect(scene.gh.commentsOn(pull)[0]?.body).toContain(`(${code})`);
    expect(scene.gh.commentsOn(pull)[0]?.body).not.toContain("sync_frequency");
    expect(checkOf(scene, "warehog/plan")).toMatchObject({ conclusion: "failure" });
    expect(JSON.stringify([planned, scene.gh.threads])).not.toContain("phx_");
  });

  it("fails an apply, which the next one makes good", async () => {
    const scene = await atRest();
    const pull = await scene.bring("hourly", HOURLY);
    scene.before.instead(met);

    const ran = await scene.apply();

    expect(ran.failure?.code).toBe(code);
    expect(ran.outputs.reason).toBe(code);
    expect(scene.writes()).toEqual([]);
    expect(resultOn(scene, pull)).toBeUndefined();

    scene.before.instead(undefined);
    const next = await scene.apply({ event: "schedule" });
    expect(next.failure, next.log).toBeUndefined();
    expect(scene.table()).toMatchObject(HOURLY);
  });

  it("fails the look for drift, and no issue is opened, written or closed", async () => {
    const scene = await atRest();
    await scene.patch({ sync_frequency: "24hour" });
    await scene.drift();
    const told = JSON.stringify(issues(scene));
    scene.before.instead(met);

    const ran = await scene.drift();

    expect(ran.failure?.code).toBe(code);
    expect(JSON.stringify(issues(scene))).toBe(told);
  });
});

describe("an apply that GitHub does not let", () => {
  it.each<{ readonly what: string; readonly status: number; readonly message: string; readonly code: string }>([
    { what: "say that it begins", status: 403, message: "not this run", code: "github-forbidden" },
    { what: "keep anything", status: 403, message: "insufficient usage", code: "artifact-quota" },
  ])("$what writes nothing to PostHog", async ({ status, message, code }) => {
    const scene = await atRest();
    const pull = await scene.bring("hourly", HOURLY);
    const asked = scene.sandbox.exchanges.length;
    scene.gh.fail("CreateArtifact", { status, message });

    const ran = await scene.apply();

    expect(ran.failure?.code).toBe(code);
    expect(ran.failure?.message).toContain("did not begin, and nothing was written to PostHog");
    expect(scene.sandbox.exchanges).toHaveLength(asked);
    expect(resultOn(scene, pull)).toBeUndefined();
  });

  it("record how it ended says so in its check and its summary, and to no pull request", async () => {
    const scene = await atRest();
    const pull = await scene.bring("cursor", CURSOR);
    // No time passes before the first write to PostHog.
    scene.clock.at(scene.clock.now() + 1, () => scene.gh.forbid("CreateArtifact"));

    const ran = await scene.apply();

    expect(ran.failure?.code).toBe("github-forbidden");
    expect(ran.failure?.message).toContain("the next run proves it once more");
    expect(ran.outputs).toMatchObject({ applied: "1", reason: "github-forbidden", "plan-file": "" });
    expect(ran.summary).toContain("1 applied");
    expect(scene.writes()).toEqual(["PATCH", "resync"]);
    expect(checkOf(scene, "warehog/apply (production)")).toMatchObject({
      conclusion: "failure",
      output: { title: "1 applied, not recorded" },
    });
    expect(resultOn(scene, pull)).toBeUndefined();
  });

  it.each<{ readonly call: Call; readonly says: RegExp; readonly remedy: RegExp }>([
    { call: "issues/create-comment", says: /#1 does not say how this run ended/, remedy: /pull-requests: write/ },
    { call: "checks/create", says: /the check warehog\/apply \(production\)/, remedy: /checks: write/ },
  ])("tell how it ended is recorded all the same, and warns: $call", async ({ call, says, remedy }) => {
    const scene = await atRest();
    await scene.bring("hourly", HOURLY);
    scene.gh.forbid(call);

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(ran.warnings).toEqual([
      {
        code: "github-forbidden",
        message: expect.stringMatching(says) as unknown,
        hint: expect.stringMatching(remedy) as unknown,
      },
    ]);
    expect(scene.outcome()).toMatchObject({ completed: scene.repo.tip("main") });
  });
});

describe("drift that cannot be told", () => {
  it.each<{ readonly call: Call; readonly when: "found" | "changed" | "gone" }>([
    { call: "issues/list-for-repo", when: "found" },
    { call: "issues/create", when: "found" },
    { call: "issues/update", when: "changed" },
    { call: "issues/create-comment", when: "gone" },
    { call: "issues/update", when: "gone" },
  ])("fails the job, whose summary has it: $call, when it is $when", async ({ call, when }) => {
    const scene = await atRest();
    await scene.patch({ sync_frequency: "24hour" });
    if (when !== "found") await scene.drift();
    if (when !== "found") await scene.patch({ sync_frequency: when === "gone" ? "6hour" : "1hour" });
    const states = issues(scene).map(({ state }) => state);
    scene.gh.forbid(call);

    const ran = await scene.drift();

    expect(ran.failure).toMatchObject({
      code: "github-forbidden",
      message: expect.stringContaining("summary of this job alone") as unknown,
      hint: expect.stringContaining("issues: write") as unknown,
    });
    expect(ran.outputs).toMatchObject({ "has-changes": String(when !== "gone"), reason: "github-forbidden" });
    expect(ran.summary).not.toBe("");
    expect(issues(scene).map(({ state }) => state)).toEqual(states);
  });
});
