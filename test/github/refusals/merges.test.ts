import { describe, expect, it } from "vitest";
import type { PullScene } from "../../support/github/action-scene.js";
import { queue, rebase } from "./landing.js";
import { aTeam, expectApplied, expectRefused, frequencies, HOURLY, syncing } from "./team.js";
import type { Team } from "./team.js";

const NEXT = /touch a table of this target in a new pull request/;
const DAILY = { "public.customers": "24hour" };
const BOTH = { "public.orders": "1hour", ...DAILY };

/** One table a commit, and both in the plan that is approved. */
async function ofTwoCommits(team: Team): Promise<PullScene> {
  const pull = team.open("both", "ada", team.declaring(HOURLY));
  team.push(pull, "ada", team.declaring(syncing(BOTH)));
  await team.plan(pull);
  return pull;
}

describe("a pull request that was rebased onto the branch", () => {
  it("is one, whatever the number of its commits", async () => {
    const team = await aTeam();
    const pull = await ofTwoCommits(team);
    team.approve(pull, "ben");

    rebase(team, pull);

    expectApplied(await team.apply());
    expect(frequencies(team)).toMatchObject(BOTH);
  });

  it("is refused whole where it was not approved", async () => {
    const team = await aTeam();
    rebase(team, await ofTwoCommits(team));

    const ended = await team.apply();

    expectRefused(team, ended, "not-approved", NEXT);
    expect(ended.outputs["refused"]).toBe("2");
  });
});

describe("two pull requests that the merge queue brought at once", () => {
  async function queued(approved: readonly string[]): Promise<Team> {
    const team = await aTeam();
    const pulls = [
      await team.propose("hourly"),
      await team.propose("daily", team.declaring(syncing({ ...DAILY }))),
    ] as const;
    for (const pull of pulls) if (approved.includes(pull.branch)) team.approve(pull, "ben");
    queue(team, pulls);
    return team;
  }

  it("are each applied by their own approval", async () => {
    const team = await queued(["hourly", "daily"]);

    expectApplied(await team.apply());
    expect(frequencies(team)).toMatchObject(BOTH);
  });

  it.each([
    ["hourly", { "public.orders": "1hour", "public.customers": "6hour" }],
    ["daily", { "public.orders": "6hour", ...DAILY }],
  ])("go on without the other where only %s was approved, and the other stays as it was", async (branch, applied) => {
    const team = await queued([branch]);

    const ended = await team.apply();

    expect(ended.outputs).toMatchObject({ reason: "not-approved", applied: "1", refused: "1" });
    expect(ended.code).toBe(1);
    expect(frequencies(team)).toMatchObject(applied);
  });
});

const entry = (first: object, last: object) => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: {
    "public.orders": { ...first, incremental_field: "updated_at", incremental_field_type: "timestamp", ...last },
    "public.customers": { incremental_field: "updated_at", incremental_field_type: "timestamp" },
  },
});

async function beside(approved: readonly string[]): Promise<Team> {
  const team = await aTeam({}, entry({}, { sync_frequency: "6hour" }));
  const pulls = [
    await team.propose("often", team.declaring(entry({}, { sync_frequency: "12hour" }))),
    await team.propose("early", team.declaring(entry({ sync_time_of_day: "03:00:00" }, { sync_frequency: "6hour" }))),
  ];
  for (const pull of pulls) {
    if (approved.includes(pull.branch)) team.approve(pull, "ben");
    team.merge(pull, "ada", "squash");
  }
  return team;
}

describe("two pull requests on one table that were planned beside one another", () => {
  const OTHER = {
    "public.customers": {
      incremental_field: "updated_at",
      incremental_field_type: "timestamp",
      sync_frequency: "24hour",
    },
  };
  it("are applied together where both are approved", async () => {
    const team = await beside(["often", "early"]);

    expectApplied(await team.apply());
    expect(team.writes()).toEqual(["PATCH"]);
  });

  it("are both held where only one of them is, and the next one brings them", async () => {
    const team = await beside(["often"]);

    expectRefused(team, await team.apply(), "beyond-approved", NEXT);
    const source = entry({ sync_time_of_day: "03:00:00" }, { sync_frequency: "12hour" });
    const next = await team.propose("next", team.declaring({ ...source, tables: { ...source.tables, ...OTHER } }));
    team.approve(next, "ben");
    expectApplied(await team.land(next));
  });
});
