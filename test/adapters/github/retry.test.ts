import { describe, expect, it } from "vitest";
import { limitOf, retryDelayMs } from "../../../src/adapters/github/retry.js";

const DATE = "Sun, 22 Nov 2026 12:00:00 GMT";
const RESET = String(Date.parse(DATE) / 1000 + 120);

describe("GitHub's limit", () => {
  it.each([
    {
      behaviour: "is not met by a plain refusal",
      status: 403,
      text: "Resource not accessible by integration",
      limit: undefined,
    },
    { behaviour: "is not met by an error", status: 500, text: "rate limit", limit: undefined },
    { behaviour: "names its wait", status: 403, headers: { "retry-after": "30" }, limit: 30_000 },
    { behaviour: "is met by 429 alone", status: 429, limit: null },
    {
      behaviour: "is met by what the body says",
      status: 403,
      text: "You have exceeded a secondary rate limit.",
      limit: null,
    },
    {
      behaviour: "ends with the hour's quota, by GitHub's own clock",
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET, date: DATE },
      limit: 121_000,
    },
    {
      behaviour: "has no known end without GitHub's time",
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET },
      limit: null,
    },
    { behaviour: "does not take a date for seconds", status: 429, headers: { "retry-after": DATE }, limit: null },
  ])("$behaviour", ({ status, headers = {}, text = "", limit }) => {
    const met = limitOf(status, new Headers(headers), text);

    expect(met).toEqual(limit === undefined ? undefined : { kind: "limited", waitMs: limit });
  });
});

describe("the wait before another attempt", () => {
  it.each([
    { behaviour: "doubles", failed: { kind: "lost" }, attempt: 3, delay: 4000 },
    { behaviour: "ends after three", failed: { kind: "lost" }, attempt: 4, delay: undefined },
    {
      behaviour: "never comes for a write that may be done",
      failed: { kind: "lost" },
      attempt: 1,
      repeatable: false,
      delay: undefined,
    },
    {
      behaviour: "is a minute and more where GitHub names none",
      failed: { kind: "limited", waitMs: null },
      attempt: 2,
      delay: 120_000,
    },
    {
      behaviour: "is what GitHub names, for a write too",
      failed: { kind: "limited", waitMs: 7000 },
      attempt: 1,
      repeatable: false,
      delay: 7000,
    },
    {
      behaviour: "is not spent where it would outlast the job's patience",
      failed: { kind: "limited", waitMs: 1_800_000 },
      attempt: 1,
      delay: undefined,
    },
  ] as const)("$behaviour", ({ failed, attempt, repeatable = true, delay }) => {
    expect(retryDelayMs(failed, attempt, repeatable)).toBe(delay);
  });
});
