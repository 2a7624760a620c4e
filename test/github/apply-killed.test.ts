import { describe, expect, it } from "vitest";
import { applyScene, oneTable } from "./apply-scene.js";
import type { Members } from "./apply-scene.js";
import { MOMENTS } from "./death-row.js";

interface Scenario {
  readonly change: string;
  readonly wanted: Members;
  readonly file?: (table: Members) => Members;
  readonly writes: readonly string[];
}

const NOW = { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "timestamp" };

const SCENARIOS: readonly Scenario[] = [
  {
    change: "a cursor change",
    wanted: { ...NOW, incremental_field: "id", incremental_field_type: "integer" },
    writes: ["PATCH", "resync"],
  },
  {
    change: "a key change",
    wanted: { ...NOW, primary_key_columns: ["tenant_id", "id"] },
    writes: ["PATCH", "delete_data", "PATCH", "reload"],
  },
  {
    change: "a switch to cdc",
    wanted: { sync_type: "cdc" },
    file: (table) => ({
      ...oneTable(table),
      ...(table["sync_type"] === "cdc" ? { cdc: { management_mode: "posthog" } } : {}),
    }),
    writes: ["enable_cdc", "PATCH", "resync"],
  },
];

const DEATHS = SCENARIOS.flatMap((scenario) =>
  scenario.writes.flatMap((write, index) => MOMENTS.map((moment) => ({ ...scenario, write, index, moment }))),
);

describe("an apply run, killed", () => {
  it.each(DEATHS)("$change: at write $index ($write), $moment, and taken up by the schedule", async (death) => {
    const { wanted, file, index, moment } = death;
    const scene = await applyScene({ declared: NOW, ...(file === undefined ? {} : { file }) });
    await scene.bring("change", wanted);

    await scene.applyKilledAt(index, moment);
    const next = await scene.apply({ event: "schedule" });

    expect(next.failure, next.log).toBeUndefined();
    expect(scene.outcome()).toMatchObject({ completed: scene.repo.tip("main"), standing: [], owed: [], refused: [] });
    expect(scene.table()).toMatchObject({ ...wanted, should_sync: true, status: "Completed" });
    expect(scene.table()).toMatchObject({ table: { row_count: 1000 }, internal: { reset_pipeline: false } });
    const done = scene.writes();
    expect(done.filter((write) => write === "resync").length).toBeLessThanOrEqual(2);
    expect(done.filter((write) => write === "reload").length).toBeLessThanOrEqual(2);

    const after = await scene.apply({ event: "schedule" });
    expect(after.outputs).toMatchObject({ "has-changes": "false", applied: "0" });
    expect(scene.writes()).toEqual(done);
  });
});
