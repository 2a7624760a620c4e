import type { Cause } from "../cause.js";

const MISSING =
  /needs a primary key to sync|primary key required|requires a primary key|has no primary key|no primary key (is )?(set|found)/i;

export const keyMissing: Cause = {
  code: "sync-key-missing",
  about:
    "The table has no primary key, and its sync type merges rows by one. Give it a key at the source and `warehog reload`; or name columns that identify a row in the YAML as primary_key_columns. A resync would fail again at its second run.",
  find({ error, table, declared }) {
    if (!MISSING.test(error) && table.incremental_sync_blocked !== "missing_primary_key") return undefined;
    const key = declared?.primary_key_columns;
    const named = key !== undefined && key !== null && table.settings.primary_key_columns === null;
    return {
      message: "it has no primary key, so rows that changed cannot be matched with those that are synced",
      remedies: named
        ? [
            {
              kind: "change_yaml",
              what: "the YAML names a key that PostHog does not hold yet: apply it",
              set: { primary_key_columns: key },
            },
            { kind: "reload" },
          ]
        : [
            { kind: "fix_outside", what: "give the table a primary key at the source; PostHog finds it by itself" },
            { kind: "reload" },
          ],
      otherwise: named
        ? []
        : [
            {
              kind: "change_yaml",
              what: "write the columns that identify a row as primary_key_columns; the plan says what that costs",
              set: null,
            },
          ],
    };
  },
};
