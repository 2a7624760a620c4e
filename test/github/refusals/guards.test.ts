import { describe, expect, it } from "vitest";
import { aTeam, expectApplied, expectGreen, expectRed, expectRefused, HOURLY, syncing } from "./team.js";
import type { Team } from "./team.js";

const PROJECT = "warehog.yaml";
const NEXT = /touch a table of this target in a new pull request/;

/** Nobody has to look at what is merged any more. */
const loosened = ({ repo }: Team) => ({
  [PROJECT]: repo.git("show", `main:${PROJECT}`).replace("policy: {}", "policy: { min_approvals: 0 }"),
});

describe("a pull request that changes nothing but the policy", () => {
  it("is shown, and red until it is approved under the old one", async () => {
    const team = await aTeam();
    const pull = await team.propose("lax", loosened(team));

    expect(team.gh.commentsOn(pull.number)[0]?.body).toContain("policy `min_approvals`: `1` → `0`");
    expect(team.gh.commentsOn(pull.number)[0]?.body).toMatch(/\*\*1 approval\*\* of/);
    await expectRed(team, pull, "not-approved", /write access/);
    team.approve(pull, "ben");
    await expectGreen(team, pull);
    expectApplied(await team.land(pull));

    const next = await team.propose();
    expect(team.gh.commentsOn(next.number)[0]?.body).toContain("the merge is the approval");
    await expectGreen(team, next);
    expectApplied(await team.land(next));
  });

  it("comes into force for nobody where it was merged without approval, and the next one brings it", async () => {
    const team = await aTeam();
    const pull = await team.propose("lax", loosened(team));
    expectRefused(team, await team.land(pull), "not-approved", NEXT);
    expectRefused(team, await team.apply("schedule"), "merged-not-applied", NEXT);

    const next = await team.propose("sly");
    expect(team.gh.commentsOn(next.number)[0]?.body).toContain("policy `min_approvals`: `1` → `0`");
    await expectRed(team, next, "not-approved", /write access/);
    expectRefused(team, await team.land(next), "not-approved", NEXT);
    await team.bringNext();

    const free = await team.propose("free", team.declaring(syncing({})));
    await expectGreen(team, free);
    expectApplied(await team.land(free));
  });

  it("leaves nothing behind once it is taken back, which nobody has to approve", async () => {
    const team = await aTeam();
    const before = team.repo.git("show", `main:${PROJECT}`);
    expectRefused(team, await team.land(await team.propose("lax", loosened(team))), "not-approved", NEXT);

    const back = await team.propose("back", { [PROJECT]: `${before}\n` });
    await expectGreen(team, back);
    expectApplied(await team.land(back));
  });

  it("loosens nothing for one that is merged with it, before any run", async () => {
    const team = await aTeam();
    team.merge(await team.propose("lax", loosened(team)), "ada");
    const sly = await team.propose();

    expectRefused(team, await team.land(sly), "not-approved", NEXT);
  });

  it("is refused as a direct push, and holds for nothing after it", async () => {
    const team = await aTeam();
    team.gh.push("main", team.repo.commit("main", loosened(team)), "ada");
    expectRefused(team, await team.apply(), "direct-push", /pull request/);

    const next = await team.propose();
    await expectRed(team, next, "not-approved", /write access/);
  });
});

describe("a pull request that only takes the protection of a table away", () => {
  const protectedTable = syncing({}, { protect: true });

  it("is shown, red until it is approved, and without effect where it is merged without", async () => {
    const team = await aTeam({}, protectedTable);
    const pull = await team.propose("open", team.declaring(syncing({})));

    expect(team.gh.commentsOn(pull.number)[0]?.body).toContain("`shop/public.orders` is no longer protected");
    await expectRed(team, pull, "not-approved", /write access/);
    expectRefused(team, await team.land(pull), "not-approved", NEXT);

    const next = await team.propose("next", team.declaring(HOURLY));
    expect(team.gh.commentsOn(next.number)[0]?.body).toContain("`shop/public.orders` is no longer protected");
    team.approve(next, "ben");
    await expectGreen(team, next);
    expectApplied(await team.land(next));
  });
});
