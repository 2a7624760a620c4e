import { describe, expect, it } from "vitest";
import type { RefusalCode } from "../../../src/model/github/refusal.js";
import type { PullScene } from "../../support/github/action-scene.js";
import { aTeam, expectApplied, expectGreen, expectRed, expectRefused, HOURLY, planned } from "./team.js";
import type { Team } from "./team.js";

interface Row {
  readonly title: string;
  readonly code: RefusalCode;
  /** what the refusal after the merge says to do */
  readonly remedy: RegExp;
  /** an open pull request that ben has approved */
  readonly play: (team: Team) => Promise<PullScene>;
  /** before the merge; it may be another pull request that is merged then */
  readonly mend: (team: Team, pull: PullScene) => Promise<PullScene>;
}

const ANOTHER = /bring the change in a new pull request/;
const PLAN_WORKFLOW = ".github/workflows/warehog-plan.yml";

async function approved(team: Team): Promise<PullScene> {
  const pull = await team.propose();
  team.approve(pull, "ben");
  return pull;
}

async function planAgain(team: Team, pull: PullScene): Promise<PullScene> {
  await planned(team, pull);
  team.approve(pull, "ben");
  return pull;
}

async function fromNewBranch(team: Team): Promise<PullScene> {
  return planAgain(team, team.open("hourly-again", "ada", team.declaring(HOURLY)));
}

const ofRecords = ({ gh }: Team) => gh.artifacts().filter(({ name }) => name.startsWith("warehog-record-"));
const commentOf = ({ gh }: Team, { number }: PullScene): number => gh.commentsOn(number)[0]?.id ?? 0;

