import { assertNever } from "../../model/result.js";
import { activeWebhook } from "../source/webhook-function.js";
import type { LiveTable, Schema, Source } from "../state.js";
import { passes } from "./filter-rows.js";
import { positionOf, seqOf } from "./log-position.js";
import type { Move, Progress, Write } from "./move.js";
import { withColumns, type Row } from "./row.js";
import { sourceRowsOf, type SourceRows, type StampedRow } from "./source-rows.js";
import { compareValues } from "./value-order.js";
import { warehouseOf } from "./warehouse.js";
import { greatest, readAfter } from "./watermark.js";

interface Read {
  readonly schema: Schema;
  readonly live: LiveTable;
  readonly rows: SourceRows;
  /** As the wipe was marked; what a full refresh does in each run is not meant. */
  readonly marked: boolean;
  readonly key: readonly string[];
}

/** What a run moves that begins now; undefined for a table that only counts its rows, or has no type to run by. */
export function planMove(schema: Schema, source: Source, { marked }: { readonly marked: boolean }): Move | undefined {
  const live = source.live_source.tables.find(({ name }) => name === schema.name);
  const rows = sourceRowsOf(live);
  if (live === undefined || rows === undefined) return undefined;
  const read: Read = { schema, live, rows, marked, key: mergeKeyOf(schema, live) };
  switch (schema.sync_type) {
    case "full_refresh":
      return { wipes: true, write: { kind: "append", rows: selected(read, polled(read)) }, after: { kind: "none" } };
    case "incremental":
      return byCursor(read, (moved) => merged(read, moved));
    case "append":
      return byCursor(read, (moved) => ({ kind: "append", rows: moved }));
    case "xmin":
      return byTransaction(read);
    case "cdc":
      return captured(read);
    case "webhook":
      return ingests(read, source) ? delivered(read) : byCursor(read, (moved) => merged(read, moved));
    case null:
      return undefined;
    default:
      return assertNever(schema.sync_type);
  }
}

/** The key that rows are merged by: the chosen one, the source's own, or a column named `id`. */
export const mergeKeyOf = (schema: Schema, live: LiveTable): readonly string[] =>
  [schema.primary_key_columns, live.primary_keys].find((key) => (key?.length ?? 0) > 0) ??
  (live.columns.some(({ name }) => name === "id") ? ["id"] : []);

/** A table without a key takes its first rows all the same; the run after that one fails. */
const merged = ({ key }: Read, rows: readonly Row[]): Write =>
  key.length === 0 ? { kind: "append", rows } : { kind: "merge", rows, key };

function byCursor(read: Read, write: (rows: readonly Row[]) => Write): Move {
  const { schema, marked } = read;
  const { incremental_field: field, internal } = schema;
  if (field === null) {
    return {
      wipes: marked,
      write: write(selected(read, polled(read))),
      after: { kind: "watermark", value: null },
    };
  }
  const watermark = marked ? null : internal.incremental_field_last_value;
  const lookbackSeconds = schema.sync_type === "incremental" ? (schema.incremental_field_lookback_seconds ?? 0) : 0;
  const rows = selected(
    read,
    readAfter(polled(read), { field, type: schema.incremental_field_type, watermark, lookbackSeconds }),
  );
  const last = greatest(rows, field) ?? null;
  const moves = last !== null && (watermark === null || compareValues(last, watermark) > 0);
  return { wipes: marked, write: write(rows), after: { kind: "watermark", value: moves ? last : watermark } };
}

/** Transactions from the ceiling of the last completed run on. */
function byTransaction(read: Read): Move {
  const { schema, rows, marked } = read;
  const from = marked ? null : schema.internal.xmin_last_value;
  const written = polled(read).filter(({ xid }) => from === null || xid >= from);
  return {
    wipes: marked,
    write: merged(read, selected(read, written)),
    after: { kind: "transaction", xid: rows.seq + 1 },
  };
}

/** Filters have no effect here. */
function captured(read: Read): Move {
  const { schema, rows, marked, key } = read;
  const { cdc_table_mode: mode, internal } = schema;
  const after: Progress = { kind: "log", position: positionOf(rows.seq) };
  if (marked || internal.cdc_mode !== "streaming") {
    return { wipes: marked, write: { kind: "snapshot", rows: selected(read, rows.current), key, mode }, after };
  }
  const from = seqOf(internal.cdc_last_log_position);
  const changes = rows.log
    .filter(({ seq, published }) => seq > from && published)
    .map((change) => ({ ...change, row: withColumns(change.row, selectionOf(read)) }));
  return { wipes: false, write: { kind: "changes", changes, key, mode }, after };
}

/** Until the first sync has completed, when a wipe is due, and without a webhook, a run polls. Where only deliveries exist, it never does. */
const ingests = ({ schema, live, marked }: Read, source: Source): boolean =>
  live.webhook_only || (schema.internal.initial_sync_complete && !marked && activeWebhook(source)?.enabled === true);

const delivered = (read: Read): Move => ({
  wipes: false,
  write: {
    kind: "deliveries",
    rows: warehouseOf(read.schema).deliveries.map((row) => withColumns(row, selectionOf(read))),
    key: read.key,
  },
  after: { kind: "none" },
});

const polled = ({ schema, rows }: Read): readonly StampedRow[] =>
  rows.current.filter(({ row }) => passes(row, schema.row_filters ?? []));

const selected = (read: Read, rows: readonly StampedRow[]): readonly Row[] => {
  const selection = selectionOf(read);
  return rows.map(({ row }) => withColumns(row, selection));
};

/** Key and cursor are always kept. */
const selectionOf = ({ schema, key }: Read): ReadonlySet<string> | null =>
  schema.enabled_columns === null
    ? null
    : new Set([
        ...schema.enabled_columns,
        ...key,
        ...(schema.incremental_field === null ? [] : [schema.incremental_field]),
      ]);
