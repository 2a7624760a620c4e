import { describe, expect, it, onTestFinished } from "vitest";
import { parse, stringify } from "yaml";
import { startSandbox } from "../../../src/sandbox/start.js";
import type { Files, PullScene } from "../../support/github/action-scene.js";
import { writesOf } from "../../support/workspace.js";
import { elsewhere, project, PROJECT } from "./guarded.js";
import {
  aTeam,
  expectApplied,
  expectGreen,
  expectRed,
  expectRefused,
  frequencies,
  HOURLY,
  syncing,
  warehouseOf,
} from "./team.js";
import type { Team } from "./team.js";

const NEXT = /touch a table of this target in a new pull request/;
const AGAIN = /revert it, and bring the target again/;

const movedProject = (team: Team) => ({ [PROJECT]: elsewhere(project(team)) });

const isWorkflow = ([path]: readonly [string, string]): boolean => path.startsWith(".github/");

/** main as it was before Warehog: the project is brought by the pull request. */
async function adopting(source = syncing({})): Promise<{ readonly team: Team; readonly pull: PullScene }> {
  let configuration: Files = {};
  const team = await aTeam({}, source, {
    first(files) {
      configuration = Object.fromEntries(Object.entries(files).filter((file) => !isWorkflow(file)));
      return Object.fromEntries(Object.entries(files).filter(isWorkflow));
    },
  });
  const pull = await team.propose("adopt", configuration);
  return { team, pull };
}

describe("the pull request that brings the target", () => {
  it("is green, and so is its merge, where everything is as declared already", async () => {
    const { team, pull } = await adopting();

    expect(team.gh.commentsOn(pull.number)[0]?.body).toContain("The target is new here");
    expect(team.sandbox.exchanges).toEqual([]);
    await expectGreen(team, pull);
    team.merge(pull, "ada");
    expectApplied(await team.apply("schedule"));
    expect(team.writes()).toEqual([]);
    await team.bringNext();
  });

  it("writes nothing where a table differs, and the next pull request brings that", async () => {
    const { team, pull } = await adopting(HOURLY);
    team.approve(pull, "ben");
    team.merge(pull, "ada");

    expectRefused(team, await team.apply("schedule"), "target-changed", NEXT);
    await team.bringNext();
  });
});

describe("a pull request that turns the target to another host", () => {
  it("is refused beside a table, before the merge and after it, and the next one brings it once that is taken back", async () => {
    const team = await aTeam();
    const before = team.repo.git("show", `main:${PROJECT}`);
    const pull = team.open("moved", "ada", { ...movedProject(team), ...team.declaring(HOURLY) });
    const planned = await team.plan(pull);
    team.approve(pull, "ben");

    expect(planned.outputs["reason"]).toBe("target-changed");
    expect(planned.log).toMatch(/leave the tables as they are in this pull request/);
    await expectRed(team, pull, "target-changed", /in a pull request that changes no table/);
    expectRefused(team, await team.land(pull), "target-changed", AGAIN);
    const back = await team.propose("back", { [PROJECT]: before, ...team.declaring(syncing({})) });
    team.approve(back, "ben");
    expectApplied(await team.land(back));
    await team.bringNext();
  });

  it("needs its own approval, and the next one changes the table", async () => {
    const team = await aTeam();
    const pull = await team.propose("moved", movedProject(team));
    expect(team.gh.commentsOn(pull.number)[0]?.body).toMatch(
      /`host` `http:\/\/127\.0\.0\.1:\d+` → `http:\/\/localhost:\d+`/,
    );
    await expectRed(team, pull, "not-approved", /write access/);
    team.approve(pull, "ben");
    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
    expect(team.writes()).toEqual([]);

    const tables = await team.propose();
    team.approve(tables, "ben");
    expectApplied(await team.land(tables));
    expect(frequencies(team)).toMatchObject({ "public.orders": "1hour" });
  });

  it("is sent no key by a merge that nobody approved, nor by any run after it, until it is taken back", async () => {
    const team = await aTeam();
    const before = team.repo.git("show", `main:${PROJECT}`);
    const pull = await team.propose("moved", movedProject(team));
    const asked = team.sandbox.exchanges.length;

    expectRefused(team, await team.land(pull), "not-approved", AGAIN);
    expectRefused(team, await team.apply("schedule"), "merged-not-applied", AGAIN);
    const beside = team.open("beside", "ada", team.declaring(HOURLY));
    expect((await team.plan(beside)).outputs["reason"]).toBe("target-changed");
    expect(team.sandbox.exchanges).toHaveLength(asked);

    const back = await team.propose("back", { [PROJECT]: before });
    await expectGreen(team, back);
    expectApplied(await team.land(back));
    await team.bringNext();
  });
});

