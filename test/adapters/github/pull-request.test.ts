import { describe, expect, it } from "vitest";
import { recordName } from "../../../src/adapters/github/artifact-names.js";
import { aRecord, leave, opened } from "./opened.js";
import { known, PLAN_WORKFLOW, scene, sha } from "./scene.js";

describe("a pull request", () => {
  it("is told with everything that decides", async () => {
    const { gh, github, pull } = await opened();
    gh.review(pull, { by: "ben", state: "APPROVED" });

    expect(known(await github.pullRequest(pull))).toMatchObject({
      number: pull,
      author: { login: "ada", type: "User" },
      base: { ref: "main", repository_id: gh.repository.id },
      head: { ref: "feature", sha: sha("a"), repository_id: gh.repository.id },
      draft: false,
      merged: null,
      siblings: { known: true, value: [] },
      rebased_onto: { known: true, value: [] },
      owners: { known: true, value: { required: false, decision: null } },
      transparent: [],
      records: { known: true, value: [] },
      comment: { known: true, value: null },
    });
    expect(await github.headOf(pull)).toEqual({ known: true, value: sha("a") });
  });

  it("that is merged says when and as what", async () => {
    const { gh, github, pull } = await opened();
    gh.merge(pull, { by: "ben", method: "squash", sha: sha("b") });

    const { merged } = known(await github.pullRequest(pull));

    expect(merged?.commit).toBe(sha("b"));
    expect(merged?.at).toBeGreaterThan(0);
  });

  it.each(["there", "deleted"] as const)("from a fork that is %s is known for one", async (fork) => {
    const { gh, github } = await scene();
    const pull = gh.openPull({ by: "eve", head: { ref: "patch", sha: sha("f") }, fork });

    const { head, base } = known(await github.pullRequest(pull));

    expect(head.repository_id).not.toBe(base.repository_id);
    expect(head.repository_id === null).toBe(fork === "deleted");
  });

  it("that does not exist is unknown", async () => {
    const { github } = await scene();

    expect(await github.pullRequest(99)).toEqual({
      known: false,
      why: "forbidden",
      call: "GET /repos/acme/shop/pulls/99",
    });
  });

  it("tells the other pull requests of its branch, merged ones too, and where they go", async () => {
    const { gh, github, pull } = await opened();
    const other = gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") }, base: "release" });
    gh.openPull({ by: "ada", head: { ref: "other", sha: sha("c") } });
    gh.merge(other, { by: "ada", method: "squash", sha: sha("d") });

    expect(known(await github.pullRequest(pull)).siblings).toEqual({
      known: true,
      value: [{ number: other, base: "release" }],
    });
  });

  it("tells when its base was changed", async () => {
    const { gh, github, pull } = await opened();
    gh.setBase(pull, "release", "ada");
    gh.setBase(pull, "main", "ada");

    expect(known(known(await github.pullRequest(pull)).rebased_onto)).toHaveLength(2);
  });

  it.each([
    { behaviour: "no rule", rules: [], required: false },
    {
      behaviour: "code owners",
      rules: [{ type: "pull_request", parameters: { require_code_owner_review: true } }],
      required: true,
    },
  ])("tells whether owners are required by $behaviour", async ({ rules, required }) => {
    const { gh, github, pull } = await opened();
    gh.setRules(
      "main",
      rules.map((rule) => ({ ...rule, parameters: { ...RULE, ...rule.parameters } })),
    );
    gh.decide(pull, "REVIEW_REQUIRED");

    expect(known(await github.pullRequest(pull)).owners).toEqual({
      known: true,
      value: { required, decision: "REVIEW_REQUIRED" },
    });
  });
});

const RULE = {
  dismiss_stale_reviews_on_push: false,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_approving_review_count: 1,
  required_review_thread_resolution: false,
};

describe("reviews", () => {
  it("are read to the last page", async () => {
    const { gh, github, pull } = await opened();
    for (let count = 0; count < 100; count++) gh.review(pull, { by: "eve", state: "COMMENTED" });
    gh.review(pull, { by: "ben", state: "APPROVED" });

    const reviews = known(known(await github.pullRequest(pull)).reviews);

    expect(reviews).toHaveLength(101);
    expect(reviews.at(-1)).toMatchObject({ author: { login: "ben" }, state: "APPROVED", commit: sha("a") });
  });

  it("come with what each person with an opinion may do", async () => {
    const { gh, github, pull } = await opened();
    const robot = gh.person("robot[bot]", "write", "Bot");
    const [ben, eve] = [gh.person("ben", "maintain"), gh.person("eve", "read")];
    gh.review(pull, { by: "ben", state: "APPROVED" });
    gh.review(pull, { by: "eve", state: "CHANGES_REQUESTED" });
    gh.review(pull, { by: "ada", state: "COMMENTED" });
    gh.review(pull, { by: robot.login, state: "APPROVED" });

    expect([...known(await github.pullRequest(pull)).permissions]).toEqual([
      [ben.id, { known: true, value: "write" }],
      [eve.id, { known: true, value: "read" }],
    ]);
  });

  it("of an account that is gone have no author", async () => {
    const { gh, github, pull } = await opened();
    gh.review(pull, { by: "ben", state: "APPROVED", commit: null });
    gh.deleteAccount("ben");

    const { reviews, permissions } = known(await github.pullRequest(pull));

    expect(known(reviews)[0]).toMatchObject({ author: null, commit: null });
    expect(permissions.size).toBe(0);
  });

  it("of somebody whose permission is not told leave it unknown", async () => {
    const { gh, github, pull } = await opened();
    const ben = gh.person("ben", "write");
    gh.review(pull, { by: "ben", state: "APPROVED" });
    gh.forbid("repos/get-collaborator-permission-level");

    expect(known(await github.pullRequest(pull)).permissions.get(ben.id)).toMatchObject({
      known: false,
      why: "forbidden",
    });
  });
});

