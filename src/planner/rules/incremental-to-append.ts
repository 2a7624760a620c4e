import type { Rule } from "../change.js";
import { hasTable } from "../situation.js";

export const incrementalToAppend: Rule = {
  code: "incremental-to-append",
  about:
    "The rows stay and the watermark goes on; from here on a changed row is added as another version instead of being merged. " +
    "Queries that expect one row a key count too much until they choose the newest version.",
  check: (change) =>
    change.before.sync_type === "incremental" && change.after.sync_type === "append" && hasTable(change)
      ? {
          effect: "disruptive",
          message: "readers see several versions of a key from now on",
          hint: "make readers choose the newest version of each key first",
          evidence: {
            guidance: "not named",
            server: "keeps the watermark where the cursor stays; no duplicates from the past",
          },
          needs: { builds_on_rows: true, import: "reload" },
        }
      : undefined,
};
