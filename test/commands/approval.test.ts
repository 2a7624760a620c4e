import { describe, expect, it } from "vitest";
import { approve } from "../../src/commands/approval.js";
import type { ApplyOptions } from "../../src/commands/options.js";
import { isApplicable } from "../../src/model/plan.js";
import { SAMPLE_PLANS } from "../report/sample-plans.js";
import { aContext } from "./a-context.js";

const SAFE = SAMPLE_PLANS["safe-only"] ?? expect.unreachable();
const WIPING = SAMPLE_PLANS["consent-given"] ?? expect.unreachable();
const DIGEST = SAFE.digest;

describe("approval", () => {
  it.each<{
    behaviour: string;
    plan?: typeof SAFE;
    options?: ApplyOptions;
    answers?: readonly (string | undefined)[];
    code: string | undefined;
  }>([
    { behaviour: "is a yes to harmless changes", answers: ["yes"], code: undefined },
    { behaviour: "takes y for it", answers: [" Y "], code: undefined },
    { behaviour: "is nothing else", answers: ["sure"], code: "not-approved" },
    { behaviour: "is not the end of the input", answers: [undefined], code: "not-approved" },
    { behaviour: "of harm is not a yes", plan: WIPING, answers: ["yes"], code: "not-approved" },
    { behaviour: "of harm is the short digest", plan: WIPING, answers: [DIGEST.slice(0, 8)], code: undefined },
    { behaviour: "cannot be asked for without a terminal", code: "approval-missing" },
    { behaviour: "is not asked for in JSON", options: { json: true }, answers: ["yes"], code: "approval-missing" },
    { behaviour: "without a terminal is the full digest", options: { approve: DIGEST }, code: undefined },
    { behaviour: "is not a part of the digest", options: { approve: DIGEST.slice(0, 8) }, code: "digest-differs" },
    {
      behaviour: "is not of another plan",
      options: { approve: "0".repeat(64) },
      answers: ["yes"],
      code: "digest-differs",
    },
  ])("$behaviour", async ({ plan = SAFE, options = {}, answers, code }) => {
    const context = aContext(answers === undefined ? {} : { answers });

    const result = await approve(context, options, plan, plan.items.filter(isApplicable));

    expect(result.ok ? undefined : result.error.code).toBe(code);
  });

  it("says that a part of the right digest is not enough, and what is", async () => {
    const result = await approve(aContext(), { approve: DIGEST.slice(0, 8) }, SAFE, SAFE.items);

    expect(result).toMatchObject({
      error: { message: expect.stringContaining("no part"), hint: expect.stringContaining(`--approve ${DIGEST}`) },
    });
  });

  it("offers to plan again what was planned: the same file, target and scope", async () => {
    const options = { config: "other.yaml", target: "eu", approve: "0".repeat(64) };

    const result = await approve(aContext(), options, SAFE, SAFE.items);

    expect(result).toMatchObject({
      error: { hint: expect.stringContaining("warehog plan --config other.yaml --target eu --out plan.json") },
    });
  });

  it("tells an interruption from a refusal", async () => {
    const interrupted = await approve(aContext({ answers: [undefined] }), {}, SAFE, SAFE.items);
    const refused = await approve(aContext({ answers: ["no"] }), {}, SAFE, SAFE.items);

    expect([interrupted, refused]).toMatchObject([{ error: { exit: 130 } }, { error: { exit: 3 } }]);
  });
});
