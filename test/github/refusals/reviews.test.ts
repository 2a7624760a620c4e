import { describe, expect, it } from "vitest";
import type { RefusalCode } from "../../../src/model/github/refusal.js";
import type { PullScene } from "../../support/github/action-scene.js";
import { aTeam, expectApplied, expectGreen, expectRed, expectRefused, HOURLY, planned, syncing } from "./team.js";
import type { Team } from "./team.js";

interface Row {
  readonly title: string;
  readonly code: RefusalCode;
  /** why an approval does not count beside it; absent: the code says it */
  readonly because?: RegExp;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly review: (team: Team, pull: PullScene) => Promise<void> | void;
  /** before the merge; by ben's approval of the head unless told */
  readonly mend?: (team: Team, pull: PullScene) => Promise<void> | void;
}

const NEXT = /touch a table of this target in a new pull request/;
const byCat = (team: Team, pull: PullScene): void => team.approve(pull, "cat");

/** Two files of one commit that declare the same: a new head, and nothing new in it. */
const again = (team: Team) => ({ ...team.declaring(HOURLY), "README.md": "hourly\n" });

const ROWS: readonly Row[] = [
  { title: "nobody has reviewed it", code: "not-approved", review: () => {} },
  {
    title: "its comment said something else when it was approved, and was planned anew since",
    code: "not-approved",
    because: /cat approved it before/,
    async review(team, pull) {
      for (const { id } of team.gh.commentsOn(pull.number)) team.gh.editComment(id, { by: "ada", body: "no changes" });
      byCat(team, pull);
      await planned(team, pull);
    },
  },
  {
    title: "its comment was not there when it was approved, and was planned anew since",
    code: "not-approved",
    because: /cat approved it before/,
    async review(team, pull) {
      for (const { id } of team.gh.commentsOn(pull.number)) team.gh.deleteComment(id);
      byCat(team, pull);
      await planned(team, pull);
    },
  },
  {
    title: "one of two has approved it",
    code: "not-approved",
    policy: { min_approvals: 2 },
    because: /1 of 2 needed approvals/,
    review: byCat,
  },
  {
    title: "its author has approved it",
    code: "not-approved",
    because: /ada approved it and opened it/,
    review: (team, pull) => team.approve(pull, "ada"),
  },
  {
    title: "an earlier pusher has approved it",
    code: "not-approved",
    because: /cat approved it and has pushed/,
    async review(team, pull) {
      team.push(pull, "cat", { "README.md": "cat\n" });
      team.push(pull, "ada", { "README.md": "ada\n" });
      await planned(team, pull);
      team.approve(pull, "cat");
    },
  },
  {
    title: "the last pusher has approved it, where pushers may approve",
    code: "not-approved",
    because: /cat approved it and has pushed/,
    policy: { pushers_may_approve: true },
    async review(team, pull) {
      team.push(pull, "cat", { "README.md": "cat\n" });
      await planned(team, pull, "cat");
      team.approve(pull, "cat");
    },
  },
  {
    title: "a bot has approved it",
    code: "not-approved",
    because: /is not a person/,
    review(team, pull) {
      team.gh.person("robot[bot]", "write", "Bot");
      team.approve(pull, "robot[bot]");
    },
  },
  {
    title: "a reader without write access has approved it",
    code: "not-approved",
    because: /eve approved it and has no write access/,
    review: (team, pull) => team.approve(pull, "eve"),
  },
  {
    title: "a deleted account has approved it",
    code: "not-approved",
    because: /no longer known/,
    review(team, pull) {
      team.approve(pull, "cat");
      team.gh.deleteAccount("cat");
    },
  },
  {
    title: "GitHub does not know any more who approved it",
    code: "not-approved",
    because: /cat approved it and is no longer known/,
    review(team, pull) {
      team.approve(pull, "cat");
      team.gh.fail("repos/get-collaborator-permission-level", { status: 404, times: 2 });
    },
  },
  {
    title: "it was approved on an old head",
    code: "not-approved",
    because: /approved another commit than what this head shows/,
    async review(team, pull) {
      team.approve(pull, "cat");
      team.push(pull, "ada", again(team));
      await planned(team, pull);
    },
  },
  {
    title: "GitHub moved an older approval to the head",
    code: "not-approved",
    because: /approved it before the plan of this head was shown/,
    async review(team, pull) {
      team.approve(pull, "cat");
      const head = team.repo.commit(pull.branch, again(team));
      team.gh.updateBranch(pull.number, { sha: head, by: "ada", repoints: true });
      await planned(team, pull);
    },
  },
  {
    title: "its approval was dismissed",
    code: "not-approved",
    because: /review was dismissed/,
    review(team, pull) {
      team.gh.dismiss(team.gh.review(pull.number, { by: "cat", state: "APPROVED" }), "ada");
    },
  },
  {
    title: "whoever approved it asks for changes since",
    code: "changes-requested",
    review(team, pull) {
      team.approve(pull, "ben");
      team.gh.review(pull.number, { by: "ben", state: "CHANGES_REQUESTED" });
    },
    mend: (team, pull) => team.approve(pull, "ben"),
  },
  {
    title: "somebody else asks for changes",
    code: "changes-requested",
    review(team, pull) {
      team.approve(pull, "ben");
      team.gh.review(pull.number, { by: "cat", state: "CHANGES_REQUESTED" });
    },
    mend: byCat,
  },
  {
    title: "a request for changes is on the second page of reviews",
    code: "changes-requested",
    review(team, pull) {
      team.approve(pull, "ben");
      for (let remark = 0; remark < 100; remark += 1) team.gh.review(pull.number, { by: "ada", state: "COMMENTED" });
      team.gh.review(pull.number, { by: "cat", state: "CHANGES_REQUESTED" });
    },
    mend: byCat,
  },
  {
    title: "its owners have not approved it",
    code: "owners-missing",
    review(team, pull) {
      team.gh.setRules("main", [{ type: "pull_request", parameters: { require_code_owner_review: true } }]);
      team.gh.decide(pull.number, "REVIEW_REQUIRED");
      team.approve(pull, "ben");
    },
    mend: (team, pull) => team.gh.decide(pull.number, "APPROVED"),
  },
  {
    title: "GitHub does not say whether its owners have",
    code: "owners-unverifiable",
    review(team, pull) {
      team.gh.setRules("main", [{ type: "pull_request", parameters: { require_code_owner_review: true } }]);
      team.approve(pull, "ben");
    },
    mend: (team, pull) => team.gh.decide(pull.number, "APPROVED"),
  },
];

