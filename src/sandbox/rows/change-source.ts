import { ControlRefused } from "../http/control-refused.js";
import type { LiveTable, Source } from "../state.js";
import { isoTime, type World } from "../world.js";
import { changeRows, type RowChange } from "./change-rows.js";
import { deliver } from "./deliver.js";
import type { SourceChange } from "./source-change.js";
import { keepSourceRows, sourceRowsOf } from "./source-rows.js";

/**
 * Lets changes happen at their sources, in their order, now.
 *
 * @throws {ControlRefused} for the first one that does not fit; those before it have happened
 */
export function changeSources(world: World, changes: readonly SourceChange[]): void {
  for (const [index, change] of changes.entries()) changeSource(world, change, `/changes/${index}`);
}

function changeSource(world: World, change: SourceChange, pointer: string): void {
  const source = world.sources.get(change.source_id);
  if (source === undefined) throw new ControlRefused(`${pointer}/source_id: no source has the id ${change.source_id}`);
  const { cdc } = source.live_source;
  switch (change.op) {
    case "create_slot":
      cdc.slot_exists = true;
      return;
    case "drop_slot":
      cdc.slot_exists = false;
      forgetLog(source);
      return;
    case "publish":
    case "unpublish":
      cdc.published_tables = [
        ...cdc.published_tables.filter((table) => table !== change.table),
        ...(change.op === "publish" ? [change.table] : []),
      ];
      return;
    case "insert":
    case "update":
    case "delete":
      changeTable(world, source, change, pointer);
  }
}

function changeTable(
  world: World,
  source: Source,
  change: RowChange & { readonly table: string; readonly event?: string },
  pointer: string,
): void {
  const table = source.live_source.tables.find(({ name }) => name === change.table);
  const rows = sourceRowsOf(table);
  if (table === undefined || rows === undefined) {
    throw new ControlRefused(`${pointer}/table: ${change.table} keeps no rows; give it extensions.rows`);
  }
  const changed = changeRows(rows, change, { at: isoTime(world.now()), published: isPublished(source, table) });
  if (!changed.ok) throw new ControlRefused(`${pointer}: ${changed.error}`);
  keepSourceRows(table, changed.value.rows);
  for (const made of changed.value.made) deliver(source, table, made, change.event ?? null);
}

const isPublished = ({ live_source: { cdc } }: Source, { name }: LiveTable): boolean =>
  cdc.slot_exists && cdc.publication_exists && cdc.published_tables.includes(name);

/** Nothing holds the log for capture any more: what it has not read by now, it never will. */
function forgetLog(source: Source): void {
  for (const table of source.live_source.tables) {
    const rows = sourceRowsOf(table);
    if (rows === undefined) continue;
    keepSourceRows(table, { ...rows, log: rows.log.map((change) => ({ ...change, published: false })) });
  }
}
