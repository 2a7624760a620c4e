import { cdcConfig } from "../source/cdc-config.js";
import type { Schema, Source, SyncType } from "../state.js";
import { hasDoubles } from "./merge-rows.js";
import type { Move } from "./move.js";
import { mergeKeyOf } from "./plan-move.js";
import { sourceRowsOf } from "./source-rows.js";
import { warehouseOf } from "./warehouse.js";

/** Why rows cannot be moved. `disables`: the table is switched off as well. */
interface MoveFailure {
  readonly error: string;
  readonly disables: boolean;
  /** Capture itself is broken: the table halts until it is repaired. */
  readonly breaksCapture: boolean;
}

const NO_KEY = "Primary key required for incremental syncs";

/** @param syncType  what the run is, whatever its table has become since it began */
export function moveFailureOf(
  schema: Schema,
  source: Source,
  { move, syncType }: { readonly move: Move; readonly syncType: SyncType | null },
): MoveFailure | undefined {
  const live = source.live_source.tables.find(({ name }) => name === schema.name);
  if (live === undefined) return undefined;
  const key = mergeKeyOf(schema, live);
  switch (move.write.kind) {
    case "changes":
      return source.live_source.cdc.slot_exists
        ? undefined
        : {
            error: `Replication slot "${cdcConfig(source).slotName}" does not exist.`,
            disables: false,
            breaksCapture: true,
          };
    case "append": {
      const merges = syncType !== "append" && syncType !== "full_refresh";
      const holdsRows = !move.wipes && warehouseOf(schema).rows.length > 0;
      return merges && holdsRows ? { error: NO_KEY, disables: true, breaksCapture: false } : undefined;
    }
    case "merge": {
      const rows = (sourceRowsOf(live)?.current ?? []).map(({ row }) => row);
      return hasDoubles(rows, key) ? { error: notUnique(key), disables: true, breaksCapture: false } : undefined;
    }
    case "snapshot":
    case "deliveries":
      return undefined;
  }
}

const notUnique = (key: readonly string[]): string =>
  "The primary keys for this table are not unique. We can't sync incrementally until the table has a unique primary key. " +
  `Primary keys being used are: ${key.map((column) => `'${column}'`).join(", ")}`;
