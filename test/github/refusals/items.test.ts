import { describe, expect, it } from "vitest";
import type { PullScene } from "../../support/github/action-scene.js";
import {
  aTeam,
  byId,
  consentsShown,
  expectApplied,
  expectGreen,
  expectRed,
  expectRefused,
  frequencies,
  planned,
  syncing,
} from "./team.js";
import type { Team } from "./team.js";

const NEXT = /touch a table of this target in a new pull request/;

/** Somebody changes a table by hand, as PostHog's own pages do. */
function editByHand({ sandbox }: Team, name: string, values: object): void {
  const state = sandbox.state() as { readonly sources: { schemas: { readonly name: string }[] }[] };
  for (const source of state.sources)
    source.schemas = source.schemas.map((schema) => (schema.name === name ? { ...schema, ...values } : schema));
  sandbox.reset(state);
}

const commitConsent = (team: Team, pull: PullScene, by: string, reason = "agreed"): void =>
  team.push(pull, by, team.declaring(byId(consentsShown(team, pull, reason))));

/** The other table, once a day. */
const withDaily = (source: ReturnType<typeof byId>) => {
  const tables = source["tables"] as Readonly<Record<string, object>>;
  return { tables: { ...tables, "public.customers": { ...tables["public.customers"], sync_frequency: "24hour" } } };
};

describe("a wipe without its consent", () => {
  it("is refused, before the merge and after it, and applied by the next one that brings it", async () => {
    const team = await aTeam();
    const pull = await team.propose("by-id", team.declaring(byId()));
    team.approve(pull, "ben");

    await expectRed(team, pull, "consent-missing", /consent/);
    expectRefused(team, await team.land(pull), "consent-missing", /consent/);

    const next = await team.propose("consent", team.declaring(byId(consentsShown(team, pull))));
    team.approve(next, "ben");
    await expectGreen(team, next);
    expectApplied(await team.land(next));
    expect(team.writes()).toEqual(["PATCH", "resync"]);
  });

  it("is applied once its author has committed it, be it by a reviewer's suggestion", async () => {
    const team = await aTeam();
    const pull = await team.propose("by-id", team.declaring(byId()));
    const files = team.declaring(byId(consentsShown(team, pull)));
    const suggested = team.repo.commit(pull.branch, files, "Apply suggestion\n\nCo-authored-by: ben <ben@example.com>");
    team.gh.push(pull.branch, suggested, "ada");
    await planned(team, pull);
    team.approve(pull, "ben");

    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
    expect(team.writes()).toEqual(["PATCH", "resync"]);
  });

  it("is refused where the reviewer has committed it, and applied once somebody else approves", async () => {
    const team = await aTeam();
    const pull = await team.propose("by-id", team.declaring(byId()));
    commitConsent(team, pull, "ben");
    await planned(team, pull, "ben");
    team.approve(pull, "ben");
    await expectRed(team, pull, "not-approved", /ben approved it and has pushed/);

    team.approve(pull, "cat");
    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
  });
});

describe("a wipe that was merged without an approval", () => {
  it("is not covered by its old consent: the next pull request rewords it", async () => {
    const team = await aTeam();
    const pull = await team.propose("by-id", team.declaring(byId()));
    const consents = consentsShown(team, pull);
    commitConsent(team, pull, "ada");
    await planned(team, pull);
    expectRefused(team, await team.land(pull), "not-approved", NEXT);

    const next = await team.propose("next", team.declaring({ ...byId(consents), ...withDaily(byId(consents)) }));
    team.approve(next, "ben");
    await expectRed(team, next, "consent-not-introduced", /reword the reason of the consent/);
    expect(consents).toHaveLength(1);
    const reworded = byId(consents.map((consent) => ({ ...consent, reason: "agreed after all" })));
    team.push(next, "ada", team.declaring({ ...reworded, ...withDaily(reworded) }));
    await planned(team, next);
    team.approve(next, "ben");
    await expectGreen(team, next);
    expectApplied(await team.land(next));
    expect(team.writes().toSorted()).toEqual(["PATCH", "PATCH", "resync"]);
  });
});

describe("a table that is no longer as it was approved", () => {
  it("refuses its pull request whole, while another of the same walk goes on, and the next one brings it", async () => {
    const team = await aTeam();
    const hourly = await team.propose();
    const daily = await team.propose("daily", team.declaring(syncing({ "public.customers": "24hour" })));
    for (const pull of [hourly, daily]) {
      team.approve(pull, "ben");
      team.merge(pull, "ada");
    }
    editByHand(team, "public.orders", { sync_frequency: "12hour" });

    const ended = await team.apply();

    expect(ended.outputs).toMatchObject({ reason: "beyond-approved", applied: "1", refused: "1" });
    expect(ended.summary).toMatch(NEXT);
    expect(frequencies(team)).toMatchObject({ "public.orders": "12hour", "public.customers": "24hour" });
    const next = { "public.orders": "1hour", "public.customers": "7day" };
    const pull = await team.propose("next", team.declaring(syncing(next)));
    team.approve(pull, "ben");
    expectApplied(await team.land(pull));
    expect(frequencies(team)).toMatchObject(next);
  });
});

describe("several plans of one head", () => {
  it("are one to whoever approved the first, where they show the same", async () => {
    const team = await aTeam();
    const pull = await team.propose();
    team.approve(pull, "ben");
    await planned(team, pull);

    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
  });

  it("need a new approval where the second shows more", async () => {
    const team = await aTeam();
    const pull = await team.propose();
    team.approve(pull, "ben");
    editByHand(team, "public.orders", { sync_frequency: "12hour" });
    await planned(team, pull);
    await expectRed(team, pull, "not-approved");

    team.approve(pull, "ben");
    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
  });
});