describe("a permission", () => {
  it("is unknown where nobody bears the reviewer's login any more", async () => {
    const { gh, github, pull } = await opened();
    const ben = gh.person("ben", "write");
    gh.review(pull, { by: "ben", state: "APPROVED" });
    gh.fail("repos/get-collaborator-permission-level", { status: 404 });

    const { permissions } = known(await github.pullRequest(pull));

    expect(permissions.get(ben.id)).toMatchObject({ known: false, why: "incomplete" });
  });

  it("is unknown where somebody else bears the reviewer's login by now", async () => {
    const { gh, github, pull } = await opened({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!url.endsWith("/permission")) return answer;
        const { user, ...told } = (await answer.json()) as { readonly user: object };
        return Response.json({ ...told, user: { ...user, id: 1 } });
      },
    });
    const ben = gh.person("ben", "write");
    gh.review(pull, { by: "ben", state: "APPROVED" });

    const { permissions } = known(await github.pullRequest(pull));

    expect(permissions.get(ben.id)).toMatchObject({ known: false, why: "incomplete" });
  });
});

describe("pushes", () => {
  it("are those of the branch's activity, over all pages, oldest first", async () => {
    const { gh, github, pull } = await opened();
    for (let count = 0; count < 100; count++) gh.push("feature", sha("b"), "ada");
    gh.push("feature", sha("c"), "ben", "forced");
    gh.push("other", sha("d"), "eve");

    const pushes = known(known(await github.pullRequest(pull)).pushes);

    expect(pushes).toHaveLength(102);
    expect(pushes[0]).toMatchObject({ actor: { login: "ada" }, after: sha("a") });
    expect(pushes.at(-1)).toMatchObject({ actor: { login: "ben" }, after: sha("c") });
  });

  it("that the activity does not show are told by the first run of their head", async () => {
    const { gh, github, pull } = await opened();
    const head = { ref: "feature", sha: sha("e") };
    gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "ben", head });
    gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "eve", head });
    gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "eve", head, from: 77 });
    gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "eve", head: { ref: "feature", sha: sha("a") } });

    const pushes = known(known(await github.pullRequest(pull)).pushes);

    expect(pushes.map(({ actor, after }) => [actor?.login, after])).toEqual([
      ["ada", sha("a")],
      ["ben", sha("e")],
    ]);
  });
});

describe("a call that fails", () => {
  it.each([
    { call: "pulls/list-reviews", fact: "reviews" },
    { call: "repos/list-activities", fact: "pushes" },
    { call: "actions/list-workflow-runs-for-repo", fact: "pushes" },
    { call: "pulls/list", fact: "siblings" },
    { call: "graphql", fact: "rebased_onto" },
    { call: "graphql", fact: "owners" },
    { call: "repos/get-branch-rules", fact: "owners" },
    { call: "actions/list-artifacts-for-repo", fact: "records" },
    { call: "actions/download-artifact", fact: "records" },
    { call: "actions/download-artifact", fact: "comment" },
    { call: "issues/get-comment", fact: "comment" },
  ] as const)("$call leaves $fact unknown", async ({ call, fact }) => {
    const on = await opened();
    const comment = { id: 1, hash: "0".repeat(64), updated_at: "2026-11-22T12:00:00Z" };
    leave(on, aRecord(on.pull, sha("a"), comment), { name: recordName(on.pull, sha("a")) });
    on.gh.forbid(call);

    const facts = known(await on.github.pullRequest(on.pull));

    expect(facts[fact]).toMatchObject({ known: false, why: "forbidden" });
  });
});

describe("an answer that is cut short", () => {
  it("leaves pushes unknown where a branch has had more runs than GitHub tells of", async () => {
    const on = await opened();
    for (let count = 0; count < 1000; count++)
      on.gh.startRun({ path: PLAN_WORKFLOW, event: "push", by: "ada", head: { ref: "feature", sha: sha("a") } });

    const { pushes } = known(await on.github.pullRequest(on.pull));

    expect(pushes).toEqual({ known: false, why: "incomplete", call: "GET /repos/acme/shop/actions/runs" });
  });

  it("leaves the changes of the base unknown where there are more than one answer holds", async () => {
    const on = await opened();
    for (let count = 0; count < 101; count++) on.gh.setBase(on.pull, count % 2 === 0 ? "release" : "main", "ada");

    const { rebased_onto } = known(await on.github.pullRequest(on.pull));

    expect(rebased_onto).toEqual({ known: false, why: "incomplete", call: "POST /graphql" });
  });
});
