import { describe, expect, it } from "vitest";
import { atWork, commentOn, elsewhere, project, PROJECT, pushed } from "./guarded.js";
import { aTeam, expectApplied, expectGreen, expectRed, expectRefused, HOURLY, syncing } from "./team.js";

const SOURCE = "warehouse/shop.yaml";
const AGAIN = /revert it, and bring the target again/;

const lax = (text: string): string =>
  text.replace("policy: {}", "policy: { min_approvals: 0 }").replace("min_approvals: 2", "min_approvals: 0");
const renamed = (text: string): string => text.replace("production:", "prod:");
const broken = (text: string): string => `${text}\nbroken: [`;

describe("what guards the tables stays in force", () => {
  it("while the project file is gone: it comes back as another for nobody, and no key is sent there", async () => {
    const team = await atWork();
    const before = project(team);
    pushed(team, { [PROJECT]: null });
    await team.apply();
    pushed(team, { [PROJECT]: elsewhere(lax(before)) });
    const asked = team.sandbox.exchanges.length;

    expectRefused(team, await team.apply(), "direct-push", /pull request/);
    expectRefused(team, await team.apply("schedule"), "merged-not-applied", AGAIN);
    expect(team.sandbox.exchanges).toHaveLength(asked);

    expectApplied(await team.land(await team.propose("back", { [PROJECT]: before })));
    await team.bringNext();
  });

  it("while the target goes by another name", async () => {
    const team = await atWork();
    const before = project(team);
    pushed(team, { [PROJECT]: lax(renamed(before)) });

    const back = await team.propose("back", { [PROJECT]: lax(before) });
    expect(commentOn(team, back)).toContain("policy `min_approvals`: `1` → `0`");
    await expectRed(team, back, "not-approved", /write access/);
    expectRefused(team, await team.land(back), "not-approved", /new pull request/);
    await expectRed(team, await team.propose("sly"), "not-approved", /write access/);
  });

  it.each([
    { trouble: "cannot be read", breaking: (text: string) => ({ [PROJECT]: broken(text) }) },
    { trouble: "lacks its source files", breaking: () => ({ [SOURCE]: null }) },
  ])("while the configuration $trouble, and is not lost by its repair", async ({ breaking }) => {
    const team = await atWork({ min_approvals: 2 }, syncing({}, { protect: true }));
    const before = project(team);
    pushed(team, breaking(before));

    const repair = await team.propose("repair", { [PROJECT]: lax(before), ...team.declaring(syncing({})) });
    expect(commentOn(team, repair)).toContain("policy `min_approvals`: `2` → `0`");
    expect(commentOn(team, repair)).toContain("`shop/public.orders` is no longer protected");
    team.approve(repair, "ben");
    await expectRed(team, repair, "not-approved", /write access/);
  });

  it("where the word of what was applied is deleted, and no key is sent", async () => {
    const team = await atWork();
    pushed(team, { [PROJECT]: elsewhere(project(team)) });
    expectRefused(team, await team.apply(), "direct-push", /pull request/);
    for (const { id } of team.gh.artifacts()) team.gh.deleteArtifact(id);
    pushed(team, { "README.md": "shop\n" });
    const asked = team.sandbox.exchanges.length;

    expectRefused(team, await team.apply("schedule"), "merged-not-applied", AGAIN);
    expect(team.sandbox.exchanges).toHaveLength(asked);
  });

  it("where a run is cancelled before any has left word, and no key is sent", async () => {
    const team = await aTeam();
    pushed(team, { [PROJECT]: elsewhere(project(team)) });
    pushed(team, { "README.md": "shop\n" });

    expectRefused(team, await team.apply("schedule"), "merged-not-applied", AGAIN);
    expect(team.sandbox.exchanges).toEqual([]);
  });
});

describe("a configuration that could not be read", () => {
  it("leaves nothing behind once it is repaired, which nobody has to approve", async () => {
    const team = await atWork();
    const before = project(team);
    pushed(team, { [PROJECT]: broken(before) });
    expect((await team.apply()).code).toBe(1);
    pushed(team, { [PROJECT]: before });

    expectApplied(await team.apply());
    await team.bringNext();
  });

  it("answers for what was merged while it could not be read", async () => {
    const team = await atWork();
    const before = project(team);
    pushed(team, { [PROJECT]: broken(before), ...team.declaring(HOURLY) });

    const repair = await team.propose("repair", { [PROJECT]: before });
    expect(commentOn(team, repair)).toContain("shop/public.orders");
    await expectRed(team, repair, "not-approved", /write access/);
    team.approve(repair, "ben");
    await expectGreen(team, repair);
    expectApplied(await team.land(repair));
    expect(team.writes()).toEqual(["PATCH"]);
  });
});

describe("a pull request that takes a target out of the YAML", () => {
  it("says so, names the protection that ends, and needs an approval", async () => {
    const team = await atWork({}, syncing({}, { protect: true }));
    const pull = await team.propose("renamed", { [PROJECT]: renamed(project(team)) });

    expect(commentOn(team, pull)).toContain("target `production` is no longer declared");
    expect(commentOn(team, pull)).toContain("`shop/public.orders` is no longer protected");
    await expectRed(team, pull, "not-approved", /write access/);
    team.approve(pull, "ben");
    await expectGreen(team, pull);
  });
});
