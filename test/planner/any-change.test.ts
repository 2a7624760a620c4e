import { assert, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { isDestructive, worstEffect } from "../../src/model/effect.js";
import type { Finding } from "../../src/model/finding.js";
import type { Step, StepKind } from "../../src/model/plan.js";
import { assess, strategiesOf } from "../../src/planner/assess.js";
import type { Assessment, Change } from "../../src/planner/change.js";
import { lower } from "../../src/planner/pipeline.js";
import { priceOf } from "../../src/planner/price.js";
import { hasTable, isOn } from "../../src/planner/situation.js";
import { anyChange } from "../support/any-change.js";

const ORDER: readonly StepKind[] = [
  ...(["hold", "catch_up", "enable_cdc", "pause", "delete_data", "patch"] as const),
  ...(["create_webhook", "import", "await", "enable", "verify", "delete_webhook"] as const),
];

type Invariant = (change: Change, assessment: Assessment, steps: readonly Step[], kinds: readonly StepKind[]) => void;

/** The seed is fixed: what fails fails again, and what passes proves the same as yesterday. */
const CASES = { numRuns: 1000, seed: 4 };

const always = (name: string, holds: Invariant) =>
  it(name, () => {
    const cases = property(anyChange, (change) => {
      const assessment = assess(change);
      const steps = lower(change, assessment);
      const kinds = steps.map(({ kind }) => kind);
      holds(change, assessment, steps, kinds);
    });

    assert(cases, CASES);
  });

const isStarted = ({ needs }: Finding): boolean => needs.import === "started";

describe("any change", () => {
  always(
    "has its steps in the one order, each at most once, and is verified",
    (_change, _assessment, _steps, kinds) => {
      expect(kinds).toEqual(ORDER.filter((kind) => kinds.includes(kind)));
      expect(kinds).toContain("verify");
    },
  );

  always(
    "deletes only what cannot sync meanwhile, imports it again and puts the pause back",
    (change, _assessment, steps, kinds) => {
      if (!kinds.includes("delete_data")) return;
      expect(kinds.includes("pause")).toBe(isOn(change.before));
      expect(kinds).toContain("import");
      const put = steps.find((step) => step.kind === "patch")?.body.should_sync;
      expect(kinds.includes("enable") || put === true).toBe(true);
    },
  );

  always("waits for every import and for nothing else", (_change, _assessment, _steps, kinds) => {
    expect(kinds.includes("await")).toBe(kinds.includes("import"));
    if (kinds.includes("import") || kinds.includes("delete_data") || kinds.includes("catch_up"))
      expect(kinds).toContain("hold");
  });

  always("never wipes twice: no resync where the server starts the wipe itself", (change, { findings, needs }) => {
    if (findings.some(isStarted) && isOn(change.after)) expect(needs.import).not.toBe("resync");
  });

  always(
    "patches what changes, the cursor always with its type, and nothing that does not stand in the result",
    (change, _assessment, steps, kinds) => {
      const body = steps.find((step) => step.kind === "patch")?.body ?? {};
      const trial = kinds.includes("enable");
      const missing = [...change.changed].filter((field) => !(field in body) && !(trial && field === "should_sync"));
      expect(missing).toEqual([]);
      expect("incremental_field" in body).toBe("incremental_field_type" in body);
      expect(change.after).toMatchObject(body);
    },
  );

  always("never cancels a run that it builds on", (_change, { needs }, steps) => {
    const hold = steps.find((step) => step.kind === "hold");
    if (needs.builds_on_rows) expect(hold?.when_running).not.toBe("cancel");
  });

  always("imports nothing on a table that ends switched off", (change, _assessment, _steps, kinds) => {
    if (!isOn(change.after)) expect(kinds).not.toContain("import");
    if (!isOn(change.after)) expect(kinds).not.toContain("delete_data");
  });

  always("explains every changed field, and is as bad as its worst finding", ({ changed }, { effect, findings }) => {
    if (changed.size > 0) expect(findings).not.toEqual([]);
    expect(effect).toBe(worstEffect(findings.map((finding) => finding.effect)));
  });

  always("is destructive exactly where rows go, or merges write over the versions of append", (change, assessment) => {
    if (!isOn(change.after) || assessment.effect === "unknown") return;
    const { before, after } = change;
    const merges = ["incremental", "webhook", "cdc"].includes(after.sync_type ?? "");
    const overwrites = hasTable(change) && before.sync_type === "append" && merges;
    const goes = priceOf(change, assessment).rows_wiped !== 0;
    expect(isDestructive(assessment.effect)).toBe(goes || overwrites);
  });

  always("is never destructive where there are no rows", (change, { effect }) => {
    if (!hasTable(change)) expect(isDestructive(effect)).toBe(false);
  });

  always("calls every deletion of versions or change history a loss", (change, { effect, needs }) => {
    const { sync_type, cdc_table_mode } = change.before;
    const history = sync_type === "append" || (sync_type === "cdc" && cdc_table_mode !== "consolidated");
    const wipes = needs.import === "resync" || needs.delete_data;
    if (history && hasTable(change) && wipes) expect(effect).toBe("loss");
  });

  always("keeps the rows wherever it offers to keep them", (change, assessment) => {
    if (!strategiesOf(assessment).includes("keep")) return;
    const kept = assess({ ...change, strategy: "keep" });
    expect(kept.needs).not.toMatchObject({ import: expect.stringMatching(/resync|started/) });
    expect(kept.needs.delete_data).toBeUndefined();
  });

  always("offers one and the same choice in all its findings", (_change, { findings }) => {
    const lists = findings.flatMap(({ strategies }) =>
      strategies && !strategies.includes("enable") ? [strategies] : [],
    );
    expect(new Set(lists.map(String)).size).toBeLessThanOrEqual(1);
  });
});
