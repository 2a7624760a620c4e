import { isRecord } from "../../model/is-record.js";
import { ControlRefused } from "../http/control-refused.js";
import type { RowChange } from "./change-rows.js";

/** What happens at a source: to rows of a table, to what its publication carries, or to its replication slot. */
export type SourceChange =
  | ({
      readonly source_id: string;
      readonly table: string;
      /** Of the webhook; without it, any that the table has. */
      readonly event?: string;
    } & RowChange)
  | { readonly source_id: string; readonly table: string; readonly op: "publish" | "unpublish" }
  | { readonly source_id: string; readonly op: "create_slot" | "drop_slot" };

/** @throws {ControlRefused} */
export function decodeChanges(body: unknown): readonly SourceChange[] {
  const changes = isRecord(body) ? body["changes"] : undefined;
  if (!Array.isArray(changes)) throw new ControlRefused("/changes: must be a list");
  return changes.map((change: unknown, index) => decodeChange(change, `/changes/${index}`));
}

function decodeChange(change: unknown, pointer: string): SourceChange {
  if (!isRecord(change)) throw new ControlRefused(`${pointer}: must be an object`);
  const text = (name: string): string => {
    const value = change[name];
    if (typeof value === "string") return value;
    throw new ControlRefused(`${pointer}/${name}: must be a string`);
  };
  const row = (name: string): Readonly<Record<string, unknown>> => {
    const value = change[name];
    if (isRecord(value)) return value;
    throw new ControlRefused(`${pointer}/${name}: must be an object`);
  };
  const { op } = change;
  const source_id = text("source_id");
  switch (op) {
    case "create_slot":
    case "drop_slot":
      return { source_id, op };
    case "publish":
    case "unpublish":
      return { source_id, op, table: text("table") };
    case "insert":
    case "update":
    case "delete": {
      const place = { source_id, table: text("table"), ...(change["event"] !== undefined && { event: text("event") }) };
      if (op === "insert") return { ...place, op, row: row("row") };
      return op === "update"
        ? { ...place, op, where: row("where"), set: row("set") }
        : { ...place, op, where: row("where") };
    }
    default:
      throw new ControlRefused(
        `${pointer}/op: is none of insert, update, delete, publish, unpublish, create_slot, drop_slot`,
      );
  }
}
