import { describe, expect, it } from "vitest";
import { KEY } from "../support/workspace.js";
import { consentIn, CURSOR, DAILY, NOW, planScene, source, writesTo } from "./plan-scene.js";
import type { PlanScene, Ran } from "./plan-scene.js";

/** The newest check of the gate. */
function check({ gh }: PlanScene) {
  const found = gh.checks.findLast(({ facts }) => facts["name"] === "warehog/gate");
  const { title, summary } = (found?.facts["output"] ?? {}) as { readonly title?: string; readonly summary?: string };
  return { sha: found?.sha, conclusion: found?.facts["conclusion"], title, summary };
}

/** Planned, and approved by Ben. */
async function approved(scene: PlanScene, branch: string, files: ReturnType<typeof source>): Promise<number> {
  const pull = scene.open(branch, files);
  await scene.plan(pull);
  scene.gh.review(pull, { by: "ben", state: "APPROVED" });
  return pull;
}

/** Two have to approve from then on. */
const strictly = ({ repo }: PlanScene) => ({
  "warehog.yaml": `${repo.git("show", "main:warehog.yaml")}\n`.replace(
    /policy: \{.*\}/,
    "policy: { min_approvals: 2 }",
  ),
});

describe("the gate before the merge", () => {
  it("is green once the plan of the head is approved", async () => {
    const scene = await planScene();
    const pull = await approved(scene, "daily", source(DAILY));

    expect((await scene.gate(pull)).failure).toBeUndefined();
    expect(check(scene)).toMatchObject({ sha: scene.headOf(pull), conclusion: "success" });
  });

  it.each([
    {
      behaviour: "mistakes in the files",
      files: source({ ...NOW, sync_frequency: "hourly" }),
      says: "configuration-invalid",
    },
    { behaviour: "no project file", files: { "warehog.yaml": null }, says: "project-missing" },
  ])("is red for a head with $behaviour, and says so", async ({ files, says }) => {
    const scene = await planScene();
    const pull = scene.open("wrong", files);

    expect((await scene.gate(pull)).failure).toMatchObject({ code: "blocked" });
    expect(check(scene)).toMatchObject({ conclusion: "failure", title: "not yet: blocked" });
    expect(check(scene).summary).toContain(says);
  });

  it("says nothing of a head that is not the newest any more", async () => {
    const scene = await planScene();
    const pull = await approved(scene, "daily", source(DAILY));

    const gated = await scene.gate(pull, { meanwhile: () => scene.push(pull, source(CURSOR)) });

    expect(gated.failure).toBeUndefined();
    expect(writesTo(gated)).toEqual([]);
  });

  it("judges a plan that shows a change and was not approved, though no comment was asked for", async () => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    await scene.plan(pull, { inputs: { "comment-without-changes": "false" } });

    expect((await scene.gate(pull)).failure?.code).toBe("not-approved");
  });

  it("is red where the plan of a target could not be made, and says that, whoever approved it", async () => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    expect((await scene.plan(pull, { env: {} })).failure?.code).toBe("key-missing");
    scene.gh.review(pull, { by: "ben", state: "APPROVED" });

    expect((await scene.gate(pull)).failure?.code).toBe("record-without-plan");
    expect(check(scene).summary).toContain("mend what the plan comment names");
    await scene.plan(pull);
    scene.gh.review(pull, { by: "ben", state: "APPROVED" });
    expect((await scene.gate(pull)).failure).toBeUndefined();
  });

  it.each([
    { where: "touches what is managed", files: source(DAILY), code: "fork" },
    { where: "touches nothing managed", files: { "README.md": "Their shop.\n" }, code: undefined },
  ])("writes nothing for a fork, whose token only reads, where it $where: $code", async ({ files, code }) => {
    const scene = await planScene();
    const pull = scene.open("theirs", files, { fork: "there" });
    const head = { ref: "theirs", sha: scene.headOf(pull), repo: { id: 909_090 } };

    const gated = await scene.gate(pull, { payload: { pull_request: { head } }, env: { POSTHOG_KEY: KEY } });

    expect(gated.failure?.code).toBe(code);
    expect(writesTo(gated)).toEqual([]);
  });
});

describe("the gate on a plan with problems of its own", () => {
  it("is red though nothing can be applied", async () => {
    const scene = await planScene();
    const unknown = (source(NOW)["warehouse/shop.yaml"] ?? "").replace("shop_", "other_");
    const pull = await approved(scene, "other", { "warehouse/other.yaml": unknown });

    expect((await scene.gate(pull)).failure?.code).toBe("blocked");
    expect(check(scene).summary).toContain("source-not-found");
  });
});

interface Group {
  readonly head: string;
  readonly gated: Ran;
}

