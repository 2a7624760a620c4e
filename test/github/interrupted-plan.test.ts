import { describe, expect, it } from "vitest";
import type { Call } from "../support/github/troubles.js";
import { consentIn, CURSOR, planScene, source } from "./plan-scene.js";
import type { PlanScene } from "./plan-scene.js";

const body = ({ gh }: PlanScene, pull: number): string => gh.commentsOn(pull)[0]?.body ?? "";
const checkOf = ({ gh }: PlanScene, name: string) => gh.checks.findLast(({ facts }) => facts["name"] === name)?.facts;
const labelsOf = ({ gh }: PlanScene, pull: number) => gh.threads.find(({ number }) => number === pull)?.labels;

/** The writes that come after each of a plan's steps: none of them happens once the run is killed there. */
const AFTER = {
  comment: ["CreateArtifact", "issues/update-comment", "checks/create", "issues/add-labels"],
  record: ["checks/create", "issues/add-labels"],
  check: ["issues/add-labels"],
} as const satisfies Readonly<Record<string, readonly Call[]>>;

describe("a plan that is killed after", () => {
  it.each([
    { step: "comment", gate: "record-missing" },
    { step: "record", gate: "consent-missing" },
    { step: "check", gate: "consent-missing" },
  ] as const)(
    "its $step is believed as far as it was recorded, and the next run makes it good",
    async ({ step, gate }) => {
      const scene = await planScene();
      const pull = scene.open("cursor", source(CURSOR));
      for (const call of AFTER[step]) scene.gh.forbid(call);
      await scene.plan(pull);
      for (const call of AFTER[step]) scene.gh.allow(call);
      expect(body(scene, pull)).toContain("wipe");

      expect((await scene.gate(pull)).failure?.code).toBe(gate);

      expect((await scene.plan(pull)).failure).toBeUndefined();
      expect((await scene.gate(pull)).failure?.code).toBe("consent-missing");
      expect(scene.gh.commentsOn(pull)).toHaveLength(1);
      expect(checkOf(scene, "warehog/plan")).toMatchObject({ conclusion: "success" });
      expect(labelsOf(scene, pull)).toEqual(["warehog:destructive", "warehog:consent-missing"]);
    },
  );
});

describe("a plan that is made again by closing and opening the pull request", () => {
  it("shows the world of now, and leaves what was approved of the same head approved", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    scene.push(pull, source({ ...CURSOR, consent: consentIn(body(scene, pull)) }));
    await scene.plan(pull);
    scene.gh.review(pull, { by: "ben", state: "APPROVED" });

    scene.gh.closeThread(pull, "ada");
    scene.gh.reopenThread(pull);
    const again = await scene.plan(pull, { payload: { action: "reopened" } });

    expect(again.failure).toBeUndefined();
    expect(body(scene, pull)).toContain("Nothing has changed since the last plan");
    expect(scene.gh.commentsOn(pull)).toHaveLength(1);
    expect((await scene.gate(pull)).failure).toBeUndefined();
  });
});
