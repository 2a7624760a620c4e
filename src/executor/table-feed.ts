import type { LimitFunction } from "p-limit";
import type { LiveTable } from "../model/live.js";
import { ok } from "../model/result.js";
import { gathering } from "./gather.js";
import type { Call, Clock, Warehouse } from "./ports.js";

/** The tables of one source. Those that are asked about together are read by one call, which begins after they were asked about. */
export interface TableFeed {
  read(schemaId: string): Call<LiveTable>;
  /** Waits until the writes that stand in the lane by now are answered, for theirs are read back with it. Not from within the lane. */
  readBack(schemaId: string): Call<LiveTable>;
}

interface Parts {
  readonly warehouse: Pick<Warehouse, "readTable" | "readSource">;
  readonly clock: Clock;
  readonly gatherMs: number;
  readonly lane: LimitFunction;
}

type Found = (schemaId: string) => Call<LiveTable>;

export function tableFeed({ warehouse, clock, gatherMs, lane }: Parts, sourceId: string): TableFeed {
  const ask = async (ids: readonly string[]): Promise<Found> => {
    const [only] = ids;
    if (only === undefined || ids.length > 1) return together();
    const answer = await warehouse.readTable(only);
    return async () => answer;
  };
  const together = async (): Promise<Found> => {
    const all = await warehouse.readSource(sourceId);
    if (!all.ok && all.error.kind === "transport") return async () => all;
    // A neighbour that cannot be read must not hide a table, and a table that is gone is to say so itself.
    if (!all.ok) return warehouse.readTable;
    const tables = new Map(all.value.value.map((table) => [table.id, table]));
    return async (id) => {
      const value = tables.get(id);
      return value === undefined ? warehouse.readTable(id) : ok({ ...all.value, value });
    };
  };

  const now = gathering(() => clock.sleep(gatherMs), ask);
  const afterWrites = gathering(async () => {
    await lane(() => undefined);
    await clock.sleep(gatherMs);
  }, ask);
  return {
    read: async (id) => (await now(id))(id),
    readBack: async (id) => (await afterWrites(id))(id),
  };
}
