import { attachPages } from "../../src/commands/github/attach-pages.js";
import { aPlan, anItem } from "../report/sample-plans.js";
import { describe, expect, it } from "vitest";
import type { Call } from "../support/github/troubles.js";
import { consentIn, CURSOR, DAILY, planScene, source, writesTo } from "./plan-scene.js";
import type { PlanScene } from "./plan-scene.js";

const FORBIDDEN = "github-forbidden";
const PULL_REQUESTS = /permission pull-requests: write/;
const CHECKS = /permission checks: write/;

const body = ({ gh }: PlanScene, pull: number): string => gh.commentsOn(pull)[0]?.body ?? "";
const checkOf = ({ gh }: PlanScene, name: string) => gh.checks.findLast(({ facts }) => facts["name"] === name)?.facts;

/** A destructive change with its consent, shown, recorded and approved: only the plan that follows decides. */
async function approved(): Promise<{ readonly scene: PlanScene; readonly pull: number }> {
  const scene = await planScene();
  const pull = scene.open("cursor", source(CURSOR));
  await scene.plan(pull);
  scene.push(pull, source({ ...CURSOR, consent: consentIn(body(scene, pull)) }));
  await scene.plan(pull);
  scene.gh.review(pull, { by: "ben", state: "APPROVED" });
  expect((await scene.gate(pull)).failure).toBeUndefined();
  return { scene, pull };
}

describe("a plan that cannot be shown", () => {
  it.each<{ readonly call: Call; readonly first: boolean }>([
    { call: "issues/list-comments", first: true },
    { call: "issues/create-comment", first: true },
    { call: "issues/get-comment", first: true },
    { call: "issues/update-comment", first: false },
  ])("is not recorded, and its check is red: $call", async ({ call, first }) => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    if (!first) await scene.plan(pull);
    const records = scene.gh.artifacts().length;
    scene.gh.forbid(call);

    const planned = await scene.plan(pull);

    expect(planned.failure).toMatchObject({
      code: FORBIDDEN,
      message: expect.stringContaining(
        "not recorded, and nobody can approve it, whatever the comment shows",
      ) as unknown,
      hint: expect.stringMatching(PULL_REQUESTS) as unknown,
    });
    expect(planned.outputs.reason).toBe(FORBIDDEN);
    expect(planned.summary).toContain(FORBIDDEN);
    expect(scene.gh.artifacts()).toHaveLength(records);
    expect(checkOf(scene, "warehog/plan")).toMatchObject({ conclusion: "failure" });
    expect((await scene.gate(pull)).failure).toBeDefined();
  });
});

describe("a plan that cannot be recorded", () => {
  it.each([
    { why: "refused", status: 403, message: "not this run", code: FORBIDDEN, remedy: /runner's own token/ },
    { why: "failed", status: 400, message: "malformed", code: "github-unavailable", remedy: /run the job again/ },
    {
      why: "without room",
      status: 403,
      message: "insufficient usage to create artifact",
      code: "artifact-quota",
      remedy: /delete old artifacts/,
    },
  ])("is taken back from the comment, and its check is red: $why", async ({ status, message, code, remedy }) => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    scene.gh.fail("CreateArtifact", { status, message });

    const planned = await scene.plan(pull);

    expect(planned.failure).toMatchObject({ code, hint: expect.stringMatching(remedy) as unknown });
    expect(planned.failure?.message).toMatch(/not recorded, and nobody can approve it$/);
    expect(body(scene, pull)).toContain(code);
    expect(body(scene, pull)).not.toContain("wipe");
    expect(checkOf(scene, "warehog/plan")).toMatchObject({ conclusion: "failure" });
    expect(scene.gh.artifacts()).toEqual([]);
  });

  it("leaves nothing that an approval of the same head could stand on", async () => {
    const { scene, pull } = await approved();
    scene.gh.forbid("CreateArtifact");
    await scene.plan(pull);

    const gated = await scene.gate(pull);

    expect(gated.failure?.code).toBe("comment-edited");
    expect(checkOf(scene, "warehog/gate")).toMatchObject({ conclusion: "failure" });
  });

  it("says so where the comment cannot be taken back either, and is refused all the same", async () => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    scene.gh.forbid("CreateArtifact");
    scene.gh.forbid("issues/update-comment");

    const planned = await scene.plan(pull);
    scene.gh.review(pull, { by: "ben", state: "APPROVED" });

    expect(planned.failure?.message).toContain("although the comment still shows it");
    expect((await scene.gate(pull)).failure?.code).toBe("record-missing");
  });

  it("warns that an earlier check may still be green where that cannot be turned red", async () => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    scene.gh.forbid("CreateArtifact");
    scene.gh.forbid("checks/create");

    const { failure, warnings } = await scene.plan(pull);

    expect(failure?.message).toContain("not recorded");
    expect(warnings?.map(({ message }) => message).join()).toMatch(/warehog\/plan may still be green/);
  });

  it("is made good by a run that can", async () => {
    const { scene, pull } = await approved();
    scene.gh.forbid("CreateArtifact");
    await scene.plan(pull);
    scene.gh.allow("CreateArtifact");

    const planned = await scene.plan(pull);
    scene.gh.review(pull, { by: "ben", state: "APPROVED" });

    expect(planned.failure).toBeUndefined();
    expect(scene.gh.commentsOn(pull)).toHaveLength(1);
    expect(checkOf(scene, "warehog/plan")).toMatchObject({ conclusion: "success" });
    expect((await scene.gate(pull)).failure).toBeUndefined();
  });
});

