import { expect, it } from "vitest";
import { HEADERS, REPO, scene, sha } from "./scene.js";

it("cuts listings into pages, and links on by the repository's id", async () => {
  const { gh, ask } = await scene();
  for (let count = 0; count < 5; count++) gh.review(1, { by: "ben", state: "COMMENTED" });
  const first = await ask("GET", `${REPO}/pulls/1/reviews?per_page=2`);
  expect(first.body).toHaveLength(2);
  expect(first.headers.get("link")).toBe(
    `<${gh.url}/repositories/${gh.repository.id}/pulls/1/reviews?per_page=2&page=2>; rel="next"`,
  );
  const last = await ask("GET", `/repositories/${gh.repository.id}/pulls/1/reviews?per_page=2&page=3`);
  expect(last.body).toHaveLength(1);
  expect(last.headers.get("link")).toBeNull();
});

it("counts a wrapped listing in full", async () => {
  const { gh, ask } = await scene();
  const run = {
    path: ".github/workflows/plan.yml",
    event: "pull_request",
    by: "ada",
    head: { ref: "orders", sha: sha("1") },
  };
  for (let count = 0; count < 3; count++) gh.startRun(run);
  const { body } = await ask("GET", `${REPO}/actions/runs?per_page=2`);
  expect(body).toMatchObject({ total_count: 3, workflow_runs: [{}, {}] });
});

it("finds no more than 1000 runs by a filter", async () => {
  const { gh, ask } = await scene();
  const run = { path: "plan.yml", event: "push", by: "ada", head: { ref: "orders", sha: sha("1") } };
  for (let count = 0; count < 1001; count++) gh.startRun(run);
  expect((await ask("GET", `${REPO}/actions/runs?branch=orders`)).body).toMatchObject({ total_count: 1000 });
  expect((await ask("GET", `${REPO}/actions/runs`)).body).toMatchObject({ total_count: 1001 });
});

it.each([
  [undefined, 30],
  [100, 100],
  [500, 100],
])("gives with per_page=%s %i reviews, the activity by a cursor", async (asked, given) => {
  const { gh, octokit } = await scene();
  for (let count = 0; count < 205; count++) gh.push("busy", sha("a"), "ben");
  const size = asked === undefined ? {} : { per_page: asked };
  const pages: number[] = [];
  const request = { owner: "acme", repo: "shop", ref: "busy", ...size, headers: HEADERS };
  for await (const { data } of octokit.paginate.iterator(octokit.rest.repos.listActivities, request))
    pages.push(data.length);
  expect(pages[0]).toBe(given);
  expect(pages.reduce((sum, length) => sum + length)).toBe(205);
  expect(gh.requests.at(-1)?.path).toContain("after=");
});

it("tells no more than 250 commits of a pull request, and counts all", async () => {
  const { gh, octokit, ask } = await scene();
  const commits = Array.from({ length: 251 }, (_, at) => at.toString(16).padStart(40, "0"));
  const pull = gh.openPull({ by: "ada", head: { ref: "long", sha: sha("9") }, commits });
  const request = { owner: "acme", repo: "shop", pull_number: pull, per_page: 100, headers: HEADERS };
  expect(await octokit.paginate(octokit.rest.pulls.listCommits, request)).toHaveLength(250);
  expect((await ask("GET", `${REPO}/pulls/${pull}`)).body).toMatchObject({ commits: 251 });
});
