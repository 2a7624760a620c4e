import type { ProblemCheck } from "../change.js";
import { didYouMean } from "../../model/near-name.js";
import { cursorChanges, readsByCursor } from "../situation.js";
import { knownColumns, offerOf, touchesMethod } from "./touches.js";

export const cursorMissing: ProblemCheck = {
  code: "cursor-missing",
  about:
    "Incremental and append need a cursor: incremental_field and incremental_field_type. Without one PostHog takes the setting and then reads and bills the whole table on every run.",
  check: (change) => {
    const { after, live } = change;
    if (!readsByCursor(after) || !touchesMethod(change)) return undefined;
    const missing = (["incremental_field", "incremental_field_type"] as const).filter((field) => after[field] === null);
    if (missing.length === 0) return undefined;
    const offered = offerOf(live)?.incremental_fields.slice(0, 5) ?? [];
    const example = offered.map(({ field, field_type }) => `${field} (${field_type})`).join(", ");
    return {
      message: `${after.sync_type} without ${missing.join(" and ")} reads and bills the whole table on every run`,
      hint: `declare ${missing.join(" and ")}${example === "" ? "" : `; the source offers ${example}`}`,
    };
  },
};

export const cursorNotOffered: ProblemCheck = {
  code: "cursor-not-offered",
  about:
    "The source does not list this column as a cursor. PostHog does not check it: the runs would fail, or read everything each time. Choose one of the columns that the source offers.",
  check: (change) => {
    const { after, live, changed } = change;
    const cursor = after.incremental_field;
    if (!readsByCursor(after) || cursor === null || !(changed.has("sync_type") || cursorChanges(change)))
      return undefined;
    const offer = offerOf(live);
    const candidates = offer?.incremental_fields.map(({ field }) => field) ?? knownColumns(live);
    const isOffered = candidates.includes(cursor) || (offer === undefined && candidates.length === 0);
    if (isOffered) return undefined;
    return {
      message:
        offer === undefined
          ? `"${cursor}" is no column of "${live.name}", so its runs would fail`
          : `the source does not offer "${cursor}" as a cursor of "${live.name}", so its runs would fail or read everything`,
      hint: `${didYouMean(cursor, candidates)}choose one of ${candidates.slice(0, 10).join(", ") || "the source's cursors: it offers none, so choose another sync_type"}`,
    };
  },
};

export const cursorTypeMismatch: ProblemCheck = {
  code: "cursor-type-mismatch",
  about:
    "The declared incremental_field_type is not the one that the source gives for this column. The watermark is stored by that type: with a wrong one it is compared wrongly, or the save fails with a 500.",
  check: (change) => {
    const { after, live, changed } = change;
    if (!readsByCursor(after) || !(changed.has("sync_type") || cursorChanges(change))) return undefined;
    const offered = offerOf(live)?.incremental_fields.find(({ field }) => field === after.incremental_field);
    const declared = after.incremental_field_type;
    if (offered === undefined || declared === null || offered.field_type === declared) return undefined;
    return {
      message: `"${offered.field}" is ${offered.field_type} at the source, so a watermark kept as ${declared} would be compared wrongly`,
      hint: `declare incremental_field_type: ${offered.field_type}`,
    };
  },
};
