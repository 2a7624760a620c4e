import type { Rule } from "../change.js";

export const lookbackChanged: Rule = {
  code: "lookback-changed",
  about:
    "Each incremental run reads again what lies within the lookback below the watermark, and merges it by key. " +
    "Changing it moves no watermark and resets nothing: the next run simply looks further back, or less far.",
  check: ({ changed }) =>
    changed.has("incremental_field_lookback_seconds")
      ? {
          effect: "safe",
          message: "from the next run on, another stretch below the watermark is read again",
          hint: "nothing to do: it widens or narrows what each run reads and never what is stored",
          evidence: { guidance: "not named", server: "no new watermark and no reset; the value survives resyncs" },
          needs: {},
        }
      : undefined,
};
