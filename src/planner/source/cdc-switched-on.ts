import { unmetPrerequisites } from "../problems/cdc.js";
import type { SourceRule } from "./source-rule.js";

export const cdcSwitchedOn: SourceRule = {
  code: "cdc-switched-on",
  about:
    "`cdc.enabled: true` asks for change data capture although no table of the plan needs it yet. PostHog creates the replication slot, and nothing reads it before a table is of type cdc: the database keeps its log for the slot, and its disk fills. " +
    "Let a table follow soon, or leave `enabled` out: the plan of the first cdc table then switches it on.",
  check: ({ declared: { cdc, cdcEnabled }, source, carried }) => {
    if (cdc === undefined || cdcEnabled !== true || source.cdc.enabled || carried.has("enable_cdc")) return undefined;
    const unmet = unmetPrerequisites(source);
    return {
      from: { cdc: "off" },
      to: { cdc: cdc.management_mode },
      effect: "disruptive",
      message:
        "the source database keeps its log for a replication slot that no table reads yet, and its disk fills until one does",
      hint: "let the first table of sync_type cdc follow soon, or leave out `enabled`: the plan of that table then switches it on",
      evidence: {
        guidance: "switch CDC on once its prerequisites are met",
        server: "enable_cdc creates the slot; without an active cdc table the extraction ends its own schedule",
      },
      needs: { enable_cdc: true },
      step: { kind: "enable_cdc", ...cdc },
      problems: unmet === undefined ? [] : [{ code: "cdc-prerequisites", ...unmet }],
    };
  },
  asks: ({ declared, source, carried }) =>
    declared.cdcEnabled === true && !source.cdc.enabled && !carried.has("enable_cdc") ? "prerequisites" : undefined,
};
