import { describe, expect, it } from "vitest";
import type { ItemOutcome } from "../../src/model/outcome.js";
import { unpainted } from "../../src/report/paint.js";
import { renderOutcomes } from "../../src/report/render-outcomes.js";

const outcome = (over: Partial<ItemOutcome>): ItemOutcome => ({
  id: "7f3a91c2",
  address: "production/shop/public.orders",
  state: "applied",
  step: null,
  code: null,
  message: "",
  owed: [],
  job: null,
  after: null,
  ...over,
});

const text = (outcomes: readonly ItemOutcome[], over: { converged?: boolean; interrupted?: boolean } = {}): string =>
  renderOutcomes({ outcomes, converged: false, interrupted: false, ...over }, 80, unpainted);

describe("the end of an apply", () => {
  it.each([
    {
      outcomes: [outcome({})],
      over: { converged: true },
      first: "1 applied → converged: a fresh plan holds nothing of it",
    },
    { outcomes: [outcome({ state: "started" })], over: {}, first: "1 started → started, not proved yet" },
    {
      outcomes: [outcome({}), outcome({ state: "failed", code: "run-failed" })],
      over: {},
      first: "1 failed · 1 applied → not converged",
    },
    {
      outcomes: [outcome({ state: "interrupted", code: "interrupted" })],
      over: { interrupted: true },
      first: "1 interrupted → stopped between two steps",
    },
  ])("is told first: $first", ({ outcomes, over, first }) => {
    expect(text(outcomes, over).split("\n")[0]).toBe(first);
  });

  it("says where a failed item stopped, why, and what a later run has to finish", () => {
    const failed = outcome({
      state: "failed",
      step: "await",
      code: "run-failed",
      message: "the run ended Failed",
      owed: ["await", "verify"],
      after: { rows: 12, last_synced_at: null, latest_error: "no such\u001b column" },
    });

    expect(text([failed])).toBe(
      [
        "1 failed → not converged",
        "",
        "  ✗ failed      shop/public.orders  12 rows",
        "                at await: the run ended Failed (run-failed)",
        "                still owed: await → verify",
        "                the table's last error: no such\\u001b column",
        "",
      ].join("\n"),
    );
  });

  it("says in words why PostHog refused, with the way out and the code once", () => {
    const failed = outcome({
      state: "failed",
      step: "patch",
      code: "key-scope",
      message: "PATCH /x was answered 403",
    });

    expect(
      text([failed])
        .split("\n")
        .slice(3)
        .map((line) => line.trim()),
    ).toEqual([
      "at patch: the API key is valid, but lacks a scope that this call",
      "needs; PATCH /x was answered 403 (key-scope)",
      "hint: in PostHog, open Settings → Personal API keys, edit this",
      "key, and give it external_data_source:read to plan,",
      "external_data_source:write to apply",
      "",
    ]);
  });

  it("stays within 40 columns", () => {
    const failed = outcome({
      address: `production/shop-postgres/${"a_rather_long_name_".repeat(4)}`,
      state: "failed",
      step: "await",
      code: "run-failed",
      message: "the run ended with an error, and its import is owed",
      owed: ["await", "verify"],
    });

    const lines = renderOutcomes({ outcomes: [failed], converged: false, interrupted: false }, 40, unpainted);

    expect(lines.split("\n").filter((line) => line.length > 40)).toEqual([]);
  });

  it("keeps the words of a check of its own that shares a code with PostHog", () => {
    const failed = outcome({ state: "failed", code: "cdc-not-enabled", message: "the server took the call" });

    expect(text([failed])).not.toContain("hint:");
  });
});