/** One row a code. */
const ONCE = ROWS.filter(({ code }, index) => ROWS.findIndex((row) => row.code === code) === index);

describe("a pull request is refused, before the merge and after it", () => {
  it.each(ROWS)("when $title", async ({ code, because = /./, policy = {}, review }) => {
    const team = await aTeam(policy);
    const pull = await team.propose();
    await review(team, pull);

    await expectRed(team, pull, code, because);
    const ended = await team.land(pull);
    expectRefused(team, ended, code, NEXT);
    expect(ended.summary).toMatch(because);
  });

  it.each(ONCE)("and $code ends with the next one, which its own reviewers answer for", async ({ review }) => {
    const team = await aTeam();
    const pull = await team.propose();
    await review(team, pull);
    await team.land(pull);

    await team.bringNext((next) => {
      team.approve(next, "ben");
      team.gh.decide(next.number, "APPROVED");
    });
  });
});

/** One row a remedy: it is the same way out whatever led there. */
const REMEDIES = ROWS.filter(({ mend }, index) => ROWS.findIndex((row) => row.mend === mend) === index);

describe("a review that is mended before the merge lets it be applied", () => {
  it.each(REMEDIES)("after $title", async ({ policy = {}, review, mend }) => {
    const team = await aTeam(policy);
    const pull = await team.propose();
    await review(team, pull);

    await (mend ?? ((crew, approved) => crew.approve(approved, "ben")))(team, pull);

    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
    expect(team.writes()).toEqual(["PATCH"]);
  });
});

describe("a review that comes after the merge", () => {
  it("is told, and the next pull request applies what it left", async () => {
    const team = await aTeam();
    const pull = await team.propose();
    team.merge(pull, "ada");
    team.approve(pull, "ben");

    const ended = await team.apply();

    expectRefused(team, ended, "not-approved", NEXT);
    expect(ended.summary).toMatch(/ben approved it only after the merge/);
    await team.bringNext();
  });

  it("is as good as none where the policy asks for none", async () => {
    const team = await aTeam({ min_approvals: 0 });
    const pull = await team.propose();

    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
  });

  it("is asked for by the policy of the base, whatever the pull request makes of it", async () => {
    const team = await aTeam();
    const project = team.repo.git("show", "main:warehog.yaml");
    const pull = await team.propose("lax", {
      ...team.declaring(syncing({ "public.orders": "1hour" })),
      "warehog.yaml": `${project.replace(/policy: \{\}\n?/, "")}\npolicy: {min_approvals: 0}\n`,
    });

    await expectRed(team, pull, "not-approved");
    expectRefused(team, await team.land(pull), "not-approved", NEXT);
  });
});
