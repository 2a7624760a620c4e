import { describe, expect, it } from "vitest";
import type { RefusalCode } from "../../../src/model/github/refusal.js";
import type { PullScene } from "../../support/github/action-scene.js";
import { aTeam, expectApplied, expectGreen, expectRed, expectRefused, HOURLY, planned } from "./team.js";
import type { Team } from "./team.js";
import { APPLY_WORKFLOW, PLAN_WORKFLOW } from "../../support/github/workflows.js";

interface Row {
  readonly title: string;
  readonly code: RefusalCode;
  /** what the refusal before the merge says to do; to plan again unless told */
  readonly remedy?: RegExp;
  /** an open pull request that ben has approved */
  readonly play: (team: Team) => Promise<PullScene>;
  /** before the merge; it may be another pull request that is merged then */
  readonly mend: (team: Team, pull: PullScene) => Promise<PullScene>;
}

const NEXT = /touch a table of this target in a new pull request/;
const AGAIN = /run the plan workflow again/;

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
      const files = { ...team.declaring(HOURLY), [APPLY_WORKFLOW]: "name: another\n" };
      return planAgain(team, await team.propose("hourly", files));
    },
    mend: fromNewBranch,
  },
  {
    title: "GitHub does not tell all of its history",
    code: "github-incomplete",
    remedy: /in a new and smaller\s+pull request/,
    async play(team) {
      const pull = await approved(team);
      for (let change = 0; change <= 100; change += 1) team.gh.setBase(pull.number, "main", "ada");
      return pull;
    },
    mend: fromNewBranch,
  },
];

describe("a pull request is refused, before the merge and after it, and the next one brings what it left", () => {
  it.each(ROWS)("when $title", async ({ code, remedy = AGAIN, play }) => {
    const team = await aTeam();
    const pull = await play(team);

    await expectRed(team, pull, code, remedy);
    expectRefused(team, await team.land(pull), code, NEXT);
    await team.bringNext();
  });
});

describe("a pull request that cannot be merged so", () => {
  it.each<Pick<Row, "title" | "play" | "mend"> & { readonly code: RefusalCode; readonly says: RegExp }>([
    {
      title: "as a draft",
      code: "draft",
      says: /mark it as ready for review/,
      async play(team) {
        const pull = await approved(team);
        team.gh.setDraft(pull.number, true);
        return pull;
      },
      mend(team, pull) {
        team.gh.setDraft(pull.number, false);
        return Promise.resolve(pull);
      },
    },
    {
      title: "into another branch than the one that is applied",
      code: "other-base",
      says: /open a pull request from a new branch into main/,
      async play(team) {
        team.gh.push("develop", team.repo.tip("main"), "ada");
        const head = team.repo.commit("hourly", team.declaring(HOURLY));
        const number = team.gh.openPull({ by: "ada", base: "develop", head: { ref: "hourly", sha: head } });
        return planAgain(team, { number, branch: "hourly" });
      },
      mend: fromNewBranch,
    },
  ])("$title, is red before, and applied once its remedy was followed", async ({ code, says, play, mend }) => {
    const team = await aTeam();
    const pull = await play(team);
    await expectRed(team, pull, code, says);

    const mended = await mend(team, pull);

    await expectGreen(team, mended);
    expectApplied(await team.land(mended));
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

    expectRefused(team, await team.apply(), "record-after-merge", NEXT);
    await team.bringNext();
  });
});

describe("a pull request of a fork", () => {
  it("is refused when it is merged, and the next pull request applies what is left", async () => {
    const team = await aTeam();
    const head = team.repo.commit("hourly", team.declaring(HOURLY));
    const number = team.gh.openPull({ by: "ada", fork: "there", head: { ref: "hourly", sha: head } });
    team.gh.review(number, { by: "ben", state: "APPROVED" });
    const from = { ref: "hourly", sha: head, repo: { id: 909_090 } };
    const base = { ref: "main", repo: { id: team.gh.repository.id } };
    const payload = { action: "opened", number, pull_request: { number, draft: false, head: from, base } };

    const gate = await team.gate({ number, branch: "hourly" }, { event: { name: "pull_request", payload } });
    expectRefused(team, gate, "fork", /push the commits as a branch of this repository/);
    expectRefused(team, await team.land({ number, branch: "hourly" }), "fork", NEXT);
    await team.bringNext();
  });
});
