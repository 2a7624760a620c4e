import { describe, expect, it } from "vitest";
import type { PullScene } from "../../support/github/action-scene.js";
import { approvalsOf, atWork, elsewhere, project, PROJECT, pushed } from "./guarded.js";
import { expectApplied, expectGreen, expectRed, expectRefused, frequencies, HOURLY, planned, syncing } from "./team.js";
import type { Team } from "./team.js";

const named = ({ gh }: Team, name: string) => gh.artifacts().filter((artifact) => artifact.name.startsWith(name));

/** The outcome of the pull request that asks for two approvals is gone, and whatever else told of its approval. */
async function withoutProof(lose: (team: Team, tight: PullScene, review: number) => void): Promise<Team> {
  const team = await atWork();
  const [first] = named(team, "warehog-outcome-");
  const tight = await team.propose("tight", { [PROJECT]: approvalsOf(project(team), 2) });
  const review = team.gh.review(tight.number, { by: "ben", state: "APPROVED" });
  expectApplied(await team.land(tight));
  for (const artifact of named(team, "warehog-outcome-")) if (artifact !== first) team.gh.deleteArtifact(artifact.id);
  for (const { id } of named(team, "warehog-intent-")) team.gh.deleteArtifact(id);
  lose(team, tight, review);
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
    { what: "the review", lose: (team, _, review) => team.gh.dismiss(review, "ada") },
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
    expectRefused(team, await team.land(pull), "not-approved", /new pull request/);
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

  it("does not let anybody tighten by a merge that few enough have approved", async () => {
    const team = await atWork();
    const tight = await team.propose("tight", { [PROJECT]: approvalsOf(project(team), 99) });
    expectRefused(team, await team.land(tight), "not-approved", /new pull request/);

    const pull = await team.propose("back", { ...team.declaring(HOURLY), [PROJECT]: approvalsOf(project(team), 1) });
    team.approve(pull, "ben");
    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
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
