import { mergeRows } from "./merge-rows.js";
import { keyOf, type Row } from "./row.js";
import type { Change } from "./source-rows.js";

const OPS = { insert: "I", update: "U", delete: "D" } as const;
const EPOCH = "1970-01-01T00:00:00Z";

/** The current rows after captured changes. A deleted row stays, marked as deleted. */
export const applyChanges = (
  table: readonly Row[],
  changes: readonly Change[],
  key: readonly string[],
): readonly Row[] =>
  mergeRows(
    table,
    changes.map(({ op, row, at }) => ({ ...row, ...deletion(op, at) })),
    key,
  );

/** The history after captured changes: each closes the open version of its row and opens one of its own. */
export function appendHistory(
  history: readonly Row[],
  changes: readonly Change[],
  key: readonly string[],
): readonly Row[] {
  const versions = [...history];
  const open = new Map(versions.flatMap((row, index) => (row["valid_to"] === null ? [[keyOf(row, key), index]] : [])));
  for (const { op, row, at } of changes) {
    const id = keyOf(row, key);
    const index = open.get(id);
    const before = index === undefined ? undefined : versions[index];
    if (index !== undefined && before !== undefined) versions[index] = { ...before, valid_to: at };
    open.set(id, versions.length);
    versions.push({ ...row, ...deletion(op, at), _ph_cdc_op: OPS[op], valid_from: at, valid_to: null });
  }
  return versions;
}

/** A snapshot starts the history anew from what the main table then holds: what was recorded before is gone. */
export const seedHistory = (table: readonly Row[]): readonly Row[] =>
  table.map((row) => ({
    ...row,
    ...deletion("insert", EPOCH),
    _ph_cdc_op: OPS.insert,
    valid_from: EPOCH,
    valid_to: null,
  }));

const deletion = (op: Change["op"], at: string): Row => ({
  _ph_deleted: op === "delete",
  _ph_deleted_at: op === "delete" ? at : null,
});
