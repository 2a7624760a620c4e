import { describe, expect, it } from "vitest";
import type { PullScene } from "../../support/github/action-scene.js";
import { approvalsOf, atWork, elsewhere, project, PROJECT, pushed } from "./guarded.js";
import { expectApplied, expectGreen, expectRed, expectRefused, frequencies, HOURLY, planned, syncing } from "./team.js";
import type { Team } from "./team.js";

const named = ({ gh }: Team, name: string) => gh.artifacts().filter((artifact) => artifact.name.startsWith(name));

/** The outcome of the pull request that asks for two approvals is gone, and whatever else told of its approval. */
async function withoutProof(lose: (team: Team, tight: PullScene) => void): Promise<Team> {
  const team = await atWork();
  const [first] = named(team, "warehog-outcome-");
  const tight = await team.propose("tight", { [PROJECT]: approvalsOf(project(team), 2) });
  team.approve(tight, "ben");
  expectApplied(await team.land(tight));
  for (const artifact of named(team, "warehog-outcome-")) if (artifact !== first) team.gh.deleteArtifact(artifact.id);
  for (const { id } of named(team, "warehog-intent-")) team.gh.deleteArtifact(id);
  lose(team, tight);
  return team;
}

describe("an approval whose proof is taken away later", () => {
  it.each<{ readonly what: string; readonly lose: Parameters<typeof withoutProof>[0] }>([
    { what: "nothing but the outcome", lose: () => {} },
    {
      what: "the record",
      lose: (team) => named(team, "warehog-record-").forEach(({ id }) => team.gh.deleteArtifact(id)),
    },
    {
      what: "the record, in time",
      lose: (team) => named(team, "warehog-record-").forEach(({ id }) => team.gh.expireArtifact(id)),
    },
    { what: "the comment", lose: (team, { number }) => team.gh.deleteComment(team.gh.commentsOn(number)[0]?.id ?? 0) },
    {
      what: "what the comment says",
      lose: (team, { number }) =>
        team.gh.editComment(team.gh.commentsOn(number)[0]?.id ?? 0, { by: "ada", body: "nothing\n" }),
    },
  ])("still asks for as many as it did: $what", async ({ lose }) => {
    const team = await withoutProof(lose);

    const pull = await team.propose();
    team.approve(pull, "ben");
    await expectRed(team, pull, "not-approved", /1 of 2/);
    const ended = await team.land(pull);
    expect(ended.code).toBe(1);
    expect(ended.summary).toContain("1 of 2 needed approvals");
    expect(team.writes()).toEqual([]);
  });

  it("loosens nothing", async () => {
    const team = await atWork({ min_approvals: 2 });
    const lax = await team.propose("lax", { [PROJECT]: approvalsOf(project(team), 0) });
    team.approve(lax, "ben");
    team.approve(lax, "cat");
    team.merge(lax, "ada");
    for (const { id } of named(team, "warehog-record-")) team.gh.deleteArtifact(id);

    await expectRed(team, await team.propose(), "not-approved", /0 of 2/);
  });

  it("is said by the apply that finds it lost, though what it tightened is in force", async () => {
    const team = await atWork();
    const tight = await team.propose("tight", { [PROJECT]: approvalsOf(project(team), 2) });
    team.approve(tight, "ben");
    team.merge(tight, "ada");
    for (const { id } of named(team, "warehog-record-")) team.gh.deleteArtifact(id);

    expectRefused(team, await team.apply(), "record-missing", /new pull request/);
    const pull = await team.propose();
    team.approve(pull, "ben");
    await expectRed(team, pull, "not-approved", /1 of 2/);
  });

  it.each<{ readonly who: string; readonly review: (team: Team, tight: PullScene) => void | Promise<void> }>([
    { who: "nobody", review: () => {} },
    { who: "its author", review: (team, tight) => team.approve(tight, "ada") },
    { who: "a reader", review: (team, tight) => team.approve(tight, "eve") },
    {
      who: "a bot",
      review(team, tight) {
        team.gh.person("robot", "write", "Bot");
        team.approve(tight, "robot");
      },
    },
    {
      who: "somebody who has pushed to it",
      review(team, tight) {
        team.push(tight, "cat", { "README.md": "A shop.\n" });
        team.approve(tight, "cat");
      },
    },
    {
      who: "somebody who then asked for changes",
      review(team, tight) {
        team.approve(tight, "ben");
        team.gh.review(tight.number, { by: "ben", state: "CHANGES_REQUESTED" });
      },
    },
    {
      who: "one, while another asks for changes",
      review(team, tight) {
        team.approve(tight, "ben");
        team.gh.review(tight.number, { by: "cat", state: "CHANGES_REQUESTED" });
      },
    },
    {
      who: "somebody whose review was dismissed",
      review(team, tight) {
        team.gh.dismiss(team.gh.review(tight.number, { by: "ben", state: "APPROVED" }), "ben");
      },
    },
    {
      who: "somebody who came after the merge",
      review(team, tight) {
        team.merge(tight, "ada");
        team.approve(tight, "ben");
      },
    },
  ])("lets nobody lock the others out: approved by $who, and the record deleted", async ({ review }) => {
    const team = await atWork();
    const before = project(team);
    const tight = await team.propose("tight", { [PROJECT]: approvalsOf(before, 99) });
    await review(team, tight);
    if (project(team) === before) team.merge(tight, "ada");
    for (const { id } of named(team, "warehog-record-")) team.gh.deleteArtifact(id);
    expect((await team.apply()).code).toBe(1);

    const pull = await team.propose("back", { ...team.declaring(HOURLY), [PROJECT]: before });
    team.approve(pull, "ben");
    await expectGreen(team, pull);
  });

  it("does not let anybody tighten by what was pushed after the approval", async () => {
    const team = await atWork();
    const pull = await team.propose();
    team.approve(pull, "ben");
    team.push(pull, "ada", { [PROJECT]: approvalsOf(project(team), 99) });
    await planned(team, pull);
    expectRefused(team, await team.land(pull), "not-approved", /new pull request/);

    const back = await team.propose("back", {
      ...team.declaring(syncing({})),
      [PROJECT]: approvalsOf(project(team), 1),
    });
    await expectGreen(team, back);
  });
});

describe("an approved pull request that was merged before its target was turned", () => {
  it("is applied once that is taken back", async () => {
    const team = await atWork();
    const before = project(team);
    const pull = await team.propose();
    team.approve(pull, "ben");
    team.merge(pull, "ada");
    pushed(team, { [PROJECT]: elsewhere(before) });
    expectRefused(team, await team.apply(), "direct-push", /revert it/);

    pushed(team, { [PROJECT]: before });
    expectApplied(await team.apply());

    expect(frequencies(team)).toMatchObject({ "public.orders": "1hour" });
    expect(team.writes()).toEqual(["PATCH"]);
  });
});
