import { describe, expect, it } from "vitest";
import { Emulator } from "../../../src/sandbox/emulator.js";
import type { Row } from "../../../src/sandbox/rows/row.js";
import type { SourceChange } from "../../../src/sandbox/start.js";
import { ORDERS, SOURCE } from "../support/documents.js";
import { LIVE, moving } from "../support/moving-world.js";
import { CURSOR } from "./row-world.js";

const HOUR = 3600;

/** The same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % below;
  };
}

/** A random history of a table, its schedule firing every hour in between; then one more run. */
function afterHistory(seed: number, schema: object, { late, deletes }: { late: boolean; deletes: boolean }) {
  const next = numbers(seed);
  const clock = { now: () => Date.parse("2026-10-01T00:30:00Z") };
  const emulator = new Emulator(
    moving(
      { schedule: { paused: false, every_seconds: HOUR }, ...schema },
      {
        capabilities: { detects_primary_keys: true },
        live_source: { tables: [{ ...LIVE, extensions: { rows: [] } }] },
      },
    ),
    clock,
  );
  const known: number[] = [];
  for (let step = 1; step <= 30; step++) {
    const time = late ? next(40) : step;
    const updated_at = new Date(Date.parse("2026-09-01T00:00:00Z") + time * 60_000).toISOString();
    const place = { source_id: SOURCE, table: "public.orders" };
    const at = next(Math.max(1, known.length));
    const choice = known.length === 0 ? 0 : next(deletes ? 3 : 2);
    const change: SourceChange =
      choice === 0
        ? { ...place, op: "insert", row: { id: step, amount: next(100), updated_at } }
        : choice === 1
          ? { ...place, op: "update", where: { id: known[at] }, set: { amount: next(100), updated_at } }
          : { ...place, op: "delete", where: { id: known.splice(at, 1)[0] } };
    if (choice === 0) known.push(step);
    emulator.change([change]);
    if (next(3) === 0) emulator.moveClock(HOUR);
  }
  emulator.moveClock(HOUR);
  const { source, warehouse } = emulator.rows(ORDERS);
  return { source: byId(source!.current.map(({ row }) => row)), warehouse: byId(warehouse.rows) };
}

const byId = (rows: readonly Row[]): readonly Row[] => rows.toSorted((a, b) => Number(a["id"]) - Number(b["id"]));

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

describe("after any history, whatever ran in between", () => {
  it("a full refresh equals the source", () => {
    for (const seed of SEEDS) {
      const { source, warehouse } = afterHistory(seed, { sync_type: "full_refresh" }, { late: true, deletes: true });
      expect(warehouse, `seed ${seed}`).toEqual(source);
    }
  });

  it("an incremental table equals the source, where nothing is deleted and nothing comes late", () => {
    for (const seed of SEEDS) {
      const { source, warehouse } = afterHistory(seed, CURSOR, { late: false, deletes: false });
      expect(warehouse, `seed ${seed}`).toEqual(source);
    }
  });

  it("an incremental table differs from it in some history with either", () => {
    for (const either of [
      { late: true, deletes: false },
      { late: false, deletes: true },
    ]) {
      const differs = SEEDS.some((seed) => {
        const { source, warehouse } = afterHistory(seed, CURSOR, either);
        return JSON.stringify(source) !== JSON.stringify(warehouse);
      });
      expect(differs).toBe(true);
    }
  });
});
