import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/model/github/contribution.js";
import type { Item } from "../../src/model/plan.js";
import { aCandidate, aRecord, judge, known, orders } from "./builders.js";

const setting = (to: Item["to"], over: Partial<Item> = {}): Item => ({
  ...orders,
  id: "",
  hash: JSON.stringify(to),
  effect: "safe",
  strategy: null,
  from: Object.fromEntries(Object.keys(to).map((field) => [field, null])),
  to,
  findings: [],
  steps: [{ kind: "patch", body: to }, { kind: "verify" }],
  ...over,
});
const hourly = setting({ sync_frequency: "1hour" });
const atThree = setting({ sync_time_of_day: "03:00:00" });
const both = setting({ sync_frequency: "1hour", sync_time_of_day: "03:00:00" });
const wiping = { effect: "wipe", strategy: "resync" } as const;
const reload = { kind: "import", how: "reload" } as const;
const finding = { code: "x", effect: "safe", message: "", fields: [], options: [] } as unknown as Item["findings"][0];
const bringing = (number: number, item: Item, approved = true): Candidate =>
  aCandidate({
    number,
    records: known([aRecord({ items: [item], pull_request: number })]),
    ...(approved ? {} : { reviews: known([]) }),
  });

describe("two pull requests on one table", () => {
  it.each([
    { behaviour: "each of a field", by: [bringing(7, hourly), bringing(8, atThree)], fresh: both, covered: true },
    {
      behaviour: "one unapproved",
      by: [bringing(7, hourly), bringing(8, atThree, false)],
      fresh: both,
      covered: false,
    },
    {
      behaviour: "a value that nobody showed",
      by: [bringing(7, hourly), bringing(8, atThree)],
      fresh: setting({ sync_frequency: "1hour", sync_time_of_day: "04:00:00" }),
      covered: false,
    },
    {
      behaviour: "a consequence that only both have",
      by: [bringing(7, hourly), bringing(8, atThree)],
      fresh: { ...both, findings: [finding] },
      covered: false,
    },
    {
      behaviour: "rows in danger",
      by: [bringing(7, { ...hourly, ...wiping }), bringing(8, { ...atThree, ...wiping })],
      fresh: { ...both, ...wiping },
      covered: false,
    },
    {
      behaviour: "a step that one of them showed",
      by: [bringing(7, { ...hourly, steps: [...hourly.steps, reload] }), bringing(8, atThree)],
      fresh: both,
      covered: false,
    },
    {
      behaviour: "a step that only both have",
      by: [bringing(7, hourly), bringing(8, atThree)],
      fresh: { ...both, steps: [...both.steps, reload] },
      covered: false,
    },
  ])("planned beside one another, with $behaviour: covered $covered", ({ by, fresh, covered }) => {
    expect(judge(by, { fresh: [fresh] }).items).toMatchObject([
      covered ? { covered, approved: fresh, by: 8 } : { covered },
    ]);
  });

  it("are covered together where one was approved in an earlier apply", () => {
    const standing = [{ item: hourly, pull: 7 }];

    expect(judge([bringing(8, atThree)], { fresh: [both], standing }).items).toMatchObject([{ covered: true, by: 8 }]);
    expect(judge([], { fresh: [both], standing }).items).toMatchObject([{ covered: false }]);
  });
});
