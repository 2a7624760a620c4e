import type { Rule } from "../change.js";
import { hasTable, staysOff as isOff } from "../situation.js";

export const staysOff: Rule = {
  code: "stays-off",
  about:
    "The table is switched off before and after, so nothing is imported: only the stored configuration changes. " +
    "Where no table exists yet PostHog may start a run by itself when a cursor is set, or answer 500 after having saved; the value is read back and that decides.",
  check: (change) => {
    if (!isOff(change) || change.changed.size === 0) return undefined;
    return {
      effect: "safe",
      message: hasTable(change)
        ? "the table stays switched off: only its stored configuration changes"
        : "the table stays switched off and has no rows: only its stored configuration changes, though PostHog may start a run by itself",
      hint: "set should_sync: true when it should import",
      evidence: {
        guidance: "partial_update stores the fields that change",
        server:
          "a new cursor on a table without rows triggers a run even where syncing is off, and fails with 500 after the save where no schedule exists",
      },
      needs: {},
    };
  },
};
