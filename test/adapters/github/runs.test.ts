import { describe, expect, it } from "vitest";
import { workflowPath } from "../../../src/adapters/github/runs.js";

const PLAN = ".github/workflows/warehog-plan.yml";

describe("the workflow of a run", () => {
  it.each([
    ["alone", PLAN],
    ["with a branch behind it", `${PLAN}@refs/heads/main`],
    ["with a pull request's ref behind it", `${PLAN}@refs/pull/7/merge`],
    ["with a commit behind it", `${PLAN}@0123456789012345678901234567890123456789`],
  ])("is its path %s", (_, path) => {
    expect(workflowPath(path)).toBe(PLAN);
  });

  it.each([`${PLAN}@x.yml`, `${PLAN}@x.yml@refs/heads/main`, `${PLAN}@main.yml`])(
    "is never another one's whose name goes on after an @: %s",
    (path) => {
      expect(workflowPath(path)).not.toBe(PLAN);
    },
  );
});
