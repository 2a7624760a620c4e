import { describe, expect, it } from "vitest";
import type { Merge } from "../../support/github/story/pulls.js";
import { REPO, scene, sha } from "./scene.js";
import type { Asking } from "./scene.js";

const pullsOf = async ({ ask }: Asking, commit: string): Promise<readonly number[]> =>
  ((await ask("GET", `${REPO}/commits/${commit}/pulls`)).body as readonly { readonly number: number }[]).map(
    ({ number }) => number,
  );

describe("a merge", () => {
  it.each<readonly [Merge, string, readonly string[]]>([
    [{ method: "merge", by: "ben", sha: sha("b") }, sha("b"), [sha("b"), sha("1")]],
    [{ method: "squash", by: "ben", sha: sha("b") }, sha("b"), [sha("b")]],
    [{ method: "rebase", by: "ben", shas: [sha("c"), sha("d")] }, sha("d"), [sha("c"), sha("d")]],
  ])("by $method names its commit, and what it brought", async (merge, commit, brought) => {
    const asking = await scene();
    asking.gh.merge(1, merge);
    expect((await asking.ask("GET", `${REPO}/pulls/1`)).body).toMatchObject({
      merged: true,
      merged_by: { login: "ben" },
      merge_commit_sha: commit,
      state: "closed",
    });
    for (const one of brought) expect(await pullsOf(asking, one)).toEqual([1]);
    expect((await asking.ask("GET", `${REPO}/activity?ref=refs/heads/main&activity_type=pr_merge`)).body).toMatchObject(
      [{ before: sha("a"), after: commit, ref: "refs/heads/main", actor: { login: "ben" } }],
    );
    expect((await asking.ask("GET", `${REPO}/branches/main`)).body).toMatchObject({ commit: { sha: commit } });
  });

  it("by the queue is one move with several pull requests", async () => {
    const asking = await scene();
    const second = asking.gh.openPull({ by: "ben", head: { ref: "users", sha: sha("2") } });
    asking.gh.mergeQueue("ben", [
      { pull: 1, sha: sha("b") },
      { pull: second, sha: sha("c") },
    ]);
    expect(await pullsOf(asking, sha("b"))).toEqual([1]);
    expect(await pullsOf(asking, sha("c"))).toEqual([second]);
    expect((await asking.ask("GET", `${REPO}/activity?ref=main&activity_type=merge_queue_merge`)).body).toMatchObject([
      { before: sha("a"), after: sha("c") },
    ]);
  });

  it("that came indirectly is a push", async () => {
    const asking = await scene();
    asking.gh.mergeIndirectly(1, { sha: sha("1"), by: "ada" });
    expect((await asking.ask("GET", `${REPO}/pulls/1`)).body).toMatchObject({ merged: true });
    expect((await asking.ask("GET", `${REPO}/activity?ref=main`)).body).toMatchObject([
      { activity_type: "push", after: sha("1") },
      { activity_type: "branch_creation", after: sha("a") },
    ]);
  });

  it("is told late", async () => {
    const asking = await scene();
    asking.gh.merge(1, { method: "squash", by: "ben", sha: sha("b") });
    asking.gh.delayPulls(sha("b"), 2);
    expect([await pullsOf(asking, sha("b")), await pullsOf(asking, sha("b")), await pullsOf(asking, sha("b"))]).toEqual(
      [[], [], [1]],
    );
  });

  it("is tried beforehand, under another commit", async () => {
    const { ask } = await scene();
    const { body } = await ask("GET", `${REPO}/pulls/1`);
    expect(body).toMatchObject({ merged: false, merged_at: null });
    expect((body as { merge_commit_sha: string }).merge_commit_sha).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe("a pull request", () => {
  it("is told by a ghost when its author is gone", async () => {
    const { gh, ask } = await scene();
    gh.deleteAccount("ada");
    expect((await ask("GET", `${REPO}/pulls/1`)).body).toMatchObject({ user: { login: "ghost" } });
  });

  it("is moved by pushes to its branch", async () => {
    const { gh, ask } = await scene();
    gh.push("orders", sha("2"), "ben");
    gh.push("orders", sha("3"), "ada", "forced");
    expect((await ask("GET", `${REPO}/pulls/1`)).body).toMatchObject({ head: { sha: sha("3") }, commits: 1 });
    expect((await ask("GET", `${REPO}/activity?ref=orders`)).body).toMatchObject([
      { activity_type: "force_push", actor: { login: "ada" }, before: sha("2"), after: sha("3") },
      { activity_type: "push", actor: { login: "ben" }, before: sha("1"), after: sha("2") },
      { activity_type: "branch_creation", actor: { login: "ada" } },
    ]);
  });

  it("outlives its branch", async () => {
    const { gh, ask } = await scene();
    gh.merge(1, { method: "squash", by: "ben", sha: sha("b") });
    gh.deleteBranch("orders", "ben");
    expect((await ask("GET", `${REPO}/branches/orders`)).status).toBe(404);
    expect((await ask("GET", `${REPO}/pulls/1`)).body).toMatchObject({ head: { ref: "orders", sha: sha("1") } });
    expect((await ask("GET", `${REPO}/activity?ref=orders`)).body).toMatchObject([
      { activity_type: "branch_deletion", before: sha("1") },
      { activity_type: "branch_creation" },
    ]);
  });

  it("of a fork has its head elsewhere, or nowhere any more", async () => {
    const { gh, ask } = await scene();
    const there = gh.openPull({ by: "eve", head: { ref: "main", sha: sha("f") }, fork: "there" });
    const gone = gh.openPull({ by: "eve", head: { ref: "main", sha: sha("e") }, fork: "deleted" });
    expect((await ask("GET", `${REPO}/pulls/${there}`)).body).toMatchObject({
      head: { repo: { id: expect.not.toSatisfy((id: unknown) => id === gh.repository.id) as unknown } },
      base: { repo: { id: gh.repository.id } },
    });
    expect((await ask("GET", `${REPO}/pulls/${gone}`)).body).toMatchObject({ head: { repo: null } });
  });

  it("has siblings of the same head branch", async () => {
    const { gh, ask } = await scene();
    const sibling = gh.openPull({ by: "ada", head: { ref: "orders", sha: sha("1") }, base: "release" });
    gh.closeThread(sibling, "ada");
    expect((await ask("GET", `${REPO}/pulls?state=all&head=acme:orders`)).body).toMatchObject([
      { number: sibling, state: "closed", base: { ref: "release" } },
      { number: 1, state: "open" },
    ]);
  });
});

describe("a review", () => {
  it("keeps its commit when the head moves, unless GitHub moves it", async () => {
    const { gh, ask } = await scene();
    gh.review(1, { by: "ben", state: "APPROVED" });
    gh.updateBranch(1, { sha: sha("2"), by: "ben" });
    expect((await ask("GET", `${REPO}/pulls/1/reviews`)).body).toMatchObject([
      { state: "APPROVED", commit_id: sha("1") },
    ]);
    gh.review(1, { by: "ben", state: "APPROVED" });
    gh.updateBranch(1, { sha: sha("3"), by: "ben", repoints: true });
    expect((await ask("GET", `${REPO}/pulls/1/reviews`)).body).toMatchObject([
      { commit_id: sha("1") },
      { commit_id: sha("3") },
    ]);
  });

  it("can be dismissed, and loses its author with the account", async () => {
    const { gh, ask } = await scene();
    gh.dismiss(gh.review(1, { by: "ben", state: "APPROVED" }), "ada");
    gh.deleteAccount("ben");
    expect((await ask("GET", `${REPO}/pulls/1/reviews`)).body).toMatchObject([{ state: "DISMISSED", user: null }]);
    expect((await ask("GET", `${REPO}/collaborators/ben/permission`)).status).toBe(404);
  });

  it("is never an approval of the workflow's own", async () => {
    const { ask } = await scene();
    expect(await ask("POST", `${REPO}/pulls/1/reviews`, { event: "APPROVE" })).toMatchObject({
      status: 422,
      body: { message: "GitHub Actions is not permitted to approve pull requests." },
    });
  });

  it("suggests only on files of the pull request", async () => {
    const { ask } = await scene();
    const comments = [{ path: "README.md", line: 1, body: "b" }];
    expect((await ask("POST", `${REPO}/pulls/1/reviews`, { event: "COMMENT", comments })).status).toBe(422);
  });
});

it.each([
  ["maintain", "write"],
  ["triage", "read"],
  ["admin", "admin"],
] as const)("tells the role %s as %s too", async (role, permission) => {
  const { gh, ask } = await scene();
  gh.person("kim", role);
  expect((await ask("GET", `${REPO}/collaborators/kim/permission`)).body).toMatchObject({
    permission,
    role_name: role,
  });
});

it("takes every time from the clock, in whole seconds", async () => {
  const { gh, ask } = await scene({ clock: { now: () => Date.parse("2026-11-22T12:00:00.789Z") } });
  gh.review(1, { by: "ben", state: "APPROVED" });
  expect((await ask("GET", `${REPO}/pulls/1/reviews`)).body).toMatchObject([{ submitted_at: "2026-11-22T12:00:00Z" }]);
});

describe("comments", () => {
  it("are of the workflow, and tell that they were edited", async () => {
    const { gh, ask } = await scene();
    const posted = await ask("POST", `${REPO}/issues/1/comments`, { body: "plan" });
    expect(posted).toMatchObject({
      status: 201,
      body: { user: { id: 41898282, type: "Bot" }, performed_via_github_app: { id: 15368 } },
    });
    const { id, updated_at: before } = posted.body as { readonly id: number; readonly updated_at: string };
    gh.editComment(id, { by: "ada", body: "all safe" });
    const edited = await ask("GET", `${REPO}/issues/comments/${id}`);
    expect(edited.body).toMatchObject({ body: "all safe", user: { id: 41898282 } });
    expect((edited.body as { readonly updated_at: string }).updated_at > before).toBe(true);
    gh.deleteComment(id);
    expect((await ask("GET", `${REPO}/issues/comments/${id}`)).status).toBe(404);
  });

  it.each([
    [65_536, 201],
    [65_537, 422],
  ])("of %i characters are answered %i", async (length, status) => {
    const { ask } = await scene();
    const answer = await ask("POST", `${REPO}/issues/1/comments`, { body: "x".repeat(length) });
    expect(answer.status).toBe(status);
    if (status === 422)
      expect(answer.body).toMatchObject({
        errors: [{ resource: "IssueComment", code: "unprocessable", field: "data" }],
      });
  });
});

describe("issues", () => {
  it("share their numbers with pull requests, and their listing", async () => {
    const { gh, ask } = await scene();
    await ask("POST", `${REPO}/issues`, { title: "drift", body: "b", labels: ["warehog"] });
    const { body } = await ask("GET", `${REPO}/issues?state=open`);
    expect(body).toMatchObject([{ number: 2 }, { number: 1, pull_request: {} }]);
    gh.closeThread(2, "ada");
    expect((await ask("GET", `${REPO}/issues/2`)).body).toMatchObject({ state: "closed", closed_by: { login: "ada" } });
  });

  it("keep their body when the new one is too long, and answer 200", async () => {
    const { ask } = await scene();
    await ask("POST", `${REPO}/issues`, { title: "drift", body: "old" });
    const long = await ask("PATCH", `${REPO}/issues/2`, { body: "x".repeat(65_537) });
    expect(long).toMatchObject({ status: 200, body: { body: "old" } });
  });

  it("can be switched off", async () => {
    const { gh, ask } = await scene();
    gh.disableIssues();
    expect((await ask("POST", `${REPO}/issues`, { title: "drift" })).status).toBe(410);
  });
});

describe("checks", () => {
  it("are replaced by a newer one of the same name", async () => {
    const { ask } = await scene();
    const check = { name: "warehog/gate", head_sha: sha("1") };
    await ask("POST", `${REPO}/check-runs`, { ...check, conclusion: "failure" });
    await ask("POST", `${REPO}/check-runs`, { ...check, conclusion: "success" });
    const path = `${REPO}/commits/${sha("1")}/check-runs`;
    expect((await ask("GET", path)).body).toMatchObject({ total_count: 1, check_runs: [{ conclusion: "success" }] });
    expect((await ask("GET", `${path}?filter=all`)).body).toMatchObject({ total_count: 2 });
  });

  it("collect the annotations of several requests, fifty each", async () => {
    const { gh, ask } = await scene();
    const annotation = { path: "a.yaml", start_line: 1, end_line: 1, annotation_level: "warning", message: "m" };
    const output = (count: number): object => ({
      output: { title: "t", summary: "s", annotations: Array.from({ length: count }, () => annotation) },
    });
    const made = await ask("POST", `${REPO}/check-runs`, { name: "n", head_sha: sha("1"), ...output(50) });
    const { id } = made.body as { readonly id: number };
    await ask("PATCH", `${REPO}/check-runs/${id}`, output(3));
    expect(gh.checks[0]?.annotations).toHaveLength(53);
    expect((await ask("PATCH", `${REPO}/check-runs/${id}`, output(51))).status).toBe(400);
    expect(gh.takeBreaches()).toHaveLength(1);
  });
});