const rename = (text: string): string =>
  text.replace("production:", "elsewhere:").replace("project_id: 1", "project_id: 2");

/** main knows the target by another name, so that the pull request brings one more. */
async function bringingAnother(): Promise<{ readonly team: Team; readonly pull: PullScene }> {
  let text = "";
  const team = await aTeam({}, syncing({}), {
    first(files) {
      text = files[PROJECT] ?? "";
      return { ...files, [PROJECT]: rename(text) };
    },
  });
  const [, entry = ""] = /^targets:\n((?: .*\n?)+)/m.exec(text) ?? [];
  const pull = await team.propose("more", {
    [PROJECT]: text.replace(entry, `${entry.trimEnd()}\n${rename(entry)}`),
  });
  return { team, pull };
}

describe("a target that is new beside another", () => {
  it("needs an approval before its key goes anywhere", async () => {
    const { team, pull } = await bringingAnother();

    expect(team.gh.commentsOn(pull.number)[0]?.body).toMatch(
      /`production`: `host` is `http:.*`, and the target's key is sent there/,
    );
    await expectRed(team, pull, "not-approved", /write access/);
    expectRefused(team, await team.land(pull), "not-approved", AGAIN);
    expect(team.sandbox.exchanges).toEqual([]);
  });

  it("is green with it, and so is its merge", async () => {
    const { team, pull } = await bringingAnother();
    team.approve(pull, "ben");

    await expectGreen(team, pull);
    expectApplied(await team.land(pull));
    expect(team.writes()).toEqual([]);
  });
});

/** Two warehouses that the same source files declare. */
async function withStaging() {
  const sandbox = await startSandbox({ document: warehouseOf() });
  onTestFinished(() => sandbox.close());
  const staging = { host: sandbox.url, project_id: 1, api_key_env: "POSTHOG_KEY", sources: ["warehouse/*.yaml"] };
  const team = await aTeam({}, syncing({}), {
    first({ [PROJECT]: text = "", ...files }) {
      const { targets, ...rest } = parse(text) as { readonly targets: object };
      return { ...files, [PROJECT]: stringify({ ...rest, targets: { ...targets, staging } }) };
    },
  });
  return { team, staging: { sandbox } };
}

describe("two targets of the same source files", () => {
  it("are planned, judged and applied each by itself", async () => {
    const { team, staging } = await withStaging();
    const pull = await team.propose();
    expect(team.gh.commentsOn(pull.number)[0]?.body).toMatch(/production[\s\S]*staging/);
    await expectRed(team, pull, "not-approved", /write access/);
    team.approve(pull, "ben");
    await expectGreen(team, pull);

    expectApplied(await team.land(pull));
    expect(frequencies(team)).toMatchObject({ "public.orders": "1hour" });
    expect(frequencies(staging)).toMatchObject({ "public.orders": "6hour" });
    expectApplied(await team.apply("push", { target: "staging" }));
    expect(frequencies(staging)).toMatchObject({ "public.orders": "1hour" });
    expect([...team.writes(), ...writesOf(staging.sandbox)]).toEqual(["PATCH", "PATCH"]);
  });

  it("are both held where nobody approved", async () => {
    const { team, staging } = await withStaging();

    expectRefused(team, await team.land(await team.propose()), "not-approved", NEXT);
    expectRefused(team, await team.apply("push", { target: "staging" }), "not-approved", NEXT);
    expect(writesOf(staging.sandbox)).toEqual([]);
  });
});