const ROWS: readonly Row[] = [
  {
    title: "no plan of the head was made",
    code: "record-missing",
    remedy: ANOTHER,
    async play(team) {
      const pull = team.open("hourly", "ada", team.declaring(HOURLY));
      team.approve(pull, "ben");
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "its record was deleted",
    code: "record-missing",
    remedy: ANOTHER,
    async play(team) {
      const pull = await approved(team);
      for (const { id } of ofRecords(team)) team.gh.deleteArtifact(id);
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "its record has expired",
    code: "record-expired",
    remedy: ANOTHER,
    async play(team) {
      const pull = await approved(team);
      for (const { id } of ofRecords(team)) team.gh.expireArtifact(id);
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "another workflow made its record",
    code: "record-foreign",
    remedy: ANOTHER,
    async play(team) {
      const pull = team.open("hourly", "ada", team.declaring(HOURLY));
      const { id } = team.gh.startRun({
        path: ".github/workflows/other.yml",
        event: "pull_request",
        by: "ada",
        head: { ref: pull.branch, sha: team.repo.tip(pull.branch) },
      });
      const name = `warehog-record-${pull.number}-${team.repo.tip(pull.branch)}`;
      team.gh.addArtifact(id, { name, files: { "record.json": "{}" } });
      team.approve(pull, "ben");
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "the run of another head made its record",
    code: "record-other-head",
    remedy: ANOTHER,
    async play(team) {
      const pull = team.open("hourly", "ada", team.declaring(HOURLY));
      const { id } = team.gh.startRun({
        path: PLAN_WORKFLOW,
        event: "pull_request",
        by: "ada",
        head: { ref: pull.branch, sha: team.repo.tip("main") },
      });
      const name = `warehog-record-${pull.number}-${team.repo.tip(pull.branch)}`;
      team.gh.addArtifact(id, { name, files: { "record.json": "{}" } });
      team.approve(pull, "ben");
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "its record is no plan",
    code: "record-unreadable",
    remedy: ANOTHER,
    async play(team) {
      const pull = team.open("hourly", "ada", team.declaring(HOURLY));
      const head = { ref: pull.branch, sha: team.repo.tip(pull.branch) };
      const { id } = team.gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "ada", head });
      const name = `warehog-record-${pull.number}-${head.sha}`;
      team.gh.addArtifact(id, { name, files: { "record.json": "{}" } });
      team.approve(pull, "ben");
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "its comment was edited",
    code: "comment-edited",
    remedy: ANOTHER,
    async play(team) {
      const pull = await approved(team);
      team.gh.editComment(commentOf(team, pull), { by: "cat", body: "Nothing to see here." });
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "its comment was deleted",
    code: "comment-deleted",
    remedy: ANOTHER,
    async play(team) {
      const pull = await approved(team);
      team.gh.deleteComment(commentOf(team, pull));
      return pull;
    },
    mend: planAgain,
  },
  {
    title: "another pull request of its head goes elsewhere",
    code: "head-shared",
    remedy: /branch of a new name/,
    async play(team) {
      team.gh.push("develop", team.repo.tip("main"), "ada");
      const pull = await approved(team);
      team.gh.openPull({ by: "ada", base: "develop", head: { ref: pull.branch, sha: team.repo.tip(pull.branch) } });
      return pull;
    },
    mend: fromNewBranch,
  },
  {
    title: "its base was changed under its head",
    code: "base-changed",
    remedy: /push a new commit/,
    async play(team) {
      team.gh.push("develop", team.repo.tip("main"), "ada");
      const head = team.repo.commit("hourly", team.declaring(HOURLY));
      const number = team.gh.openPull({ by: "ada", base: "develop", head: { ref: "hourly", sha: head } });
      team.gh.setBase(number, "main", "ada");
      return planAgain(team, { number, branch: "hourly" });
    },
    mend(team, pull) {
      team.push(pull, "ada", { "README.md": "a new head\n" });
      return planAgain(team, pull);
    },
  },
  {
    title: "it changes the plan workflow beside a table",
    code: "workflow-changed",
    remedy: /a pull request of its own/,
    async play(team) {
      const files = { ...team.declaring(HOURLY), [PLAN_WORKFLOW]: "name: another\n" };
      return planAgain(team, await team.propose("hourly", files));
    },
    mend: fromNewBranch,
  },
  {
    title: "it changes the apply workflow beside a table",
    code: "workflow-changed",
    remedy: /a pull request of its own/,
    async play(team) {
      const files = { ...team.declaring(HOURLY), ".github/workflows/warehog-apply.yml": "name: another\n" };
      return planAgain(team, await team.propose("hourly", files));
    },
    mend: fromNewBranch,
  },
];

describe("a pull request is refused, before the merge and after it", () => {
  it.each(ROWS)("when $title", async ({ code, remedy, play }) => {
    const team = await aTeam();
    const pull = await play(team);

    await expectRed(team, pull, code);
    expectRefused(team, await team.land(pull), code, remedy);
  });
});

/** One row a remedy: it is the same way out whatever led there. */
const REMEDIES = ROWS.filter(({ mend }, index) => ROWS.findIndex((row) => row.mend === mend) === index);

describe("a pull request that is mended before the merge is applied", () => {
  it.each(REMEDIES)("although $title", async ({ play, mend }) => {
    const team = await aTeam();

    const mended = await mend(team, await play(team));

    await expectGreen(team, mended);
    expectApplied(await team.land(mended));
    expect(team.writes()).toEqual(["PATCH"]);
  });
});

describe("a plan that is made after the merge", () => {
  it("shows nobody what they approved, and the next pull request applies what is left", async () => {
    const team = await aTeam();
    const pull = team.open("hourly", "ada", team.declaring(HOURLY));
    team.approve(pull, "ben");
    const head = { ref: pull.branch, sha: team.repo.tip(pull.branch) };
    team.merge(pull, "ada");
    const { id } = team.gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by: "ada", head });
    team.gh.addArtifact(id, { name: `warehog-record-${pull.number}-${head.sha}`, files: { "record.json": "{}" } });

    expectRefused(team, await team.apply(), "record-after-merge", ANOTHER);
    await team.bringNext();
  });
});

describe("a pull request of a fork", () => {
  it("is refused when it is merged, and the next pull request applies what is left", async () => {
    const team = await aTeam();
    const head = team.repo.commit("hourly", team.declaring(HOURLY));
    const number = team.gh.openPull({ by: "ada", fork: "there", head: { ref: "hourly", sha: head } });
    team.gh.review(number, { by: "ben", state: "APPROVED" });

    expectRefused(team, await team.land({ number, branch: "hourly" }), "fork", /as a branch of this repository/);
    await team.bringNext();
  });
});
