import { createHash } from "node:crypto";
import type { Target } from "../../model/desired.js";
import type { Located } from "../located.js";
import { rowsOf } from "./foresee.js";
import type { RecoveryAction } from "./foresee.js";

const DIGITS = 8;

/** How many rows, to a power of ten: a table that grows while somebody reads is still the table that was read about. */
const rowClass = (rows: number | null): string => (rows === null ? "unknown" : String(String(rows).length));

/**
 * What --approve names: first 8 hex digits of SHA-256 over the project, the action, and each table with its id and the class
 * of its rows. Whoever approves has seen exactly this.
 */
export function approvalId(
  { host, project_id }: Pick<Target, "host" | "project_id">,
  action: RecoveryAction,
  tables: readonly Located[],
): string {
  const bound = tables
    .map(({ table }) => [table.id, table.settings.sync_type, rowClass(rowsOf(table))].join())
    .toSorted((a, b) => (a < b ? -1 : 1));
  const canonical = JSON.stringify({ host, project_id, action, tables: bound });
  return createHash("sha256").update(canonical).digest("hex").slice(0, DIGITS);
}
