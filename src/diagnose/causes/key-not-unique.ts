import type { Cause } from "../cause.js";

const TWICE = /primary keys? .{0,60}(isn.t|are not|is not|aren.t) unique|duplicate primary key/i;

export const keyNotUnique: Cause = {
  code: "key-not-unique",
  about:
    "Several rows of the source share one value of the key by which rows are merged. Remove the doubles at the source and `warehog reload`; or choose another key in the YAML: PostHog refuses that while rows are synced, so the plan deletes and imports them again.",
  find({ error, table }) {
    if (!TWICE.test(error) && table.incremental_sync_blocked !== "duplicate_primary_key") return undefined;
    const key = table.settings.primary_key_columns?.join(", ");
    return {
      message: `several rows share one key${key === undefined ? "" : ` (${key})`}, so they cannot be matched with those that are synced`,
      remedies: [
        { kind: "fix_outside", what: "remove or correct the rows at the source that share a key" },
        { kind: "reload" },
      ],
      otherwise: [
        {
          kind: "change_yaml",
          what: "choose more columns as primary_key_columns: the rows are deleted and imported again, as the plan says",
          set: null,
        },
      ],
    };
  },
};
