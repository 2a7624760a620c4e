import type { Rule } from "../change.js";
import { hasTable } from "../situation.js";

export const apiVersionChanged: Rule = {
  code: "api-version-changed",
  about:
    "The source is read through another version of its API from the next run on: fields may be added, renamed or typed differently, and rows read before keep their old shape. " +
    "PostHog cancels a running import when the version is written, so the run is waited for.",
  check: (change) =>
    hasTable(change) && change.changed.has("api_version")
      ? {
          effect: "disruptive",
          message: "columns may change their name, type or meaning from the next run on",
          hint: "read the source's change notes, and resync afterwards if old rows have to match",
          evidence: { guidance: "not named", server: "cancels a running import and starts nothing" },
          needs: { builds_on_rows: true, import: "reload" },
        }
      : undefined,
};
