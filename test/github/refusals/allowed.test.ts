import { describe, expect, it } from "vitest";
import { aTeam, expectApplied, expectGreen, planned } from "./team.js";

describe("a reviewer who pressed Update branch", () => {
  it("has pushed nothing of their own, and the review of the head before goes on counting", async () => {
    const team = await aTeam();
    const pull = await team.propose();
    team.approve(pull, "ben");
    team.gh.push("main", team.repo.commit("main", { "README.md": "meanwhile\n" }), "cat");
    const updated = team.repo.testMerge(team.repo.tip(pull.branch), team.repo.tip("main"));
    team.repo.git("branch", "--force", pull.branch, updated);
    team.gh.updateBranch(pull.number, { sha: updated, by: "ben" });
    await planned(team, pull, "ben");

    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
    expect(team.writes()).toEqual(["PATCH"]);
  });
});
