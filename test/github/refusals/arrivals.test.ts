import { describe, expect, it } from "vitest";
import type { RefusalCode } from "../../../src/model/github/refusal.js";
import type { PullScene } from "../../support/github/action-scene.js";
import { gitRepository } from "../../support/git-repository.js";
import { aTeam, expectApplied, expectGreen, expectRefused, HOURLY } from "./team.js";
import type { Team } from "./team.js";

interface Row {
  readonly title: string;
  readonly code: RefusalCode;
  /** until the change is on the branch */
  readonly arrive: (team: Team) => Promise<void> | void;
}

const DEPTH = /fetch-depth: 0/;
const NEXT = /touch a table of this target in a new pull request/;

async function approved(team: Team): Promise<PullScene> {
  const pull = await team.propose();
  team.approve(pull, "ben");
  return pull;
}

const ROWS: readonly Row[] = [
  {
    title: "was pushed onto the branch",
    code: "direct-push",
    arrive: (team) => team.gh.push("main", team.repo.commit("main", team.declaring(HOURLY)), "ada"),
  },
  {
    title: "was pushed by force",
    code: "forced-push",
    arrive: (team) => team.gh.push("main", team.repo.commit("main", team.declaring(HOURLY)), "ada", "forced"),
  },
  {
    title: "came as the branch was created again",
    code: "branch-created",
    arrive(team) {
      team.gh.deleteBranch("main", "ada");
      team.gh.push("main", team.repo.commit("main", team.declaring(HOURLY)), "ada");
    },
  },
  {
    title: "was pushed, so that its pull request became merged",
    code: "indirect-merge",
    async arrive(team) {
      const pull = await approved(team);
      const sha = team.repo.merge(team.repo.tip(pull.branch), "merge");
      team.gh.mergeIndirectly(pull.number, { sha, by: "ada" });
    },
  },
  {
    title: "was merged by a pull request that GitHub does not name",
    code: "pull-request-not-found",
    async arrive(team) {
      team.merge(await approved(team), "ada");
      team.gh.delayPulls(team.repo.tip("main"), 1000);
    },
  },
  {
    title: "was merged by two pull requests at once",
    code: "several-pull-requests",
    async arrive(team) {
      const pull = await approved(team);
      const head = { ref: pull.branch, sha: team.repo.tip(pull.branch) };
      const twin = team.gh.openPull({ by: "ada", head });
      team.merge(pull, "ada");
      team.gh.mergeQueue("ada", [{ pull: twin, sha: team.repo.tip("main") }]);
    },
  },
  {
    title: "was merged by a pull request that GitHub names for another branch",
    code: "other-base",
    async arrive(team) {
      const pull = await approved(team);
      team.merge(pull, "ada");
      team.gh.setBase(pull.number, "develop", "ada");
    },
  },
  {
    title: "came in a way that GitHub does not tell any more",
    code: "arrival-unknown",
    async arrive(team) {
      team.merge(await approved(team), "ada");
      team.gh.forgetMoves("main");
    },
  },
];

describe("a change is refused", () => {
  it.each(ROWS)("that $title; the next pull request applies it", async ({ code, arrive }) => {
    const team = await aTeam();
    await arrive(team);

    expectRefused(team, await team.apply("schedule"), code, NEXT);
    await team.bringNext();
  });
});

describe("a run that nothing is wrong with but itself", () => {
  it.each([
    ["with a shallow checkout", "shallow-clone", /fetch-depth: 0/, "--depth=1", "refs/heads/main"],
    ["on another ref", "ref-not-configured", /start the workflow on main/, "--quiet", "refs/heads/feature"],
  ] as const)("is refused %s, and right the next time", async (_, code, remedy, option, ref) => {
    const team = await aTeam();
    team.merge(await approved(team), "ada");
    const workspace = team.repo.checkout(team.repo.tip("main"), option);

    expectRefused(team, await team.apply("push", { workspace, ref }), code, remedy);
    expectApplied(await team.apply());
  });

  it("is refused while GitHub does not say when it was merged, and right once it does", async () => {
    const team = await aTeam();
    const pull = await approved(team);
    team.merge(pull, "ada");
    team.gh.delayMerge(pull.number, 1);

    expectRefused(team, await team.apply(), "github-unavailable", /run the job again/);
    expectApplied(await team.apply("schedule"));
  });

  it("is refused where what an earlier run left cannot be read, and right once that is deleted", async () => {
    const team = await aTeam();
    expectApplied(await team.apply());
    const pull = await approved(team);
    const [outcome] = team.gh.artifacts().filter(({ name }) => name.startsWith("warehog-outcome-"));
    const name = outcome?.name ?? "";
    const broken = team.gh.addArtifact(outcome?.run.id ?? 0, { name, files: { "outcome.json": "{}" } });
    team.merge(pull, "ada");

    expectRefused(team, await team.apply(), "github-incomplete", /delete that artifact/);
    team.gh.deleteArtifact(broken);
    expectApplied(await team.apply("schedule"));
  });

  it("is refused where its checkout lacks a commit, and right with a whole one", async () => {
    const team = await aTeam();
    const pull = await approved(team);
    const elsewhere = gitRepository();
    elsewhere.commit("main", { "README.md": "another repository\n" });

    expectRefused(team, await team.plan(pull, "ada", { workspace: elsewhere.folder }), "checkout-incomplete", DEPTH);
    expectRefused(team, await team.gate(pull, { workspace: elsewhere.folder }), "checkout-incomplete", DEPTH);
    await expectGreen(team, pull);
  });

  it("goes on where somebody starts it by hand on the branch", async () => {
    const team = await aTeam();
    team.merge(await approved(team), "ada");

    expectApplied(await team.apply("workflow_dispatch"));
    expect(team.writes()).toEqual(["PATCH"]);
  });

  it.each([
    "pulls/list-reviews",
    "repos/list-activities",
    "actions/list-artifacts-for-repo",
    "repos/list-pull-requests-associated-with-commit",
    "pulls/get",
    "graphql",
  ] as const)("is refused where it may not ask %s, and right once it may", async (call) => {
    const team = await aTeam();
    team.merge(await approved(team), "ada");

    team.gh.forbid(call);
    expectRefused(team, await team.apply(), "github-forbidden", /permissions that docs\/github\.md lists/);

    team.gh.allow(call);
    expectApplied(await team.apply("schedule"));
  });
});

describe("a change is applied", () => {
  it.each(["merge", "squash"] as const)("that came by %s", async (how) => {
    const team = await aTeam();
    const pull = await approved(team);

    team.merge(pull, "ada", how);

    expectApplied(await team.apply());
    expect(team.writes()).toEqual(["PATCH"]);
  });
});
