import { isRecord } from "../../model/is-record.js";
import type { Schema } from "../state.js";
import type { Row } from "./row.js";

/** What the warehouse holds of one table; a schema keeps it under `extensions.warehouse`. */
export interface Warehouse {
  readonly rows: readonly Row[];
  /** The companion table `…_cdc`: every version with `_ph_cdc_op`, `valid_from` and `valid_to`. */
  readonly history: readonly Row[];
  /** What the webhook delivered and no run has taken in, oldest first. */
  readonly deliveries: readonly Row[];
  /** The files are gone, and queries still see the copy: the next write begins with an empty table. */
  readonly emptied: boolean;
  /** An append that did not end began at this many rows: the next one takes back what came after. */
  readonly unfinishedAppend: number | null;
}

const NOTHING: Warehouse = { rows: [], history: [], deliveries: [], emptied: false, unfinishedAppend: null };

/** Without a synced table there is nothing but what was delivered: deleting the data takes the files of both tables. */
export function warehouseOf(schema: Schema): Warehouse {
  const given = schema.extensions?.["warehouse"];
  const kept = isWarehouse(given) ? given : NOTHING;
  return schema.table === null ? { ...NOTHING, deliveries: kept.deliveries } : kept;
}

export function keepWarehouse(schema: Schema, warehouse: Warehouse): void {
  schema.extensions = { ...schema.extensions, warehouse };
}

const isWarehouse = (given: unknown): given is Warehouse =>
  isRecord(given) &&
  ["rows", "history", "deliveries"].every((name) => {
    const rows = given[name];
    return Array.isArray(rows) && rows.every(isRecord);
  }) &&
  typeof given["emptied"] === "boolean" &&
  (given["unfinishedAppend"] === null || typeof given["unfinishedAppend"] === "number");
