import { expect } from "vitest";
import { importedUnder } from "../support/fake-engine.js";
import type { Cast, Scene } from "./scene.js";

export const FREQUENCY = { declared: { sync_frequency: "1hour" } } satisfies Cast;
export const CURSOR = {
  declared: { incremental_field: "created_at", incremental_field_type: "datetime" },
  strategy: "resync",
} satisfies Cast;
export const KEY = { declared: { primary_key_columns: ["tenant_id", "id"] } } satisfies Cast;
export const CDC = { declared: { sync_type: "cdc", sync_frequency: "1hour" }, strategy: "resync" } satisfies Cast;
export const TO_WEBHOOK = { declared: { sync_type: "webhook" }, strategy: "keep" } satisfies Cast;

/** The writes that reached the server, in the order of arrival. */
export const verbs = ({ warehouse }: Scene): readonly string[] => warehouse.writes.map(({ verb }) => verb);

/** Nothing is left to plan, nothing is owed, and every row was imported under the settings that stand. */
export function expectConverged(scene: Scene): void {
  expect(scene.plan()).toEqual([]);
  expect(scene.journal.owed()).toEqual([]);
  expect(scene.table.rows).toEqual([importedUnder(scene.table.settings)]);
}
