import { ok } from "../model/result.js";
import type { Job } from "../model/live.js";
import { gathering } from "./gather.js";
import type { Call, Clock, Warehouse } from "./ports.js";

/** The jobs of one table, newest first. Tables that ask at the same moment share one call. */
export interface JobFeed {
  read(table: TableKey): Call<readonly Job[]>;
}

interface TableKey {
  readonly schema_id: string;
  /** the server filters by name, and a name may belong to two rows */
  readonly table: string;
}

interface Parts {
  readonly warehouse: Pick<Warehouse, "jobs">;
  readonly clock: Clock;
  readonly gatherMs: number;
}

export function jobFeed({ warehouse, clock, gatherMs }: Parts, sourceId: string): JobFeed {
  const pageWith = gathering(
    () => clock.sleep(gatherMs),
    (names) => warehouse.jobs(sourceId, names),
  );
  return {
    async read({ schema_id, table }) {
      const found = await pageWith(table);
      if (!found.ok) return found;
      return ok({ ...found.value, value: found.value.value.filter((job) => job.schema_id === schema_id) });
    },
  };
}
