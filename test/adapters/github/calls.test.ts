import { describe, expect, it } from "vitest";
import { scene, sha } from "./scene.js";

describe("a call", () => {
  it("names the version of the API and ourselves", async () => {
    const { gh, github } = await scene();

    expect(await github.defaultBranch()).toEqual({ known: true, value: "main" });
    expect(gh.requests[0]?.headers).toMatchObject({ "x-github-api-version": "2022-11-28" });
    expect(gh.requests[0]?.headers["user-agent"]).toMatch(/^warehog\/0\.0\.0 /);
  });

  it.each([
    { behaviour: "without permission is forbidden", status: 403, why: "forbidden" },
    {
      behaviour: "that is answered 404 is forbidden, because GitHub hides so what may not be seen",
      status: 404,
      why: "forbidden",
    },
    { behaviour: "with a token that has ended is forbidden", status: 401, why: "forbidden" },
    { behaviour: "that GitHub does not understand is unavailable", status: 422, why: "unavailable" },
  ])("$behaviour", async ({ status, why }) => {
    const { gh, github, waits } = await scene();
    gh.fail("repos/get-branch", { status });

    const tip = await github.branchTip("main");

    expect(tip).toEqual({ known: false, why, call: "GET /repos/acme/shop/branches/main" });
    expect(waits).toEqual([]);
  });

  it("that fails on GitHub's side is asked again, later each time, and then is unavailable", async () => {
    const { gh, github, waits } = await scene();
    gh.fail("repos/get-branch", { status: 502, times: 2 });

    expect(await github.branchTip("main")).toEqual({ known: true, value: sha("0") });
    expect(waits.map((wait) => wait.split(" ").at(-1))).toEqual(["1000", "2000"]);

    gh.fail("repos/get-branch", { status: 502, times: 9 });
    expect(await github.branchTip("main")).toMatchObject({ known: false, why: "unavailable" });
    expect(waits).toHaveLength(5);
  });

  it("that writes something new is not repeated after an error: it may have been done", async () => {
    const { gh, github, waits } = await scene();
    const pull = gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } });
    gh.fail("issues/create-comment", { status: 502 });

    expect(await github.writeComment(pull, "hello", true)).toMatchObject({ known: false, why: "unavailable" });
    expect(waits).toEqual([]);
    expect(gh.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("that came too often waits as long as GitHub says, writes too, because nothing was done", async () => {
    const { gh, github, waits } = await scene();
    const pull = gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } });
    gh.limit("issues/create-comment", { retryAfter: 90 });

    expect(await github.writeComment(pull, "hello", true)).toMatchObject({ known: true });
    expect(waits).toEqual([`POST /repos/acme/shop/issues/${pull}/comments 90000`]);
  });

  it("is unavailable, not forbidden, where GitHub's limit stays reached", async () => {
    const { gh, github } = await scene();
    gh.limit("repos/get-branch", { retryAfter: 60, times: 9 });

    expect(await github.branchTip("main")).toMatchObject({ known: false, why: "unavailable" });
  });

  it("ends its wait when a stop is asked for", async () => {
    const { gh, github, clock } = await scene();
    gh.fail("repos/get-branch", { status: 502, times: 9 });
    clock.wakeAll();

    expect(await github.branchTip("main")).toMatchObject({ known: false, why: "unavailable" });
    expect(gh.requests).toHaveLength(1);
  });

  it("that reaches nobody is unavailable, and says neither host nor token", async () => {
    const { github } = await scene({ apiUrl: "http://127.0.0.1:1", token: "ghs_secret" });

    const tip = await github.branchTip("main");

    expect(tip).toEqual({ known: false, why: "unavailable", call: "GET /repos/acme/shop/branches/main" });
  });
});