/** The queue puts the pull requests on top of one another, each as one commit; of those that came `ahead` another group speaks. */
async function gateGroup(
  scene: PlanScene,
  pulls: readonly number[],
  { queued = pulls.length, ahead = 0 } = {},
): Promise<Group> {
  let head = scene.repo.tip("main");
  const entries: { readonly pull: number; readonly commit: string }[] = [];
  for (const pull of pulls) {
    const merged = scene.repo.testMerge(head, scene.headOf(pull));
    head = scene.repo.git("commit-tree", `${merged}^{tree}`, "-p", head, "-m", `#${pull}`);
    entries.push({ pull, commit: head });
  }
  scene.gh.enqueue(entries.slice(0, queued));
  return { head, gated: await scene.gateGroup(head, entries[ahead - 1]?.commit) };
}

describe("the gate on a merge group", () => {
  it("is green where every pull request of it is approved, and stands on the head of the group", async () => {
    const scene = await planScene();
    const pull = await approved(scene, "daily", source(DAILY));
    const readme = scene.open("readme", { "README.md": "Another shop.\n" });

    const { head, gated } = await gateGroup(scene, [readme, pull]);

    expect(gated.failure).toBeUndefined();
    expect(check(scene)).toMatchObject({ sha: head, conclusion: "success" });
    expect(check(scene).summary).toContain(`#${pull}`);
  });

  it("is red where one of them is not approved", async () => {
    const scene = await planScene();
    const daily = await approved(scene, "daily", source(DAILY));
    const anchored = scene.open("anchored", source({ ...NOW, sync_time_of_day: "03:00:00" }));
    await scene.plan(anchored);

    const { gated } = await gateGroup(scene, [daily, anchored]);

    expect(gated.failure?.code).toBe("not-approved");
    expect(check(scene)).toMatchObject({ conclusion: "failure" });
    expect(check(scene).summary).toMatch(
      new RegExp(`#${daily}: 1 of 1 approval[\\s\\S]*#${anchored}: 0 of 1 approval`),
    );
  });

  it("names the one that is refused, between others that are not", async () => {
    const scene = await planScene();
    const daily = await approved(scene, "daily", source(DAILY));
    const anchored = scene.open("anchored", source({ ...NOW, sync_time_of_day: "03:00:00" }));
    await scene.plan(anchored);
    const strict = await approved(scene, "strict", strictly(scene));

    const { gated } = await gateGroup(scene, [daily, anchored, strict]);

    expect(gated.failure?.code).toBe("not-approved");
    const { summary } = check(scene);
    for (const [pull, given] of [
      [daily, 1],
      [anchored, 0],
      [strict, 1],
    ])
      expect(summary).toContain(`#${pull}: ${given} of 1 approval`);
  });

  it.each([
    { where: "in its own group", ahead: 0 },
    { where: "in the group before it", ahead: 1 },
  ])("judges each under the guards that those before it bring $where", async ({ ahead }) => {
    const scene = await planScene();
    const strict = await approved(scene, "strict", strictly(scene));
    const daily = await approved(scene, "daily", source(DAILY));
    expect((await gateGroup(scene, [daily, strict])).gated.failure).toBeUndefined();

    const { gated } = await gateGroup(scene, [strict, daily], { ahead });

    expect(gated.failure?.code).toBe("not-approved");
    expect(check(scene).summary).toContain(`#${daily}: 1 of 2 approvals`);
  });

  it("is judged as it stands where what is ahead of it was merged meanwhile", async () => {
    const scene = await planScene();
    const strict = await approved(scene, "strict", strictly(scene));
    scene.merge(strict);
    const daily = await approved(scene, "daily", source(DAILY));

    const { gated } = await gateGroup(scene, [daily]);

    expect(gated.failure?.code).toBe("not-approved");
    expect(check(scene).summary).toContain(`#${daily}: 1 of 2 approvals`);
  });

  it("is red where the queue does not name the pull request of a commit", async () => {
    const scene = await planScene();
    const pull = await approved(scene, "daily", source(DAILY));

    const { gated } = await gateGroup(scene, [pull], { queued: 0 });

    expect(gated.failure?.code).toBe("pull-request-not-found");
  });

  it("fails where the queue cannot be read", async () => {
    const scene = await planScene();
    const pull = await approved(scene, "daily", source(DAILY));
    scene.gh.forbid("graphql");

    const { gated } = await gateGroup(scene, [pull]);

    expect(gated.failure?.code).toBe("github-forbidden");
    expect(writesTo(gated)).toEqual([]);
  });

  it("is green without a question about the queue where nothing managed is touched", async () => {
    const scene = await planScene();
    const readme = scene.open("readme", { "README.md": "Another shop.\n" });

    const { gated } = await gateGroup(scene, [readme]);

    expect(gated.failure).toBeUndefined();
    expect(gated.requests.map(({ path }) => path)).not.toContain("/graphql");
  });

  it("asks for the consents that its pull requests bring", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    const [comment] = scene.gh.commentsOn(pull);
    scene.gh.review(pull, { by: "ben", state: "APPROVED" });

    const { gated } = await gateGroup(scene, [pull]);

    expect(consentIn(comment?.body ?? "")).toHaveLength(1);
    expect(gated.failure?.code).toBe("consent-missing");
  });
});
