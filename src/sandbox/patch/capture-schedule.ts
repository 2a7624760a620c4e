import { isLeavingCdc, type Rule } from "./edit.js";

/** The capture run is scheduled while any CDC table is enabled. Failing to write that is only logged by the server. */
export const followCaptureSchedule: Rule = (edit) => {
  const { world, source, schema } = edit;
  if (schema.sync_type !== "cdc" && !isLeavingCdc(edit)) return;
  if (world.document.server.temporal.schedule_write === "unavailable") return;
  const captures = source.schemas.some((table) => !table.deleted && table.sync_type === "cdc" && table.should_sync);
  source.cdc.extraction_schedule = captures ? (source.cdc.extraction_schedule ?? { paused: false }) : null;
};