describe("a check that cannot be written", () => {
  it.each<Call>(["checks/list-for-ref", "checks/create"])("fails the plan, which stands: %s", async (call) => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    scene.gh.forbid(call);

    const planned = await scene.plan(pull);

    expect(planned.failure).toMatchObject({ code: FORBIDDEN, hint: expect.stringMatching(CHECKS) as unknown });
    expect(planned.failure?.message).toContain("shown and recorded");
    expect(planned.outputs).toMatchObject({ "has-changes": "true", reason: FORBIDDEN });
    expect(scene.record().head).toBe(scene.headOf(pull));
  });

  it("fails the gate, whose verdict the job still tells", async () => {
    const { scene, pull } = await approved();
    scene.gh.forbid("checks/update");

    const gated = await scene.gate(pull);

    expect(gated.failure).toMatchObject({ code: FORBIDDEN, hint: expect.stringMatching(CHECKS) as unknown });
    expect(gated.failure?.message).toContain("summary of this job alone");
    expect(gated.summary).not.toBe("");
  });

  it("fails a pull request that touches nothing managed", async () => {
    const scene = await planScene();
    const pull = scene.open("readme", { "README.md": "Another shop.\n" });
    scene.gh.forbid("checks/create");

    const planned = await scene.plan(pull);

    expect(planned.failure).toMatchObject({ code: FORBIDDEN, hint: expect.stringMatching(CHECKS) as unknown });
  });
});

describe("what decides nothing", () => {
  it.each<{ readonly what: string; readonly call: Call; readonly says: RegExp; readonly remedy: RegExp }>([
    {
      what: "labels",
      call: "issues/add-labels",
      says: /labels .* not those of this plan/,
      remedy: /create the labels/,
    },
    { what: "suggestions", call: "pulls/create-review", says: /not suggested beside the diff/, remedy: PULL_REQUESTS },
  ])("fails no plan, and is warned of with its remedy: $what", async ({ call, says, remedy }) => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    scene.gh.forbid(call);

    const planned = await scene.plan(pull);

    expect(planned.failure).toBeUndefined();
    expect(planned.warnings).toEqual([
      {
        code: FORBIDDEN,
        message: expect.stringMatching(says) as unknown,
        hint: expect.stringMatching(remedy) as unknown,
      },
    ]);
    // the record, and the page
    expect(writesTo(planned).filter((write) => write.includes("CreateArtifact"))).toHaveLength(2);
    expect(checkOf(scene, "warehog/plan")).toMatchObject({ conclusion: "success" });
  });

  it("is a label of an earlier push too, where nothing managed is touched any more", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    scene.push(pull, { "warehouse/shop.yaml": scene.repo.git("show", "main:warehouse/shop.yaml") });
    scene.gh.forbid("issues/remove-label");

    const planned = await scene.plan(pull);

    expect(planned.failure).toBeUndefined();
    expect(planned.warnings).toMatchObject([{ code: FORBIDDEN }]);
  });
});

describe("a plan that cannot be attached as a page", () => {
  it("is told in the log, and nothing else comes of it", async () => {
    const refused = { known: false, why: "forbidden", call: "CreateArtifact" } as const;
    const github = { uploadPage: () => Promise.resolve(refused) };

    const warnings = await attachPages(github, [aPlan([]), aPlan([anItem({ id: "11aa22bb", table: "users" })])], {});

    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("the plan of production is not attached to the run as a page"),
    ]);
  });
});
