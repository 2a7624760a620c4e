import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { approvalsOf, atWork, commentOn, elsewhere, project, PROJECT, pushed } from "./guarded.js";
import { aTeam, expectApplied, expectGreen, expectRed, expectRefused, HOURLY, planned, syncing } from "./team.js";

const REVERT = /revert it|revert that first/;

type Policy = Readonly<Record<string, number>>;

/** What is not of the warehouse that the runs apply. */
const OTHER = { "other/shop.yaml": stringify({ version: 1, ...syncing({}) }) };

/** The project file with production, or another target alone. */
function withTargets(
  text: string,
  { production, policy = {} }: { readonly production: boolean; readonly policy?: Policy },
) {
  const host = /host: (\S+)/.exec(text)?.[1];
  const target = (project_id: number, sources: string) => ({
    host,
    project_id,
    api_key_env: "POSTHOG_KEY",
    sources: [sources],
  });
  return stringify({
    version: 1,
    targets: {
      ...(production && { production: target(1, "warehouse/*.yaml") }),
      elsewhere: target(2, "other/*.yaml"),
    },
    policy,
  });
}

/** Beside a target that no run applies. */
async function besideAnother(production: boolean, policy: Policy = {}) {
  let text = "";
  const team = await aTeam(policy, syncing({}), {
    first(files) {
      text = files[PROJECT] ?? "";
      return { ...files, ...OTHER, [PROJECT]: withTargets(text, { production, policy }) };
    },
  });
  return { team, file: (over: Parameters<typeof withTargets>[1]) => ({ [PROJECT]: withTargets(text, over) }) };
}

describe("what was pushed and not applied yet", () => {
  it("judges nobody", async () => {
    const team = await atWork();
    pushed(team, { [PROJECT]: approvalsOf(project(team), 0) });

    const pull = await team.propose();
    expect(commentOn(team, pull)).toContain("policy `min_approvals`: `1` → `0`");
    await expectRed(team, pull, "not-approved", /write access/);
  });

  it("gets no key, not even from a plan", async () => {
    const team = await atWork();
    pushed(team, { [PROJECT]: elsewhere(project(team)) });
    const asked = team.sandbox.exchanges.length;

    const pull = team.open("hourly", "ada", team.declaring(HOURLY));
    await team.plan(pull);

    expect(team.sandbox.exchanges).toHaveLength(asked);
    await expectRed(team, pull, "target-changed", REVERT);
  });

  it("is in force where it was approved", async () => {
    const team = await atWork();
    const pull = await team.propose("strict", { [PROJECT]: approvalsOf(project(team), 2) });
    team.approve(pull, "ben");
    team.merge(pull, "ada");

    const next = await team.propose();
    team.approve(next, "ben");
    await expectRed(team, next, "not-approved", /write access/);
    team.approve(next, "cat");
    await expectGreen(team, next);
  });
});

describe("a branch that is rewritten", () => {
  it.each([
    { what: "where a key goes", change: elsewhere },
    { what: "who must approve", change: (text: string) => approvalsOf(text, 0) },
  ])("takes no guard away: $what", async ({ change }) => {
    const team = await atWork();
    const { gh, repo } = team;
    const files = repo.git("ls-tree", "-r", "--name-only", "main").split("\n");
    const all = Object.fromEntries(files.map((path) => [path, `${repo.git("show", `main:${path}`)}\n`]));
    const evil = change(project(team));
    const before = project(team);
    repo.git("update-ref", "-d", "refs/heads/main");
    repo.commit("main", { ...all, [PROJECT]: evil });
    gh.push("main", repo.commit("main", { "README.md": "shop\n" }), "ada", "forced");
    const asked = team.sandbox.exchanges.length;

    expectRefused(team, await team.apply(), "merged-not-applied", /./);
    pushed(team, team.declaring(HOURLY));
    const ended = await team.apply();

    expect(ended.code).toBe(1);
    expect(team.writes()).toEqual([]);
    if (evil.includes("localhost")) expect(team.sandbox.exchanges).toHaveLength(asked);
    pushed(team, { [PROJECT]: before, ...team.declaring(syncing({})) });
    expectApplied(await team.apply());
    await team.bringNext();
  });
});

