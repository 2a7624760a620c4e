import { describe, expect, it } from "vitest";
import { APPLY_WORKFLOW, PLAN_WORKFLOW } from "../support/github/workflows.js";
import { aTeam, HOURLY } from "./refusals/team.js";
import type { Team } from "./refusals/team.js";
import type { StepEnded } from "../support/github/run-action.js";

const DEPLOY = ".github/workflows/deploy.yml";

/** It ends at once: no call of any kind went to PostHog, and nothing was recorded. */
function expectEnded(team: Team, ended: StepEnded, code: string, hint: string): void {
  expect(ended.code).toBe(1);
  expect(ended.outputs["reason"], ended.log).toBe(code);
  expect(ended.log).toContain(hint);
  expect(team.sandbox.exchanges).toEqual([]);
  expect(team.gh.artifacts()).toEqual([]);
}

/** main has another file in place of a workflow that the inputs name. */
const without = (path: string): Promise<Team> =>
  aTeam({}, undefined, {
    first: ({ [path]: text = "", ...files }) => ({ ...files, [DEPLOY]: text }),
  });

describe("a workflow at another path than its input says", () => {
  it("applies nothing, for nobody would believe what it did", async () => {
    const team = await aTeam();

    expectEnded(
      team,
      await team.apply("push", { workflow: DEPLOY }),
      "workflow-elsewhere",
      `apply-workflow: ${DEPLOY}`,
    );
  });

  it("plans nothing, for nobody could approve that", async () => {
    const team = await aTeam();
    const pull = team.open("hourly", "ada", team.declaring(HOURLY));

    expectEnded(
      team,
      await team.plan(pull, "ada", { workflow: DEPLOY }),
      "workflow-elsewhere",
      `plan-workflow: ${DEPLOY}`,
    );
    expect(team.gh.commentsOn(pull.number)).toEqual([]);
  });

  it("may bear any name where a branch's own has an @ in it", async () => {
    const team = await aTeam();

    const ended = await team.apply("push", { workflow: `${APPLY_WORKFLOW}@old` });

    expect(ended.outputs["reason"]).toBe("workflow-elsewhere");
  });
});

describe("a workflow that the inputs name and that is not there", () => {
  it.each([APPLY_WORKFLOW, PLAN_WORKFLOW])("ends plan and gate: %s", async (path) => {
    const team = await without(path);
    const pull = team.open("hourly", "ada", team.declaring(HOURLY));

    for (const ended of [await team.plan(pull), await team.gate(pull)])
      expectEnded(team, ended, "workflow-missing", `there is no ${path}`);
  });

  it("ends the watch for drift, which would find nothing applied for ever", async () => {
    const team = await without(APPLY_WORKFLOW);

    expectEnded(team, await team.drift(), "workflow-missing", `there is no ${APPLY_WORKFLOW}`);
  });

  it("keeps nobody from what touches nothing managed", async () => {
    const team = await without(APPLY_WORKFLOW);
    const pull = team.open("readme", "ada", { "README.md": "A shop.\n" });

    expect((await team.plan(pull)).code).toBe(0);
    expect((await team.gate(pull)).code).toBe(0);
  });

  it("may come with the pull request itself", async () => {
    const team = await without(APPLY_WORKFLOW);
    const pull = team.open("hourly", "ada", { ...team.declaring(HOURLY), [APPLY_WORKFLOW]: "name: warehog apply\n" });

    expect((await team.plan(pull)).code).toBe(0);
  });
});
