import type { LiveTable } from "../../model/live.js";
import { counted } from "../../model/numbers.js";
import type { Price } from "../../model/plan.js";
import { assertNever } from "../../model/result.js";
import { formatPrice } from "../../report/numbers.js";

export type RecoveryAction = "reload" | "cancel" | "resync" | "delete-data";

export const DESTRUCTIVE: ReadonlySet<RecoveryAction> = new Set(["resync", "delete-data"]);

/** What an action means for the rows of one table. */
export interface Foreseen {
  readonly price: Price;
  readonly text: string;
}

/** null: unknown */
export const rowsOf = ({ table }: LiveTable): number | null => (table === null ? 0 : table.row_count);

const price = (rows_wiped: number | null, rows_imported: number | null): Price => ({
  rows_wiped,
  rows_imported,
  recurring: false,
});

export function foresee(action: RecoveryAction, live: LiveTable): Foreseen {
  const rows = rowsOf(live);
  switch (action) {
    case "cancel":
      return {
        price: price(0, 0),
        text: "ends the run that is under way; rows that are synced stay, and the schedule goes on",
      };
    case "reload":
      return reload(live, rows);
    case "resync":
      return {
        price: price(rows, rows),
        text: `${told(price(rows, rows))}; rows that the source no longer has do not come back${lost(live)}; readers see the old rows until the first new ones arrive`,
      };
    case "delete-data":
      return {
        price: price(rows, 0),
        text: `${told(price(rows, 0))}; readers find no table until a run has ended, and rows that the source no longer has do not come back${lost(live)}; warehog reload begins that run`,
      };
    default:
      return assertNever(action);
  }
}

function reload({ settings, table }: LiveTable, rows: number | null): Foreseen {
  if (table === null) return { price: price(0, null), text: "imports the table for the first time" };
  if (settings.sync_type === "full_refresh")
    return {
      price: price(0, rows),
      text: `reads ${rows === null ? "all rows" : `at least ${counted(rows, "row")}`} in place of those that are synced, as every run of it does`,
    };
  return { price: price(0, 0), text: "brings in what is new; a wipe that PostHog had marked before would happen now" };
}

const told = (cost: Price): string => formatPrice(cost) ?? "the table holds no rows";

/** History that no import brings back. */
function lost({ settings }: LiveTable): string {
  if (settings.sync_type === "append") return ", nor do the earlier versions that an append table keeps";
  if (settings.sync_type === "cdc" && settings.cdc_table_mode !== "consolidated")
    return ", nor does the history of changes";
  return settings.sync_type === "webhook" ? ", nor does what only a webhook delivers" : "";
}
