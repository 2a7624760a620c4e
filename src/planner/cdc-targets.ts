import type { LiveSettings } from "../model/settings.js";
import type { Change } from "./change.js";

const TARGETS: Readonly<Record<string, readonly string[]>> = {
  consolidated: ["rows"],
  cdc_only: ["history"],
  both: ["rows", "history"],
};

/** The physical tables of a mode; unset means consolidated, on tables of other types too. */
const targets = ({ cdc_table_mode }: LiveSettings): readonly string[] =>
  TARGETS[cdc_table_mode ?? "consolidated"] ?? [];

const missingFrom = (from: LiveSettings, to: LiveSettings): readonly string[] =>
  targets(to).filter((target) => !targets(from).includes(target));

export const addedTargets = ({ before, after, changed }: Change): readonly string[] =>
  changed.has("cdc_table_mode") ? missingFrom(before, after) : [];

export const droppedTargets = ({ before, after, changed }: Change): readonly string[] =>
  changed.has("cdc_table_mode") ? missingFrom(after, before) : [];
