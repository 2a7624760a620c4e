import { ControlRefused } from "../http/control-refused.js";
import type { World } from "../world.js";
import { sourceRowsOf, type SourceRows } from "./source-rows.js";
import { warehouseOf, type Warehouse } from "./warehouse.js";

export interface RowsView {
  readonly schema_id: string;
  /** null where the table only counts its rows, or is gone from the source. */
  readonly source: SourceRows | null;
  readonly warehouse: Warehouse;
}

/** @throws {ControlRefused} for an id that no schema has */
export function rowsView(world: World, schemaId: string): RowsView {
  const place = world.schemas.get(schemaId);
  if (place === undefined) throw new ControlRefused(`no schema has the id ${schemaId}`);
  const { schema, source } = place;
  const live = source.live_source.tables.find(({ name }) => name === schema.name);
  return { schema_id: schemaId, source: sourceRowsOf(live) ?? null, warehouse: warehouseOf(schema) };
}
