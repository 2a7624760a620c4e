import type { ProblemCheck } from "../change.js";
import { didYouMean, quoted } from "../../model/near-name.js";
import { fieldApplies } from "../../model/settings.js";
import { turnsOn } from "../situation.js";
import { knownColumns, missingFrom, offerOf, touches } from "./touches.js";

export const keyMissing: ProblemCheck = {
  code: "key-missing",
  about:
    "Rows are merged by primary key. CDC and xmin need one given or stored; incremental needs one, or a column `id`, where the source is a database. PostHog refuses the change, or the second run fails. Declare primary_key_columns.",
  check: (change) => {
    const { after, live, changed } = change;
    const type = after.sync_type;
    const switches = changed.has("sync_type") || changed.has("primary_key_columns");
    if ((after.primary_key_columns ?? []).length > 0) return undefined;
    const offer = offerOf(live);
    const detected = offer?.detected_primary_keys ?? [];
    const hint = `declare primary_key_columns${detected.length > 0 ? `: [${detected.join(", ")}], the key that the source reports` : ""}, or choose another sync_type`;
    if ((type === "cdc" && (switches || turnsOn(change))) || (type === "xmin" && switches))
      return {
        message: `${type} cannot tell the rows of "${live.name}" apart without a primary key, so PostHog refuses it`,
        hint,
      };
    const columns = knownColumns(live);
    const isDatabase = offer !== undefined && offer.primary_key_detection_supported !== false;
    const mergesOnNothing = detected.length === 0 && columns.length > 0 && !columns.includes("id");
    if (type === "incremental" && switches && isDatabase && mergesOnNothing)
      return { message: `"${live.name}" has no primary key to merge rows on, so PostHog refuses incremental`, hint };
    return undefined;
  },
};

export const keyNotAColumn: ProblemCheck = {
  code: "key-not-a-column",
  about:
    "A column of the declared primary key does not exist in this table, so there is nothing to merge on: PostHog refuses it, or the runs fail. Correct the name.",
  check: (change) => {
    const { after, live } = change;
    if (!touches(change, ["primary_key_columns", "sync_type"]) || !fieldApplies("primary_key_columns", after.sync_type))
      return undefined;
    const columns = knownColumns(live);
    const [missing, ...more] = columns.length === 0 ? [] : missingFrom(columns, after.primary_key_columns ?? []);
    if (missing === undefined) return undefined;
    return {
      message: `"${live.name}" has no column ${quoted([missing, ...more])} to merge rows on`,
      hint: `${didYouMean(missing, columns)}its columns are ${columns.slice(0, 12).join(", ")}${columns.length > 12 ? ", …" : ""}`,
    };
  },
};