describe("where the word of what was applied is deleted", () => {
  it("the strictest that was declared since the workflow came is in force", async () => {
    const team = await atWork({ min_approvals: 0 });
    const tight = await team.propose("tight", { [PROJECT]: approvalsOf(project(team), 2) });
    expectApplied(await team.land(tight));
    pushed(team, { [PROJECT]: approvalsOf(project(team), 0) });
    for (const { id } of team.gh.artifacts()) team.gh.deleteArtifact(id);

    const pull = await team.propose();
    await expectRed(team, pull, "not-approved", /write access/);
    expectRefused(team, await team.land(pull), "not-approved", /new pull request/);
  });

  it("another target's word tells the policy", async () => {
    const { team, file } = await besideAnother(true);
    expectApplied(await team.apply("schedule"));
    const alone = await team.propose("alone", file({ production: true, policy: { min_approvals: 0 } }));
    team.approve(alone, "ben");
    expectApplied(await team.land(alone));
    const name = "staging";
    const text = project(team).replace("  elsewhere:", `  ${name}:`);

    const pull = await team.propose("staging", { [PROJECT]: text });
    expect(commentOn(team, pull)).not.toContain("policy `min_approvals`");
    await expectGreen(team, pull);
  });
});

describe("a target that nobody approved", () => {
  it("is taken back by a revert, and brought again", async () => {
    const { team, file } = await besideAnother(false);
    const before = project(team);
    const bring = await team.propose("more", file({ production: true }));
    expectRefused(team, await team.land(bring), "not-approved", REVERT);

    const back = await team.propose("back", { [PROJECT]: before });
    await expectGreen(team, back);
    team.merge(back, "ada");
    const again = await team.propose("again", file({ production: true }));
    team.approve(again, "ben");
    await expectGreen(team, again);
    expectApplied(await team.land(again));
    await team.bringNext();
  });

  it("is not brought by a pull request on its tables: that is told before the merge", async () => {
    const { team, file } = await besideAnother(false);
    expectRefused(
      team,
      await team.land(await team.propose("more", file({ production: true }))),
      "not-approved",
      REVERT,
    );

    const pull = team.open("hourly", "ada", team.declaring(HOURLY));
    await team.plan(pull);
    team.approve(pull, "ben");
    await expectRed(team, pull, "target-changed", REVERT);
  });
});

describe("a target that was taken out of the YAML", () => {
  it("returns elsewhere with an approval", async () => {
    const { team, file } = await besideAnother(true);
    expectApplied(await team.apply("schedule"));
    const gone = await team.propose("gone", file({ production: false }));
    team.approve(gone, "ben");
    await expectGreen(team, gone);
    team.merge(gone, "ada");

    const text = elsewhere(withTargets(project(team), { production: true }));
    const asked = team.sandbox.exchanges.length;
    const back = await team.propose("back", { [PROJECT]: text });
    expect(commentOn(team, back)).toContain("localhost");
    expect(team.sandbox.exchanges).toHaveLength(asked);
    await expectRed(team, back, "not-approved", /write access/);
    team.approve(back, "ben");
    await expectGreen(team, back);
    expectApplied(await team.land(back));
    await team.bringNext();
  });

  it("returns under the policy that the project has then", async () => {
    const { team, file } = await besideAnother(true, { min_approvals: 0 });
    expectApplied(await team.apply("schedule"));
    team.merge(await team.propose("gone", file({ production: false, policy: { min_approvals: 0 } })), "ada");
    team.merge(await team.propose("tight", file({ production: false, policy: { min_approvals: 2 } })), "ada");

    const sly = await team.propose("sly", {
      ...file({ production: true, policy: { min_approvals: 2 } }),
      ...team.declaring(HOURLY),
    });
    await expectRed(team, sly, "not-approved", /write access/);
    expectRefused(team, await team.land(sly), "beyond-approved", /0 of 2 needed approvals/);
  });
});

describe("an approved pull request", () => {
  it("is applied though somebody else pushed another policy meanwhile, which stays out of force", async () => {
    const team = await atWork();
    const pull = await team.propose();
    team.approve(pull, "ben");
    pushed(team, { [PROJECT]: approvalsOf(project(team), 0) });
    expectRefused(team, await team.apply(), "direct-push", /new pull request/);
    team.merge(pull, "ada");
    await team.apply();

    expect(team.writes()).toEqual(["PATCH"]);
    const next = team.open("next", "ada", team.declaring(syncing({ "public.orders": "12hour" })));
    await planned(team, next);
    await expectRed(team, next, "not-approved", /write access/);
  });
});
