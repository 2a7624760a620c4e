import { dropSchedule, softDelete } from "../removal.js";
import { pauseSchedule } from "../schedule.js";
import type { LiveTable, Schema, Source } from "../state.js";
import { stopDisabled } from "../workflow.js";
import type { World } from "../world.js";
import { finderOf } from "./names.js";
import { addSchema } from "./new-schema.js";

/** What a discovery has changed. */
interface Reconciled {
  /** New rows, and deleted ones that are back. */
  readonly created: readonly Schema[];
  readonly deleted: readonly Schema[];
}

/** Brings the rows of a source in line with the tables that it lists. */
export function reconcile(world: World, source: Source): Reconciled {
  const { tables } = source.live_source;
  const before = source.schemas.filter((schema) => !schema.deleted);
  const gone = source.schemas.filter((schema) => schema.deleted);
  const [listed, stored] = [finderOf(tables), finderOf(before)];
  for (const schema of before) describe(schema, listed(schema.name));
  const created = tables
    .filter((table) => stored(table.name) === undefined)
    .map((table) => restore(gone, table) ?? addSchema(world, source, table));
  const vanished = before.filter((schema) => listed(schema.name) === undefined);
  return { created, deleted: vanished.filter((schema) => retire(world, source, schema) === "deleted") };
}

/** Descriptions are matched by the whole name: a row that has none of that name loses its own. */
function describe(schema: Schema, table: LiveTable | undefined): void {
  const named = table?.name === schema.name ? table : undefined;
  schema.description = named?.description ?? null;
  schema.label = named?.label ?? schema.label;
}

/** The row of a table that was deleted, id and settings kept; of several the latest. It is off, and what it had synced stays hidden. */
function restore(gone: readonly Schema[], { name, label, description }: LiveTable): Schema | undefined {
  const schema = gone.findLast((candidate) => candidate.name === name);
  if (schema === undefined) return undefined;
  Object.assign(schema, { deleted: false, should_sync: false, label, description } satisfies Partial<Schema>);
  return schema;
}

/** Of a table that is gone, only a row disappears that nobody has ever switched on: another would take somebody's choice with it. */
function retire(world: World, source: Source, schema: Schema): "deleted" | "off" {
  if (source.access_method === "direct" || (schema.table === null && !schema.should_sync)) {
    softDelete(schema);
    dropSchedule(world, schema);
    return "deleted";
  }
  // The row stays on while its schedule cannot be paused: the next discovery tries again.
  if (schema.should_sync && pauseSchedule(world, schema) === "unavailable") return "off";
  if (schema.should_sync) stopDisabled(world, schema);
  schema.should_sync = false;
  schema.status = "Completed";
  return "off";
}
