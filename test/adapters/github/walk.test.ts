import { describe, expect, it } from "vitest";
import { known, scene, sha } from "./scene.js";

describe("the moves of a branch", () => {
  it("are told newest first, back to the one that ended at a commit", async () => {
    const { gh, github } = await scene();
    const pull = gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } });
    gh.merge(pull, { by: "ben", method: "squash", sha: sha("1") });
    gh.push("main", sha("2"), "ada");
    gh.push("main", sha("3"), "eve", "forced");

    const moves = known(await github.arrivals("main", sha("0")));

    expect(moves.map(({ kind, actor, before, after }) => [kind, actor?.login, before, after])).toEqual([
      ["force_push", "eve", sha("2"), sha("3")],
      ["push", "ada", sha("1"), sha("2")],
      ["pr_merge", "ben", sha("0"), sha("1")],
    ]);
    expect(moves[0]?.at).toBeGreaterThan(moves[1]?.at ?? Infinity);
  });

  it("are read over many pages, and no further than needed", async () => {
    const { gh, github, asked } = await scene();
    for (let count = 0; count < 250; count++) gh.push("main", sha(count === 120 ? "c" : "d"), "ada");

    const moves = known(await github.arrivals("main", sha("c")));

    expect(moves).toHaveLength(129);
    expect(asked()).toHaveLength(2);
  });

  it("are all there are where that commit is not among them", async () => {
    const { github } = await scene();

    expect(known(await github.arrivals("main", sha("f"))).map(({ kind }) => kind)).toEqual(["branch_creation"]);
  });

  it("of somebody who is gone have no actor", async () => {
    const { gh, github } = await scene();
    gh.push("main", sha("1"), "ben");
    gh.deleteAccount("ben");

    expect(known(await github.arrivals("main", sha("0")))[0]?.actor).toBeNull();
  });
});

describe("the pull request that brought a commit", () => {
  it("is told with its base and what GitHub calls its merge", async () => {
    const { gh, github } = await scene();
    const pull = gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } });
    gh.openPull({ by: "ada", head: { ref: "open", sha: sha("a") } });
    gh.merge(pull, { by: "ben", method: "rebase", shas: [sha("1"), sha("2")] });

    expect(await github.mergedPulls(sha("1"))).toEqual({
      known: true,
      value: [{ number: pull, base: "main", merge_commit: sha("2") }],
    });
  });

  it("is asked for again while GitHub may not know of it yet", async () => {
    const { gh, github, clock } = await scene();
    const pull = gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } });
    gh.merge(pull, { by: "ben", method: "squash", sha: sha("1") });
    gh.delayPulls(sha("1"), 3);
    const began = clock.now();

    expect(known(await github.mergedPulls(sha("1")))).toHaveLength(1);
    expect(clock.now() - began).toBe(15_000);
  });

  it("is none after a minute, and that minute is waited once for all commits", async () => {
    const { gh, github, clock } = await scene();
    gh.push("main", sha("1"), "ada");
    const began = clock.now();

    expect(await github.mergedPulls(sha("1"))).toEqual({ known: true, value: [] });
    expect(await github.mergedPulls(sha("0"))).toEqual({ known: true, value: [] });
    expect(clock.now() - began).toBe(60_000);
  });

  it("is unknown without permission", async () => {
    const { gh, github } = await scene();
    gh.forbid("repos/list-pull-requests-associated-with-commit");

    expect(await github.mergedPulls(sha("1"))).toMatchObject({ known: false, why: "forbidden" });
  });
});
