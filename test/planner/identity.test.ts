import { describe, expect, it } from "vitest";
import { fc } from "../support/fixed-seed.js";
import { digestOf, itemHash, itemId } from "../../src/planner/identity.js";
import { aDesiredTable, aTable } from "../support/change.js";
import { aDesiredState, aLiveState, onlyItem, planOf } from "../support/planned.js";

const TARGET = { host: "https://us.posthog.com", project_id: 1 };
const PARTS = {
  schema_id: "s",
  from: { sync_frequency: "6hour", should_sync: true },
  to: { sync_frequency: "1hour", should_sync: false },
} as const;

const item = () =>
  onlyItem(
    planOf({ desired: aDesiredState([aDesiredTable({ sync_frequency: "1hour" })]), live: aLiveState([aTable()]) }),
  );

describe("the id of an item", () => {
  it("is the first eight hex digits of SHA-256 over canonical JSON", () => {
    // sha256 of {"from":{},"host":"h","project_id":1,"schema_id":"s","to":{}}, worked out with sha256sum
    expect(itemId({ host: "h", project_id: 1 }, { schema_id: "s", from: {}, to: {} })).toBe("b9ce8d78");
  });

  it("does not depend on the order in which fields were put together", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(["sync_frequency", "should_sync"], { minLength: 2 }), (order) => {
        const shuffled = (values: Readonly<Record<string, unknown>>) =>
          Object.fromEntries(order.map((field) => [field, values[field]]));

        expect(itemId(TARGET, { ...PARTS, from: shuffled(PARTS.from), to: shuffled(PARTS.to) })).toBe(
          itemId(TARGET, PARTS),
        );
      }),
    );
  });

  it.each([
    ["host", itemId({ ...TARGET, host: "https://eu.posthog.com" }, PARTS)],
    ["project", itemId({ ...TARGET, project_id: 2 }, PARTS)],
    ["table", itemId(TARGET, { ...PARTS, schema_id: "t" })],
    ["from", itemId(TARGET, { ...PARTS, from: { ...PARTS.from, sync_frequency: "7day" } })],
    ["debt", itemId(TARGET, { ...PARTS, resumes: "7f3a91c2", findings: [{ code: "import-owed" }] })],
    ["to", itemId(TARGET, { ...PARTS, to: { ...PARTS.to, sync_frequency: "7day" } })],
  ])("is another one for another %s", (_part, id) => {
    expect(id).not.toBe(itemId(TARGET, PARTS));
  });
});

describe("the hash of an item", () => {
  const full = { ...PARTS, id: "00000000", effect: "safe", strategy: null, steps: [{ kind: "verify" }] } as const;

  it.each([
    ["id", { ...full, id: "00000001" }],
    ["effect", { ...full, effect: "wipe" } as const],
    ["strategy", { ...full, strategy: "keep" } as const],
    ["steps", { ...full, steps: [{ kind: "pause" }, ...full.steps] } as const],
  ])("is another one for another %s", (_part, other) => {
    expect(itemHash(TARGET, other)).not.toBe(itemHash(TARGET, full));
  });
});

describe("the digest of a plan", () => {
  const one = item();
  const other = { ...one, hash: "f".repeat(64) };

  it("does not depend on the order of the items", () => {
    expect(digestOf([one, other])).toBe(digestOf([other, one]));
  });

  it("counts only what can be approved", () => {
    const problem = { code: "running", message: "", hint: "" };

    expect(digestOf([one, { ...other, problems: [problem] }])).toBe(digestOf([one]));
    expect(digestOf([one, { ...other, origin: "drift" }])).toBe(digestOf([one]));
    expect(digestOf([one, other])).not.toBe(digestOf([one]));
  });
});
