import { describe, expect, it } from "vitest";
import { published } from "../../support/github/contract.js";
import { startFakeGitHub } from "../../support/github/fake-github.js";
import { operationsPlayed } from "../../support/github/routes/all.js";
import { HEADERS, REPO, scene, sha } from "./scene.js";

describe("what GitHub publishes", () => {
  it("is played, all that was kept of it", () => {
    expect(operationsPlayed.toSorted()).toEqual(Object.keys(published).toSorted());
  });

  it("holds every answer, over everything that can be asked", async () => {
    const { gh, ask } = await scene();
    gh.person("bot", "write", "Bot");
    gh.setRules("main", [
      { type: "pull_request", parameters: { require_code_owner_review: true } },
      { type: "deletion" },
    ]);
    const fork = gh.openPull({ by: "eve", head: { ref: "main", sha: sha("f") }, fork: "deleted", draft: true });
    gh.review(1, { by: "ben", state: "APPROVED" });
    gh.review(1, { by: "ada", state: "PENDING", commit: null });
    gh.deleteAccount("eve");
    const comment = gh.comment(1, { by: "ben", body: "hello" });
    const { id: run } = gh.startRun({
      path: ".github/workflows/plan.yml",
      event: "pull_request",
      by: "ada",
      head: { ref: "orders", sha: sha("1") },
    });
    gh.startRun({
      path: ".github/workflows/plan.yml@main",
      event: "push",
      by: "ada",
      head: { ref: null, sha: sha("a") },
      from: null,
    });
    gh.approveDeployment(run, { by: "ben", environment: "shop" });
    const artifact = gh.addArtifact(run, { name: "record", files: { "record.json": "{}" } });
    gh.merge(1, { method: "squash", by: "ben", sha: sha("b") });
    const check = await ask("POST", `${REPO}/check-runs`, {
      name: "warehog/plan",
      head_sha: sha("1"),
      status: "in_progress",
    });
    const { id } = check.body as { readonly id: number };
    const calls: readonly (readonly [string, string, unknown?])[] = [
      ["GET", REPO],
      ["GET", `${REPO}/commits/${sha("b")}/pulls`],
      ["GET", `${REPO}/pulls?state=all&head=acme:orders`],
      ["GET", `${REPO}/pulls/1`],
      ["GET", `${REPO}/pulls/${fork}`],
      ["GET", `${REPO}/pulls/1/files`],
      ["GET", `${REPO}/pulls/1/commits`],
      ["GET", `${REPO}/pulls/1/reviews`],
      ["POST", `${REPO}/pulls/1/reviews`, { event: "COMMENT", body: "try", comments: [{ path: "warehouse/orders.yaml", line: 3, body: "x" }] }],
      ["GET", `${REPO}/collaborators/ben/permission`],
      ["GET", `${REPO}/rules/branches/main`],
      ["GET", `${REPO}/branches/main`],
      ["GET", `${REPO}/git/ref/heads%2Fmain`],
      ["GET", `${REPO}/activity?ref=main`],
      ["GET", `${REPO}/codeowners/errors`],
      ["GET", `${REPO}/issues/1/comments`],
      ["POST", `${REPO}/issues/1/comments`, { body: "plan" }],
      ["GET", `${REPO}/issues/comments/${comment}`],
      ["PATCH", `${REPO}/issues/comments/${comment}`, { body: "plan, again" }],
      ["PATCH", `${REPO}/check-runs/${id}`, { conclusion: "success", output: { title: "t", summary: "s" } }],
      ["GET", `${REPO}/commits/${sha("1")}/check-runs?check_name=warehog%2Fplan&filter=all`],
      ["GET", `${REPO}/actions/workflows/plan.yml/runs?event=pull_request&head_sha=${sha("1")}`],
      ["GET", `${REPO}/actions/runs?branch=orders`],
      ["GET", `${REPO}/actions/runs/${run}`],
      ["GET", `${REPO}/actions/runs/${run}/approvals`],
      ["GET", `${REPO}/actions/runs/${run}/artifacts?name=record`],
      ["GET", `${REPO}/actions/artifacts?name=record`],
      ["GET", `${REPO}/actions/artifacts/${artifact}`],
      ["GET", `${REPO}/actions/artifacts/${artifact}/zip`],
      ["POST", `${REPO}/issues/1/labels`, { labels: ["warehog"] }],
      ["GET", `${REPO}/issues/1/labels`],
      ["DELETE", `${REPO}/issues/1/labels/warehog`],
      ["POST", `${REPO}/issues`, { title: "drift", body: "b", labels: ["warehog"] }],
      ["GET", `${REPO}/issues?state=all&labels=warehog&creator=github-actions%5Bbot%5D`],
      ["GET", `${REPO}/issues/3`],
      ["PATCH", `${REPO}/issues/3`, { state: "closed" }],
    ]; // prettier-ignore
    const statuses = [];
    for (const [method, path, body] of calls)
      statuses.push(`${(await ask(method, path, body)).status} ${method} ${path}`);
    expect(gh.takeBreaches()).toEqual([]);
    expect(statuses.filter((status) => !/^(20|30)/.test(status))).toEqual([]);
  });

  it.each<readonly [string, string, string, unknown]>([
    ["an endpoint that is not played", "GET", `${REPO}/stargazers`, undefined],
    ["a parameter that GitHub does not know", "GET", `${REPO}/pulls/1/reviews?page_size=3`, undefined],
    ["a value that the parameter does not take", "GET", `${REPO}/pulls?state=merged`, undefined],
    ["a field that GitHub does not know", "POST", `${REPO}/issues/1/comments`, { body: "b", text: "c" }],
    ["a field that is left out", "POST", `${REPO}/issues/1/comments`, {}],
    ["a body where none is taken", "DELETE", `${REPO}/issues/1/labels/warehog`, { name: "warehog" }],
    [
      "a conclusion that no check has",
      "POST",
      `${REPO}/check-runs`,
      { name: "n", head_sha: sha("1"), conclusion: "good" },
    ],
  ])("does not take %s", async (_, method, path, body) => {
    const { gh, ask } = await scene();
    expect(await ask(method, path, body)).toMatchObject({ status: 400 });
    expect(gh.takeBreaches()).toHaveLength(1);
  });

  it("is asked in the version that tells merge_commit_sha", async () => {
    const { gh } = await scene();
    const headers = { authorization: `Bearer ${gh.token}` };
    expect((await fetch(`${gh.url}${REPO}/pulls/1`, { headers })).status).toBe(400);
    expect(gh.takeBreaches()).toEqual(["GET /repos/acme/shop/pulls/1: X-GitHub-Api-Version is not set"]);
  });

  it("fails the test that does not look at a breach", async () => {
    const gh = await startFakeGitHub();
    await fetch(`${gh.url}/stargazers`, { headers: { authorization: `Bearer ${gh.token}` } });
    await expect(gh.close()).rejects.toThrow("/stargazers");
  });

  it("knows nobody without the token", async () => {
    const { gh } = await scene();
    expect((await fetch(`${gh.url}${REPO}/pulls/1`, { headers: HEADERS })).status).toBe(401);
  });

  it("logs what was asked, and what was answered", async () => {
    const { gh, ask } = await scene();
    await ask("GET", `${REPO}/pulls/1/reviews?page=1`);
    await ask("GET", `${REPO}/pulls/7`);
    expect(gh.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      `GET ${REPO}/pulls/1/reviews?page=1 200`,
      `GET ${REPO}/pulls/7 404`,
    ]);
  });
});
