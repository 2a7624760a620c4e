import { ok } from "../model/result.js";
import type { Job } from "../model/live.js";
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

interface Gathering {
  readonly names: Set<string>;
  readonly page: Call<readonly Job[]>;
}

/** Long enough for waits that end together, too short for people to notice. */
const GATHER_MS = 20;

export function jobFeed(warehouse: Pick<Warehouse, "jobs">, clock: Clock, sourceId: string): JobFeed {
  let gathering: Gathering | undefined;

  const gather = (): Gathering => {
    const names = new Set<string>();
    const page = clock.sleep(GATHER_MS).then(() => {
      gathering = undefined;
      return warehouse.jobs(sourceId, [...names]);
    });
    return { names, page };
  };

  return {
    async read({ schema_id, table }) {
      gathering ??= gather();
      const { names, page } = gathering;
      names.add(table);
      const found = await page;
      if (!found.ok) return found;
      return ok({ ...found.value, value: found.value.value.filter((job) => job.schema_id === schema_id) });
    },
  };
}
